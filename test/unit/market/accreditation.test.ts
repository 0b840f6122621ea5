import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CaseHistory, daysAt, monthOfCase, OUTCOMES, STAGES, type Step, staysOf } from "../../../functions/market/rules/accreditation.ts";
import { accreditationTables, countsOfApplications, STAGE_WORDS } from "../../../functions/market/rules/accreditation-tables.ts";
import { caseWords } from "../../../functions/vetting/pages/words.ts";
import { disclose } from "../../../shared/domain/small-numbers/disclose.ts";
import { daysAfter, londonDate } from "../../../shared/domain/time.ts";
import { trueTable } from "../../../shared/figures/counted.ts";
import { middlesOf } from "../../../shared/figures/middles.ts";
import { disclosureRulesOn } from "../../../shared/policy/disclosure.ts";
import { runs } from "../../support/runs.ts";

const NOVEMBER = { from: "2026-11-01", before: "2026-12-01" };
const EVER = "2099-01-01";
type Moves = readonly (readonly [Step["to"], string])[];
const steps = (...all: Moves): readonly Step[] => all.map(([to, on]) => ({ to, on }));
const aHistory = (all: readonly Step[], more: Partial<CaseHistory> = {}): CaseHistory => ({ renewing: false, steps: all, ...more });
const november = (...all: Moves) => monthOfCase(aHistory(steps(...all)), NOVEMBER);

/** What trails can hold: days that now and then go back, as clocks of two machines do, and states that repeat. */
const anyStep = fc.record({ to: fc.constantFrom(...STAGES, "refused" as const, "withdrawn" as const), after: fc.integer({ min: -2, max: 40 }) });
const anyHistory = fc.tuple(fc.array(anyStep, { maxLength: 12 }), fc.boolean()).map(([made, ends]) => {
  let on = "2026-08-20";
  const walked = made.map(({ to, after }): Step => {
    on = daysAfter(on, after);
    return { to, on };
  });
  return [{ to: "submitted" as const, on: "2026-08-20" }, ...walked, ...(ends ? [{ to: "listed" as const, on: daysAfter(on, 3) }] : [])];
});

describe("the days of an application", () => {
  it("sum over its stages to the days from when it was first sent, whatever it came back to and whatever clocks said", () => {
    fc.assert(
      fc.property(anyHistory, (made) => {
        const stays = staysOf({ steps: made }, EVER);
        const [first, last] = [stays[0], stays.at(-1)];
        const sum = [...daysAt(stays).values()].reduce((all, days) => all + days, 0);
        expect(daysAfter(first?.from ?? "", sum)).toBe(last?.from);
        for (const days of daysAt(stays).values()) expect(days).toBeGreaterThanOrEqual(0);
        for (const [at, stay] of stays.entries()) expect(stay.until).toBe(stays[at + 1]?.from);
      }),
      { numRuns: runs(2000) },
    );
  });
  it("are those of the calendar in London: a night on which clocks change is one, and what moves twice in a day goes in the order of its trail", () => {
    const days = (from: string, until: string) =>
      daysAt(staysOf({ steps: steps(["submitted", londonDate(Date.parse(from))], ["in-review", londonDate(Date.parse(until))]) }, EVER)).get("submitted");
    // 25 hours, and 23.
    expect(days("2026-10-24T22:30:00Z", "2026-10-25T23:30:00Z")).toBe(1);
    expect(days("2026-03-28T23:30:00Z", "2026-03-29T22:30:00Z")).toBe(1);
    expect(days("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z")).toBe(0);
    expect(november(["submitted", "2026-11-02"], ["in-review", "2026-11-02"], ["recommended", "2026-11-02"])).toMatchObject({ stood: "recommended" });
    expect(november(["submitted", "2026-11-02"], ["recommended", "2026-11-02"], ["in-review", "2026-11-02"])).toMatchObject({ stood: "in-review" });
  });
});

describe("a month of an application", () => {
  it("is changed by nothing that comes later", () => {
    fc.assert(
      fc.property(anyHistory, fc.array(anyStep, { maxLength: 5 }), (made, later) => {
        const known = made.filter(({ on }, at) => made.slice(0, at + 1).every((one) => one.on < NOVEMBER.before) && on < NOVEMBER.before);
        const since = later.map(({ to, after }): Step => ({ to, on: daysAfter(NOVEMBER.before, Math.max(0, after)) }));
        expect(monthOfCase(aHistory([...known, ...since]), NOVEMBER)).toEqual(monthOfCase(aHistory(known), NOVEMBER));
      }),
      { numRuns: runs(1000) },
    );
  });
  it("has it at one stage at the end or decided, and late from the day after the promise", () => {
    expect(november(["submitted", "2026-12-01"])).toEqual({ late: false, passed: new Map() });
    const promised = (decideBy: string) => monthOfCase(aHistory(steps(["submitted", "2026-11-02"]), { decideBy }), NOVEMBER);
    expect([promised("2026-11-30").late, promised("2026-12-01").late]).toEqual([true, false]);
    // Who is decided is not late, however long it took.
    expect(monthOfCase(aHistory(steps(["submitted", "2026-09-01"], ["listed", "2026-11-29"]), { decideBy: "2026-09-20" }), NOVEMBER)).toEqual({
      late: false,
      passed: new Map([["submitted", 89]]),
      decided: { as: "listed", days: 89 },
    });
  });
  it("counts each stage it went on from once, with all its days there; to be withdrawn is not to go on", () => {
    const back = november(
      ["submitted", "2026-10-20"],
      ["in-review", "2026-10-25"],
      ["needs-more", "2026-11-01"],
      ["in-review", "2026-11-05"],
      ["needs-more", "2026-11-07"],
      ["withdrawn", "2026-11-20"],
    );
    expect(back.passed).toEqual(
      new Map([
        ["in-review", 9],
        ["needs-more", 17],
      ]),
    );
    expect(back.decided).toEqual({ as: "withdrawn", days: 31 });
    expect(november(["submitted", "2026-11-02"], ["withdrawn", "2026-11-03"]).passed).toEqual(new Map());
  });
  it("has one decision: not what becomes of a listing, and not that a review left a refusal as it was, but what a review overturned", () => {
    expect(november(["submitted", "2026-09-01"], ["listed", "2026-10-01"], ["withdrawn", "2026-11-05"]).decided).toBeUndefined();
    expect(november(["submitted", "2026-09-01"], ["refused", "2026-10-01"], ["review-asked", "2026-10-20"], ["refused", "2026-11-05"])).toMatchObject({
      passed: new Map([["review-asked", 16]]),
    });
    const upheld = november(["submitted", "2026-09-01"], ["refused", "2026-10-01"], ["review-asked", "2026-10-20"], ["refused", "2026-11-05"]);
    expect(upheld.decided).toBeUndefined();
    const overturned = november(
      ["submitted", "2026-11-01"],
      ["refused", "2026-11-05"],
      ["review-asked", "2026-11-06"],
      ["in-review", "2026-11-08"],
      ["listed", "2026-11-09"],
    );
    expect(overturned.decided).toEqual({ as: "listed", days: 8 });
  });
});

