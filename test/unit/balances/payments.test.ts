import { describe, expect, it } from "vitest";
import { checkCycle } from "../../../functions/balances/rules/check.ts";
import type { AccountFacts, Invoice } from "../../../functions/balances/rules/facts.ts";
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

describe("spending", () => {
  const bet = (given: Partial<Movement> = {}) => moved(90, -2500, { mcc: "7995", text: "Sample Arcade", ...given });
  it("in a category with a question is asked about once a group", () => {
    const [one, two] = [bet(), bet({ mcc: "7800" })];
    expect(found("spend-to-ask-about", {}, [one, two])).toEqual([["gambling", 5000, one.id, two.id]]);
    expect(found("spend-to-ask-about", {}, [moved(90, -2500, { mcc: "9311" }), moved(90, -2500, { mcc: "5411" }), moved(90, -2500)])).toEqual([]);
    expect(found("spend-to-ask-about", {}, [bet({ postedOn: day(83) }), bet({ postedOn: day(112) })])).toEqual([]);
  });
  it("is not asked about once it was undone in full, was answered before, or an outcome of the plan speaks of it", () => {
    const back = (pence: number) => moved(91, pence, { kind: "refund", text: "Sample Arcade" });
    expect(found("spend-to-ask-about", {}, [bet(), back(2500)])).toEqual([]);
    expect(found("spend-to-ask-about", {}, [bet(), back(2499)])).toHaveLength(1);
    expect(found("spend-to-ask-about", {}, [bet(), bet(), back(2500)])).toHaveLength(1);
    expect(found("spend-to-ask-about", { remembered: [{ about: "gambling", at: LATER }] }, [bet()])).toEqual([]);
    expect(found("spend-to-ask-about", { remembered: [{ about: "gambling", at: noon(120) }] }, [bet()])).toHaveLength(1);
    for (const name of ["gambling", "7995"]) expect(found("spend-to-ask-about", { outcomes: [fact([name])] }, [bet()])).toEqual([]);
    expect(found("spend-to-ask-about", { outcomes: [fact(["gambling"], 91)] }, [bet()])).toHaveLength(1);
  });
  it("is not asked about once the look-back is over", () => {
    expect(found("spend-to-ask-about", {}, [bet()], POLICY, CYCLE, "2027-04-05T12:00:00.000Z")).toHaveLength(1);
    expect(found("spend-to-ask-about", {}, [bet()], POLICY, CYCLE, "2027-04-06T12:00:00.000Z")).toEqual([]);
  });
  it("in cash is asked about unless the plan allowed it that day, and always where the council never does", () => {
    const cash = moved(90, -2000, { kind: "cash", mcc: "6011" });
    const may = (from: number) => ({ permissions: [fact(["cash"] as const, from)] });
    expect(found("cash-without-plan-permission", {}, [cash])).toEqual([["", 2000, cash.id]]);
    expect(found("spend-to-ask-about", {}, [cash])).toEqual([]);
    expect(found("cash-without-plan-permission", may(90), [cash])).toEqual([]);
    expect(found("cash-without-plan-permission", may(91), [cash])).toHaveLength(1);
    const withdrawn = { permissions: [fact(["cash"] as const), learned([], 80, 100)] };
    expect(found("cash-without-plan-permission", withdrawn, [cash])).toEqual([]);
    expect(found("cash-without-plan-permission", may(0), [cash], policyWith({}, { cash: { ...POLICY.cash, allowed: "never" } }))).toHaveLength(1);
  });
  it("after the end is asked about only beyond what was owed then", () => {
    const ended = { endedOn: [fact(day(90), 90, 60)], support: [support({ startedOn: day(63), lastDay: day(90) })] };
    const paid = (pence: number, on = 91) => found("paid-after-end", ended, [...loads(), moved(on, -pence, { kind: "transfer" })]).map(([, more]) => more);
    expect([paid(80_000), paid(80_001), paid(80_001, 90)]).toEqual([[], [1], []]);
    expect(found("paid-after-end", {}, [...loads(), moved(91, -90_000)])).toEqual([]);
  });
});

