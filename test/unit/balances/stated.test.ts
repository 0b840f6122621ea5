import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AccountNote, creditsToName, identifiedIn, withNote } from "../../../functions/balances/rules/account-note.ts";
import { answersIn, isAnswered } from "../../../functions/balances/rules/agreed-spending.ts";
import { checkCycle } from "../../../functions/balances/rules/check.ts";
import { frameOf } from "../../../functions/balances/rules/frame.ts";
import { type InvoiceRecord, invoiceId, NewInvoice } from "../../../functions/balances/rules/invoice.ts";
import { afterInvoiceMove, INVOICE_MOVES, invoiceMovesOf, statedInvoice } from "../../../functions/balances/rules/invoice-moves.ts";
import { paymentsFor } from "../../../functions/balances/rules/invoice-payments.ts";
import { builtUp, setAsideOf } from "../../../functions/balances/rules/set-aside.ts";
import { afterSaying, MOST_SUMS, type SetAsideRecord, type SetAsideSum } from "../../../functions/balances/rules/set-aside-record.ts";
import { identifiedFrom, statedFacts } from "../../../functions/balances/rules/stated-facts.ts";
import type { StoredFacts } from "../../../functions/balances/rules/stored-facts.ts";
import { cycleNumbered } from "../../../shared/domain/cycles.ts";
import { dayNumber, daysAfter, instantOf } from "../../../shared/domain/time.ts";
import { account, day, ledger, moved, noon, POLICY } from "../../support/balance-accounts.ts";
import { COUNCIL } from "../../support/councils.ts";
import { type Case, cases } from "../../support/generated-accounts.ts";
import { runs } from "../../support/runs.ts";
import { anInvoice, aSum } from "../../support/stated.ts";

// What people and officers state of an account, and what a check makes of it.

const NOTHING: Pick<StoredFacts, "setAside" | "invoices" | "identified" | "remembered"> = { setAside: [], invoices: [], identified: {}, remembered: [] };
const ACCOUNT = { id: "rcp_1", authority: COUNCIL };
const AT = Date.parse("2026-03-10T12:00:00Z");

/** The record after things were said of sums, one after the other. */
function said(...sayings: readonly (readonly [sum: string, value: SetAsideSum | null, at: number])[]): SetAsideRecord {
  let record: SetAsideRecord | undefined;
  for (const [sum, value, at] of sayings) {
    const isNew = !record?.sums.some(({ id }) => id === sum);
    const after = afterSaying(record, ACCOUNT, { sum, isNew, value, by: "finn" }, at);
    if (!after.ok) throw new Error(after.refusal);
    record = after.value;
  }
  if (!record) throw new Error("Nothing was said");
  return record;
}
const refusalOf = (made: { readonly ok: boolean; readonly refusal?: string }): string => (made.ok ? "made" : (made.refusal ?? ""));
const excessOf = ({ facts, ledger: its, policy, cycle, knownBy }: Case): number => {
  const result = checkCycle(facts, its, policy, cycle, knownBy);
  return result.outcome === "measured" ? result.excessPence : 0;
};
const LONG_AGO = "2000-01-01T12:00:00.000Z";

