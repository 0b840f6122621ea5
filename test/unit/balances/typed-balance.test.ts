import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkCycle } from "../../../functions/balances/rules/check.ts";
import type { AccountFacts, TypedBalance } from "../../../functions/balances/rules/facts.ts";
import { approachOf } from "../../../functions/balances/rules/findings-to-cases.ts";
import type { Ledger } from "../../../functions/balances/rules/movement.ts";
import { pageAt, pageKey } from "../../../functions/balances/rules/page-keys.ts";
import { afterTyping, daysToType, type PaperStatements, typedIn, typedPence, withPage } from "../../../functions/balances/rules/paper-statement.ts";
import { readTypedBalance } from "../../../functions/balances/rules/read-stated.ts";
import { receiptAt } from "../../../functions/balances/rules/receipt-keys.ts";
import { firstDayTouched } from "../../../functions/balances/rules/remeasure.ts";
import { RecordId } from "../../../shared/domain/fields.ts";
import { account, day, fact, ledger, moved, noon, POLICY, policyWith } from "../../support/balance-accounts.ts";
import { runs } from "../../support/runs.ts";

const CYCLE = 4;
/** The close of the fourth cycle, and a week after it. */
const CLOSE = 111;
const LATER = noon(119);
const NO_ROWS: Ledger = ledger([], { covered: [], holes: [] });
const typed = (pence: number, on = CLOSE, learned = 115): TypedBalance => ({ on: day(on), pence, learnedAt: noon(learned) });
const check = (facts: Partial<AccountFacts>, its: Ledger = NO_ROWS, policy = POLICY, cycle = CYCLE) => checkCycle(account(facts), its, policy, cycle, LATER);

