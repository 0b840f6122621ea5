import { createHash } from "node:crypto";
import type { PlainDate } from "../../../shared/domain/time.ts";
import { LAST_DAY } from "../../../shared/domain/timeline.ts";
import { UnusableFile } from "../../../shared/import/encoding.ts";
import type { Progress, RefusedRow } from "../../../shared/import/rows.ts";
import type { FileTerms, StatedSum, StatementFault, StatementRow } from "../rules/statement.ts";
import { type LineRead, type NamedLayout, readStatement } from "./read-statement.ts";
import type { RowShelves, StatementStore } from "./statement-ports.ts";

export interface SortStatementDeps {
  readonly store: Pick<StatementStore, "accountsOf">;
  readonly shelves: Pick<RowShelves, "put" | "settled">;
  /** Whose accounts the file is of (GSS code). */
  readonly authority: string;
  readonly named: NamedLayout;
  /** Whose rows they are, for a layout that does not say. */
  readonly reference?: string | undefined;
  /** The one account whose rows are taken. */
  readonly only?: string | undefined;
  readonly progress: Progress;
}

/** What a file says as a whole, once its rows are put aside by account. */
export interface SortedStatement {
  readonly terms: FileTerms;
  /** The same for the same content. */
  readonly importId: string;
  /** Why an account's rows are not taken, by account. */
  readonly faults: ReadonlyMap<string, readonly StatementFault[]>;
  /** Rows of references that are nobody's. */
  readonly unknown: readonly RefusedRow[];
  readonly notes: readonly string[];
}

/** Rows that wait until it is known whose they are. */
const ROWS_AT_ONCE = 1000;
/** Of an account with more faults the first ones say enough. */
const MOST_FAULTS = 20;
const ID_LETTERS = 16;

/** Reads a statement to its end and puts its rows aside by account, before anything of it is stored. Throws `UnusableFile`. */
export async function sortStatement(file: string, deps: SortStatementDeps): Promise<SortedStatement> {
  const { named, reference, shelves, progress } = deps;
  const { name, layout } = named;
  if (layout.columns.account === undefined && reference === undefined)
    throw new UnusableFile(`${file} does not say whose rows it has, as the layout ${name} has no column for it: name the account`);
  const content = createHash("sha256").update(name);
  const owners = new Owners(deps);
  const left = { pending: 0, declined: 0, informational: 0 };
  let [firstDay, lastDay]: [PlainDate, PlainDate] = [LAST_DAY, ""];
  let waiting: LineRead[] = [];
  let read = 0;
  const putAside = async (): Promise<void> => {
    for (const [account, row] of await owners.of(waiting)) shelves.put(account, written(account, row));
    waiting = [];
    await shelves.settled();
  };
  for await (const row of readStatement(file, named, (piece) => void content.update(piece))) {
    read += 1;
    if (read % ROWS_AT_ONCE === 0) progress(read);
    if (row.is === "header") continue;
    if (row.is === "pending" || row.is === "declined" || row.is === "informational") {
      left[row.is] += 1;
      continue;
    }
    if (row.is === "movement") {
      const { postedOn } = row.row;
      if (postedOn < firstDay) firstDay = postedOn;
      if (postedOn > lastDay) lastDay = postedOn;
    }
    waiting.push(row);
    if (waiting.length === ROWS_AT_ONCE) await putAside();
  }
  await putAside();
  return {
    terms: { layout: name, ids: layout.ids, idOfSeveral: layout.idOfSeveral === true, wholeDays: layout.wholeDays, firstDay, lastDay },
    importId: content.digest("base64url").slice(0, ID_LETTERS),
    faults: owners.faults,
    unknown: owners.unknownRows(layout.columns.account ?? "account"),
    notes: Object.entries(left).flatMap(([what, rows]) =>
      rows === 0 ? [] : [`The file has ${rows} rows that are ${what}: they are no money, and do not count`],
    ),
  };
}

/** Whose rows are whose: each reference is looked up once. */
class Owners {
  readonly faults = new Map<string, StatementFault[]>();
  private readonly accounts = new Map<string, string | undefined>();
  private readonly unknown = new Map<string, { line: number; rows: number }>();
  private readonly deps: SortStatementDeps;

  constructor(deps: SortStatementDeps) {
    this.deps = deps;
  }

  async of(rows: readonly LineRead[]): Promise<readonly (readonly [string, LineRead])[]> {
    const { store, authority, only } = this.deps;
    const named = [...new Set(rows.map((row) => this.referenceOf(row)))].filter((one) => !this.accounts.has(one));
    if (named.length > 0) {
      const found = await store.accountsOf(authority, named);
      for (const one of named) {
        const account = found.get(one);
        this.accounts.set(one, only === undefined || account === only ? account : undefined);
      }
    }
    return rows.flatMap((row) => {
      const reference = this.referenceOf(row);
      const account = this.accounts.get(reference);
      if (account === undefined) this.count(reference, row.line);
      else if (row.is === "fault") this.faults.set(account, [...(this.faults.get(account) ?? []), row.fault].slice(0, MOST_FAULTS));
      return account === undefined ? [] : [[account, row] as const];
    });
  }

  unknownRows(field: string): readonly RefusedRow[] {
    const whose = this.deps.only === undefined ? "is of no account of this council that we know" : "is not of this account, as far as we know";
    return [...this.unknown.values()].map(({ line, rows }) => ({
      line,
      field,
      reason: `${whose}: ${rows === 1 ? "the row was" : `${rows} rows of it were`} left out`,
    }));
  }

  private referenceOf(row: LineRead): string {
    return (row.is === "header" ? undefined : row.account) ?? this.deps.reference ?? "";
  }

  private count(reference: string, line: number): void {
    const before = this.unknown.get(reference);
    this.unknown.set(reference, { line: before?.line ?? line, rows: (before?.rows ?? 0) + 1 });
  }
}

/** An account's part of a file. */
export interface StatementPart {
  readonly account: string;
  readonly rows: readonly StatementRow[];
  readonly sums: readonly StatedSum[];
}

type Written = readonly [account: string, what: StatementRow | StatedSum | null];

function written(account: string, row: LineRead): string {
  const what = row.is === "movement" ? row.row : row.is === "sum" ? row.sum : null;
  return JSON.stringify([account, what] satisfies Written);
}

/** The accounts on a shelf, each with its rows in the order of the file. */
export function partsOn(shelf: readonly string[]): readonly StatementPart[] {
  const parts = new Map<string, { rows: StatementRow[]; sums: StatedSum[] }>();
  for (const text of shelf) {
    const [account, what]: Written = JSON.parse(text);
    const part = parts.get(account) ?? { rows: [], sums: [] };
    parts.set(account, part);
    if (what !== null && "is" in what) part.sums.push(what);
    else if (what !== null) part.rows.push(what);
  }
  return [...parts].map(([account, part]) => ({ account, ...part }));
}