describe("money that is set aside", () => {
  it("is what was believed at each moment, whatever was said later", () => {
    const change = fc.record({ sum: fc.constantFrom("a", "b"), pence: fc.option(fc.integer({ min: 1, max: 50_000 }), { nil: null }) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const believed = new Map<string, number>();
        const expected: ReadonlyMap<string, number>[] = [];
        const sayings: (readonly [string, SetAsideSum | null, number])[] = [];
        for (const { sum, pence } of changes) {
          // Nothing can be taken off that is not there.
          if (pence === null && !believed.has(sum)) continue;
          // What was taken off is gone for good, and is entered anew.
          if (pence !== null && !believed.has(sum) && sayings.some(([id]) => id === sum)) continue;
          if (pence === null) believed.delete(sum);
          else believed.set(sum, pence);
          sayings.push([sum, pence === null ? null : aSum({ pence, from: day(-60), until: day(300) }), AT + sayings.length * 1000]);
          expected.push(new Map(believed));
        }
        if (sayings.length === 0) return;
        const facts = account({ setAside: statedFacts({ setAside: said(...sayings), invoices: [] }, undefined).setAside });
        for (const [index, sums] of expected.entries()) {
          const frame = frameOf({ facts, ledger: ledger(), policy: POLICY, knownBy: instantOf(AT + index * 1000) }, 5, day(112), day(139));
          expect(new Map(setAsideOf(frame).map(({ id, pence }) => [id, pence]))).toEqual(sums);
        }
      }),
      { numRuns: runs(1000, 60) },
    );
  });
  it("never raises an excess, entered by a record or by an invoice, accepted or disputed", () => {
    fc.assert(
      fc.property(
        cases({ holes: false }),
        fc.integer({ min: 1, max: 90_000 }),
        fc.integer({ min: 0, max: 60 }),
        fc.boolean(),
        (given, pence, back, buildsUp) => {
          const { to } = cycleNumbered(given.facts.firstPaymentOn, given.cycle);
          const from = daysAfter(to, -back);
          const before = excessOf(given);
          const record = said([
            "more",
            aSum({ pence, from, agreedOn: from, until: daysAfter(from, 90), ...(buildsUp ? { buildsUp } : {}) }),
            Date.parse(`${from}T09:00:00Z`),
          ]);
          const invoices = [anInvoice({ id: "more", arrangement: "arr-0", from, to, pence, acceptedAt: LONG_AGO })];
          const disputed = [{ ...invoices[0], state: "disputed", disputedAt: LONG_AGO } as InvoiceRecord];
          const withFacts = (stated: ReturnType<typeof statedFacts>): number =>
            excessOf({
              ...given,
              facts: { ...given.facts, setAside: [...given.facts.setAside, ...stated.setAside], invoices: [...given.facts.invoices, ...stated.invoices] },
            });
          expect(withFacts(statedFacts({ setAside: record, invoices: [] }, undefined))).toBeLessThanOrEqual(before);
          expect(withFacts(statedFacts({ invoices }, undefined))).toBeLessThanOrEqual(before);
          expect(withFacts(statedFacts({ invoices: disputed }, undefined))).toBeLessThanOrEqual(before);
          expect(withFacts(statedFacts({ invoices: [{ ...anInvoice({ id: "more", pence }), state: "stated" }] }, undefined))).toBe(before);
        },
      ),
      { numRuns: runs(1500, 60) },
    );
  });
  it("comes together in equal parts, one for each four weeks, and is all there on its last day", () => {
    const bill = { ...aSum({ pence: 13_000, from: day(0), until: day(363), buildsUp: true }), id: "a", learnedAt: noon(0) };
    const on = (after: number): number => builtUp(bill, dayNumber(day(after)));
    expect([0, 26, 27, 54, 55, 335, 363, 400].map(on)).toEqual([0, 0, 1000, 1000, 2000, 12_000, 13_000, 13_000]);
    expect(builtUp({ ...bill, until: day(20) }, dayNumber(day(3)))).toBe(13_000);
    expect(builtUp({ ...bill, buildsUp: undefined }, dayNumber(day(0)))).toBe(13_000);
  });
  it("is a question in the cycle in which it ends, and no excess", () => {
    const record = said(["a", aSum({ pence: 90_000, from: day(0), until: day(120) }), AT]);
    const facts = account({ setAside: statedFacts({ setAside: record, invoices: [] }, undefined).setAside });
    const codesOf = (cycle: number) =>
      checkCycle(facts, ledger([moved(0, 170_000)]), POLICY, cycle, "2027-01-01T00:00:00.000Z").findings.flatMap(({ code }) =>
        ["excess", "saving-ended"].includes(code) ? [code] : [],
      );
    expect([codesOf(4), codesOf(5), codesOf(6)]).toEqual([[], ["saving-ended"], ["excess"]]);
  });
  it("is refused where its days or its agreement cannot be, and is held for seven years after the last of it", () => {
    const say = (value: Partial<SetAsideSum>, before?: SetAsideRecord) =>
      afterSaying(before, ACCOUNT, { sum: "a", isNew: true, value: aSum(value), by: "finn" }, AT);
    expect(refusalOf(say({ until: "2026-02-02" }))).toBe("dates");
    expect(refusalOf(say({ until: "2031-03-11" }))).toBe("dates");
    expect(refusalOf(say({ agreedOn: "2026-03-11" }))).toBe("agreed");
    expect(refusalOf(afterSaying(undefined, ACCOUNT, { sum: "b", isNew: false, value: null, by: "finn" }, AT))).toBe("none");
    const full = said(...Array.from({ length: MOST_SUMS }, (_, index) => [`s${index}`, aSum(), AT] as const));
    expect(refusalOf(say({}, full))).toBe("many");
    expect(said(["a", aSum({ until: "2026-08-31" }), AT], ["a", aSum({ until: "2026-04-30" }), AT]).lastDay).toBe("2026-08-31");
  });
  it("is learned no earlier than what was said before, where a clock goes back", () => {
    const { sums } = said(["a", aSum(), AT], ["a", aSum({ pence: 1 }), AT - 5000]);
    expect(sums[0]?.said.map(({ learnedAt }) => learnedAt)).toEqual([instantOf(AT), instantOf(AT)]);
  });
});

