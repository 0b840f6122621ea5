import { describe, expect, it } from "vitest";
import { listingPage } from "../../functions/directory/pages/listing.page.tsx";
import type { Listing } from "../../shared/listing/listing.ts";
import { publicProfileOf } from "../../shared/listing/public-listing.ts";
import { validUntil } from "../../shared/pages/listing-words.ts";
import { aListing } from "../support/builders.ts";

const TODAY = "2026-11-24";
const pageOf = (changes: Partial<Omit<Listing, "id">>): string => {
  const profile = publicProfileOf(aListing(changes));
  if (!profile) throw new Error("Not public");
  return listingPage({ profile, districtNames: {}, today: TODAY })
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ");
};
const CHECKS = [
  { code: "dbs", on: "2026-05-01", until: "2028-03-01" },
  { code: "public-liability", on: "2026-06-01", until: "2027-01-31" },
  { code: "training", on: "2023-06-01", until: "2026-06-01" },
  { code: "trading-history", on: "2026-05-02" },
];

describe("the page of a listing", () => {
  it("gives each check its own date and its own end, and says until when all of them count", () => {
    const page = pageOf({ checks: CHECKS });
    expect(page).toContain("(1 May 2026, valid until 1 March 2028)");
    expect(page).toContain("(1 June 2026, valid until 31 January 2027)");
    expect(page).toContain("Checks valid until 31 January 2027.");
    expect(validUntil(aListing({ checks: CHECKS, accreditedUntil: "2026-12-01" }), TODAY)).toBe("2026-12-01");
    expect(validUntil(aListing({ status: "unaccredited", checks: CHECKS }), TODAY)).toBeUndefined();
  });
  it("says no more of a check that has run out", () => {
    expect(pageOf({ checks: CHECKS })).not.toContain("They have trained");
  });
  it("tells what the council checked from what it was told", () => {
    const page = pageOf({ checks: CHECKS });
    const [checked = "", told = ""] = page.split(/They told us(?! this)/);
    expect(checked).toContain("Checked by the council");
    expect(checked).not.toContain("How long they have been in business");
    expect(told).toContain("How long they have been in business. (2 May 2026)");
  });
  it("says that a rating is not known where the file holds none", () => {
    const page = pageOf({ status: "unaccredited", checks: [], cqc: { locationId: "1-12345" } });
    expect(page).toContain("Rating: not known");
    expect(page).not.toMatch(/rated not|not yet/);
    expect(page).toContain("The council has not checked Amber Applewhistle");
  });
  it("says of somebody who is employed what the employer pays in all, from when and how it was worked out", () => {
    const page = pageOf({ ratePence: 1450 });
    expect(page).toContain(
      "For each hour they work you pay £14.50, and £1.76 for holiday: £16.26 together. Holiday is 5.6 weeks a year, which is 12.07% of their pay.",
    );
    for (const part of ["£414.85", "less £46.54", "Employment Allowance", "24 November 2026", "6 April 2026"]) expect(page).toContain(part);
    expect(page).not.toContain("under the legal minimum");
    expect(pageOf({ ratePence: 1150 })).toContain("This price is under the legal minimum. From age 21 you must pay at least £12.71 an hour.");
    expect(pageOf({ employment: "self-employed", ratePence: 1150 })).not.toContain("What you would pay in all");
  });
});
