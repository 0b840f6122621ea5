import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { carriedAfter, isEnough } from "../../../functions/balances/rules/carried.ts";
import type { Carried } from "../../../functions/balances/rules/carried-sum.ts";
import { checkCycle } from "../../../functions/balances/rules/check.ts";
import { ledgerOf } from "../../../functions/balances/rules/ledger.ts";
import type { Ledger } from "../../../functions/balances/rules/movement.ts";
import { firstDayTouched } from "../../../functions/balances/rules/remeasure.ts";
import { account, day, fact, ledger, moved, noon, POLICY } from "../../support/balance-accounts.ts";
import { type Case, cases } from "../../support/generated-accounts.ts";
import { everything, runs } from "../../support/runs.ts";

/** What is read of an account of which some days were summed up: the movements after them. */
const cut = (whole: Ledger, carried: Carried): Ledger => ({ ...whole, movements: whole.movements.filter(({ postedOn }) => postedOn > carried.on), carried });

const known = ({ facts, ledger: its, policy, knownBy }: Pick<Case, "facts" | "ledger" | "policy" | "knownBy">) => ({ facts, ledger: its, policy, knownBy });

/** A generated account that was measured before, with what became known since: late rows, late facts, other rules. */
const before = cases().chain((given) =>
  fc.record({ back: fc.integer({ min: 0, max: 3 }), days: fc.integer({ min: 0, max: 200 }), again: fc.boolean() }).map(({ back, days, again }) => {
    const earlier = noon(days, given.facts.firstPaymentOn);
    return { given, first: Math.max(1, given.cycle - back), earlier: again || earlier > given.knownBy ? given.knownBy : earlier };
  }),
);

describe("a check that goes on from what was summed up", () => {
  it("comes to the same to the penny as one with all that was ever posted, whenever it says that this is enough", () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(before, ({ given, first, earlier }) => {
        if (given.cycle < 1) return;
        const carried = carriedAfter(known({ ...given, knownBy: earlier }), first);
        if (carried === undefined) throw new Error("All was at hand");
        const part = known({ ...given, ledger: cut(given.ledger, carried) });
        const touched = firstDayTouched(given.facts, given.ledger, earlier, given.knownBy);
        const enough = isEnough(part, given.cycle, touched);
        seen.set(enough ? "enough" : "all again", (seen.get(enough ? "enough" : "all again") ?? 0) + 1);
        if (!enough) return;
        const whole = checkCycle(given.facts, given.ledger, given.policy, given.cycle, given.knownBy);
        expect(checkCycle(given.facts, part.ledger, given.policy, given.cycle, given.knownBy)).toEqual(whole);
        // And what it hands on is what all of it would come to.
        expect(carriedAfter(part, given.cycle)).toEqual(carriedAfter(known(given), given.cycle));
        for (const { code } of whole.findings) seen.set(code, (seen.get(code) ?? 0) + 1);
        if (whole.outcome === "measured" && carried.balancePence !== 0) seen.set("something was summed up", (seen.get("something was summed up") ?? 0) + 1);
      }),
      { numRuns: runs(10_000, 1200) },
    );
    // What was generated had all of it: of few accounts the rarest may be missing.
    const missing = EVERYTHING.filter((one) => !seen.has(one));
    expect(missing.length).toBeLessThanOrEqual(everything ? 0 : 3);
    expect((seen.get("something was summed up") ?? 0) * 5).toBeGreaterThan(seen.get("enough") ?? 0);
  });
});

const EVERYTHING = [
  ...["enough", "all again", "something was summed up", "excess", "low-balance", "no-spend", "negative", "contribution-missed", "contribution-to-refund"],
  ...["spend-to-ask-about", "cash-without-plan-permission", "paid-after-end", "rate-above-agreed", "saving-ended", "statement-missing"],
];

