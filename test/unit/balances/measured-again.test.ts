import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkCycle } from "../../../functions/balances/rules/check.ts";
import { finalStatement } from "../../../functions/balances/rules/final-statement.ts";
import { forwardView } from "../../../functions/balances/rules/forward.ts";
import { cyclesFrom, findingsGone, firstDayTouched, nextRevision } from "../../../functions/balances/rules/remeasure.ts";
import { staysAt } from "../../../functions/balances/rules/stays.ts";
import { account, day, FIRST, fact, ledger, moved, noon, POLICY, support } from "../../support/balance-accounts.ts";
import { cases } from "../../support/generated-accounts.ts";
import { runs } from "../../support/runs.ts";

const loads = [0, 28, 56, 84].map((on) => moved(on, 80_000));
const many = { numRuns: runs(3000, 150) };

describe("what a late row or a late fact touches", () => {
  it("is every closed cycle from its day on, and no other", () => {
    expect(cyclesFrom(FIRST, day(27), 4)).toEqual([1, 2, 3, 4]);
    expect(cyclesFrom(FIRST, day(28), 4)).toEqual([2, 3, 4]);
    expect(cyclesFrom(FIRST, day(112), 4)).toEqual([]);
    expect(cyclesFrom(FIRST, day(-1), 2)).toEqual([1, 2]);
  });
  it("is found by when it was learned: after one check, and by the next", () => {
    const touched = (facts: Parameters<typeof account>[0], movements = ledger()) => firstDayTouched(account(facts), movements, noon(50), noon(60));
    expect(touched({})).toBeUndefined();
    expect(touched({}, ledger([moved(20, 1, { recordedAt: noon(50) }), moved(21, 1, { recordedAt: noon(51) }), moved(22, 1, { recordedAt: noon(61) })]))).toBe(
      day(21),
    );
    // The line is held for the payment of the day after the close.
    expect(touched({ lines: { council: [fact({ weeklyGrossPence: 1, weeklyContributionPence: 0 }, 28, 60)], nhs: [] } })).toBe(day(27));
    expect(touched({ permissions: [fact([], 30, 55)], whereabouts: [fact("away" as const, 29, 55)] })).toBe(day(29));
    expect(touched({ endedOn: [fact(day(10), 40, 55)] })).toBe(day(10));
    expect(touched({ diedOn: [fact(day(45), 44, 55)] })).toBe(day(44));
    expect(touched({ setAside: [{ id: "s", kind: "saving", pence: 1, from: day(33), learnedAt: noon(55), purpose: "Respite" }] })).toBe(day(33));
    expect(touched({ waived: [{ pence: 1, from: day(34), learnedAt: noon(55) }] })).toBe(day(34));
    expect(
      touched({
        support: [
          support({
            worked: [{ weekOf: day(35), hours: 1, learnedAt: noon(55) }],
            terms: [],
            employer: [fact({}, 36, 55)],
            paid: [{ upTo: day(3), learnedAt: noon(55) }],
          }),
        ],
      }),
    ).toBe(day(35));
    expect(touched({ invoices: [{ id: "i", arrangement: "arr-1", from: day(12), to: day(20), hours: 1, ratePence: 1, pence: 1, acceptedAt: noon(55) }] })).toBe(
      day(12),
    );
  });
  it("is all that a check can differ by: cycles before it come to the same", () => {
    fc.assert(
      fc.property(cases(), ({ facts, ledger: its, policy, cycle, knownBy }) => {
        // A look-back moves with the calendar, and a statement becomes late: neither is something learned.
        const calm = {
          ...policy,
          ask: { ...policy.ask, lookBackMonths: 1200 },
          balance: { ...policy.balance, statementDays: { card: 9999, bank: 9999, managed: 9999 } },
        };
        const then = noon(60, facts.firstPaymentOn);
        if (then >= knownBy || facts.remembered.length > 0) return;
        const touched = firstDayTouched(facts, its, then, knownBy);
        const before = checkCycle(facts, its, calm, cycle, then);
        if (touched !== undefined && touched <= before.measuredOn) return;
        expect(nextRevision({ revision: 1, result: before }, checkCycle(facts, its, calm, cycle, knownBy))).toBeUndefined();
      }),
      many,
    );
  });
});

