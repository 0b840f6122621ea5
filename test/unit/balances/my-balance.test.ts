import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkCycle } from "../../../functions/balances/rules/check.ts";
import { moneyByMonth } from "../../../functions/balances/rules/months.ts";
import { myBalance } from "../../../functions/balances/rules/my-balance.ts";
import { statementYear, statementYearOf, statementYears } from "../../../functions/balances/rules/statement-years.ts";
import { revisionOf } from "../../../functions/balances/rules/stored-result.ts";
import { yearOfUse } from "../../../functions/balances/rules/year-of-use.ts";
import { cycleNumbered } from "../../../shared/domain/cycles.ts";
import { daysAfter, monthsAfter } from "../../../shared/domain/time.ts";
import { account, day, FIRST, fact, ledger, moved, noon, POLICY, support } from "../../support/balance-accounts.ts";
import { cases } from "../../support/generated-accounts.ts";
import { runs } from "../../support/runs.ts";

const many = { numRuns: runs(2000, 100) };
const sumOf = (some: readonly { readonly pence: number }[]): number => some.reduce((sum, { pence }) => sum + pence, 0);
const KNOWN_LATE = "2099-01-01T00:00:00.000Z";

describe("money by month", () => {
  it("adds up to what moved, month by month, with no month left out between the first and the last", () => {
    fc.assert(
      fc.property(cases(), ({ ledger: its }) => {
        const months = moneyByMonth(its, 1000);
        expect(months.reduce((sum, { inPence, outPence }) => sum + inPence - outPence, 0)).toBe(sumOf(its.movements));
        expect(months.every(({ inPence, outPence }) => inPence >= 0 && outPence >= 0)).toBe(true);
        for (const [index, { from, inPence, outPence }] of months.entries()) {
          const its_ = its.movements.filter(({ postedOn }) => postedOn.slice(0, 7) === from.slice(0, 7));
          expect(inPence - outPence).toBe(sumOf(its_));
          if (index > 0) expect(from).toBe(monthsAfter(months[index - 1]?.from ?? "", 1));
        }
      }),
      many,
    );
  });
  it("is of the last twelve months, says which of them lack a statement, and is nothing before anything came", () => {
    const its = ledger([moved(0, 80_000), moved(3, -500), moved(40, -1500)], { covered: [{ from: day(0), to: day(45) }] });
    expect(moneyByMonth(its, 12)).toEqual([
      { from: "2026-01-01", inPence: 80_000, outPence: 500, whole: false },
      { from: "2026-02-01", inPence: 0, outPence: 1500, whole: false },
    ]);
    expect(moneyByMonth(ledger([]), 12)).toHaveLength(12);
    expect(moneyByMonth(ledger([], { covered: [{ from: "2026-02-01", to: "2026-03-01" }] }), 12).map(({ whole }) => whole)).toEqual([true, false]);
    expect(moneyByMonth({ movements: [], covered: [] }, 12)).toEqual([]);
  });
});