const BILLED = { arrangement: "arr-1", owner: "rosemary", authority: COUNCIL, provider: "percy" };
const NEW: NewInvoice = { number: "INV-1", from: "2026-03-02", to: "2026-03-08", hours: 10, ratePence: 1600, pence: 16_000 };

describe("an invoice", () => {
  it("is one for each number of an arrangement, however the number is typed", () => {
    expect(new Set(["INV-1", "inv 1", " Inv/1 ", "ＩＮＶ－１"].map((number) => invoiceId("arr-1", number))).size).toBe(1);
    expect(new Set([invoiceId("arr-1", "INV-1"), invoiceId("arr-1", "INV-11"), invoiceId("arr-2", "INV-1"), invoiceId("arr-1", "INV1")]).size).toBe(4);
    const first = statedInvoice(undefined, BILLED, NEW, "recipient", AT);
    if (!first.ok) throw new Error(first.refusal);
    expect(first.value).toMatchObject({ state: "accepted", by: "recipient", acceptedAt: instantOf(AT) });
    expect(refusalOf(statedInvoice(first.value, BILLED, NEW, "recipient", AT))).toBe("number-taken");
    expect(refusalOf(statedInvoice({ ...first.value, state: "withdrawn" }, BILLED, NEW, "provider", AT))).toBe("made");
    expect(refusalOf(statedInvoice({ ...first.value, state: "disputed" }, BILLED, NEW, "provider", AT))).toBe("number-taken");
    expect(refusalOf(statedInvoice(undefined, BILLED, { ...NEW, to: "2026-04-11" }, "provider", AT))).toBe("ahead");
  });
  it("moves only as its table says: a walk never accepts for the person, and never pays what nobody accepted", () => {
    const step = fc.record({ move: fc.constantFrom(...INVOICE_MOVES), side: fc.constantFrom("recipient" as const, "provider" as const) });
    fc.assert(
      fc.property(fc.constantFrom("recipient" as const, "provider" as const), fc.array(step, { maxLength: 10 }), (by, steps) => {
        const begun = statedInvoice(undefined, BILLED, NEW, by, AT);
        if (!begun.ok) throw new Error(begun.refusal);
        let now = begun.value;
        for (const { move, side } of steps) {
          const after = afterInvoiceMove(now, move, { words: "Nine hours", paidOn: "2026-03-09" }, side, AT);
          expect(after.ok).toBe(invoiceMovesOf(now, side).includes(move));
          if (!after.ok) continue;
          if (side === "provider") expect(after.value.state).toBe("withdrawn");
          now = after.value;
          if (now.state !== "withdrawn") expect(now.acceptedAt !== undefined).toBe(now.state === "accepted");
          if (now.paidOn !== undefined) expect(now.state).toBe("accepted");
          const { invoices } = statedFacts({ invoices: [now] }, undefined);
          expect(invoices.length).toBe(now.state === "accepted" || now.state === "disputed" ? 1 : 0);
          expect(invoices.some(({ disputed }) => disputed === true)).toBe(now.state === "disputed");
        }
      }),
      { numRuns: runs(1000, 100) },
    );
  });
  it("is refused without a reason for the dispute, and where nobody can have paid on that day", () => {
    const accepted = anInvoice();
    const at = Date.parse("2026-11-12T12:00:00Z");
    expect(refusalOf(afterInvoiceMove(accepted, "dispute", {}, "recipient", at))).toBe("words");
    for (const [paidOn, made] of [
      ["2026-11-12", "made"],
      ["2026-11-13", "day"],
      ["2026-10-02", "made"],
      ["2026-10-01", "day"],
    ] as const)
      expect(refusalOf(afterInvoiceMove(accepted, "paid", { paidOn }, "recipient", at)), paidOn).toBe(made);
  });
  it("cannot end before it begins, be for more than a quarter of a year, or have no number", () => {
    const wrong = (more: Partial<NewInvoice>) => NewInvoice.safeParse({ ...NEW, ...more }).error?.issues.map(({ path }) => path.join("."));
    expect(wrong({})).toBeUndefined();
    expect(wrong({ to: "2026-03-01" })).toEqual(["to"]);
    expect(wrong({ to: "2026-06-02" })).toBeUndefined();
    expect(wrong({ to: "2026-06-03" })).toEqual(["to"]);
    expect(wrong({ number: "-/-" })).toEqual(["number"]);
    expect(wrong({ pence: 100.5 })).toEqual(["pence"]);
  });
  it("that is disputed is no invoice above the agreed rate", () => {
    const facts = (disputed?: true) =>
      account({
        support: [
          {
            ...{ arrangement: "arr-1", name: "Sample Care", employed: false, startedOn: day(0), worked: [], paid: [], employer: [] },
            terms: [
              { from: day(0), learnedAt: noon(0), value: { hours: 10, ratePence: 1500, pay: "weekly", payWhen: "arrears", hoursBasis: "planned" } as const },
            ],
          },
        ],
        invoices: [
          {
            ...{ id: "i", arrangement: "arr-1", from: day(84), to: day(90), hours: 10, ratePence: 1600, pence: 16_000, acceptedAt: noon(92) },
            ...(disputed ? { disputed } : {}),
          },
        ],
      });
    const found = (disputed?: true) => checkCycle(facts(disputed), ledger([moved(0, 80_000)]), POLICY, 4, noon(120)).findings.map(({ code }) => code);
    expect([found().includes("rate-above-agreed"), found(true).includes("rate-above-agreed")]).toEqual([true, false]);
  });
  it("shows the payments that may have been for it: those it names, and those of its amount before others", () => {
    const others = Array.from({ length: 30 }, (_, index) => moved(60 + index, -5000));
    const [same, old, named, into] = [moved(59, -16_000), moved(10, -16_000), moved(2, -900), moved(80, 16_000)];
    const shown = paymentsFor({ from: day(60), pence: 16_000, movements: [named.id] }, [old, named, same, ...others, into]).map(({ id }) => id);
    expect(shown).toHaveLength(20);
    expect([same.id, named.id, old.id, into.id].map((id) => shown.includes(id))).toEqual([true, true, false, false]);
  });
});

