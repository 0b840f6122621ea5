import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Carried, carriedAfter, isEnough } from "../../../functions/balances/rules/carried.ts";
import { checkCycle } from "../../../functions/balances/rules/check.ts";
import { ledgerOf } from "../../../functions/balances/rules/ledger.ts";
import type { Ledger, Movement } from "../../../functions/balances/rules/movement.ts";
import { firstDayTouched } from "../../../functions/balances/rules/remeasure.ts";
import { account, day, FIRST, fact, ledger, moved, noon, POLICY } from "../../support/balance-accounts.ts";
import { type Case, cases } from "../../support/generated-accounts.ts";
import { everything, runs } from "../../support/runs.ts";

/** What is read of an account of which some days were summed up: the movements after them. */
const cut = (whole: Ledger, carried: Carried): Ledger => ({ ...whole, movements: whole.movements.filter(({ postedOn }) => postedOn > carried.on), carried });

const known = ({ facts, ledger: its, policy, knownBy }: Pick<Case, "facts" | "ledger" | "policy" | "knownBy">) => ({ facts, ledger: its, policy, knownBy });

/** A generated account that was measured before, with what became known since: late rows, late facts, other rules. */
const before = cases().chain((given) =>
  fc.record({ back: fc.integer({ min: 0, max: 3 }), days: fc.integer({ min: 0, max: 200 }), again: fc.boolean() }).map(({ back, days, again }) => {
    const then = noon(days, given.facts.firstPaymentOn);
    return { given, first: Math.max(1, given.cycle - back), then: again || then > given.knownBy ? given.knownBy : then };
  }),
);

describe("a check that goes on from what was summed up", () => {
  it("comes to the same to the penny as one with all that was ever posted, whenever it says that this is enough", () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(before, ({ given, first, then }) => {
        if (given.cycle < 1) return;
        const carried = carriedAfter(known({ ...given, knownBy: then }), first);
        if (carried === undefined) throw new Error("All was at hand");
        const part = known({ ...given, ledger: cut(given.ledger, carried) });
        const touched = firstDayTouched(given.facts, given.ledger, then, given.knownBy);
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
