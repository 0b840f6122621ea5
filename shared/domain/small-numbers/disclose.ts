import { ok, type Result, refused } from "../result.ts";
import type { PlainDate } from "../time.ts";
import { audit } from "./audit.ts";
import { addEquation, type Figure, figureOf, type System } from "./equations.ts";
import { frozenAs, showAll } from "./first-shown.ts";
import { type Linked, markImplied } from "./implied.ts";
import { isFrozen, isOver, type Period } from "./period.ts";
import { Publication, type ShownTable } from "./publication.ts";
import type { DisclosureRules } from "./rules.ts";
import { addTable, type FiguresOf, wrongWithTable } from "./tables.ts";
import { type Link, type TableReference, TOTAL, type TrueTable } from "./true-tables.ts";

/** What was published of another period, with the counts it was made of. Those are saved where no route reads them, until nothing is linked with it any more. */
export interface Earlier {
  readonly publication: Publication;
  readonly tables: readonly TrueTable[];
}

export interface ToDisclose {
  readonly rules: DisclosureRules;
  readonly period: Period;
  readonly today: PlainDate;
  /** Every table of the period for this audience: what is left out is not audited. */
  readonly tables: readonly TrueTable[];
  /** Publications of other periods, or for others, of which a reader knows how they are linked with this one. */
  readonly earlier?: readonly Earlier[];
  readonly links?: readonly Link[];
  /** The publication of this period that there is already. It is replaced by a correction alone, which says why. */
  readonly replaces?: { readonly publication: Publication; readonly why: string };
}

export type NotDisclosed =
  | { readonly kind: "period-not-over"; readonly period: Period }
  | { readonly kind: "wrong-length-of-period"; readonly period: Period }
  | { readonly kind: "not-the-same-period"; readonly period: Period }
  | { readonly kind: "wrong-table"; readonly table: string; readonly wrong: string }
  | { readonly kind: "tables-disagree"; readonly table: string; readonly figure: string }
  | { readonly kind: "not-what-was-published"; readonly table: string; readonly figure: string }
  | { readonly kind: "no-such-table"; readonly reference: TableReference }
  | { readonly kind: "link-does-not-hold"; readonly whole: TableReference; readonly figure: string }
  | { readonly kind: "cannot-be-protected" };

/**
 * What may be shown of a period's tables, once and for good: the only thing pages, CSV and API are made of. A count below the threshold is shown as fewer than
 * it, none among them; any other as the multiple of the base it reaches, totals too, which are counted by themselves and so do not add up. Then it is audited:
 * whoever has every figure that is published, and knows every sum there is, is left with `leastValues` different numbers at least for each small count.
 *
 * Pure. Refuses a period that is not over, one that is not of the length these rules freeze, and counts that contradict each other or what was published.
 */
export function disclose(given: ToDisclose): Result<Publication, NotDisclosed> {
  const { rules, period, today, tables, earlier = [], links = [], replaces } = given;
  if (!isFrozen(period, rules.frozen)) return refused({ kind: "wrong-length-of-period", period });
  if (!isOver(period, today)) return refused({ kind: "period-not-over", period });
  if (replaces && (replaces.publication.period !== period || replaces.publication.audience !== rules.audience)) {
    return refused({ kind: "not-the-same-period", period });
  }
  const system: System = { figures: new Map(), equations: new Map() };
  const wrong: NotDisclosed[] = [];
  const added = new Map<string, FiguresOf>();
  for (const { publication, tables: then } of earlier) {
    for (const table of then)
      addOne(
        table,
        publication.period,
        publication.rules,
        publication.tables.find(({ id }) => id === table.id),
      );
  }
  for (const table of tables) addOne(table, period, rules);

  function addOne(table: TrueTable, of: Period, steps: { readonly threshold: number; readonly base: number }, published?: ShownTable): void {
    const whatIsWrong = wrongWithTable(table);
    const name = nameOf({ table: table.id, period: of }, period);
    if (whatIsWrong !== undefined || added.has(name)) {
      wrong.push({ kind: "wrong-table", table: table.id, wrong: whatIsWrong ?? "is there twice" });
      return;
    }
    const disagrees = (figure: string) => wrong.push({ kind: "tables-disagree", table: table.id, figure });
    const figures = addTable(table, { system, prefix: `${table.population}@${of}`, steps, frozen: of !== period, disagrees });
    added.set(name, figures);
    if (of === period) return;
    const figure = frozenAs(figures, table, published);
    if (figure !== undefined) wrong.push({ kind: "not-what-was-published", table: table.id, figure });
  }

  const linked: Linked[] = [];
  for (const link of links) {
    const notHeld = addLink(link, { system, period, added, rules, linked });
    if (notHeld) wrong.push(notHeld);
  }
  markImplied(linked);
  const [firstWrong] = wrong;
  if (firstWrong) return refused(firstWrong);
  const figuresOf = (table: TrueTable): FiguresOf => added.get(nameOf(table.id, period)) ?? { at: () => undefined, byName: new Map() };
  for (const table of tables) showAll(table, figuresOf(table), rules);
  if (!audit(system, rules.leastValues)) return refused({ kind: "cannot-be-protected" });
  return ok(
    Publication.parse({
      audience: rules.audience,
      period,
      version: (replaces?.publication.version ?? 0) + 1,
      publishedOn: today,
      ...(replaces ? { correction: replaces.why } : {}),
      rules: { version: rules.version, threshold: rules.threshold, base: rules.base },
      tables: tables.map((table) => shownTable(table, figuresOf(table))),
    }),
  );
}