describe("a revision", () => {
  const facts = account();
  const before = checkCycle(facts, ledger([moved(0, 99_000)]), POLICY, 3, noon(91));
  const more = moved(30, -9000, { recordedAt: noon(95) });
  const after = checkCycle(facts, ledger([moved(0, 99_000), more]), POLICY, 3, noon(96));
  it("has the next number where a late row makes a difference, and says which findings are gone", () => {
    const first = nextRevision(undefined, before);
    expect(first).toEqual({ revision: 1, result: before });
    expect(first && nextRevision(first, after)).toEqual({ revision: 2, result: after });
    const gone = checkCycle(facts, ledger([moved(0, 99_000), { ...more, pence: -19_000 }]), POLICY, 3, noon(96));
    expect(findingsGone(before, gone).map(({ code }) => code)).toEqual(["excess", "no-spend"]);
    expect(findingsGone(before, after).map(({ code }) => code)).toEqual(["no-spend"]);
  });
  it("is not made of less knowledge, of other rules, of another cycle or account, or of the same in another order", () => {
    const first = { revision: 4, result: before };
    expect(nextRevision(first, { ...after, knownBy: before.knownBy })).toBeUndefined();
    expect(nextRevision(first, { ...after, policyVersion: 2 })).toBeUndefined();
    expect(nextRevision(first, { ...after, cycle: 2 })).toBeUndefined();
    expect(nextRevision(first, { ...after, account: "acc-2" })).toBeUndefined();
    const turned = Object.fromEntries(Object.entries(before).toReversed());
    expect(nextRevision(first, { ...before, ...turned, knownBy: noon(99) })).toBeUndefined();
    expect(nextRevision(first, after)?.revision).toBe(5);
  });
});

describe("the forward view", () => {
  it("is what may be left on the day without a question: the line, what will be owed, what is set aside, and the tolerance", () => {
    const facts = account({
      support: [support({ paid: [{ upTo: day(90), learnedAt: noon(95) }] })],
      setAside: [{ id: "s", kind: "saving", pence: 5000, from: day(0), learnedAt: noon(0), purpose: "Respite" }],
    });
    const view = forwardView({ facts, ledger: ledger(loads), policy: POLICY, knownBy: noon(100) }, 4);
    // Three weeks of £200 from day 91 to day 111.
    expect(view).toMatchObject({ on: day(111), morePence: 80_000 + 60_000 + 5000 + 500 });
    expect(view?.lines.map(({ code, pence }) => [code, pence])).toEqual([
      ["line", -80_000],
      ["work-done", -60_000],
      ["protected", -5000],
    ]);
  });
  it("promises what the check keeps: nobody is asked about a balance up to it", () => {
    fc.assert(
      fc.property(cases({ holes: false }), ({ facts, ledger: its, policy, cycle, knownBy }) => {
        const view = forwardView({ facts, ledger: its, policy, knownBy }, cycle);
        const result = checkCycle(facts, its, policy, cycle, knownBy);
        if (result.outcome !== "measured") return;
        const left = result.lines[0]?.pence ?? 0;
        const asked = result.findings.some(({ code }) => code === "excess");
        if (asked) expect(left).toBeGreaterThan(view?.morePence ?? Number.POSITIVE_INFINITY);
        expect(view?.on).toBe(result.measuredOn);
      }),
      many,
    );
  });
  it("says no sum where nothing is asked whatever is left: in the first cycles, and after the end", () => {
    const known = { facts: account({ endedOn: [fact(day(111), 111, 60)] }), ledger: ledger(loads), policy: POLICY, knownBy: noon(61) };
    expect([1, 2, 3, 4].map((cycle) => forwardView(known, cycle)?.morePence)).toEqual([undefined, undefined, 80_500, undefined]);
    expect(forwardView({ ...known, facts: account({ lines: { council: [], nhs: [] } }) }, 3)).toBeUndefined();
  });
});

