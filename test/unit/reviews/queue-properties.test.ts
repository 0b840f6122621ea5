import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BANDS, inQueueOrder, placeInQueue, type QueueFacts, queued } from "../../../functions/reviews/rules/queue.ts";
import { daysAfter } from "../../../shared/domain/time.ts";
import { EXTRA_REASONS } from "../../../shared/policy/reviews.ts";
import { runs } from "../../support/runs.ts";
import { RULES } from "./scene.ts";

// What must hold of any queue, whatever is in it.

const TODAY = "2026-11-24";
const oneReview: fc.Arbitrary<QueueFacts> = fc
  .record({
    id: fc.nat(0xffffff),
    legal: fc.integer({ min: -120, max: 400 }),
    target: fc.nat(100),
    neverReviewed: fc.boolean(),
    extras: fc.subarray([...EXTRA_REASONS], { maxLength: 3 }),
    fallingOutcomes: fc.nat(4),
    unanswered: fc.nat(4),
    couldNotFind: fc.boolean(),
    providers: fc.nat(4),
    aloneWithoutBackup: fc.boolean(),
  })
  .map(({ id, legal, target, ...rest }) => {
    const legalOn = daysAfter(TODAY, legal);
    return { payment: `payment-${id}`, legalOn, targetOn: daysAfter(legalOn, -target), ...rest };
  });
const queue = fc.uniqueArray(oneReview, { minLength: 1, maxLength: 12, selector: ({ payment }) => payment });
/** How many come before a review. */
const rankOf = (all: readonly QueueFacts[], payment: string): number => queued(all, RULES, TODAY).findIndex(({ facts }) => facts.payment === payment);
const runsOf = { numRuns: runs(10_000, 1000) };

/** What makes somebody's risk greater, one thing at a time. */
const RISKS: readonly ((facts: QueueFacts) => QueueFacts)[] = [
  ...EXTRA_REASONS.map((reason) => (facts: QueueFacts) => ({ ...facts, extras: [...new Set([...facts.extras, reason])] })),
  (facts) => ({ ...facts, neverReviewed: true }),
  (facts) => ({ ...facts, fallingOutcomes: facts.fallingOutcomes + 1 }),
  (facts) => ({ ...facts, unanswered: facts.unanswered + 1 }),
  (facts) => ({ ...facts, couldNotFind: true }),
  (facts) => ({ ...facts, aloneWithoutBackup: true }),
  (facts) => ({ ...facts, providers: facts.providers + 1 }),
];

