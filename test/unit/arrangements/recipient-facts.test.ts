import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Recipient } from "../../../functions/arrangements/rules/recipient.ts";
import { beliefsOf, DATED_KINDS, historyOf, newRecipient, type Statement, withStatement } from "../../../functions/arrangements/rules/recipient-facts.ts";
import { daysAfter, instantOf } from "../../../shared/domain/time.ts";
import { believed, type Fact, withFact } from "../../../shared/domain/timeline.ts";
import { runs } from "../../support/runs.ts";

const day = (number: number): string => daysAfter("2026-01-01", number);
const moment = (number: number): string => instantOf(Date.UTC(2026, 0, 1) + number * 1000);
const someday = fc.integer({ min: 0, max: 12 });

/** What was said, by whom it is remembered with no thought for speed: every pair of times has an answer of its own. */
function oracle(
  said: readonly { readonly from: number; readonly at: number; readonly pence: number | null }[],
  about: number,
  by: number,
): number | null | undefined {
  const table = new Map<number, number | null>();
  for (const { from, pence } of said.filter(({ at }) => at <= by)) table.set(from, pence);
  for (let back = about; back >= 0; back -= 1) if (table.has(back)) return table.get(back);
  return undefined;
}

const rows = fc.array(fc.record({ from: someday, later: fc.integer({ min: 0, max: 3 }), pence: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }) }), {
  maxLength: 12,
});
const learnedInOrder = (given: readonly { readonly from: number; readonly later: number; readonly pence: number | null }[]) => {
  let at = 0;
  return given.map(({ from, later, pence }) => {
    at += later;
    return { from, at, pence };
  });
};
const budget = (pence: number | null) => (pence === null ? null : { weeklyGrossPence: pence, weeklyContributionPence: 0 });
const recipient = newRecipient("r", "E10000018", "C-1", moment(0));
const statement = (from: number, dated: Statement["dated"], plain: Statement["plain"] = {}): Statement => ({ from: day(from), dated, plain });

describe("facts with two times", () => {
  it("answer what we believed on one day about another, whatever was learned in whatever order", () => {
    fc.assert(
      fc.property(rows, someday, fc.integer({ min: 0, max: 36 }), (given, about, by) => {
        const said = learnedInOrder(given);
        const known = said.reduce((held, { from, at, pence }) => withStatement(held, statement(from, { councilLine: budget(pence) }), moment(at)), recipient);
        const answer = beliefsOf(known, { day: day(about), knownBy: moment(by) }).councilLine;
        expect(answer?.weeklyGrossPence).toBe(oracle(said, about, by) ?? undefined);
        expect(believed(known.dated.councilLine, { day: day(about), knownBy: moment(by) })?.value?.weeklyGrossPence).toBe(oracle(said, about, by) ?? undefined);
      }),
      { numRuns: runs(3000) },
    );
  });
  it("are only added to: what was believed at any instant before stays believed of it", () => {
    fc.assert(
      fc.property(rows, someday, fc.option(fc.integer({ min: 0, max: 9 }), { nil: null }), fc.integer({ min: 0, max: 40 }), (given, from, value, at) => {
        const before = learnedInOrder(given).reduce((held: Fact<number>[], one) => withFact(held, day(one.from), one.pence, moment(one.at)), []);
        // Also where the clock of whoever learns it goes behind.
        const after = withFact(before, day(from), value, moment(at));
        expect(after.slice(0, -1)).toEqual(before);
        const learned = after.at(-1)?.learnedAt ?? "";
        for (let by = 0; moment(by) < learned; by += 1)
          for (let about = 0; about <= 12; about += 1)
            expect(believed(after, { day: day(about), knownBy: moment(by) })).toEqual(believed(before, { day: day(about), knownBy: moment(by) }));
        expect(believed(after, { day: day(from), knownBy: learned })?.value).toBe(value);
      }),
      { numRuns: runs(1000) },
    );
  });
  it("say when something was not known, and when there was none", () => {
    const facts = withFact(withFact<string>([], day(3), "on", moment(1)), day(6), null, moment(2));
    const at = (about: number, by: number) => believed(facts, { day: day(about), knownBy: moment(by) })?.value;
    expect([at(2, 9), at(3, 0), at(3, 1), at(8, 1), at(6, 2)]).toEqual([undefined, undefined, "on", "on", null]);
  });
});

describe("what is said of a recipient", () => {
  const first = statement(1, { dpKind: "ongoing", councilLine: budget(21200), supportReasons: ["physical"] }, { name: "Imelda Sampleton" });
  it("is kept once: said again it is the very same record", () => {
    const known = withStatement(recipient, first, moment(1));
    expect(withStatement(known, first, moment(2))).toBe(known);
    expect(Recipient.parse(known)).toEqual(known);
    expect(withStatement(known, statement(1, { councilLine: { weeklyContributionPence: 0, weeklyGrossPence: 21200 } }), moment(2))).toBe(known);
    expect(withStatement(known, statement(1, {}), moment(2))).toBe(known);
  });
  it("corrects what was said of the same day, and the first is still known", () => {
    const known = withStatement(withStatement(recipient, first, moment(1)), statement(1, { councilLine: budget(20000) }), moment(5));
    const of = (by: number) => beliefsOf(known, { day: day(9), knownBy: moment(by) }).councilLine?.weeklyGrossPence;
    expect([of(4), of(5)]).toEqual([21200, 20000]);
    expect(historyOf(known).map(({ kind, says }) => [kind, says.councilLine?.weeklyGrossPence])).toEqual([
      ["councilLine", 20000],
      ["dpKind", undefined],
      ["councilLine", 21200],
      ["supportReasons", undefined],
    ]);
  });
  it("speaks of nothing that it does not name, and takes away what it says there is none of", () => {
    const known = withStatement(withStatement(recipient, first, moment(1)), statement(4, { dpKind: null }), moment(5));
    const beliefs = beliefsOf(known, { day: day(4), knownBy: moment(5) });
    expect(beliefs).toEqual({ councilLine: budget(21200), supportReasons: ["physical"] });
    expect(beliefsOf(known, { day: day(3), knownBy: moment(5) }).dpKind).toBe("ongoing");
  });
  it("replaces a name by what is said of a later day, and never by what is said of an earlier one", () => {
    const known = withStatement(withStatement(recipient, first, moment(1)), statement(5, {}, { name: "Imelda Newname" }), moment(2));
    expect(known.plain.name?.value).toBe("Imelda Newname");
    expect(withStatement(known, first, moment(3))).toBe(known);
    const confirmed = withStatement(known, statement(9, {}, { name: "Imelda Newname" }), moment(4));
    expect(withStatement(confirmed, statement(7, {}, { name: "Imelda Between" }), moment(5)).plain.name?.value).toBe("Imelda Newname");
  });
  it("closes the record on the day of the end or the death, whichever is first, and opens it again where that was wrong", () => {
    const ended = withStatement(recipient, statement(3, { endedOn: day(8) }), moment(1));
    const died = withStatement(ended, statement(3, { diedOn: day(6) }), moment(2));
    expect([ended.closedOn, died.closedOn]).toEqual([day(8), day(6)]);
    expect(withStatement(withStatement(died, statement(3, { diedOn: null }), moment(3)), statement(3, { endedOn: null }), moment(4)).closedOn).toBeUndefined();
  });
  it("has a timeline for every kind that has a history", () => {
    expect([...DATED_KINDS].toSorted()).toEqual(Object.keys(recipient.dated).toSorted());
    expect(Object.keys(Recipient.parse(recipient).dated).toSorted()).toEqual([...DATED_KINDS].toSorted());
  });
});
