import { describe, expect, it } from "vitest";
import { checkCycle } from "../../../functions/balances/rules/check.ts";
import type { AccountFacts } from "../../../functions/balances/rules/facts.ts";
import { approachOf } from "../../../functions/balances/rules/findings-to-cases.ts";
import type { Ledger, Movement } from "../../../functions/balances/rules/movement.ts";
import type { FindingCode } from "../../../functions/balances/rules/result.ts";
import type { BalancePolicy } from "../../../shared/policy/balances.ts";
import { account, day, fact, ledger, moved, noon, POLICY, policyWith, support } from "../../support/balance-accounts.ts";

const CYCLE = 4;
/** A week after the fourth cycle, days 84 to 111, has closed. */
const LATER = noon(119);

/** What is found of one code: what it is about, how much, and by which movements. */
function found(
  code: FindingCode,
  facts: Partial<AccountFacts>,
  its: readonly Movement[] | Ledger,
  policy: BalancePolicy = POLICY,
  cycle = CYCLE,
  knownBy = LATER,
) {
  const result = checkCycle(account(facts), "movements" in its ? its : ledger(its), policy, cycle, knownBy);
  return result.findings.filter((finding) => finding.code === code).map(({ about, pence, movements }) => [about, pence, ...movements] as const);
}
const loads = (pence = 80_000, cycles = CYCLE) => Array.from({ length: cycles }, (_, cycle) => moved(cycle * 28, pence));
const learned = <Value>(value: Value | null, from: number, on: number) => fact(value, from, on);

describe("excess", () => {
  const left = (pence: number, cycle = CYCLE, policy = POLICY) => found("excess", {}, [moved(0, pence)], policy, cycle, noon(cycle * 28 + 7));
  it("is more than the line and the tolerance, by a penny", () => {
    expect(left(80_500)).toEqual([]);
    expect(left(80_501)).toEqual([["", 501]]);
  });
  it("is not asked about in the first cycles", () => {
    expect([left(99_000, 1), left(99_000, 2), left(99_000, 3)]).toEqual([[], [], [["", 19_000]]]);
  });
  it("waits for as many cycles over the line as the policy wants, one after the other, and one without a statement is not one of them", () => {
    const twice = policyWith({ cyclesBeforeAsking: 2, graceCyclesAfterFirstPayment: 0 });
    const late = (on: number) => [moved(0, 80_000), moved(on, 5000)];
    expect(found("excess", {}, late(84), twice)).toEqual([]);
    expect(found("excess", {}, late(83), twice)).toEqual([["", 5000]]);
    const hole = {
      covered: [
        { from: day(0), to: day(60) },
        { from: day(63), to: day(200) },
      ],
      holes: [{ from: day(61), to: day(62), pence: 0 }],
    };
    expect(found("excess", {}, ledger(late(10), hole), twice)).toEqual([]);
    expect(found("excess", {}, ledger(late(10), hole), policyWith({ cyclesBeforeAsking: 1 }))).toEqual([["", 5000]]);
    expect(found("excess", {}, [moved(0, 99_000)], twice, 1)).toEqual([]);
  });
  it("is held against the higher line for a cycle after a decrease, from when it was learned where that was later, and against the new one after an increase", () => {
    const halved = (from: number, on: number) => ({
      council: [fact({ weeklyGrossPence: 20_000, weeklyContributionPence: 0 }), learned({ weeklyGrossPence: 10_000, weeklyContributionPence: 0 }, from, on)],
      nhs: [],
    });
    const asked = (from: number, on: number) => found("excess", { lines: halved(from, on) }, [moved(0, 70_000)]).map(([, pence]) => pence);
    // The line is held for the payment of day 112.
    expect([asked(112, 50), asked(85, 50), asked(84, 50), asked(113, 50)]).toEqual([[], [], [30_000], []]);
    expect([asked(20, 85), asked(20, 84), asked(20, 118)]).toEqual([[], [30_000], []]);
    const doubled = {
      council: [fact({ weeklyGrossPence: 10_000, weeklyContributionPence: 0 }), learned({ weeklyGrossPence: 20_000, weeklyContributionPence: 0 }, 112, 100)],
      nhs: [],
    };
    expect(found("excess", { lines: doubled }, [moved(0, 70_000)])).toEqual([]);
  });
  it("is measured at the close of the last day before the next payment: a payment of the day after is not in it", () => {
    expect(found("excess", {}, [moved(0, 80_000), moved(111, 1000)])).toEqual([["", 1000]]);
    expect(found("excess", {}, [moved(0, 80_000), moved(112, 80_000)])).toEqual([]);
  });
  it("leaves the person's part of what was paid in with them, or takes it as spent first, as the policy says", () => {
    const paid = [moved(0, 150_000), moved(1, 50_000, { kind: "contribution" })];
    expect(found("excess", {}, paid).map(([, pence]) => pence)).toEqual([90_000]);
    const first = policyWith({ excessOwner: { value: "contribution-first", source: "Sample" } });
    expect(found("excess", {}, paid, first).map(([, pence]) => pence)).toEqual([120_000]);
  });
  it("is not made of the person's own money, nor of anything once the direct payment has ended", () => {
    const own = moved(1, 9000, { kind: "transfer" });
    expect(found("excess", { identified: new Map([[own.id, "personal-money"]]) }, [moved(0, 80_000), own])).toEqual([]);
    expect(found("excess", { endedOn: [fact(day(111), 111, 60)] }, [moved(0, 99_000)])).toEqual([]);
    expect(found("excess", { endedOn: [fact(day(112), 112, 60)] }, [moved(0, 99_000)])).toEqual([["", 19_000]]);
  });
});

