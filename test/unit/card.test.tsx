import fc from "fast-check";
import { renderToString } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import { Card } from "../../functions/directory/pages/card.tsx";
import { freeWords, unusualChecks, usualChecks, usualWords, whoChecked } from "../../functions/directory/pages/card-words.ts";
import { excerptOf } from "../../shared/listing/excerpt.ts";
import type { Listing } from "../../shared/listing/listing.ts";
import { type PublicListing, publicListingVersions, publicProfileOf } from "../../shared/listing/public-listing.ts";
import { aListing } from "../support/builders.ts";
import { runs } from "../support/runs.ts";

const TODAY = "2026-11-24";
const listed = (changes: Partial<Omit<Listing, "id">> = {}): PublicListing => {
  const profile = publicProfileOf(aListing(changes));
  if (!profile) throw new Error("Not public");
  return profile.row.listing;
};
const checksOf = (...codes: readonly string[]) => codes.map((code) => ({ code, on: "2026-05-01" }));
const textOf = (listing: PublicListing): string =>
  renderToString(<Card listing={listing} miles={3} query="near=Syston" today={TODAY} usual={new Map([["employed", ["dbs"]]])} />)
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();

describe("the first words of what somebody wrote", () => {
  it("are all of it where it is short, and otherwise end with a sentence or at a word", () => {
    expect(excerptOf("I cook.")).toBe("I cook.");
    expect(excerptOf(undefined)).toBeUndefined();
    expect(excerptOf(" \n ")).toBeUndefined();
    const long = "I have cooked for people in their homes for twelve years, and I like to hear what they ate as children. ";
    expect(excerptOf(long + long)).toBe(long.trim());
    expect(excerptOf(`${"word ".repeat(27)}, another and another`)).toBe(`${"word ".repeat(27).trim()}…`);
  });
  it("hold no tags of HTML and no line ends", () => {
    expect(excerptOf("<script>alert(1)</script> I cook.\n\nI <b>drive</b>.")).toBe("alert(1) I cook. I drive .");
    expect(excerptOf("I have < 3 dogs, and > 1 cat")).toBe("I have < 3 dogs, and > 1 cat");
  });
  it("are never longer than a card has room for, cut no letter in two, and are how the text begins", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (about) => {
        const plain = about
          .replaceAll(/<\/?[a-z][^<>]*>/gi, " ")
          .replaceAll(/\s+/g, " ")
          .trim();
        const excerpt = excerptOf(about);
        if (excerpt === undefined) return plain === "";
        return [...excerpt].length <= 141 && plain.startsWith(excerpt.replace(/…$/, "").slice(0, -1)) && excerpt.isWellFormed() === about.isWellFormed();
      }),
      { numRuns: runs(300) },
    );
  });
  it("are known of profiles stored before there were any", () => {
    const { excerpt, ...before } = listed({ about: "I cook." });
    expect(excerpt).toBe("I cook.");
    const row = { area: { key: "LE13 1", lat: 52.7, lon: -0.8 }, listing: before };
    expect(publicListingVersions.upcasters?.[2]?.({ row, about: "I cook." })).toEqual({ row: { ...row, listing: { ...before, excerpt } }, about: "I cook." });
    expect(publicListingVersions.upcasters?.[2]?.({ row })).toEqual({ row });
  });
});

describe("when somebody is free, in short", () => {
  const all = ["morning", "afternoon", "evening"];
  it("names days in a row by the first and the last, and whole days as such", () => {
    const mornings = Object.fromEntries(["mon", "tue", "wed", "thu", "fri"].map((day) => [day, ["morning"]]));
    expect(freeWords({ availability: { ...mornings, sat: all } })).toBe("Free Mon to Fri mornings, Sat all day");
    expect(freeWords({ availability: { mon: ["morning"], wed: ["morning"], fri: ["morning", "night"] } })).toBe("Free Mon, Wed and Fri mornings; Fri night");
    expect(freeWords({ availability: { tue: ["evening"], thu: ["evening"] } })).toBe("Free Tue and Thu evenings");
    expect(freeWords({ availability: { sat: all, sun: [...all, "night"] } })).toBe("Free Sun night, Sat and Sun all day");
    expect(freeWords({ availability: {} })).toBeUndefined();
  });
  it("says of many different times when they mostly are, and that there are others", () => {
    const availability = { mon: ["morning", "night"], tue: ["morning"], wed: ["morning", "evening"], thu: ["afternoon"], fri: ["evening"] };
    expect(freeWords({ availability })).toBe("Free Mon to Wed mornings, Wed and Fri evenings, and other times");
  });
});