describe("what somebody is shown of their account", () => {
  const facts = account({
    setAside: [
      { id: "s1", kind: "saving", pence: 20_000, from: day(-5), until: day(200), learnedAt: noon(-5), purpose: "August respite" },
      { id: "r.1", kind: "open-request", pence: 5000, from: day(0), until: day(60), learnedAt: noon(0), request: "r", purpose: "Support" },
      { id: "r.2", kind: "open-request", pence: 5000, from: day(7), until: day(60), learnedAt: noon(0), request: "r", purpose: "Support" },
    ],
  });
  const its = ledger([moved(0, 80_000), moved(28, 80_000), moved(56, 80_000), moved(60, -10_000)], { covered: [{ from: day(0), to: day(83) }] });
  const results = [1, 2, 3].map((cycle) => revisionOf(checkCycle(facts, its, POLICY, cycle, noon(90)), 1));
  const head = { kind: "card" as const, spans: [{ from: day(0), to: day(83), whole: true, openingPence: 0, closingPence: 230_000 }] };

  it("is the newest sum with its lines, what is set aside and why, and what will not be asked about", () => {
    const shown = myBalance({ head, facts, ledger: its, results }, POLICY, noon(90), day(90));
    expect(shown.balance).toEqual({ pence: 230_000, on: day(83) });
    expect(shown.checked?.on).toBe(cycleNumbered(FIRST, 3).to);
    expect(shown.checked?.lines.map(({ code, pence }) => [code, pence])).toEqual([
      ["balance", 230_000],
      ["line", -80_000],
      ["protected", -20_000],
      ["protected", -5000],
      ["protected", -5000],
    ]);
    expect(shown.setAside).toEqual([
      { kind: "saving", pence: 20_000, purpose: "August respite", until: day(200) },
      { kind: "open-request", pence: 10_000, purpose: "Support", until: day(60) },
    ]);
    // By the end of the fourth cycle the request is over: the line, the saving and the tolerance are left.
    expect([shown.forward?.on, shown.forward?.morePence]).toEqual([cycleNumbered(FIRST, 4).to, 80_000 + 20_000 + POLICY.balance.tolerancePence]);
    expect([shown.isWell, shown.isLow, shown.missingFrom]).toEqual([false, false, undefined]);
  });
  it("is that all is well where the newest check found nothing, and nothing of the kind while a statement is missing", () => {
    const spent = ledger([moved(0, 80_000), moved(20, -30_000), moved(28, 80_000), moved(40, -80_000)], { covered: [{ from: day(0), to: day(55) }] });
    const of = (cycle: number) => revisionOf(checkCycle(account(), spent, POLICY, cycle, noon(70)), 1);
    const well = myBalance({ head, facts: account(), ledger: spent, results: [of(1), of(2)] }, POLICY, noon(70), day(70));
    expect([well.isWell, well.isLow]).toEqual([true, false]);
    const missing = myBalance({ head, facts: account(), ledger: spent, results: [of(1), of(2), of(3)] }, POLICY, noon(100), day(100));
    expect([missing.isWell, missing.isLow, missing.missingFrom]).toEqual([false, false, day(56)]);
    expect(missing.checked?.on).toBe(day(55));
  });
  it("is an offer of help where the balance is low, by the newest revision of the newest cycle", () => {
    const low = ledger([moved(0, 80_000), moved(20, -79_000)], { covered: [{ from: day(0), to: day(27) }] });
    const bill = { id: "i1", arrangement: "arr-1", from: day(0), to: day(6), hours: 5, ratePence: 13_000, pence: 65_000, acceptedAt: noon(8) };
    const found = checkCycle(account({ invoices: [bill] }), low, POLICY, 1, noon(30));
    expect(found.findings.map(({ code }) => code)).toEqual(["low-balance"]);
    const shown = (results: Parameters<typeof myBalance>[0]["results"]) =>
      myBalance({ head, facts: account(), ledger: low, results }, POLICY, noon(30), day(30));
    expect([shown([revisionOf(found, 1)]).isLow, shown([revisionOf(found, 1)]).isWell]).toEqual([true, false]);
    expect(shown([revisionOf({ ...found, findings: [] }, 2), revisionOf(found, 1)]).isLow).toBe(false);
  });
  it("is plain where nothing came yet, and before the first payment", () => {
    const nothing = { movements: [], covered: [], holes: [], openingPence: 0 };
    const shown = myBalance({ head: { kind: "card" }, ledger: nothing, results: [] }, POLICY, noon(1), day(1));
    expect(shown).toEqual({ setAside: [], notAsked: [], months: [], sendsStatements: false, isLow: false, isWell: false });
  });
});