describe("what is set aside", () => {
  const saving = { id: "set-1", kind: "saving", pence: 15_000, from: day(0), learnedAt: noon(0), purpose: "August respite" } as const;
  const asked = (until: number | undefined, given: Partial<AccountFacts["setAside"][number]> = {}) => {
    const facts = { setAside: [{ ...saving, ...given, ...(until === undefined ? {} : { until: day(until) }) }] };
    return [...found("excess", facts, [moved(0, 99_000)]), ...found("saving-ended", facts, [moved(0, 99_000)])].map(([about, pence]) => [about, pence]);
  };
  it("is no excess while it holds; in the cycle in which it ended it is a question, and after that as any other money", () => {
    expect(asked(undefined)).toEqual([["", 4000]]);
    expect(asked(111)).toEqual([["", 4000]]);
    expect(asked(110)).toEqual([
      ["", 4000],
      ["set-1", 15_000],
    ]);
    expect(asked(84)).toHaveLength(2);
    expect(asked(83)).toEqual([["", 19_000]]);
  });
  it("counts once it began and was learned, and of the kinds that the policy protects", () => {
    expect(asked(undefined, { from: day(111) })).toEqual([["", 4000]]);
    expect(asked(undefined, { from: day(112) })).toEqual([["", 19_000]]);
    expect(asked(undefined, { learnedAt: noon(120) })).toEqual([["", 19_000]]);
    expect(found("excess", { setAside: [saving] }, [moved(0, 99_000)], policyWith({ protectedKinds: ["dispute"] }))).toEqual([["", 19_000]]);
  });
  it("of work is less by what both sides say was paid: the earlier day counts, as each said last by the close", () => {
    const said = (upTo: number, by: "recipient" | "provider" | undefined, learned = 100) => ({ upTo: day(upTo), learnedAt: noon(learned), by });
    const owed = (...paid: ReturnType<typeof said>[]) => {
      const its = support({ startedOn: day(70), worked: [70, 77, 84, 91, 98, 105].map((on) => ({ weekOf: day(on), hours: 10, learnedAt: noon(110) })), paid });
      const result = checkCycle(account({ support: [its] }), ledger([moved(0, 200_000)]), POLICY, CYCLE, LATER);
      return result.outcome === "measured" ? result.lines.filter(({ code }) => code === "work-done").reduce((sum, { pence }) => sum - pence, 0) : undefined;
    };
    const [at97, at104] = [owed(said(97, "recipient")), owed(said(104, "recipient"))];
    expect(at97).toBeGreaterThan(at104 ?? Number.NaN);
    // Nobody is noted: the recipient said it.
    expect(owed(said(97, undefined))).toBe(at97);
    expect([owed(said(97, "provider")), owed(said(104, "provider"))]).toEqual([at97, at104]);
    for (const paid of [
      [said(97, "recipient"), said(104, "provider")],
      [said(97, "provider"), said(104, "recipient")],
      [said(104, "recipient"), said(97, "provider", 90)],
    ])
      expect(owed(...paid)).toBe(at97);
    // What one of them said before that does not count, nor what was said after the close.
    expect(owed(said(97, "provider", 98), said(104, "provider"), said(104, undefined))).toBe(at104);
    expect(owed(said(104, "recipient"), said(97, "provider", 112))).toBe(at104);
  });
  it("of somebody who leaves after two years is redundancy pay, unless the council promised it in writing", () => {
    const leaving = (begun: string, redundancy?: "promise" | "fund") => [
      support({
        employed: true,
        startedOn: begun,
        lastDay: day(100),
        paid: [{ upTo: day(111), learnedAt: noon(100) }],
        employer: [fact({ redundancy, redundancyPence: 30_000 })],
      }),
    ];
    const lines = (begun: string, redundancy?: "promise" | "fund") => {
      const result = checkCycle(account({ support: leaving(begun, redundancy) }), ledger([moved(0, 200_000)]), POLICY, CYCLE, LATER);
      return result.outcome === "measured" ? result.lines.filter(({ kind }) => kind === "redundancy").map(({ pence, of }) => [pence, of]) : [];
    };
    // Day 100 is 15 April 2026: two years end the day before.
    expect(lines("2024-04-16")).toEqual([[-30_000, "arr-1"]]);
    expect(lines("2024-04-17")).toEqual([]);
    expect(lines("2024-04-17", "fund")).toEqual([[-30_000, "arr-1"]]);
    expect(lines("2020-01-01", "promise")).toEqual([]);
  });
});

