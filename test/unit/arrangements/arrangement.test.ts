import { describe, expect, it } from "vitest";
import { Arrangement, NewListed, NewUnlisted, SELF_CHECKS } from "../../../functions/arrangements/rules/arrangement.ts";
import { anArrangement } from "../../support/vetting.ts";

const reads = (schema: { safeParse: (given: unknown) => { success: boolean } }, given: unknown): boolean => schema.safeParse(given).success;
const wordsOf = (read: { readonly error?: { readonly issues: readonly { readonly message: string }[] } | undefined }) =>
  read.error?.issues.map(({ message }) => message);

describe("an arrangement", () => {
  const unlisted = { name: "Somebody", checked: ["met", "dbs"], choseKnowingly: true, invited: true };
  it("is read as it was written: with somebody from the list, or with somebody of their finding", () => {
    const { unlisted: _, ...plain } = anArrangement("a1", "rosemary");
    for (const kept of [
      anArrangement("a1", "rosemary"),
      { ...plain, listing: "listing-1", state: "ended", endedAt: "2026-12-01T09:00:00.000Z" },
      { ...plain, unlisted },
    ])
      expect(Arrangement.parse(kept)).toEqual(kept);
    for (const wrong of [{ state: "lost" }, { since: "soon" }, { owner: undefined }, { unlisted: {} }])
      expect(reads(Arrangement, { ...plain, ...wrong })).toBe(false);
  });
  it("with somebody off the list was chosen knowingly, and says so in words where it was not", () => {
    const read = Arrangement.safeParse({ ...anArrangement("a1", "rosemary"), unlisted: { ...unlisted, choseKnowingly: false } });
    expect(wordsOf(read)).toEqual(["must be agreed to"]);
    expect(reads(Arrangement, { ...anArrangement("a1", "rosemary"), unlisted: { ...unlisted, name: "x".repeat(101) } })).toBe(false);
  });
});

describe("somebody off the list", () => {
  const wanted = { name: "Sam Neighbour", checked: [...SELF_CHECKS], knowingly: "yes", email: "sam@example.org" };
  it("may be checked in these ways, all of them or none, and need not be invited", () => {
    expect([...SELF_CHECKS]).toEqual(["met", "identity", "right-to-work", "dbs", "references", "insurance", "agreement", "cover"]);
    expect(NewUnlisted.parse(wanted)).toEqual(wanted);
    const { email: _, ...uninvited } = wanted;
    expect(NewUnlisted.parse({ ...uninvited, checked: [] })).toEqual({ ...uninvited, checked: [] });
    for (const wrong of [{ checked: ["palm"] }, { name: "" }, { name: "x".repeat(101) }, { email: "nowhere" }])
      expect(reads(NewUnlisted, { ...wanted, ...wrong })).toBe(false);
  });
  it("is chosen knowingly", () => {
    for (const knowingly of ["no", "", undefined]) expect(wordsOf(NewUnlisted.safeParse({ ...wanted, knowingly }))).toEqual(["must be agreed to"]);
  });
});

describe("somebody from the list", () => {
  it("is named by their listing", () => {
    expect(NewListed.parse({ listing: "listing-1" })).toEqual({ listing: ["listing-1"] });
    expect([reads(NewListed, {}), reads(NewListed, { listing: "a listing" })]).toEqual([false, false]);
  });
});
