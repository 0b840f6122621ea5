import { createHash, hash } from "node:crypto";
import type { PlainDate } from "../../../shared/domain/time.ts";
import { LAST_DAY } from "../../../shared/domain/timeline.ts";
import { CompactMap } from "../../../shared/import/compact-map.ts";
import { UnusableFile } from "../../../shared/import/encoding.ts";
import type { Progress, RefusedRow } from "../../../shared/import/rows.ts";
import type { MovementKind } from "../rules/movement.ts";
import { type OnHold, onHoldIn, type PendingRow } from "../rules/on-hold.ts";
import type { FileTerms, StatedSum, StatementFault, StatementRow } from "../rules/statement.ts";
import { type LineRead, type NamedLayout, readStatement } from "./read-statement.ts";
import type { RowShelves, StatementStore } from "./statement-ports.ts";

export interface SortStatementDeps {
  readonly store: Pick<StatementStore, "accountsOf">;
  readonly shelves: Pick<RowShelves, "put">;
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
const NOBODY = "";

/** Reads a statement to its end and puts its rows aside by account, before anything of it is stored. Throws `UnusableFile`. */
export async function sortStatement(file: string, deps: SortStatementDeps): Promise<SortedStatement> {
  const { named, reference, shelves, progress } = deps;
  const { name, layout } = named;
  if (layout.columns.account === undefined && reference === undefined)
    throw new UnusableFile(`${file} does not say whose rows it has, as the layout ${name} has no column for it: name the account`);
  // A layout that reads otherwise makes another import of the same file.
  const content = createHash("sha256").update(JSON.stringify([name, layout]));
  const owners = new Owners(deps);
  const left = { pending: 0, declined: 0, informational: 0 };
  let [firstDay, lastDay]: [PlainDate, PlainDate] = [LAST_DAY, ""];
  let waiting: LineRead[] = [];
  let read = 0;
  const putAside = async (): Promise<void> => {
    await owners.lookUp(waiting);
    for (const row of waiting) {
      const account = owners.take(row);
      if (account !== undefined) shelves.put(account, written(row));
    }
    waiting = [];
  };
  for await (const row of readStatement(file, named, (piece) => void content.update(piece))) {
    read += 1;
    if (read % ROWS_AT_ONCE === 0) progress(read);
    if (row.is === "header") continue;
    if (row.is === "pending" || row.is === "declined" || row.is === "informational") {
      left[row.is] += 1;
      if (row.is !== "pending" || row.row === undefined) continue;
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
  /** By reference; empty where it is nobody's. There are as many as the file has accounts. */
  private readonly accounts = new CompactMap();
  private readonly unknown = new Map<string, { line: number; rows: number }>();
  private readonly deps: SortStatementDeps;

  constructor(deps: SortStatementDeps) {
    this.deps = deps;
  }

  /** Looks up the references of some rows. */
  async lookUp(rows: readonly LineRead[]): Promise<void> {
    const { store, authority, only } = this.deps;
    const named = new Set<string>();
    for (const row of rows) {
      const reference = this.referenceOf(row);
      if (!this.accounts.has(reference)) named.add(reference);
    }
    if (named.size === 0) return;
    const found = await store.accountsOf(authority, [...named]);
    for (const one of named) {
      const account = found.get(one);
      this.accounts.set(one, only === undefined || account === only ? (account ?? NOBODY) : NOBODY);
    }
  }

  /** The account of a row whose reference was looked up, if it has one; what is wrong with it is noted. */
  take(row: LineRead): string | undefined {
    const reference = this.referenceOf(row);
    const account = this.accounts.get(reference) || undefined;
    if (account === undefined && row.is !== "pending") this.count(reference, row.line);
    else if (account !== undefined && row.is === "fault") this.faults.set(account, [...(this.faults.get(account) ?? []), row.fault].slice(0, MOST_FAULTS));
    return account;
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
  /** The same for the same rows of the same file. */
  readonly id: string;
  readonly rows: readonly StatementRow[];
  readonly sums: readonly StatedSum[];
  /** What it shows as pending. */
  readonly onHold?: OnHold | undefined;
}

/** A row as it is put aside: a movement as a list, what rows come to as a list of three, what is pending as a list of two, nothing of others. */
type Written = readonly [
  line: number,
  postedOn: PlainDate,
  kind: MovementKind,
  pence: number,
  text: string,
  id: string | null,
  mcc: string | null,
  balancePence: number | null,
];
type WrittenSum = readonly [line: number, is: StatedSum["is"], pence: number];
type WrittenPending = readonly [postedOn: PlainDate, pence: number];

function written(row: LineRead): string {
  if (row.is === "movement") {
    const { line, postedOn, kind, pence, text, id, mcc, balancePence } = row.row;
    return JSON.stringify([line, postedOn, kind, pence, text, id ?? null, mcc ?? null, balancePence ?? null] satisfies Written);
  }
  if (row.is === "pending" && row.row) return JSON.stringify([row.row.postedOn, row.row.pence] satisfies WrittenPending);
  return row.is === "sum" ? JSON.stringify([row.sum.line, row.sum.is, row.sum.pence] satisfies WrittenSum) : "[]";
}

type Aside = Written | WrittenSum | WrittenPending | readonly [];
const isSum = (one: Aside): one is WrittenSum => one.length === 3;
const isPending = (one: Aside): one is WrittenPending => one.length === 2;

/** An account's part of a file as it was put aside, its rows in the order of the file. */
export function partOf(account: string, texts: readonly string[], importId: string): StatementPart {
  const [rows, sums, pending]: [StatementRow[], StatedSum[], PendingRow[]] = [[], [], []];
  let lastDay: PlainDate = "";
  const list = `[${texts.join(",")}]`;
  const all: readonly Aside[] = JSON.parse(list);
  for (const one of all) {
    if (one.length === 0) continue;
    if (isPending(one)) {
      const [postedOn, pence] = one;
      pending.push({ postedOn, pence });
      continue;
    }
    if (isSum(one)) {
      const [line, is, pence] = one;
      sums.push({ line, is, pence });
      continue;
    }
    const [line, postedOn, kind, pence, text, id, mcc, balancePence] = one;
    if (postedOn > lastDay) lastDay = postedOn;
    rows.push({ line, id: id ?? undefined, postedOn, kind, pence, balancePence: balancePence ?? undefined, text, mcc: mcc ?? undefined });
  }
  return { account, id: hash("sha256", `${importId}${list}`, "base64url").slice(0, ID_LETTERS), rows, sums, onHold: onHoldIn(pending, lastDay) };
}
