import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainAmount } from "../../../functions/balances/rules/csv-rows.ts";
import { evidenceAt } from "../../../functions/balances/rules/evidence.ts";
import { median, ratesOf, type SentQuestion, sentQuestionOf } from "../../../functions/balances/rules/false-alarms.ts";
import { cyclesOver, type Measurement } from "../../../functions/balances/rules/over-line.ts";
import { runSummary } from "../../../functions/balances/rules/run-summary.ts";
import { type TrialValues, tryRules, valuesOf } from "../../../functions/balances/rules/trial.ts";
import { NO_TRIAL, trialSum, withAccount } from "../../../functions/balances/rules/trial-sums.ts";
import { csvOf } from "../../../shared/domain/csv-text.ts";
import { csvRecords } from "../../../shared/import/csv.ts";
import { account, day, ledger, moved as movement, noon } from "../../support/balance-accounts.ts";
import { found, moved, officer, question, RULES } from "../../support/balance-cases.ts";
import { runs } from "../../support/runs.ts";

const { watch } = RULES;
const KINDS = ["card", "bank", "managed"] as const;
const aQuestion: fc.Arbitrary<SentQuestion> = fc.record(
  {
    kind: fc.constantFrom(...KINDS),
    codes: fc.uniqueArray(fc.constantFrom("excess", "no-spend", "negative"), { minLength: 1 }),
    outcome: fc.option(fc.constantFrom("nothing-wrong", "explained", "withdrawn"), { nil: undefined }),
    daysOpen: fc.nat(90),
  },
  { requiredKeys: ["kind", "codes", "daysOpen"] },
);

describe("the published rate of false alarms", () => {
  it("is of the questions that were closed, and its median is the middle of their days", () => {
    const questions = ["nothing-wrong", "explained", "explained", "nothing-wrong", "recouped", undefined].map(
      (outcome, at) => ({ kind: "card", codes: ["excess"], ...(outcome ? { outcome, daysOpen: at * 10 } : {}) }) as SentQuestion,
    );
    expect(ratesOf(questions, watch)).toEqual([
      { code: "excess", all: { sent: 6, closed: 5, nothingWrongPercent: 40, medianDaysOpen: 20 }, kinds: [], verdict: "at-fault" },
    ]);
    expect([median([]), median([4]), median([1, 9]), median([9, 1, 5])]).toEqual([undefined, 4, 5, 5]);
  });
  it("shows no figure that fewer questions than the policy says stand behind, and none from which one could be worked out", () => {
    fc.assert(
      fc.property(fc.array(aQuestion, { maxLength: 40 }), (questions) => {
        for (const { code, all, kinds } of ratesOf(questions, watch)) {
          const its = questions.filter(({ codes }) => codes.includes(code));
          expect(all?.sent).toBe(its.length < watch.leastShown ? undefined : its.length);
          if (all && all.closed < watch.leastShown) expect(all.nothingWrongPercent ?? all.medianDaysOpen).toBeUndefined();
          // Either every kind of account is shown or none: the whole less the rest tells of no small one.
          for (const [, figures] of kinds) expect(Math.min(figures.sent, figures.closed)).toBeGreaterThanOrEqual(watch.leastShown);
          if (kinds.length > 0) expect(kinds.reduce((sum, [, figures]) => sum + figures.sent, 0)).toBe(its.length);
        }
      }),
      { numRuns: runs(200) },
    );
  });
  it("counts a question in the month it was sent, by the rules that asked it; nothing where nobody was asked", () => {
    expect(sentQuestionOf(found())).toBeUndefined();
    expect(sentQuestionOf(question())).toEqual({ month: "2026-04", question: { kind: "card", codes: ["excess"] } });
    const closed = moved(question(), "close", "2026-04-10", officer("finn"), { outcome: "nothing-wrong", quietUntil: "2026-12-01" });
    expect(sentQuestionOf(closed)).toEqual({ month: "2026-04", question: { kind: "card", codes: ["excess"], outcome: "nothing-wrong", daysOpen: 10 } });
    // Of an earlier cycle, and known only once the question had gone: it is no part of it.
    const [excess] = question().findings;
    if (!excess) throw new Error("Nothing was found");
    const late = { ...excess, code: "negative" as const, knownAt: "2026-04-05T12:00:00.000Z" };
    expect(sentQuestionOf({ ...question(), findings: [excess, late] })?.question.codes).toEqual(["excess"]);
  });
});

describe("cycles over the line", () => {
  const measured = (cycle: number, excessPence: number): Measurement => ({ cycle, outcome: "measured", excessPence });
  it("are counted back from the newest measured one; a tolerated sum ends them, and a missing statement does not", () => {
    expect(cyclesOver([], 500)).toBe(0);
    expect(cyclesOver([measured(1, 900), measured(2, 500), measured(3, 501), measured(4, 900)], 500)).toBe(2);
    expect(cyclesOver([measured(1, 900), { cycle: 2, outcome: "missing" }, measured(3, 900)], 500)).toBe(2);
    // A revision replaces what its cycle came to.
    expect(cyclesOver([measured(1, 900), measured(2, 900), measured(2, 0)], 500)).toBe(0);
  });
});

describe("a run's report", () => {
  it("is closed only when due is measured, refused and missing together, and who is open is named", () => {
    const outcome = fc.constantFrom("measured", "refused", "missing", undefined);
    fc.assert(
      fc.property(fc.array(fc.array(outcome, { maxLength: 6 }), { maxLength: 5 }), fc.boolean(), (given, planned) => {
        const parts = given.map((some, part) => ({ part: String(part), accounts: some.map((_, at) => `acc-${part}-${at}`) }));
        const { due, measured, refused, missing, open, closed } = runSummary(parts, new Map(given.map((some, part) => [String(part), some])), planned);
        expect(due).toBe(measured + refused + missing + open.length);
        expect(closed).toBe(planned && due === measured + refused + missing);
      }),
      { numRuns: runs(100) },
    );
  });
});