describe("what was summed up", () => {
  const weekly = { weeklyGrossPence: 20_000, weeklyContributionPence: 2000 };
  const facts = account({ lines: { council: [fact(weekly)], nhs: [] } });
  const rows = [0, 28, 56, 84, 112, 140].flatMap((on) => [moved(on, 72_000), moved(on + 1, 8000, { kind: "contribution" }), moved(on + 9, -60_000)]);
  const whole = ledger(rows);
  const at = (given: Partial<Parameters<typeof isEnough>[0]> = {}) => ({ facts, ledger: whole, policy: POLICY, knownBy: noon(170), ...given });
  const carried = carriedAfter(at(), 5);
  if (carried === undefined) throw new Error("Nothing was summed up");
  const part = cut(whole, carried);
  const enough = (given: Partial<Parameters<typeof isEnough>[0]> = {}, touchedFrom?: string, cycle = 6) =>
    isEnough(at({ ledger: part, ...given }), cycle, touchedFrom);

  it("leaves the cycles that a check of the one that was measured looks at", () => {
    expect(carried).toMatchObject({ on: day(55), balancePence: 40_000, paid: [144_000, 0], contributionPence: 16_000, spanPence: 16_000, personal: [] });
    expect(part.movements).toHaveLength(12);
    expect([enough(), enough({}, undefined, 5), enough({}, undefined, 4)]).toEqual([true, true, false]);
  });
  it("is not enough once something of its days became known, or is not what it was made from any more", () => {
    expect([enough({}, day(55)), enough({}, day(56))]).toEqual([false, true]);
    const lines = { council: [fact(weekly), fact({ ...weekly, weeklyGrossPence: 1 }, 30)], nhs: [] };
    expect(enough({ facts: account({ lines }) })).toBe(false);
    expect(enough({ facts: account({ lines: { ...lines, council: [fact(weekly), fact(weekly, 60)] } }) })).toBe(true);
    const identified = new Map([[rows[1]?.id ?? "", "personal-money" as const]]);
    expect(enough({ facts: { ...facts, identified } })).toBe(false);
    expect(enough({ facts: { ...facts, identified: new Map([[rows[10]?.id ?? "", "personal-money" as const]]) } })).toBe(true);
    expect(enough({ ledger: { ...part, openingPence: 1 } })).toBe(false);
    expect(enough({ ledger: { ...part, covered: [{ from: day(0), to: day(728) }] } })).toBe(false);
    expect(enough({ ledger: { ...part, holes: [{ from: day(3), to: day(4), pence: 5 }] } })).toBe(false);
  });
  it("is not enough for a rule that looks further back", () => {
    expect(enough({ policy: { ...POLICY, contribution: { ...POLICY.contribution, refundCycles: 5 } } })).toBe(false);
    // An end that was long ago: all that was paid since is looked at.
    expect(enough({ facts: { ...facts, endedOn: [fact(day(50), 50, 60)] } })).toBe(false);
    const invoice = { id: "i", arrangement: "a", from: day(40), to: day(50), hours: 1, ratePence: 1, pence: 1, acceptedAt: noon(60) };
    const paidBy = (...paid: number[]) => ({ ...facts, invoices: [{ ...invoice, movements: paid.map((row) => rows[row]?.id ?? "") }] });
    expect([enough({ facts: paidBy(5, 17) }), enough({ facts: paidBy(2, 5) }), enough({ facts: paidBy(14, 17) })]).toEqual([false, true, true]);
  });
  it("makes a rule that looks at its days fail, and not be wrong", () => {
    expect(() => checkCycle(facts, part, POLICY, 3, noon(170))).toThrow("summed up");
  });
  it("leaves the rows of a day in the order they have with all that was posted", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 5 }), { minLength: 2, maxLength: 8 }),
        fc.nat(9),
        (days, seed) => {
          let balance = 0;
          const movements = days.flatMap((amounts, on) => {
            const its = amounts.map((pence, order) => {
              balance += pence;
              return moved(on, pence, { id: `${on}.${order}`, balancePence: balance, order });
            });
            // A file may have them in another order.
            return seed % 2 === 0 ? its : its.toSorted((one, other) => one.pence - other.pence).map((one, order) => ({ ...one, order }));
          });
          const spans = [{ from: day(0), to: day(days.length - 1), whole: true, openingPence: 0, closingPence: balance }];
          const all = ledgerOf(spans, { movements, learned: [] });
          for (const [on] of days.entries()) {
            const ended = all.endedPence?.get(day(on));
            const before: Carried = {
              on: day(on),
              basis: "",
              balancePence: 0,
              paid: [],
              contributionPence: 0,
              personal: [],
              spanPence: 0,
              ...(ended === undefined ? {} : { endedPence: ended }),
            };
            expect(ledgerOf(spans, { movements, learned: [] }, before).movements).toEqual(all.movements.filter(({ postedOn }) => postedOn > before.on));
          }
        },
      ),
      { numRuns: runs(2000, 150) },
    );
  });
});