const nameOf = (reference: TableReference, now: Period): string =>
  typeof reference === "string" ? `${reference}@${now}` : `${reference.table}@${reference.period}`;

/** Adds what a reader knows of several tables, figure by figure, where all of them have it. Answers why it cannot be so. */
function addLink(
  { whole, plus, minus = [], rest = false }: Link,
  {
    system,
    period,
    added,
    rules,
    linked,
  }: {
    readonly system: System;
    readonly period: Period;
    readonly added: ReadonlyMap<string, FiguresOf>;
    readonly rules: DisclosureRules;
    readonly linked: Linked[];
  },
): NotDisclosed | undefined {
  const missing = [whole, ...plus, ...minus].find((reference) => !added.has(nameOf(reference, period)));
  if (missing !== undefined) return { kind: "no-such-table", reference: missing };
  const figuresAt = (references: readonly TableReference[], name: string): readonly Figure[] | undefined => {
    const figures = references.map((reference) => added.get(nameOf(reference, period))?.byName.get(name));
    const found = figures.filter((figure) => figure !== undefined);
    return found.length === figures.length ? found : undefined;
  };
  const title = [whole, ...plus, ...minus].map((reference) => nameOf(reference, period)).join(" ");
  for (const [name, total] of added.get(nameOf(whole, period))?.byName ?? []) {
    const added = figuresAt(plus, name);
    const taken = figuresAt(minus, name);
    if (!added || !taken) continue;
    const unknown = [total.truth, ...taken.map(({ truth }) => truth)].reduce((sum, truth) => sum + truth, 0) - added.reduce((sum, { truth }) => sum + truth, 0);
    if (rest ? unknown < 0 : unknown !== 0) return { kind: "link-does-not-hold", whole, figure: name };
    const left = rest ? figureOf(unknown, rules) : undefined;
    if (left) system.figures.set(`${title}|${name}`, left);
    addEquation(system, `${title}|${name}`, { kind: "link", rest: left }, [total, added, taken]);
    if (!rest) linked.push({ total, parts: [...added, ...taken] });
  }
  return undefined;
}

const byName = new Intl.Collator("en-GB", { numeric: true });

function shownTable({ id, title, rows, columns, rowsAddUp, columnsAddUp }: TrueTable, { at }: FiguresOf) {
  const rowOf = (row: string) => ({
    cells: columns.map((column) => at(row, column.id)?.shown),
    ...(columnsAddUp ? { total: at(row, TOTAL)?.shown } : {}),
  });
  return {
    id,
    title,
    columns: columns.map((column) => ({ id: column.id, name: column.name })),
    rows: rows
      .toSorted((a, b) => byName.compare(a.name, b.name))
      .map((row) => ({ id: row.id, name: row.name, ...(row.parent === undefined ? {} : { parent: row.parent }), ...rowOf(row.id) })),
    ...(rowsAddUp ? { totals: rowOf(TOTAL) } : {}),
  };
}