describe("checks that most have", () => {
  const people = [
    listed({ checks: checksOf("identity", "dbs", "references") }),
    listed({ checks: checksOf("identity", "dbs", "references") }),
    listed({ checks: checksOf("identity", "dbs", "public-liability"), status: "provisional" }),
    listed({ checks: [], status: "unaccredited" }),
  ];
  const usual = usualChecks(people, TODAY);
  const differing = ["Not checked: references.", "Also checked: insurance.", "The council has not checked them."];
  it("are said once, with who checked", () => {
    expect(usualWords(usual)).toEqual([{ who: "everyone", checks: "identity, DBS and references" }]);
    expect(whoChecked(people)).toBe("Leicestershire");
    expect(whoChecked([...people, listed({ authority: "E06000016" })])).toBe("their council");
    expect(usualWords(usualChecks([], TODAY))).toEqual([]);
  });
  it("are those of their kind: what only the self-employed are asked for is not missing of anyone else", () => {
    const mixed = [
      ...people,
      ...Array.from({ length: 5 }, () => listed({ employment: "self-employed", checks: checksOf("identity", "dbs", "public-liability") })),
    ];
    const all = usualChecks(mixed, TODAY);
    expect(usualWords(all)).toEqual([
      { who: "everyone", checks: "identity and DBS" },
      { who: "people you would employ", checks: "references" },
      { who: "self-employed people", checks: "insurance" },
    ]);
    expect(mixed.flatMap((one) => unusualChecks(one, all, TODAY))).toEqual(differing);
  });
  it("are not said again on a card, which says what differs: what is missing, has run out, or is more", () => {
    expect(people.flatMap((one) => unusualChecks(one, usual, TODAY))).toEqual(differing);
    expect(people.slice(0, 2).flatMap((one) => unusualChecks(one, usual, TODAY))).toEqual([]);
    const lapsed = listed({ checks: [...checksOf("identity", "references"), { code: "dbs", until: "2026-11-23" }] });
    expect(unusualChecks(lapsed, usual, TODAY)).toEqual(["Out of date: DBS."]);
    expect(textOf(listed())).not.toMatch(/Accredited|DBS|checked/);
    expect(textOf(listed({ status: "provisional" }))).toContain("Provisional");
  });
  it("that a provider only told the council of are neither usual nor on a card", () => {
    expect(usualWords(usualChecks([listed({ checks: checksOf("trading-history") })], TODAY))).toEqual([]);
    expect(textOf(listed({ checks: checksOf("dbs", "trading-history") }))).not.toContain("time in business");
  });
});

describe("a card", () => {
  it("shows the first words they wrote, price, hours available, days free and who would employ them", () => {
    const text = textOf(listed({ about: "I cook and drive.", ratePence: 1450, hoursFree: 31, availability: { mon: ["morning"] } }));
    for (const part of ["I cook and drive.", "£14.50 an hour", "Hours available: 31 a week", "Free Mon morning", "You would employ them", "about 3 miles away"])
      expect(text).toContain(part);
    expect(textOf(listed({ employment: "self-employed" }))).toContain("Self-employed");
  });
  it("says of somebody who takes no new work that they do not, and not when they would be free", () => {
    const text = textOf(listed({ hoursFree: 0 }));
    expect(text).toContain("Not taking new work");
    expect(text).not.toMatch(/Hours available|Free Mon/);
  });
  it("gives what they wrote as text, whatever it is", () => {
    const listing = { ...listed(), excerpt: "<img src=x> & co" };
    expect(renderToString(<Card listing={listing} miles={3} query="" today={TODAY} usual={new Map()} />)).toContain("&lt;img src=x> &amp; co");
  });
});
