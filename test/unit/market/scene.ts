import fc from "fast-check";
import { type Areas, areasOf, type SmallArea } from "../../../functions/market/rules/areas.ts";
import { microHours } from "../../../functions/market/rules/hours.ts";
import { type Market, type Measure, marketOf } from "../../../functions/market/rules/market.ts";
import { needOf } from "../../../functions/market/rules/need.ts";
import type { MarketListing } from "../../../functions/market/rules/supply.ts";
import { marketPolicyOn } from "../../../shared/policy/market.ts";

export const DAY = "2026-11-24";
export const POLICY = marketPolicyOn("E10000018", DAY);
export const LIMITS = POLICY.standing;

/** A small area in the middle of nowhere, in a district of its own: whoever covers the district reaches it, and nobody else. */
export const lonely = (code: string, area: string, people = 1000): SmallArea => ({ code, area, district: code, lat: 52.6, lon: -1.1, people });

/** Somebody who reaches these small areas of `lonely` ones, and no others. */
export const covering = (
  id: string,
  hours: number | undefined,
  districts: readonly string[],
  classes: readonly number[],
  more: Partial<MarketListing> = {},
): MarketListing => ({
  ...{ id, place: { key: "NOWHERE", lat: 50, lon: -5 }, travelMiles: 0, districts, classes },
  ...(hours === undefined ? {} : { hours: microHours(hours) }),
  ...more,
});

/** A market of now, of hours. */
export const marketNow = (
  areas: Areas,
  listings: readonly MarketListing[],
  needs: Readonly<Record<string, readonly number[]>>,
  measure: Measure = POLICY,
  travelPercent = 100,
): Market<"now"> => {
  const classCount = Object.values(needs)[0]?.length ?? 0;
  const byArea = new Map(Object.entries(needs).map(([code, hours]) => [code, hours.map(microHours)]));
  return marketOf(areas, measure, { basis: "now", listings }, needOf("now", areas, classCount, byArea), travelPercent);
};

/** All that a market is made of. */
export interface World {
  readonly small: readonly SmallArea[];
  readonly listings: readonly MarketListing[];
  /** Millionths of hours by area and class. */
  readonly needs: ReadonlyMap<string, readonly number[]>;
  readonly classCount: number;
}

const CLASSES = 3;
const AREAS = ["M1", "M2", "M3", "M4"];
const DISTRICTS = ["E07000001", "E07000002"];
const spot = fc.record({
  lat: fc.integer({ min: 0, max: 5 }).map((step) => 52.5 + step * 0.04),
  lon: fc.integer({ min: 0, max: 5 }).map((step) => -1.3 + step * 0.06),
});

const smallAreas: fc.Arbitrary<SmallArea[]> = fc
  .array(fc.record({ spot, area: fc.constantFrom(...AREAS), district: fc.constantFrom(...DISTRICTS), people: fc.constantFrom(0, 900, 1500, 1501) }), {
    minLength: 1,
    maxLength: 9,
  })
  .map((all) => all.map(({ spot: at, ...rest }, index) => ({ code: `L${index + 1}`, ...at, ...rest })));

/** Somebody of a world, of this id. */
export const someListing = (id: string): fc.Arbitrary<MarketListing> =>
  fc
    .record({
      spot,
      travelMiles: fc.constantFrom(0, 2, 3.5, 6, 25),
      districts: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.subarray(DISTRICTS) }),
      classes: fc.subarray([0, 1, 2]),
      hours: fc.oneof(fc.constantFrom(undefined, 0, 1_000_000, 2_000_000), fc.integer({ min: 0, max: 60_000_000 })),
    })
    .map(({ spot: { lat, lon }, hours, ...rest }) => ({ id, place: { key: `${lat} ${lon}`, lat, lon }, ...rest, ...(hours === undefined ? {} : { hours }) }));

/** Hours needed: often none, and not even ones. */
export const someHours = fc.oneof(fc.constantFrom(0, 0, 10_000_000), fc.integer({ min: 0, max: 90_000_000 }));

/** A small world: few places, so that people meet. */
export const worlds: fc.Arbitrary<World> = fc
  .tuple(
    smallAreas,
    fc.integer({ min: 0, max: 7 }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => someListing(`pa-${index}`)))),
    fc.array(fc.array(someHours, { minLength: CLASSES, maxLength: CLASSES }), { minLength: AREAS.length, maxLength: AREAS.length }),
  )
  .map(([small, listings, hours]) => {
    const known = AREAS.filter((code) => small.some(({ area }) => area === code));
    return { small, listings, needs: new Map(known.map((code, at) => [code, hours[at] ?? []])), classCount: CLASSES };
  });

/** The market of a world. */
export const marketOfWorld = ({ small, listings, needs, classCount }: World, measure: Measure = POLICY, travelPercent = 100): Market<"now"> => {
  const areas = areasOf(small);
  return marketOf(areas, measure, { basis: "now", listings }, needOf("now", areas, classCount, needs), travelPercent);
};

export const sum = (figures: Iterable<number>): number => [...figures].reduce((all, one) => all + one, 0);