const many = (count: number, all: Moves, more: Partial<CaseHistory> = {}): readonly CaseHistory[] =>
  Array.from({ length: count }, () => aHistory(steps(...all), more));
const staff = disclosureRulesOn("staff", "2026-12-01");
function published(histories: readonly CaseHistory[]) {
  const { tables, values } = accreditationTables(histories, NOVEMBER);
  const made = tables.map((table) => trueTable(table, countsOfApplications(table)));
  const done = disclose({ rules: staff, period: "2026-11-01/P1M", today: "2026-12-01", tables: made });
  return done.ok ? { publication: done.value, middles: middlesOf(done.value, values, staff) } : expect.fail(done.refusal.kind);
}

describe("tables of applications", () => {
  it("count each application that is open in one place, each that was decided in one, and have days for each that is counted", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyHistory, fc.boolean()), { maxLength: 20 }), (all) => {
        const histories = all.map(([made, renewing]) => aHistory(made, { renewing, decideBy: "2026-11-15" }));
        const months = histories.map((one) => monthOfCase(one, NOVEMBER));
        const { tables, values } = accreditationTables(histories, NOVEMBER);
        const sum = (id: string) =>
          tables
            .find((table) => table.id === id)
            ?.counts.flat()
            .reduce((before, one) => before + one, 0);
        expect(sum("open-by-stage")).toBe(months.filter(({ stood }) => stood).length);
        expect(sum("decided")).toBe(months.filter(({ decided }) => decided).length);
        for (const { table: id, row, column, values: days } of values) {
          const table = tables.find((one) => one.id === id);
          const at = [table?.rows.findIndex((one) => one.id === row) ?? -1, table?.columns.findIndex((one) => one.id === column) ?? -1];
          expect(table?.counts[at[0] ?? -1]?.[at[1] ?? -1], `${id} ${row}`).toBe(days.length);
        }
      }),
      { numRuns: runs(200) },
    );
  });
  it("can be published whatever their counts are, and show a median exactly where a figure of ten or more stands beside it: neither tells what the other hides", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 16 }), fc.constantFrom(...STAGES, ...OUTCOMES), fc.integer({ min: 1, max: 25 })), { maxLength: 8 }),
        (groups) => {
          const histories = groups.flatMap(([count, to, days]) =>
            many(
              count,
              [
                ["submitted", "2026-11-01"],
                ["in-review", "2026-11-02"],
                [to, daysAfter("2026-11-02", days)],
              ],
              { decideBy: days > 12 ? "2026-11-20" : "2026-12-20" },
            ),
          );
          const { publication, middles } = published(histories);
          for (const { table, row, column, shown } of middles) {
            const of = publication.tables.find(({ id }) => id === table);
            const base = of?.rows.find(({ id }) => id === row)?.cells[of.columns.findIndex(({ id }) => id === column)];
            expect("middle" in shown, `${table} ${row}`).toBe(base !== undefined && "atLeast" in base && base.atLeast >= 10);
            if ("middle" in shown) expect([shown.of, shown.middle % 0.5]).toEqual([base, 0]);
          }
        },
      ),
      { numRuns: runs(100) },
    );
  });
  it("have no sum of all decisions: the list is public, and with it a sum would tell of who was refused", () => {
    const decided = published([
      ...many(13, [
        ["submitted", "2026-11-01"],
        ["listed", "2026-11-10"],
      ]),
      ...many(1, [
        ["submitted", "2026-11-01"],
        ["refused", "2026-11-10"],
      ]),
    ]);
    const table = decided.publication.tables.find(({ id }) => id === "decided");
    expect(table?.totals).toBeUndefined();
    expect(table?.rows.map(({ name, cells: [now] }) => [name, now])).toEqual([
      ["On the list", { atLeast: 10 }],
      ["Refused", { fewerThan: 5 }],
      ["Withdrawn", { fewerThan: 5 }],
    ]);
  });
  it("call stages what whoever checks applications calls them", () => {
    for (const stage of STAGES) expect(caseWords[stage].text.startsWith(STAGE_WORDS[stage]), stage).toBe(true);
  });
});