describe("invoices", () => {
  const invoice = (given: Partial<Invoice> = {}): Invoice => ({
    id: "inv-1",
    arrangement: "arr-1",
    from: day(80),
    to: day(90),
    hours: 10,
    ratePence: 2000,
    pence: 20_000,
    acceptedAt: noon(92),
    ...given,
  });
  it("paid twice are asked about in the cycle of the last payment; two parts of one are not", () => {
    const [one, two] = [moved(70, -20_000), moved(95, -20_000)];
    const asked = (movements: readonly string[], pence = 20_000, cycle = CYCLE) =>
      found("possible-duplicate-payment", { invoices: [invoice({ movements, pence })] }, [one, two], POLICY, cycle);
    expect(asked([one.id, two.id])).toEqual([["inv-1", 20_000, one.id, two.id]]);
    expect(asked([one.id, two.id], 39_999)).toEqual([["inv-1", 1, one.id, two.id]]);
    expect([asked([one.id, two.id], 40_000), asked([two.id]), asked([two.id, two.id], 1), asked([one.id, two.id], 20_000, 3)]).toEqual([[], [], [], []]);
    expect(found("possible-duplicate-payment", {}, [one, two])).toEqual([]);
  });
  it("above the agreed rate are asked about, in quarters of an hour, unless the plan allows more or it was answered", () => {
    const asked = (given: Partial<Invoice>, facts: Partial<AccountFacts> = {}) =>
      found("rate-above-agreed", { support: [support()], invoices: [invoice(given)], ...facts }, []).map(([about, pence]) => [about, pence]);
    expect([asked({ ratePence: 2000 }), asked({ ratePence: 2001, hours: 0.5 })]).toEqual([[], [["arr-1", 1]]]);
    expect([
      asked({ ratePence: 2100, to: day(83) }),
      asked({ ratePence: 2100, to: day(84) }),
      asked({ ratePence: 2100, to: day(111) }),
      asked({ ratePence: 2100, to: day(112) }),
    ]).toEqual([[], [["arr-1", 1000]], [["arr-1", 1000]], []]);
    expect(asked({ ratePence: 2100 }, { permissions: [fact(["higher-rate"] as const)] })).toEqual([]);
    expect(asked({ ratePence: 2100 }, { remembered: [{ about: "arr-1", at: noon(1) }] })).toEqual([]);
    expect(asked({ ratePence: 2100, arrangement: "arr-2" })).toEqual([]);
  });
});

describe("statement-missing", () => {
  it("is said once the policy's days are over, by the kind of account, and nothing else is", () => {
    const short = ledger([moved(0, 999_000)], { covered: [{ from: day(0), to: day(110) }] });
    const asked = (on: number, kind: AccountFacts["kind"]) => checkCycle(account({ kind }), short, POLICY, CYCLE, noon(on));
    expect(asked(118, "card")).toMatchObject({ outcome: "missing", missingFrom: day(111), findings: [] });
    expect(asked(119, "card").findings.map(({ code }) => code)).toEqual(["statement-missing"]);
    expect([asked(139, "bank").findings.length, asked(140, "bank").findings.length]).toEqual([0, 1]);
  });
  it("is a hole of the cycle, and a hole before it of which no balance tells what is missing", () => {
    const spans = [
      { from: day(0), to: day(20) },
      { from: day(24), to: day(200) },
    ];
    const measured = (holes: Ledger["holes"], cycle = CYCLE) =>
      checkCycle(account(), ledger([moved(0, 10_000)], { covered: spans, holes }), POLICY, cycle, LATER);
    expect(measured([])).toMatchObject({ outcome: "missing", missingFrom: day(21) });
    expect(measured([{ from: day(21), to: day(23), pence: -2000 }])).toMatchObject({
      outcome: "measured",
      lines: [{ code: "balance", pence: 8000 }, { code: "line" }],
    });
    expect(measured([{ from: day(21), to: day(23), pence: -2000 }], 1)).toMatchObject({ outcome: "missing", missingFrom: day(21) });
  });
  it("is no sum at all before the first payment, or with no payment in force", () => {
    expect(checkCycle(account(), ledger(), POLICY, 0, LATER)).toMatchObject({ outcome: "refused", why: "no-first-payment", findings: [] });
    expect(checkCycle(account({ lines: { council: [], nhs: [] } }), ledger(), POLICY, 1, LATER)).toMatchObject({
      outcome: "refused",
      why: "no-payment",
      findings: [],
    });
  });
});