describe("a balance that was typed from a paper statement", () => {
  it("is the balance of the check where statements do not reach, marked as typed, and asked about like any other", () => {
    const result = check({ typed: [typed(99_000)] });
    expect(result).toMatchObject({ outcome: "measured", excessPence: 19_000, lines: [{ code: "balance", typed: true, pence: 99_000 }, { code: "line" }] });
    expect(result.findings.map(({ code, pence }) => [code, pence])).toEqual([["excess", 19_000]]);
    expect(check({ typed: [typed(80_000)] }).findings).toEqual([]);
    expect(check({ typed: [typed(-1)] }).findings.map(({ code }) => code)).toContain("negative");
  });
  it("says nothing of any other day, nor before it was learned", () => {
    for (const one of [typed(99_000, CLOSE - 1), typed(99_000, CLOSE + 1), typed(99_000, CLOSE, 120)])
      expect(check({ typed: [one] }), one.on).toMatchObject({ outcome: "missing" });
  });
  it("counts as it was typed last", () => {
    const lines = (...some: TypedBalance[]) => {
      const result = check({ typed: some });
      return result.outcome === "measured" ? result.lines[0]?.pence : result.outcome;
    };
    expect(lines(typed(99_000, CLOSE, 114), typed(9900, CLOSE, 115))).toBe(9900);
    expect(lines(typed(9900, CLOSE, 115), typed(99_000, CLOSE, 114))).toBe(9900);
  });
  it("tells of no movement: nothing is concluded of spending, contributions or cash", () => {
    const withContribution = {
      model: [fact("net" as const)],
      lines: { council: [fact({ weeklyGrossPence: 20_000, weeklyContributionPence: 5000 })], nhs: [] },
    };
    const half = ledger([moved(84, 15_000, { kind: "load" }), moved(85, -4000, { kind: "cash" })], { covered: [{ from: day(0), to: day(90) }], holes: [] });
    const { findings } = check({ ...withContribution, typed: [typed(80_000)] }, half);
    expect(findings.map(({ code }) => code).filter((code) => code !== "low-balance")).toEqual([]);
  });
  it("counts a contribution as paid: that part of what is left is the person's", () => {
    const of = (model: "net" | "paid-to-council") =>
      check({
        model: [fact(model)],
        lines: { council: [fact({ weeklyGrossPence: 20_000, weeklyContributionPence: 5000 })], nhs: [] },
        typed: [typed(100_000)],
      });
    // A quarter of it is theirs; the council's part of what is over 80,000 is three quarters.
    expect(of("net")).toMatchObject({ excessPence: 15_000 });
    expect(of("paid-to-council")).toMatchObject({ excessPence: 20_000 });
  });
  it("is one of the cycles over the line that the policy waits for", () => {
    const twice = policyWith({ cyclesBeforeAsking: 2, graceCyclesAfterFirstPayment: 0 });
    const codes = (...some: TypedBalance[]) => check({ typed: some }, NO_ROWS, twice).findings.map(({ code }) => code);
    expect(codes(typed(99_000))).toEqual([]);
    expect(codes(typed(99_000), typed(99_000, CLOSE - 28))).toEqual(["excess"]);
    expect(codes(typed(99_000), typed(70_000, CLOSE - 28))).toEqual([]);
  });
  it("never asks for more than the same balance in a statement would", () => {
    fc.assert(
      fc.property(fc.integer({ min: -50_000, max: 300_000 }), (pence) => {
        const rows = check({}, ledger([moved(0, pence, { kind: "load" })]));
        const paper = check({ typed: [typed(pence)] });
        const excess = (result: typeof rows) => (result.outcome === "measured" ? result.excessPence : Number.NaN);
        expect(excess(paper)).toBe(excess(rows));
      }),
      { numRuns: runs(1000) },
    );
  });
  it("gives way to rows that come later, and where they come to another balance finance officers are asked, and nobody else", () => {
    const rows = ledger([moved(0, 70_000, { kind: "load" })]);
    const result = check({ typed: [typed(99_000)] }, rows);
    expect(result).toMatchObject({ outcome: "measured", lines: [{ code: "balance", pence: 70_000 }, { code: "line" }] });
    const differs = (one: typeof result) => one.findings.filter(({ code }) => code === "typed-balance-differs");
    expect(differs(result)).toMatchObject([
      { code: "typed-balance-differs", about: day(CLOSE), pence: 29_000, lines: [{ typed: true, pence: 99_000 }, { pence: 70_000 }] },
    ]);
    expect(approachOf({ code: "typed-balance-differs" }, "bank")).toBe("council");
    expect(differs(check({ typed: [typed(70_000)] }, rows))).toEqual([]);
    // Whatever was typed of the day first.
    expect(differs(check({ typed: [typed(99_000, CLOSE, 113), typed(70_000)] }, rows))).toEqual([]);
  });
  it("has its cycle measured again when it becomes known", () => {
    expect(firstDayTouched(account({ typed: [typed(1)] }), { movements: [] }, noon(114), LATER)).toBe(day(CLOSE));
    expect(firstDayTouched(account({ typed: [typed(1)] }), { movements: [] }, noon(116), LATER)).toBeUndefined();
  });
});