describe("low-balance", () => {
  it("is an offer where the next payment and what is left would not pay what is owed and another week", () => {
    const owing = {
      support: [support({ terms: [fact({ hours: 20, ratePence: 2000, pay: "four-weekly", payWhen: "arrears", hoursBasis: "planned" } as const)] })],
    };
    // Six weeks of work at £400 are owed; £800 come, and £200 should be left.
    expect(found("low-balance", owing, [moved(0, 180_000)])).toEqual([]);
    expect(found("low-balance", owing, [moved(0, 179_999)])).toEqual([["", 1]]);
    expect(found("low-balance", { ...owing, endedOn: [fact(day(111), 111, 60)] }, [moved(0, 179_999)])).toEqual([]);
  });
});

describe("negative", () => {
  it("is an account below nothing at the close", () => {
    expect(found("negative", {}, [moved(90, -1)])).toEqual([["", 1]]);
    expect(found("negative", {}, [moved(90, -1), moved(91, 1)])).toEqual([]);
  });
});

describe("no-spend", () => {
  it("is nothing spent for two cycles, fees and what went back aside", () => {
    expect(found("no-spend", {}, loads())).toEqual([["", undefined]]);
    expect(found("no-spend", {}, [...loads(), moved(55, -1)])).toHaveLength(1);
    expect(found("no-spend", {}, [...loads(), moved(56, -1)])).toEqual([]);
    expect(found("no-spend", {}, [...loads(), moved(90, -52, { kind: "fee" }), moved(90, -100, { kind: "unload" })])).toHaveLength(1);
    expect(found("no-spend", {}, [...loads(), moved(90, -500, { text: "Shop" }), moved(91, 500, { text: "Shop", kind: "reversal" })])).toHaveLength(1);
  });
  it("is not found in the first cycles, with support that was said to have been given, away from home, or with a hole", () => {
    expect(found("no-spend", {}, loads(), POLICY, 2, noon(63))).toEqual([]);
    expect(found("no-spend", {}, loads(), POLICY, 3, noon(91))).toHaveLength(1);
    expect(found("no-spend", { support: [support({ worked: [{ weekOf: day(56), hours: 1, learnedAt: noon(70) }] })] }, loads())).toEqual([]);
    expect(found("no-spend", { support: [support({ worked: [{ weekOf: day(56), hours: 0, learnedAt: noon(70) }] })] }, loads())).toHaveLength(1);
    expect(found("no-spend", { whereabouts: [fact("hospital" as const, 100, 100)] }, loads())).toEqual([]);
    expect(found("no-spend", { whereabouts: [fact("hospital" as const, 90, 90), fact("home" as const, 111, 111)] }, loads())).toHaveLength(1);
    const hole = {
      covered: [
        { from: day(0), to: day(60) },
        { from: day(62), to: day(200) },
      ],
      holes: [{ from: day(61), to: day(61), pence: 0 }],
    };
    expect(found("no-spend", {}, ledger(loads(), hole))).toEqual([]);
  });
});

describe("row-vanished", () => {
  it("is what a later statement of its day left out, in the cycle it was posted in, and for the council alone; nothing else of the check is another", () => {
    const [other, gone] = [moved(60, -700), moved(90, -500)];
    const whole = ledger([...loads(), other, gone].toSorted((a, b) => (a.postedOn < b.postedOn ? -1 : 1)));
    const without = { ...whole, vanished: new Set([gone.id, other.id]) };
    expect(found("row-vanished", {}, without)).toEqual([["", 500, gone.id]]);
    expect(found("row-vanished", {}, whole)).toEqual([]);
    expect(approachOf({ code: "row-vanished" })).toBe("council");
    const result = (its: Ledger) => checkCycle(account(), its, POLICY, 4, noon(120));
    expect(result(without)).toEqual({
      ...result(whole),
      findings: [...result(whole).findings, expect.objectContaining({ code: "row-vanished", movements: [gone.id] })],
    });
    // Where statements have no balances nothing is measured, and rows are gone from them all the same.
    const missing = result({ ...without, covered: [] });
    expect([missing.outcome, missing.findings.map(({ code }) => code)]).toEqual(["missing", ["statement-missing", "row-vanished"]]);
  });
});

