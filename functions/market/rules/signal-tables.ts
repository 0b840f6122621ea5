import type { Heading, RowHeading } from "../../../shared/domain/small-numbers/true-tables.ts";
import { type CountedTable, type Counts, leavesOf } from "../../../shared/figures/counted.ts";
import { DEMAND_KINDS, type DemandKind } from "../../../shared/records/demand-facts.ts";
import { ANY, SEVERAL, TOO_FAR } from "../../../shared/signals/search-event.ts";
import { services } from "../../../shared/taxonomy/taxonomy.ts";
import type { Unmet } from "./ladder.ts";
import { type OneSource, type Placing, withoutRepeats } from "./one-source.ts";
import type { SearchCell } from "./search-cells.ts";

const NOT_KNOWN = "not-known";

/** The areas of a council: its districts, and the areas of the census in each where there are any. */
export type AreaRow = RowHeading;

/** The areas of tables that were counted before. */
export const areasIn = (tables: readonly CountedTable[]): readonly AreaRow[] =>
  (tables.find(({ id }) => id === "failed-by-area")?.rows ?? []).filter(({ id }) => id !== NOT_KNOWN);

/** A council's areas, and what its figures of a month are made of. */
export interface ToCount {
  readonly areas: readonly AreaRow[];
  readonly searches: readonly SearchCell[];
  readonly unmet: readonly Unmet[];
  readonly oneSource: OneSource;
}

const UNKNOWN_ROW: Heading = { id: NOT_KNOWN, name: "Not known" };

const OUTCOMES: readonly Heading[] = [
  { id: "failed", name: "Found no one" },
  { id: "found", name: "Found someone" },
];

const PARTS: Readonly<Record<DemandKind | "several", string>> = {
  ended: "A request ended without support",
  unmet: "A need was not met",
  "could-not-find": "Money was left, as no one could be found",
  waiting: "Waiting for support after a direct payment was agreed",
  several: "More than one of these",
};
const PART_COLUMNS: readonly Heading[] = [...DEMAND_KINDS, "several" as const].map((id) => ({ id, name: PARTS[id] }));

const SERVICE_ROWS: readonly Heading[] = [
  ...services.map(({ code: id, name }) => ({ id, name })),
  { id: SEVERAL, name: "More than one kind of support" },
  { id: ANY, name: "No kind of support named" },
];

/** Filters that can stand in the way of a search, in words. */
const FILTERS: Readonly<Record<string, string>> = {
  service: "Kind of support",
  group: "Who it is for",
  skill: "Skills",
  when: "Times of day",
  language: "Language",
  kind: "Kind of provider",
  gender: "Gender",
  status: "Whether they are checked",
  maxRate: "Most an hour",
  hours: "Hours a week",
  [TOO_FAR]: "No single filter, or too far away",
};
const FILTER_ROWS: readonly Heading[] = Object.entries(FILTERS).map(([id, name]) => ({ id, name }));

const [SEARCHES, PEOPLE] = ["visitor-days", "unmet"] as const;
/** Who is counted in each table. The first kept first, where not all can be protected (docs/disclosure.md). */
const COUNTED: Readonly<Record<string, Counts>> = {
  "failed-by-service": { population: SEARCHES, rowsAddUp: true, columnsAddUp: true },
  "failed-by-filter": { population: SEARCHES, rowsAddUp: true, columnsAddUp: false },
  "unmet-by-service": { population: PEOPLE, rowsAddUp: true, columnsAddUp: true },
  "unmet-by-area": { population: PEOPLE, rowsAddUp: true, columnsAddUp: true },
  "failed-by-area": { population: SEARCHES, rowsAddUp: true, columnsAddUp: true },
};

/** Who is counted in a table of signals. Throws for any other table. */
export function countsOf({ id }: Pick<CountedTable, "id">): Counts {
  const found = COUNTED[id];
  if (!found) throw new Error(`No table of signals is called ${id}`);
  return found;
}