describe("what officers find out about an account", () => {
  const credit = moved(40, 5000, { kind: "transfer" });
  const noted = (...notes: readonly Parameters<typeof withNote>[2][]): AccountNote => {
    let note: AccountNote | undefined;
    for (const one of notes) {
      const after = withNote(note, ACCOUNT, one, "finn", AT);
      if (!after.ok) throw new Error(after.refusal);
      note = after.value;
    }
    if (!note) throw new Error("Nothing was noted");
    return note;
  };
  it("says what money is that a statement does not tell of; the last one said counts, and checks begin again with its day", () => {
    const words = "They showed the transfer";
    const note = noted({ movement: credit, as: "refund", words }, { movement: credit, as: "personal-money", words });
    expect(identifiedIn(note)).toEqual(new Map([[credit.id, "personal-money"]]));
    expect(note.identified).toHaveLength(2);
    expect(statedFacts({ note, invoices: [] }, undefined).identified).toEqual({ [credit.id]: "personal-money" });
    expect(identifiedFrom(note, { identified: {} })).toBe(credit.postedOn);
    expect(identifiedFrom(note, { identified: { [credit.id]: "personal-money" } })).toBeUndefined();
    expect(creditsToName([moved(1, 80_000), moved(2, -500), credit, moved(3, 300, { kind: "refund" })])).toEqual([credit]);
  });
  it("waives contributions, but none from a day that is to come", () => {
    const note = noted({ pence: 1850, from: "2026-03-10", words: "In hospital" });
    expect(statedFacts({ note, invoices: [] }, undefined).waived).toEqual([{ pence: 1850, from: "2026-03-10", learnedAt: instantOf(AT) }]);
    expect(refusalOf(withNote(note, ACCOUNT, { pence: 1, from: "2026-03-11", words: "x" }, "finn", AT))).toBe("from");
  });
});