describe("contribution-missed", () => {
  const weekly = (pence: number) => ({ weeklyGrossPence: 20_000, weeklyContributionPence: pence });
  const charged = { lines: { council: [fact(weekly(1000))], nhs: [] } };
  const paid = (pence: number) => [moved(3, pence, { kind: "contribution" })];
  it("is what was expected up to a cycle ago and did not come in, beyond the tolerance", () => {
    expect(found("contribution-missed", charged, paid(12_000 - 100))).toEqual([]);
    expect(found("contribution-missed", charged, paid(12_000 - 101))).toEqual([["", 101]]);
  });
  it("is found only where the account would show it", () => {
    for (const model of ["gross-and-invoiced", "paid-to-council"] as const)
      expect(found("contribution-missed", { ...charged, model: [fact(model)] }, [])).toEqual([]);
    expect(found("contribution-missed", { ...charged, model: [] }, [])).toEqual([]);
    expect(found("contribution-missed", charged, [])).toEqual([["", 12_000]]);
  });
  it("is never a rise that was learned later, and a fall counts at once", () => {
    const rise = (from: number, on: number, to: number) => ({ lines: { council: [fact(weekly(1000)), learned(weekly(to), from, on)], nhs: [] } });
    expect(found("contribution-missed", rise(0, 118, 5000), paid(12_000))).toEqual([]);
    // Known on the first day of the last of the twelve weeks: that week only.
    expect(found("contribution-missed", rise(0, 77, 5000), paid(12_000))).toEqual([["", 4000]]);
    expect(found("contribution-missed", rise(0, 78, 5000), paid(12_000))).toEqual([]);
    expect(found("contribution-missed", rise(0, 118, 500), paid(6000))).toEqual([]);
  });
  it("is blocked by money of which nobody knows what it is, until somebody says", () => {
    const odd = moved(20, 700, { kind: "standing-order" });
    expect(found("contribution-missed", charged, [odd])).toEqual([]);
    expect(found("contribution-missed", { ...charged, identified: new Map([[odd.id, "contribution"]]) }, [odd])).toEqual([["", 11_300]]);
    expect(found("contribution-missed", { ...charged, identified: new Map([[odd.id, "personal-money"]]) }, [odd])).toEqual([["", 12_000]]);
  });
});

describe("contribution-to-refund", () => {
  const charged = { lines: { council: [fact({ weeklyGrossPence: 20_000, weeklyContributionPence: 1000 })], nhs: [] } };
  const asked = (pence: number, spent: number) =>
    found(
      "contribution-to-refund",
      charged,
      [...loads(), moved(3, pence, { kind: "contribution" }), moved(90, -spent)],
      policyWith({ graceCyclesAfterFirstPayment: 1 }),
    ).map(([about, more]) => [about, more]);
  it("is more than was to be paid, a cycle ahead included", () => {
    expect(asked(20_100, 50_000)).toEqual([]);
    expect(asked(20_101, 50_000)).toEqual([["overpaid", 101]]);
  });
  it("is nothing that was to be paid, though the council's record of it came later", () => {
    const late = [{ ...fact({ weeklyGrossPence: 20_000, weeklyContributionPence: 1000 }), learnedAt: noon(110) }];
    const paid = (pence: number) =>
      found(
        "contribution-to-refund",
        { lines: { council: late, nhs: [] } },
        [...loads(), moved(3, pence, { kind: "contribution" }), moved(90, -50_000)],
        policyWith({ graceCyclesAfterFirstPayment: 1 }),
      ).map(([about, more]) => [about, more]);
    expect(paid(20_100)).toEqual([]);
    expect(paid(20_101)).toEqual([["overpaid", 101]]);
  });
  it("is also more than support came to over some cycles", () => {
    const few = (spent: number) =>
      found(
        "contribution-to-refund",
        charged,
        [...loads(), ...[30, 60, 90].map((on) => moved(on, 4000, { kind: "contribution" })), moved(90, -spent)],
        policyWith({ graceCyclesAfterFirstPayment: 1 }),
      );
    expect(few(11_900)).toEqual([]);
    expect(few(11_899).map(([about, pence]) => [about, pence])).toEqual([["unused", 101]]);
  });
});