describe("a statement of use", () => {
  it("adds up: what it opened with and what came in, less what went out, is what it closed with, and one year goes on from the other", () => {
    fc.assert(
      fc.property(cases(), fc.integer({ min: 0, max: 250 }), ({ facts, ledger: its, policy }, length) => {
        const known = { facts, ledger: its, policy, knownBy: KNOWN_LATE };
        const [first, last] = [its.covered[0]?.from, its.covered.at(-1)?.to];
        if (first === undefined || last === undefined) return;
        const middle = daysAfter(first, length);
        const parts = [yearOfUse(known, { from: "1990-01-01", to: middle }), yearOfUse(known, { from: daysAfter(middle, 1), to: "2090-01-01" })];
        for (const part of parts) {
          if (!part) continue;
          expect(part.openingPence + sumOf(part.paidIn) - sumOf(part.paidOut) + part.unstatedPence).toBe(part.closingPence);
          expect([...part.paidIn, ...part.paidOut, ...part.setAside].every(({ pence }) => pence > 0)).toBe(true);
          expect(sumOf(part.providers)).toBeLessThanOrEqual(sumOf(part.paidOut));
        }
        const [one, other] = parts;
        if (one && other) expect(other.openingPence).toBe(one.closingPence);
      }),
      many,
    );
  });
  it("says who paid in, by what money went out and to whom, which hours were confirmed, and what was set aside", () => {
    const facts = account({
      lines: {
        council: [fact({ weeklyGrossPence: 20_000, weeklyContributionPence: 5000 })],
        nhs: [fact({ weeklyGrossPence: 10_000, weeklyContributionPence: 0 })],
      },
      support: [
        support({
          name: "Ann Example",
          worked: [
            { weekOf: day(0), hours: 10, learnedAt: noon(7) },
            { weekOf: day(0), hours: 9.5, learnedAt: noon(9) },
            { weekOf: day(7), hours: 8, learnedAt: noon(15) },
            { weekOf: day(-7), hours: 40, learnedAt: noon(0) },
          ],
        }),
        support({ arrangement: "arr-2", name: "Ann" }),
      ],
      invoices: [
        {
          ...{ id: "i1", arrangement: "arr-2", from: day(0), to: day(6), hours: 5, ratePence: 2000, pence: 10_000, acceptedAt: noon(8) },
          ...{ paidOn: day(9), movements: ["bill"] },
        },
      ],
      setAside: [{ id: "s1", kind: "saving", pence: 20_000, from: day(1), learnedAt: noon(1), purpose: "Respite" }],
    });
    const its = ledger(
      [
        moved(0, 100_000),
        moved(1, 20_000, { kind: "contribution" }),
        moved(2, 700, { kind: "other" }),
        moved(3, -38_000, { kind: "transfer", text: "FPS ANN EXAMPLE 12" }),
        moved(4, -9000, { kind: "transfer", text: "Anne Other" }),
        moved(9, -10_000, { id: "bill", kind: "direct-debit", text: "0042" }),
        moved(10, -150, { kind: "fee" }),
        moved(11, -5000, { kind: "unload" }),
        moved(12, 300, { kind: "refund" }),
        moved(13, -2000),
      ],
      { covered: [{ from: day(0), to: day(20) }], openingPence: 1000 },
    );
    const year = yearOfUse({ facts, ledger: its, policy: POLICY, knownBy: noon(60) }, statementYear(2025, "04-01"));
    expect(year).toEqual({
      from: day(0),
      to: day(20),
      openingPence: 1000,
      closingPence: 57_850,
      paidIn: [
        { of: "council", pence: 60_000 },
        { of: "nhs", pence: 40_000 },
        { of: "contribution", pence: 20_000 },
        { of: "returned", pence: 300 },
        { of: "unknown", pence: 700 },
      ],
      paidOut: [
        { as: "transfer", pence: 47_000 },
        { as: "direct-debit", pence: 10_000 },
        { as: "purchase", pence: 2000 },
        { as: "fee", pence: 150 },
        { as: "paid-back", pence: 5000 },
      ],
      providers: [
        { name: "Ann Example", pence: 38_000 },
        { name: "Ann", pence: 10_000 },
      ],
      unstatedPence: 0,
      setAside: [{ kind: "saving", pence: 20_000, purpose: "Respite", until: undefined }],
      hours: [{ name: "Ann Example", hours: 17.5 }],
    });
  });
  it("says what balances tell of days without a statement, and is none where statements say nothing of the year", () => {
    const its = ledger([moved(0, 80_000), moved(30, -1000)], {
      covered: [
        { from: day(0), to: day(9) },
        { from: day(20), to: day(40) },
      ],
      holes: [{ from: day(10), to: day(19), pence: -4000 }],
    });
    const known = { facts: account(), ledger: its, policy: POLICY, knownBy: noon(60) };
    expect(yearOfUse(known, statementYear(2025, "04-01"))).toMatchObject({ openingPence: 0, closingPence: 75_000, unstatedPence: -4000 });
    expect(yearOfUse(known, statementYear(2026, "04-01"))).toBe(undefined);
    expect(yearOfUse(known, statementYear(2024, "04-01"))).toBe(undefined);
  });
  it("is of years that follow each other without a gap, each day in one of them", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9000 }), fc.constantFrom("04-01", "04-06", "01-01", "02-28"), (after, begins) => {
        const on = daysAfter("2010-01-01", after);
        const { year, from, to } = statementYearOf(on, begins);
        expect(from <= on && on <= to).toBe(true);
        expect(statementYear(year + 1, begins).from).toBe(daysAfter(to, 1));
      }),
      { numRuns: runs(1000, 100) },
    );
    expect(statementYears({ covered: [{ from: "2025-03-31", to: "2026-04-01" }] }, "04-01").map(({ year }) => year)).toEqual([2026, 2025, 2024]);
    expect(statementYears({ covered: [] }, "04-01")).toEqual([]);
  });
});