describe("facts of what was stated", () => {
  it("stay where a record is gone because its time was over, and go where something else was said", () => {
    const note: AccountNote = { ...ACCOUNT, identified: [], waived: [], lastDay: "2026-03-10" };
    const before = {
      ...statedFacts({ setAside: said(["a", aSum(), AT]), note: { ...note, waived: [] }, invoices: [anInvoice()] }, undefined),
      identified: { m1: "refund" as const },
    };
    expect(statedFacts({ invoices: [] }, before)).toEqual(before);
    expect(statedFacts({ invoices: [anInvoice({ state: "withdrawn" })] }, before).invoices).toEqual([]);
    expect(statedFacts({ setAside: said(["a", aSum(), AT], ["a", null, AT + 1000]), invoices: [] }, before).setAside).toMatchObject([
      { id: "a", knownUntil: instantOf(AT + 1000) },
    ]);
    expect(statedFacts({ invoices: [] }, NOTHING)).toEqual(NOTHING);
  });
});

describe("an answer that was accepted", () => {
  const answers = (...said: readonly (readonly [at: string, until: string | null])[]) => ({
    remembered: answersIn({ answers: said.map(([learnedAt, until]) => ({ learnedAt, until, by: "finn", words: "Bingo", about: "gambling" })) }),
  });
  it("counts up to its last day, from when it was accepted, and for what was paid while it stood once it is ended", () => {
    const facts = answers(["2026-03-10T12:00:00.000Z", "2026-06-30"], ["2026-05-01T12:00:00.000Z", null]);
    for (const [day, knownBy, counts] of [
      // Before anybody accepted it, and what came before it by what is known later.
      ["2026-03-12", "2026-03-10T11:59:59.999Z", false],
      ["2026-01-05", "2026-03-10T12:00:00.000Z", true],
      ["2026-06-30", "2026-04-30T12:00:00.000Z", true],
      ["2026-07-01", "2026-04-30T12:00:00.000Z", false],
      // Once it is ended.
      ["2026-05-01", "2026-05-01T12:00:00.000Z", true],
      ["2026-05-02", "2026-05-01T12:00:00.000Z", false],
      ["2026-03-10", "2026-05-01T12:00:00.000Z", true],
      ["2026-03-09", "2026-05-01T12:00:00.000Z", false],
    ] as const)
      expect(isAnswered(facts, "gambling", day, knownBy), `${day}, known by ${knownBy}`).toBe(counts);
    expect(isAnswered(facts, "fines", "2026-04-01", "2026-04-30T12:00:00.000Z")).toBe(false);
  });
});
