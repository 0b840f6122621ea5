import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changedMarket, type MarketChange } from "../../../functions/market/rules/change-market.ts";
import type { Market } from "../../../functions/market/rules/market.ts";
import { runs } from "../../support/runs.ts";
import { marketOfWorld, POLICY, someHours, someListing, type World, worlds } from "./scene.ts";

const BANDS = { choice: POLICY.choice, decay: { whole: 100, bands: [{ toMiles: 3, weight: 100 }, { weight: 40 }] } };

/** What happens next: somebody comes, changes or goes, or an area needs something else. */
const steps = fc.array(
  fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant("listing" as const), which: fc.nat(6), to: fc.option(someListing("x"), { nil: undefined, freq: 4 }) }),
      fc.record({ kind: fc.constant("need" as const), area: fc.nat(3), needed: fc.nat(2), hours: someHours }),
    ),
    { minLength: 1, maxLength: 4 },
  ),
  { minLength: 1, maxLength: 5 },
);
type Step = typeof steps extends fc.Arbitrary<infer All> ? (All extends (infer One)[][] ? One : never) : never;

/** A step as a change of a world, and the world after it; nothing where somebody who is not there goes. */
function changeOf(world: World, step: Step): { readonly next: World; readonly changes: readonly MarketChange[] } {
  if (step.kind === "need") {
    const area = [...world.needs.keys()][step.area % world.needs.size] ?? "";
    const hours = (world.needs.get(area) ?? []).map((was, at) => (at === step.needed ? step.hours : was));
    return { next: { ...world, needs: new Map(world.needs).set(area, hours) }, changes: [{ kind: "need", area, needed: step.needed, hours: step.hours }] };
  }
  const id = `pa-${step.which}`;
  const before = world.listings.find((listing) => listing.id === id);
  const after = step.to && { ...step.to, id };
  const listings = [...world.listings.filter((listing) => listing.id !== id), ...(after ? [after] : [])];
  if (!before && !after) return { next: world, changes: [] };
  return { next: { ...world, listings }, changes: [{ kind: "listing", ...(before ? { before } : {}), ...(after ? { after } : {}) }] };
}

/** All of a market that is compared: its sums and who works where. */
const whole = ({ shared, choice, unknownHours, unplaced, need, bases }: Market<"now">) => ({
  ...{ shared: [...shared], choice: [...choice], unknownHours: [...unknownHours], unplaced, need: [...need.hours] },
  bases: [...bases].map(([key, { mostMiles, groups }]) => [key, mostMiles, [...groups.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1))]).toSorted(),
});

describe("a market that changed", () => {
  it("is what making it anew gives, bit for bit, whatever changed and in whichever steps", () => {
    fc.assert(
      fc.property(worlds, steps, fc.constantFrom(POLICY, BANDS), fc.constantFrom(100, 120), (start, all, measure, percent) => {
        let world = start;
        let market = marketOfWorld(world, measure, percent);
        for (const some of all) {
          const changes: MarketChange[] = [];
          for (const step of some) {
            const made = changeOf(world, step);
            world = made.next;
            changes.push(...made.changes);
          }
          market = changedMarket(market, changes);
          expect(whole(market)).toEqual(whole(marketOfWorld(world, measure, percent)));
        }
      }),
      { numRuns: runs(3000, 200) },
    );
  });
  it("leaves the market that was as it was", () => {
    fc.assert(
      fc.property(worlds, steps, (world, [first = []]) => {
        const market = marketOfWorld(world);
        const before = whole(market);
        for (const step of first) changedMarket(market, changeOf(world, step).changes);
        expect(whole(market)).toEqual(before);
      }),
      { numRuns: runs(200) },
    );
  });
  it("is refused where somebody goes who is not there, or comes who is", () => {
    fc.assert(
      fc.property(worlds, someListing("pa-0"), someListing("pa-99"), (world, first, other) => {
        const market = marketOfWorld({ ...world, listings: [first] });
        expect(() => changedMarket(market, [{ kind: "listing", after: first }])).toThrow("pa-0 is there already");
        expect(() => changedMarket(market, [{ kind: "listing", before: other }])).toThrow("pa-99 is not there as it was said to be");
      }),
      { numRuns: runs(20) },
    );
  });
  it("is refused where the area is not known", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        expect(() => changedMarket(marketOfWorld(world), [{ kind: "need", area: "M9", needed: 0, hours: 1 }])).toThrow("M9 is not among the areas");
      }),
      { numRuns: runs(5) },
    );
  });
});