describe("what must stay on an account", () => {
  it("is at the close of a cycle all but what its check is over, and at another moment what is known then", () => {
    let over = 0;
    fc.assert(
      fc.property(cases(), fc.integer({ min: 1, max: 50_000 }), ({ facts, ledger: its, policy, cycle, knownBy }, pence) => {
        const known = { facts, ledger: its, policy, knownBy };
        const result = checkCycle(facts, its, policy, cycle, knownBy);
        if (result.outcome !== "measured" || result.excessPence === 0) return;
        over += 1;
        const onPaper = result.lines.some(({ typed }) => typed);
        const balance = result.lines.reduce((sum, line) => (line.code === "balance" ? sum + line.pence : sum), 0);
        const now = { on: result.measuredOn, pence: balance, onPaper };
        const stays = staysAt(known, now) ?? 0;
        expect(stays).toBe(balance - result.excessPence);
        const request = { id: "req-1", kind: "open-request", pence, from: result.measuredOn, learnedAt: knownBy, purpose: "Support" } as const;
        const more = staysAt({ ...known, facts: { ...facts, setAside: [...facts.setAside, request] } }, now) ?? 0;
        // The person's part of what is left is less by their part of it.
        expect(more).toBeGreaterThanOrEqual(stays);
        expect(more).toBeLessThanOrEqual(stays + pence);
      }),
      many,
    );
    expect(over).toBeGreaterThan(0);
  });
  it("counts what became known since the check: a request, a bill and a higher payment", () => {
    const at = { on: day(40), pence: 150_000, onPaper: false };
    const now = (more: Parameters<typeof account>[0] = {}) => staysAt({ facts: account(more), ledger: ledger(loads), policy: POLICY, knownBy: noon(40) }, at);
    const request = { id: "r", kind: "open-request", pence: 7000, from: day(39), learnedAt: noon(39), purpose: "Support" } as const;
    const invoice = { id: "i", arrangement: "arr-1", from: day(30), to: day(36), hours: 1, ratePence: 3000, pence: 3000, acceptedAt: noon(38) };
    expect([now(), now({ setAside: [request] }), now({ invoices: [invoice] })]).toEqual([80_000, 87_000, 83_000]);
    const higher = [fact({ weeklyGrossPence: 20_000, weeklyContributionPence: 0 }), fact({ weeklyGrossPence: 25_000, weeklyContributionPence: 0 }, 35, 35)];
    expect([now({ lines: { council: higher, nhs: [] } }), now({ lines: { council: [], nhs: [] } })]).toEqual([100_000, undefined]);
    expect(staysAt({ facts: account(), ledger: ledger(loads), policy: POLICY, knownBy: noon(-9) }, { ...at, on: day(-9) })).toBeUndefined();
  });
});