describe("the evidence of a notice", () => {
  it("never has among what was known anything that was recorded later, and loses nothing", () => {
    const facts = account();
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 83 }), fc.integer({ min: 0, max: 140 })), { maxLength: 20 }), fc.nat(140), (rows, then) => {
        const movements = rows.map(([on, learned]) => movement(on, -100, { recordedAt: noon(Math.max(on, learned)) }));
        const at = noon(then);
        const { movements: parts, from } = evidenceAt(found(), { facts, ledger: ledger(movements), results: [] }, at);
        expect(from).toBe(day(56));
        expect(parts.known.every(({ recordedAt }) => recordedAt <= at)).toBe(true);
        expect(parts.later.every(({ recordedAt }) => recordedAt > at)).toBe(true);
        expect(parts.known.length + parts.later.length).toBe(movements.filter(({ postedOn }) => postedOn >= from).length);
      }),
      { numRuns: runs(100) },
    );
  });
});

describe("a CSV that Trellis writes", () => {
  const readBack = async (text: string) => {
    const cells: (readonly string[])[] = [];
    const pieces = (async function* () {
      yield text.replace(/^\u{FEFF}/u, "");
    })();
    for await (const record of csvRecords(pieces, ",", 10_000)) cells.push(record.cells);
    return cells;
  };
  it("F31 begins no cell with what a spreadsheet runs, and is read back as it was once the apostrophe is taken off", async () => {
    const hostile = fc.tuple(fc.constantFrom("=", "+", "-", "@", "\t", "\r", "'", " =", ""), fc.string()).map((parts) => parts.join(""));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(hostile, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 5 }), async (rows) => {
        const [, ...read] = await readBack(csvOf(["a", "b"], rows));
        expect(read.flat().filter((cell) => /^\s*[=+\-@]|^[\t\r]/.test(cell))).toEqual([]);
        expect(read.map((row) => row.map((cell) => (cell.startsWith("'") ? cell.slice(1) : cell)))).toEqual(rows);
      }),
      { numRuns: runs(200) },
    );
  });
  it("writes amounts to the penny, below zero too", () => {
    expect([0, 5, -5, 123_456, -123_456].map(plainAmount)).toEqual(["0.00", "0.05", "-0.05", "1234.56", "-1234.56"]);
    expect(csvOf(["amount"], [[{ figure: "-5.00" }], ["-5.00"]])).toBe("\u{FEFF}amount\r\n-5.00\r\n'-5.00\r\n");
  });
});

describe("a trial of other rules", () => {
  const values = (weeks: number, tolerancePence: number, cyclesBeforeAsking: number): TrialValues => ({
    ...valuesOf(RULES),
    ...{ weeks, tolerancePence, cyclesBeforeAsking },
  });
  const tried = (rows: readonly number[], of: TrialValues) => {
    const movements = rows.flatMap((out, cycle) => [movement(28 * cycle, 80_000), movement(28 * cycle + 10, -out)]);
    return tryRules({ facts: account(), ledger: ledger(movements), measured: rows.length }, { values: of, cycles: 13, knownBy: noon(700) }, () => RULES);
  };
  const spending = fc.array(fc.integer({ min: 1, max: 80_000 }), { minLength: 1, maxLength: 16 });
  it("with today's values asks in the same cycles as today's rules, over the last thirteen at most", () => {
    fc.assert(
      fc.property(spending, (rows) => {
        const { checks, today, tried: byTried } = tried(rows, valuesOf(RULES));
        expect(byTried).toEqual(today);
        expect([checks, Math.min(...today, 99) > rows.length - 13]).toEqual([Math.min(13, rows.length), true]);
      }),
      { numRuns: runs(60) },
    );
  });
  it("never asks more often with a higher line, a higher tolerance or more checks before asking", () => {
    fc.assert(
      fc.property(spending, fc.nat(8), fc.nat(4), fc.nat(20_000), fc.nat(20_000), fc.integer({ min: 1, max: 3 }), fc.nat(2), (rows, w, dw, t, dt, c, dc) => {
        const [less, more] = [tried(rows, values(w, t, c)), tried(rows, values(w + dw, t + dt, c + dc))];
        expect(more.tried.filter((cycle) => !less.tried.includes(cycle))).toEqual([]);
      }),
      { numRuns: runs(60) },
    );
  });
  it("adds its parts up in whatever order they come", () => {
    const account = fc.record({ account: fc.uuid(), today: fc.nat(3), tried: fc.nat(3), end: fc.constantFrom("open", "none", "explained" as const) });
    fc.assert(
      fc.property(fc.array(fc.array(fc.option(account, { nil: undefined }), { maxLength: 6 }), { maxLength: 4 }), (given) => {
        const parts = given.map((some) => some.reduce((part, one) => withAccount(part, 13, one), NO_TRIAL));
        const sum = trialSum(parts);
        const all = given.flat().flatMap((one) => one ?? []);
        expect({ ...trialSum(parts.toReversed()), named: [] }).toEqual({ ...sum, named: [] });
        expect([sum.accounts, sum.checks]).toEqual([given.flat().length, 13 * given.flat().length]);
        expect([sum.byToday, sum.byTried]).toEqual([all.filter(({ today }) => today > 0).length, all.filter((one) => one.tried > 0).length]);
        expect(Object.values(sum.endsTried).reduce((total, count) => total + count, 0)).toBe(sum.byTried);
      }),
      { numRuns: runs(60) },
    );
  });
});
