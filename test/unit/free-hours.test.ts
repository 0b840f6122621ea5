import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withArranged, withFreeSaid } from "../../shared/listing/free-hours.ts";
import type { Listing } from "../../shared/listing/listing.ts";
import { publicProfileOf } from "../../shared/listing/public-listing.ts";
import { aListing } from "../support/builders.ts";

/** The listing as a source that says this figure would bring it. */
function said(hoursFree: number | undefined): Listing {
  const { hoursFree: _, ...listing } = aListing();
  return hoursFree === undefined ? listing : { ...listing, hoursFree };
}

describe("free hours", () => {
  it("fall when an arrangement begins, and rise when it ends: then nothing is left of it", () => {
    const begun = withArranged(said(12), 5.5);
    expect(begun).toMatchObject({ hoursFree: 6.5, hours: { offered: 12, arranged: 5.5, said: 12 } });
    expect(withArranged(begun, -5.5)).toStrictEqual(said(12));
  });
  it("are none where more is arranged than they offer, and come back only when all of that has ended", () => {
    const over = withArranged(withArranged(said(4), 3), 3);
    expect(over.hoursFree).toBe(0);
    expect(withArranged(over, -3).hoursFree).toBe(1);
  });
  it("stay unknown where nobody said them, and what is arranged counts once they do", () => {
    const begun = withArranged(said(undefined), 3);
    expect(begun).toStrictEqual({ ...said(undefined), hours: { arranged: 3 } });
    expect(withFreeSaid(begun, said(undefined), "2026-11-24")).toStrictEqual(begun);
    expect(withFreeSaid(begun, said(10), "2026-11-24")).toMatchObject({ hoursFree: 10, hours: { offered: 13, arranged: 3, said: 10 } });
    expect(withFreeSaid(withArranged(said(12), 3), said(undefined), "2026-11-24")).toStrictEqual(begun);
  });
  it("are not brought back by a source that repeats what it said before", () => {
    const begun = withArranged(said(12), 6);
    expect(withFreeSaid(begun, said(12), "2026-11-24")).toStrictEqual(begun);
    expect(withFreeSaid(begun, { ...said(12), ratePence: 1600 }, "2026-11-24")).toStrictEqual({ ...begun, ratePence: 1600 });
  });
  it("are what a source says anew, beside what is arranged", () => {
    const anew = withFreeSaid(withArranged(said(12), 6), said(10), "2026-11-24");
    expect(anew).toMatchObject({ hoursFree: 10, hours: { offered: 16, arranged: 6, said: 10 } });
    expect(withArranged(anew, -6)).toMatchObject({ hoursFree: 16 });
  });
  it("are never less than none, nor drift from what is offered and arranged, in whatever order arrangements begin and end and figures are said", () => {
    const hours = fc.integer({ min: 1, max: 4000 }).map((hundredths) => hundredths / 100);
    const step = fc.oneof(
      fc.record({ kind: fc.constant("begin" as const), hours }),
      fc.record({ kind: fc.constant("end" as const), which: fc.nat() }),
      fc.record({ kind: fc.constant("said" as const), hours: fc.option(fc.constantFrom(0, 4, 4.5, 12), { nil: undefined }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let listing = withFreeSaid(undefined, said(12), "2026-11-24");
        // The oracle counts in hundredths: whole numbers, which add up exactly.
        const running: number[] = [];
        const sum = () => running.reduce((total, one) => total + one, 0);
        let [offered, last]: [number | undefined, number | undefined] = [1200, 12];
        for (const one of steps) {
          if (one.kind === "begin") {
            running.push(Math.round(one.hours * 100));
            listing = withArranged(listing, one.hours);
          } else if (one.kind === "end") {
            const [ended] = running.splice(one.which % Math.max(1, running.length), 1);
            if (ended !== undefined) listing = withArranged(listing, -ended / 100);
          } else {
            if (one.hours !== last) offered = one.hours === undefined ? undefined : one.hours * 100 + sum();
            last = one.hours;
            listing = withFreeSaid(listing, said(one.hours), "2026-11-24");
          }
          expect(listing.hoursFree).toBe(offered === undefined ? undefined : Math.max(0, offered - sum()) / 100);
          expect(listing.hours?.arranged ?? 0).toBe(sum() / 100);
          const shown = publicProfileOf(listing)?.row.listing;
          expect([shown?.hoursFree, shown && "hours" in shown]).toEqual([listing.hoursFree, false]);
        }
      }),
    );
  });
});
