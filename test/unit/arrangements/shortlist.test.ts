import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { broughtAlong, Shortlist, savedIn, shortlistWith, withoutSaved, withSaved } from "../../../functions/arrangements/rules/shortlist.ts";
import { ListingId } from "../../../shared/listing/listing.ts";
import { runs } from "../../support/runs.ts";

const ids = (...texts: readonly string[]) => texts.map((text) => ListingId.parse(text));
const someIds = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 25 }).map((numbers) => ids(...numbers.map((one) => `pa-${one}`)));
const numRuns = runs(2000);
const ACCOUNT = { id: "rosemary", authority: "E10000018" };
const [MONDAY, TUESDAY] = ["2026-11-23T09:00:00.000Z", "2026-11-24T09:00:00.000Z"];

describe("a list of saved people", () => {
  it("takes more after those it has, each once, and none of them where they would be too many", () => {
    expect(withSaved(ids("a", "b"), ids("b", "c", "c"), 3)).toEqual({ ok: true, value: ids("a", "b", "c") });
    expect(withSaved(ids("a", "b"), ids("c", "d"), 3)).toEqual({ ok: false, refusal: "full" });
    expect(withSaved(ids("a", "b", "c"), ids("a"), 3)).toEqual({ ok: true, value: ids("a", "b", "c") });
  });
  it("that is longer than may be by now loses nobody and takes nobody more", () => {
    expect(withSaved(ids("a", "b", "c"), ids("a"), 2)).toEqual({ ok: true, value: ids("a", "b", "c") });
    expect(withSaved(ids("a", "b", "c"), ids("d"), 2)).toEqual({ ok: false, refusal: "full" });
  });
  it("loses one and keeps the others in their order", () => {
    expect(withoutSaved(ids("a", "b", "c"), ListingId.parse("b"))).toEqual(ids("a", "c"));
    expect(withoutSaved(ids("a"), ListingId.parse("b"))).toEqual(ids("a"));
  });
});

describe("a device's list that comes along", () => {
  it("loses nobody, doubles nobody, goes first in first, and done twice does nothing more", () => {
    fc.assert(
      fc.property(someIds, someIds, fc.integer({ min: 1, max: 25 }), (saved, device, most) => {
        const after = broughtAlong(saved, device, most);
        expect(new Set([...after.saved, ...after.left])).toEqual(new Set([...saved, ...device]));
        expect(after.saved.length + after.left.length).toBe(new Set([...saved, ...device]).size);
        expect(after.saved.slice(0, saved.length)).toEqual(saved);
        expect(after.saved.length).toBeLessThanOrEqual(Math.max(most, saved.length));
        if (after.left.length > 0) expect(after.saved.length).toBeGreaterThanOrEqual(most);
        expect(broughtAlong(after.saved, after.left, most)).toEqual(after);
        expect(broughtAlong(after.saved, device, most).saved).toEqual(after.saved);
      }),
      { numRuns },
    );
  });
});

describe("the record of an account's saved people", () => {
  it("says when each was saved, from then on, and is read as it was written", () => {
    const first = shortlistWith(undefined, ACCOUNT, ids("a", "b"), MONDAY);
    expect(first).toEqual({
      ...ACCOUNT,
      owner: "rosemary",
      createdAt: MONDAY,
      people: [
        { reference: "a", savedAt: MONDAY },
        { reference: "b", savedAt: MONDAY },
      ],
    });
    const second = shortlistWith(first, ACCOUNT, ids("b", "c"), TUESDAY);
    expect(second.people).toEqual([
      { reference: "b", savedAt: MONDAY },
      { reference: "c", savedAt: TUESDAY },
    ]);
    expect([second.createdAt, savedIn(second), savedIn(undefined)]).toEqual([MONDAY, ids("b", "c"), []]);
    expect(Shortlist.parse(second)).toEqual(second);
    expect(Shortlist.safeParse({ ...second, people: [{ reference: "a b", savedAt: MONDAY }] }).success).toBe(false);
  });
});
