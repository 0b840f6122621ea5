import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareMatches, type Match, matchesIn, servedBy } from "../../../functions/arrangements/rules/match.ts";
import type { Wanted } from "../../../functions/arrangements/rules/request.ts";
import { partition } from "../../../functions/directory/snapshot/partition.ts";
import type { Listing } from "../../../shared/listing/listing.ts";
import { publicProfileOf, type SnapshotRow } from "../../../shared/listing/public-listing.ts";
import { setBit, wordsFor } from "../../../shared/snapshot/bits.ts";
import { type TileSet, tileSet } from "../../../shared/snapshot/matches.ts";
import { columnsOf, tileFrom } from "../../../shared/snapshot/tile.ts";
import { directory, wantedSupport } from "../../support/arbitraries.ts";
import { aListing } from "../../support/builders.ts";
import { runs } from "../../support/runs.ts";

const DAYS = ["2026-11-22", "2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26"] as const;
const TODAY = "2026-11-24";

const tilesOf = (rows: readonly SnapshotRow[], most = 12): TileSet =>
  tileSet(partition(rows, "", most).map(({ rows }) => ({ tile: tileFrom(columnsOf(rows)) })));
const bruteForce = (rows: readonly SnapshotRow[], wanted: Wanted, day: string): readonly Match[] =>
  rows.flatMap((row) => servedBy(row, wanted, day) ?? []).toSorted(compareMatches);

describe("matching by the snapshot", () => {
  it("finds exactly whom the rules find one by one, in the same order, also again and from another place", () => {
    fc.assert(
      fc.property(directory(50), fc.array(wantedSupport, { minLength: 1, maxLength: 4 }), fc.constantFrom(...DAYS), (rows, requests, day) => {
        const tiles = tilesOf(rows);
        for (const wanted of [...requests, ...requests]) expect(matchesIn(tiles, wanted, day)).toEqual(bruteForce(rows, wanted, day));
      }),
      { numRuns: runs(400) },
    );
  });
  it("passes over those who have changed since", () => {
    fc.assert(
      fc.property(directory(30), wantedSupport, fc.array(fc.nat(29)), (rows, wanted, changed) => {
        const gone = new Set(changed.map((index) => `pa-${index}`));
        const tiles = tilesOf(rows).tiles.map(({ tile }) => {
          const dead = new Uint32Array(wordsFor(tile.count));
          for (const id of gone) {
            const row = tile.rowOf(id);
            if (row !== undefined) setBit(dead, row);
          }
          return { tile, dead };
        });
        const left = rows.filter(({ listing }) => !gone.has(listing.id));
        expect(matchesIn(tileSet(tiles), wanted, TODAY)).toEqual(bruteForce(left, wanted, TODAY));
      }),
      { numRuns: runs(100) },
    );
  });
});

const rowOf = (changes: Partial<Omit<Listing, "id">>): SnapshotRow => {
  const profile = publicProfileOf(aListing({ ...changes }));
  if (!profile) throw new Error("Not public");
  return profile.row;
};
/** Six hours of personal care on Monday mornings, two miles south of the listing of `aListing`. */
const six = (changes: Partial<Wanted> = {}): Wanted => ({
  services: ["personal-care"],
  skills: [],
  times: ["mon-morning"],
  hours: 6,
  must: [],
  place: { key: "LE13 0", label: "LE13 0", lat: 52.737, lon: -0.887, district: "E07000133" },
  ...changes,
});
const serves = (listing: Partial<Omit<Listing, "id">>, wanted: Partial<Wanted> = {}) => servedBy(rowOf(listing), six(wanted), TODAY) !== undefined;

describe("who can serve a request", () => {
  it.each<[string, Partial<Omit<Listing, "id">>, Partial<Wanted>, boolean]>([
    ["somebody plain", {}, {}, true],
    ["exactly the hours they have free", { hoursFree: 6 }, {}, true],
    ["a quarter of an hour more than they have free", { hoursFree: 6 }, { hours: 6.25 }, false],
    ["somebody who did not say how many hours are free", { hoursFree: undefined as never }, {}, false],
    ["somebody two miles away who travels two miles", { travelMiles: 2.1 }, {}, true],
    ["somebody two miles away who travels one", { travelMiles: 1 }, {}, false],
    ["somebody who travels less and covers the district", { travelMiles: 1, districts: ["E07000133"] }, {}, true],
    ["somebody who covers another district", { travelMiles: 1, districts: ["E07000130"] }, {}, false],
    ["one service of two", {}, { services: ["personal-care", "meals"] }, false],
    ["a skill they have", { skills: ["hoisting"] }, { skills: ["hoisting"] }, true],
    ["a skill they have not", {}, { skills: ["hoisting"] }, false],
    ["all weekday mornings of somebody free on Mondays", {}, { times: ["weekdays-morning"] }, false],
    ["any morning of somebody free on Mondays", {}, { times: ["any-morning"] }, true],
    ["no time at all", {}, { times: [] }, true],
    ["their very rate", { ratePence: 1450 }, { maxRatePence: 1450 }, true],
    ["a penny less than their rate", { ratePence: 1450 }, { maxRatePence: 1449 }, false],
    ["a rate nobody knows, where one is the most", { ratePence: undefined as never }, { maxRatePence: 1449 }, false],
    ["a wished language they do not speak", {}, { language: "gu" }, true],
    ["a language they must speak and do not", {}, { language: "gu", must: ["language"] }, false],
    ["a language they must speak and do", { languages: ["gu"] }, { language: "gu", must: ["language"] }, true],
    ["a gender they must be, and did not say", {}, { gender: "female", must: ["gender"] }, false],
    ["somebody provisional", { status: "provisional" }, {}, true],
    ["somebody nobody has checked", { status: "unaccredited" }, {}, false],
    ["somebody whose place begins tomorrow", { accreditedOn: "2026-11-25" }, {}, false],
    ["somebody on the last day of their place", { accreditedUntil: TODAY }, {}, true],
    ["somebody whose place ended yesterday", { accreditedUntil: "2026-11-23" }, {}, false],
  ])("%s", (_, listing, wanted, expected) => {
    expect(serves(listing, wanted)).toBe(expected);
  });
  it("puts those who meet more wishes first, then the nearest", () => {
    const rows = [
      { ...rowOf({}), area: { key: "near", lat: 52.737, lon: -0.887 } },
      { ...rowOf({ languages: ["gu"] }), area: { key: "far", lat: 52.79, lon: -0.887 } },
      { ...rowOf({ languages: ["gu"], gender: "female" }), area: { key: "further", lat: 52.8, lon: -0.887 } },
    ].map((row, index): SnapshotRow => ({ ...row, listing: { ...row.listing, id: aListing({ id: `pa-${index}` }).id } }));
    const found = matchesIn(tilesOf(rows), six({ language: "gu", gender: "female" }), TODAY);
    expect(found.map(({ id, wishesMet }) => [id, wishesMet])).toEqual([
      ["pa-2", 2],
      ["pa-1", 1],
      ["pa-0", 0],
    ]);
  });
});