describe("the final statement", () => {
  const weekly = { weeklyGrossPence: 20_000, weeklyContributionPence: 1000 };
  const saving = { id: "s", kind: "saving", pence: 5000, from: day(0), learnedAt: noon(0), purpose: "Respite" } as const;
  const ended = account({
    lines: { council: [fact(weekly)], nhs: [] },
    endedOn: [fact(day(90), 90, 60)],
    support: [support({ startedOn: day(63), lastDay: day(90) })],
    setAside: [saving, { ...saving, id: "own", kind: "personal-money", pence: 3000 }],
  });
  const stated = (facts = ended, movements = [moved(0, 200_000)], on = day(100), at = noon(101)) =>
    finalStatement({ facts, ledger: ledger(movements), policy: POLICY, knownBy: at }, on);
  it("has every line, people first, and no line of weeks any more; what is left goes back by funding line", () => {
    const statement = stated();
    expect(statement).toMatchObject({
      outcome: "stated",
      to: "person",
      endedOn: day(90),
      leftPence: 117_000,
      shares: { council: 117_000, nhs: 0 },
      shortPence: 0,
    });
    expect(statement?.outcome === "stated" && statement.lines.map(({ code, pence, of }) => [code, pence, of])).toEqual([
      ["balance", 200_000, undefined],
      ["work-done", -80_000, "arr-1"],
      ["protected", -3000, "own"],
    ]);
    expect(statement?.outcome === "stated" && statement.payFirst.map(({ code }) => code)).toEqual(["work-done", "protected"]);
  });
  it("says what is missing where not everybody can be paid, and never sets a contribution that did not come in against what is left", () => {
    expect(stated(ended, [moved(0, 50_000)])).toMatchObject({ leftPence: 0, shortPence: 33_000, arrearsPence: 13_000 });
    expect(stated(ended, [moved(0, 200_000), moved(1, 500, { kind: "transfer" })])).toMatchObject({ arrearsPence: undefined, leftPence: 117_500 });
  });
  it("after a death is for whoever acts for the estate, from the earlier of both days", () => {
    expect(stated({ ...ended, diedOn: [fact(day(80), 80, 90)] })).toMatchObject({ to: "personal-representatives", endedOn: day(80) });
  });
  it("is none while the direct payment goes on or before that is known, and waits for statements", () => {
    expect(stated(account())).toBeUndefined();
    expect([stated(ended, [], day(89)), stated(ended, [], day(100), noon(59))]).toEqual([undefined, undefined]);
    expect(stated(ended, [], day(90))?.outcome).toBe("stated");
    const short = { ...ledger([]), covered: [{ from: day(0), to: day(95) }] };
    expect(finalStatement({ facts: ended, ledger: short, policy: POLICY, knownBy: noon(101) }, day(100))).toMatchObject({
      outcome: "missing",
      missingFrom: day(96),
    });
  });
  it("goes by a balance that was typed for the day where statements do not reach it, and then says nothing of contributions", () => {
    const typed = [{ on: day(100), pence: 200_000, learnedAt: noon(101) }];
    const short = { ...ledger([]), covered: [{ from: day(0), to: day(95) }] };
    const by = (at: number, facts = { ...ended, typed }) => finalStatement({ facts, ledger: short, policy: POLICY, knownBy: noon(at) }, day(100));
    // No row tells who paid in what: contributions count as paid, and a twentieth of what is left is the person's.
    expect(by(101)).toMatchObject({ outcome: "stated", leftPence: 111_150, shortPence: 0, arrearsPence: undefined });
    const statement = by(101);
    expect(statement?.outcome === "stated" && statement.lines[0]).toMatchObject({ code: "balance", typed: true, pence: 200_000 });
    // Not before it was typed, nor of another day.
    expect(by(100)).toMatchObject({ outcome: "missing", missingFrom: day(96) });
    expect(by(101, { ...ended, typed: [{ on: day(99), pence: 200_000, learnedAt: noon(101) }] })).toMatchObject({ outcome: "missing" });
    // Rows come before what was typed.
    expect(finalStatement({ facts: { ...ended, typed }, ledger: ledger([moved(0, 50_000)]), policy: POLICY, knownBy: noon(101) }, day(100))).toMatchObject({
      shortPence: 33_000,
      arrearsPence: 13_000,
    });
  });
  it("pays out the holiday of the year, and redundancy of whoever served two years", () => {
    const employed = support({
      employed: true,
      startedOn: "2023-01-02",
      lastDay: day(90),
      paid: [{ upTo: day(90), learnedAt: noon(90) }],
      employer: [fact({ holidayYearFrom: day(63), redundancyPence: 40_000 })],
    });
    const statement = stated({ ...ended, support: [employed], setAside: [] });
    const lines = statement?.outcome === "stated" ? statement.lines.map(({ code, kind, pence }) => [code, kind, pence]) : [];
    // Four weeks of £200 since the holiday year began, at 12.07 %.
    expect(lines).toContainEqual(["holiday", undefined, -9656]);
    expect(lines).toContainEqual(["protected", "redundancy", -40_000]);
  });
});
