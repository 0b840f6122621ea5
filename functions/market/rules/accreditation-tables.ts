import type { Heading } from "../../../shared/domain/small-numbers/true-tables.ts";
import type { CountedTable, Counts } from "../../../shared/figures/counted.ts";
import type { CountedValues } from "../../../shared/figures/middles.ts";
import { type CaseHistory, type CaseMonth, monthOfCase, OUTCOMES, type Outcome, type Span, STAGES, type Stage } from "./accreditation.ts";

/** The field's words for each stage, as whoever checks applications reads them. */
export const STAGE_WORDS: Readonly<Record<Stage, string>> = {
  submitted: "With us",
  "in-review": "Being checked",
  "needs-more": "Needs more",
  recommended: "Being decided",
  "review-asked": "Under review",
};
const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = { listed: "On the list", refused: "Refused", withdrawn: "Withdrawn" };

const STAGE_ROWS: readonly Heading[] = STAGES.map((id) => ({ id, name: STAGE_WORDS[id] }));
const OUTCOME_ROWS: readonly Heading[] = OUTCOMES.map((id) => ({ id, name: OUTCOME_WORDS[id] }));
const PROMISED: readonly Heading[] = [
  { id: "in-time", name: "Within the days we promised" },
  { id: "late", name: "Longer" },
];
const KINDS: readonly Heading[] = [
  { id: "new", name: "New" },
  { id: "renewing", name: "On the list already" },
];
const PASSED: Heading = { id: "passed", name: "Went on in the month" };

/**
 * Who is counted in each table. The first kept first, where not all can be protected (docs/disclosure.md). Decisions have no sum of all: the list is public, so
 * who came onto it is known to everyone, and with it a sum would tell of the others.
 */
const COUNTED: Readonly<Record<string, Counts>> = {
  "open-by-stage": { population: "applications-open", rowsAddUp: true, columnsAddUp: true },
  decided: { population: "applications-decided", rowsAddUp: false, columnsAddUp: true },
  "passed-by-stage": { population: "applications-passed", rowsAddUp: false, columnsAddUp: false },
};

/** Who is counted in a table of applications. Throws for any other table. */
export function countsOfApplications({ id }: Pick<CountedTable, "id">): Counts {
  const found = COUNTED[id];
  if (!found) throw new Error(`No table of applications is called ${id}`);
  return found;
}

/** How far applications of a month are: its tables with their true counts, and the days that its medians are made of. */
export function accreditationTables(
  histories: readonly CaseHistory[],
  month: Span,
): { readonly tables: readonly CountedTable[]; readonly values: readonly CountedValues[] } {
  const cases = histories.map((history) => ({ ...monthOfCase(history, month), kind: history.renewing ? "renewing" : "new" }));
  type One = CaseMonth & { readonly kind: string };
  const counts = (rows: readonly Heading[], columns: readonly Heading[], isIn: (one: One, row: string, column: string) => boolean) =>
    rows.map(({ id: row }) => columns.map(({ id: column }) => cases.filter((one) => isIn(one, row, column)).length));
  return {
    tables: [
      {
        ...{ id: "open-by-stage", title: "Stage", rowsBy: "stage", columnsBy: "promise", rows: STAGE_ROWS, columns: PROMISED, answers: false },
        counts: counts(STAGE_ROWS, PROMISED, ({ stood, late }, row, column) => stood === row && late === (column === "late")),
      },
      {
        ...{ id: "decided", title: "Decision", rowsBy: "decision", columnsBy: "kind", rows: OUTCOME_ROWS, columns: KINDS, answers: false },
        counts: counts(OUTCOME_ROWS, KINDS, ({ decided, kind }, row, column) => decided?.as === row && kind === column),
      },
      {
        ...{ id: "passed-by-stage", title: "Stage", rowsBy: "stage", columnsBy: "passed", rows: STAGE_ROWS, columns: [PASSED], answers: false },
        counts: counts(STAGE_ROWS, [PASSED], ({ passed }, row) => STAGES.some((stage) => stage === row && passed.has(stage))),
      },
    ],
    values: [
      ...OUTCOMES.map((row) => ({
        ...{ table: "decided", row, column: "new" },
        values: cases.flatMap(({ decided, kind }) => (decided?.as === row && kind === "new" ? [decided.days] : [])),
      })),
      ...STAGES.map((row) => ({ table: "passed-by-stage", row, column: PASSED.id, values: cases.flatMap(({ passed }) => passed.get(row) ?? []) })),
    ],
  };
}

/** The column whose figure is the base of a row's median. */
export const MEDIAN_OF: Readonly<Record<string, string>> = { decided: "new", "passed-by-stage": PASSED.id };

/** The rows of a table in the order in which applications go. */
export const inTheirOrder = <Row extends Pick<Heading, "id">>(rows: readonly Row[]): readonly Row[] => {
  const order: readonly string[] = [...STAGES, ...OUTCOMES];
  return rows.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
};