describe("any queue", () => {
  it("never lowers somebody's place for a risk more", () => {
    fc.assert(
      fc.property(queue, fc.constantFrom(...RISKS), (all, risk) => {
        const [first] = all;
        if (!first) return;
        const riskier = all.map((one) => (one === first ? risk(one) : one));
        expect(rankOf(riskier, first.payment)).toBeLessThanOrEqual(rankOf(all, first.payment));
      }),
      runsOf,
    );
  });
  it("never lowers somebody's place for a longer wait", () => {
    fc.assert(
      fc.property(queue, fc.integer({ min: 1, max: 90 }), (all, days) => {
        const [first] = all;
        if (!first) return;
        const earlier = { ...first, legalOn: daysAfter(first.legalOn, -days), targetOn: daysAfter(first.targetOn, -days) };
        expect(
          rankOf(
            all.map((one) => (one === first ? earlier : one)),
            first.payment,
          ),
        ).toBeLessThanOrEqual(rankOf(all, first.payment));
      }),
      runsOf,
    );
  });
  it("gives a review no lower band and no fewer points on the next day", () => {
    fc.assert(
      fc.property(oneReview, fc.integer({ min: 1, max: 60 }), (one, days) => {
        const [now, then] = [placeInQueue(one, RULES, TODAY), placeInQueue(one, RULES, daysAfter(TODAY, days))];
        expect(BANDS.indexOf(then.band)).toBeLessThanOrEqual(BANDS.indexOf(now.band));
        expect(then.points).toBeGreaterThanOrEqual(now.points);
      }),
      runsOf,
    );
  });
  it("has everybody who has to be seen now before everybody else", () => {
    fc.assert(
      fc.property(queue, (all) => {
        const bands = queued(all, RULES, TODAY).map(({ place }) => BANDS.indexOf(place.band));
        expect(bands).toEqual(bands.toSorted((a, b) => a - b));
      }),
      runsOf,
    );
  });
  it("gives two of the same facts the same place, up to the mark of their records", () => {
    fc.assert(
      fc.property(queue, (all) => {
        const [first] = all;
        if (!first) return;
        const placed = queued([...all, { ...first, payment: "payment-twin" }], RULES, TODAY);
        const [one, other] = [first.payment, "payment-twin"].map((id) => placed.findIndex(({ facts }) => facts.payment === id));
        // Nobody stands between twins but who has the same place too.
        const between = placed.slice(Math.min(one ?? 0, other ?? 0), Math.max(one ?? 0, other ?? 0) + 1);
        const places = between.map(({ place, facts }) => `${place.band} ${Math.floor(place.daysPastLegal / 14)} ${place.points} ${facts.legalOn}`);
        expect([between.length > 1, new Set(places).size]).toEqual([true, 1]);
      }),
      runsOf,
    );
  });
  it("is the same in whatever order its reviews are given", () => {
    fc.assert(
      fc.property(
        queue.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, mixed]) => {
          expect(queued(mixed, RULES, TODAY)).toEqual(queued(all, RULES, TODAY));
        },
      ),
      runsOf,
    );
  });
  it("has points that are the sum of its parts, each within the most its rules allow", () => {
    fc.assert(
      fc.property(oneReview, (one) => {
        const { points, parts } = placeInQueue(one, RULES, TODAY);
        expect(points).toBe(parts.reduce((sum, part) => sum + part.points, 0));
        for (const { part, count, points: theirs } of parts) {
          expect(theirs).toBeLessThanOrEqual(RULES.queue.points[part].most);
          expect(theirs).toBeLessThanOrEqual(RULES.queue.points[part].each * count);
          expect(theirs).toBeGreaterThan(0);
        }
      }),
      runsOf,
    );
  });
});

describe("what the order may know", () => {
  it("has nobody's age, ethnicity, language, place, channel or money in it", () => {
    const known = {
      ...{ payment: true, legalOn: true, targetOn: true, neverReviewed: true, extras: true, fallingOutcomes: true, unanswered: true },
      ...{ couldNotFind: true, providers: true, aloneWithoutBackup: true },
    } satisfies Record<keyof QueueFacts, true>;
    expect(Object.keys(known)).toHaveLength(10);
  });
  it("stays as it is for whatever else is said of somebody", () => {
    const more = fc.record({
      age: fc.nat(100),
      ethnicity: fc.string(),
      language: fc.string(),
      postcode: fc.string(),
      amountPence: fc.nat(),
      channel: fc.string(),
    });
    fc.assert(
      fc.property(queue, fc.array(more, { minLength: 12, maxLength: 12 }), (all, said) => {
        const order = (reviews: readonly QueueFacts[]) => queued(reviews, RULES, TODAY).map(({ facts }) => facts.payment);
        expect(order(all.map((one, index) => ({ ...one, ...said[index] })))).toEqual(order(all));
      }),
      runsOf,
    );
  });
});

describe("two reviews", () => {
  it("are in one order, and three in no circle", () => {
    fc.assert(
      fc.property(oneReview, oneReview, oneReview, (...all) => {
        const [a, b, c] = all.map((facts) => ({ facts, place: placeInQueue(facts, RULES, TODAY) }));
        if (!a || !b || !c) return;
        expect(Math.sign(inQueueOrder(a, b, RULES))).toBe(-Math.sign(inQueueOrder(b, a, RULES)) + 0);
        if (inQueueOrder(a, b, RULES) <= 0 && inQueueOrder(b, c, RULES) <= 0) expect(inQueueOrder(a, c, RULES)).toBeLessThanOrEqual(0);
      }),
      runsOf,
    );
  });
});