describe("what is asked of somebody with paper statements", () => {
  const facts = account();
  const today = day(CLOSE + 5);
  const asked = daysToType(facts, NO_ROWS, undefined, today);
  const by = "rosemary";
  const ACCOUNT = { id: "rcp_1", authority: "E10000018", owner: by };
  const at = (after: number) => Date.parse(noon(after));
  const begun = (pence = 80_800): PaperStatements => {
    const made = afterTyping(undefined, ACCOUNT, { on: day(CLOSE), pence, by }, asked, at(115));
    if (!made.ok) throw new Error(made.refusal);
    return made.value;
  };
  const clean = (id: string) => ({ id, mark: `m-${id}`, type: "jpeg" as const });

  it("is the balance at the end of each four weeks that are over and that statements do not reach, the latest first", () => {
    expect(asked).toEqual([day(111), day(83), day(55), day(27)]);
    expect(daysToType(facts, ledger([], { covered: [{ from: day(0), to: day(83) }], holes: [] }), undefined, today)).toEqual([day(111)]);
    expect(daysToType(facts, NO_ROWS, undefined, day(27))).toEqual([]);
    expect(daysToType(undefined, NO_ROWS, undefined, today)).toEqual([]);
    expect(daysToType(facts, NO_ROWS, undefined, day(28 * 30)).length).toBe(6);
    // What was typed can be typed again, whatever came since.
    expect(daysToType(facts, ledger([], { covered: [{ from: day(0), to: day(200) }], holes: [] }), begun(), today)).toEqual([day(111)]);
  });
  it("is kept with all that was typed of a day before", () => {
    const again = afterTyping(begun(), ACCOUNT, { on: day(CLOSE), pence: 90_900, by: "nadia" }, asked, at(116));
    expect(again).toMatchObject({ ok: true, value: { closings: [{ said: [{ pence: 80_800 }, { pence: 90_900, by: "nadia" }] }], lastDay: day(116) } });
    expect(again.ok && again.value.closings.map(typedPence)).toEqual([90_900]);
    // A clock that went back puts nothing before what was typed first.
    const back = afterTyping(begun(), ACCOUNT, { on: day(CLOSE), pence: 1, by }, asked, at(100));
    expect(back.ok && back.value.closings[0]?.said.map(({ learnedAt }) => learnedAt)).toEqual([noon(115), noon(115)]);
  });
  it.each([
    { refusal: "day", on: day(CLOSE - 1), pence: 1 },
    { refusal: "day", on: day(CLOSE + 28), pence: 1 },
    { refusal: "pence", on: day(CLOSE), pence: 100_000_001 },
    { refusal: "pence", on: day(CLOSE), pence: Number.NaN },
  ])("is refused where it cannot be: $refusal of $on", ({ refusal, on, pence }) => {
    expect(afterTyping(undefined, ACCOUNT, { on, pence, by }, asked, at(115))).toMatchObject({ ok: false, refusal });
  });
  it("counts once a page of the statement is there, from then on", () => {
    expect(typedIn(begun())).toEqual([]);
    const shown = withPage(begun(), day(CLOSE), clean("f1"), at(117));
    expect(shown && typedIn(shown)).toMatchObject([{ on: day(CLOSE), pence: 80_800, learnedAt: noon(117) }]);
    const wrong = shown && withPage(shown, day(CLOSE), { id: "f2", mark: "m", why: "threat" }, at(118));
    expect(wrong?.closings).toMatchObject([{ pages: [{ id: "f1" }], refused: { id: "f2", why: "threat" } }]);
    expect(withPage(begun(), day(CLOSE - 28), clean("f1"), at(117))).toBeUndefined();
    let full: PaperStatements | undefined = begun();
    for (let page = 0; page < 20; page += 1) full = full && withPage(full, day(CLOSE), clean(`f${page}`), at(117));
    expect(full?.closings[0]?.pages.length).toBe(20);
    expect(full && withPage(full, day(CLOSE), clean("f20"), at(117))).toBeUndefined();
  });
  it("is read as people type it", () => {
    const read = (amount: string) => readTypedBalance(new URLSearchParams({ on: "2026-06-28", amount })).pence;
    expect(["808", "£1,234.50", " 0.05 ", "-12.40", "£-3", "−7", "", "twelve", "1.2.3", "--4"].map(read)).toEqual([
      80_800,
      123_450,
      5,
      -1240,
      -300,
      -700,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(readTypedBalance(new URLSearchParams({ on: "28 June" })).on).toBeUndefined();
  });
  it("arrives under keys that name its place alone, and that are no receipt's", () => {
    const ids = fc.stringMatching(/^[\w.-]{1,40}$/).filter((id) => RecordId.safeParse(id).success);
    fc.assert(
      fc.property(ids, ids, (id, file) => {
        const place = { account: id, on: "2026-06-28", file };
        expect(pageAt(pageKey(place))).toEqual(place);
        expect(receiptAt(pageKey(place))).toBeUndefined();
        expect(pageAt(pageKey({ ...place, by: id }))).toEqual({ ...place, by: id });
        expect(pageAt(`${pageKey({ ...place, by: id })}/more`)).toBeUndefined();
      }),
      { numRuns: runs(1000) },
    );
    for (const key of ["evidence/receipts/a/b/c", `${pageKey({ account: "a", on: "2026-06-28", file: "f" })}/x`, "evidence/receipts/pages/cmNw/today/Zg"])
      expect(pageAt(key), key).toBeUndefined();
  });
});
