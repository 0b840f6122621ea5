import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Computed, compute, milesIfMatching } from "../../functions/directory/search/compute.ts";
import type { Criteria } from "../../functions/directory/search/criteria.ts";
import { partition } from "../../functions/directory/snapshot/partition.ts";
import { dayNumber } from "../../shared/domain/time.ts";
import { timesAndSpansOf } from "../../shared/listing/availability.ts";
import { ListingId } from "../../shared/listing/listing.ts";
import type { SnapshotRow } from "../../shared/listing/public-listing.ts";
import { setBit } from "../../shared/snapshot/bits.ts";
import { type TileSet, tileSet } from "../../shared/snapshot/matches.ts";
import { columnsOf, tileFrom } from "../../shared/snapshot/tile.ts";
import { criteria, directory } from "../support/arbitraries.ts";
import { oracle } from "../support/oracle.ts";
import { runs } from "../support/runs.ts";

const tilesOf = (rows: readonly SnapshotRow[], most = 12): TileSet =>
  tileSet(partition(rows, "", most).map(({ rows }) => ({ tile: tileFrom(columnsOf(rows)) })));

function expectSame(computed: Computed, rows: readonly SnapshotRow[], criteria: Criteria): void {
  const truth = oracle(rows, criteria);
  expect(computed.total).toBe(truth.total);
  expect(computed.picks.map(({ id }) => id)).toEqual(truth.ids);
  expect(computed.more).toBe(truth.total > truth.ids.length);
  for (const [facet, counts] of Object.entries(truth.facets)) {
    const overtaken = Object.entries(computed.facets).find(([name]) => name === facet)?.[1];
    expect(Object.fromEntries(overtaken ?? [])).toEqual(counts);
  }
}

describe("times that are asked for as one", () => {
  it("are all five weekdays, or any one day: the weekend makes no weekday, four mornings are not weekday mornings", () => {
    const mornings = (...days: readonly string[]) => timesAndSpansOf(Object.fromEntries(days.map((day) => [day, ["morning"]])));
    const spans = (codes: readonly string[]) => codes.filter((code) => /^(weekdays|any)-/.test(code));
    expect(spans(mornings("mon", "tue", "wed", "thu", "fri"))).toEqual(["weekdays-morning", "any-morning"]);
    expect(spans(mornings("mon", "tue", "wed", "thu", "sat", "sun"))).toEqual(["any-morning"]);
    expect(spans(mornings("sun"))).toEqual(["any-morning"]);
    expect(spans(timesAndSpansOf({}))).toEqual([]);
  });
});

describe("a computed search", () => {
  it("equals looking at every listing, one by one: matches, order and every facet count", () => {
    fc.assert(
      fc.property(directory(50), criteria, (rows, criteria) => {
        expectSame(compute(tilesOf(rows), criteria), rows, criteria);
      }),
      { numRuns: runs(400) },
    );
  });
  it("equals it also when the same tiles are searched again and again, from one place for one district or another", () => {
    const district = fc.option(fc.constantFrom("E07000133", "E07000130", "E07000999"), { nil: undefined });
    fc.assert(
      fc.property(
        directory(40),
        criteria,
        fc.array(fc.record({ district, other: criteria, moved: fc.boolean() }), { minLength: 2, maxLength: 6 }),
        (rows, first, searches) => {
          const set = tilesOf(rows);
          for (const { district: covered, other, moved } of searches) {
            const { district: _, ...rest } = moved ? other : { ...other, point: first.point, miles: first.miles };
            const again = { ...rest, ...(covered === undefined ? {} : { district: covered }) };
            expectSame(compute(set, again), rows, again);
          }
        },
      ),
      { numRuns: runs(400) },
    );
  });
  it("leaves out rows that a later change has overtaken", () => {
    fc.assert(
      fc.property(directory(30), criteria, fc.infiniteStream(fc.boolean()), (rows, criteria, coin) => {
        const gone = new Set<string>(rows.filter(() => coin.next().value).map(({ listing }) => listing.id));
        const { tiles } = tilesOf(rows);
        const marked = tiles.map(({ tile }) => {
          const dead = new Uint32Array(tile.words);
          tile.ids.forEach((id, row) => {
            if (gone.has(id)) setBit(dead, row);
          });
          return { tile, dead };
        });
        expectSame(
          compute(tileSet(marked), criteria),
          rows.filter(({ listing }) => !gone.has(listing.id)),
          criteria,
        );
      }),
    );
  });
  it("goes through every result once, page by page", () => {
    fc.assert(
      fc.property(directory(40), criteria, (rows, criteria) => {
        const set = tilesOf(rows);
        const seen: string[] = [];
        let after: Criteria["after"];
        for (;;) {
          const page = compute(set, { ...criteria, ...(after ? { after } : {}) });
          seen.push(...page.picks.map(({ id }) => id));
          after = page.picks.at(-1)?.key;
          if (!page.more || !after) break;
        }
        expect(seen).toEqual(oracle(rows, { ...criteria, limit: rows.length }).ids);
      }),
    );
  });
  it("knows a single listing by the same rules", () => {
    fc.assert(
      fc.property(directory(20), criteria, (rows, criteria) => {
        const found = new Set<string>(oracle(rows, { ...criteria, limit: rows.length }).ids);
        for (const { tile } of tilesOf(rows).tiles) {
          tile.ids.forEach((id, row) => {
            expect(milesIfMatching(tile, row, criteria) !== undefined).toBe(found.has(id));
          });
        }
      }),
    );
  });
  it("gives each of several equals a turn at being first as weeks go by", () => {
    const [first] = fc.sample(
      directory(1).filter((rows) => rows.length === 1),
      1,
    );
    const [like] = first ?? [];
    if (!like) throw new Error("No sample");
    const rows: SnapshotRow[] = Array.from({ length: 6 }, (_, index) => ({ ...like, listing: { ...like.listing, id: ListingId.parse(`pa-${index}`) } }));
    const criteria: Criteria = {
      point: like.area,
      miles: 10,
      service: [],
      group: [],
      skill: [],
      when: [],
      language: [],
      kind: [],
      gender: [],
      status: [],
      sort: "distance",
      limit: 6,
      day: dayNumber("2026-11-24"),
      week: 0,
      weights: { closeness: 1, freeHours: 1, freeTimes: 1, accredited: 1, hoursEnough: 1, timesEnough: 1 },
    };
    const comers = rows.map((one) => ({ ...one, listing: { ...one.listing, travelMiles: 10, accreditedOn: "2026-01-01", accreditedUntil: "2029-01-01" } }));
    const firsts = new Set(Array.from({ length: 60 }, (_, week) => compute(tilesOf(comers), { ...criteria, week }).picks[0]?.id));
    expect(firsts.size).toBe(6);
  });
});