const among = (rows: readonly RowHeading[], given: string | undefined, otherwise: string): string =>
  leavesOf(rows).some(({ id }) => id === given) ? (given ?? otherwise) : otherwise;

interface Made<One> {
  readonly id: string;
  readonly title: string;
  readonly rowsBy: string;
  readonly rows: readonly RowHeading[];
  readonly columnsBy: string;
  readonly columns: readonly Heading[];
  readonly rowOf: (one: One) => string;
  readonly columnOf: (one: One) => string | undefined;
}

function counted<One>({ rowOf, columnOf, ...table }: Made<One>, all: readonly One[], howMany: (one: One) => number): CountedTable {
  const sums = new Map<string, number>();
  for (const one of all) {
    const place = `${rowOf(one)}|${columnOf(one) ?? ""}`;
    sums.set(place, (sums.get(place) ?? 0) + howMany(one));
  }
  const counts = leavesOf(table.rows).map((row) => table.columns.map((column) => sums.get(`${row.id}|${column.id}`) ?? 0));
  return { ...table, answers: false, counts };
}

/** The true counts of a month's signals, in every table of the list: searches in visitor-days, and people who could not find support. */
export function signalTables({ areas, searches, unmet, oneSource }: ToCount): readonly CountedTable[] {
  const areaRows = [...areas, UNKNOWN_ROW];
  const outcome = { columnsBy: "outcome", columnOf: (cell: SearchCell) => cell.outcome };
  const bySearch: readonly Made<SearchCell>[] = [
    {
      id: "failed-by-service",
      title: "Kind of support",
      rowsBy: "service",
      rows: SERVICE_ROWS,
      rowOf: ({ service }) => among(SERVICE_ROWS, service, ANY),
      columns: OUTCOMES,
      ...outcome,
    },
    {
      ...{ id: "failed-by-filter", title: "What stood in the way", rowsBy: "filter", rows: FILTER_ROWS },
      rowOf: ({ binding }) => among(FILTER_ROWS, binding, TOO_FAR),
      ...{ columns: OUTCOMES.slice(0, 1), columnsBy: "outcome" },
      columnOf: (cell) => (cell.outcome === "failed" ? "failed" : undefined),
    },
    {
      id: "failed-by-area",
      title: "Area",
      rowsBy: "area",
      rows: areaRows,
      rowOf: ({ area, district }) => among(areaRows, area, among(areaRows, district, NOT_KNOWN)),
      columns: OUTCOMES,
      ...outcome,
    },
  ];
  const placings: readonly Placing[] = bySearch.map(({ id: table, rowOf, columnOf }) => ({ table, rowOf, columnOf }));
  const usual = withoutRepeats(searches, placings, oneSource);
  const made = bySearch.map((table) => {
    const unusual = usual.unusual.filter((one) => one.table === table.id).map(({ row, column }) => ({ row, column }));
    return { ...counted(table, usual.cells, ({ count }) => count), ...(unusual.length === 0 ? {} : { unusual }) };
  });
  const districts = [...areas.filter(({ parent }) => parent === undefined), UNKNOWN_ROW];
  const parts = { columns: PART_COLUMNS, columnsBy: "part", columnOf: ({ part }: Unmet) => part };
  const people = [
    {
      id: "unmet-by-service",
      title: "Kind of support",
      rowsBy: "service",
      rows: SERVICE_ROWS,
      rowOf: ({ service }: Unmet) => among(SERVICE_ROWS, service, ANY),
      ...parts,
    },
    {
      id: "unmet-by-area",
      title: "Area",
      rowsBy: "district",
      rows: districts,
      rowOf: ({ district }: Unmet) => among(districts, district, NOT_KNOWN),
      ...parts,
    },
  ].map((table) => counted(table, unmet, () => 1));
  const byId = new Map([...made, ...people].map((table) => [table.id, table]));
  return Object.keys(COUNTED).flatMap((id) => byId.get(id) ?? []);
}
