import { type EpochMillis, type Instant, instantOf, millisOf } from "../../../shared/domain/time.ts";
import type { ImportReport, Progress, RefusedRow } from "../../../shared/import/rows.ts";
import { joinStatement } from "../rules/join-statement.ts";
import type { StatementFault } from "../rules/statement.ts";
import { spansAfter } from "../rules/statement-spans.ts";
import type { NamedLayout } from "./read-statement.ts";
import { partsOn, type SortedStatement, type StatementPart, sortStatement } from "./sort-statement.ts";
import type { RowShelves, StatementStore } from "./statement-ports.ts";

export interface ImportStatementDeps {
  readonly store: StatementStore;
  readonly shelves: RowShelves;
  /** Whose accounts the file is of (GSS code). */
  readonly authority: string;
  readonly named: NamedLayout;
  /** Whose rows they are, for a layout that does not say. */
  readonly reference?: string | undefined;
  readonly now: () => EpochMillis;
  /** Told of the accounts that a statement spoke of, once what it says is stored; again where it is brought again. */
  readonly looked: (accounts: readonly string[]) => Promise<void>;
  readonly progress: Progress;
}

/** What an import of a statement did: rows are counted, and what holds for the file as a whole is said. */
export type StatementReport = ImportReport & { readonly notes: readonly string[] };

const STALE_TRIES = 5;
const ACCOUNTS_AT_ONCE = 8;
const COUNTS = ["added", "changed", "unchanged", "vanished"] as const;

/**
 * Takes in a statement, account by account, each all or nothing: its rows add up and go on from what is known, or none of them is stored and
 * the others are. Brought again it writes nothing, and an import that was stopped comes to the same as one that was not. Throws `UnusableFile`, before
 * anything is written, where the whole file is not to be trusted.
 */
export async function importStatement(file: string, deps: ImportStatementDeps): Promise<StatementReport> {
  const sorted = await sortStatement(file, deps);
  const total = { added: 0, changed: 0, unchanged: 0, vanished: 0 };
  const refused: RefusedRow[] = [...sorted.unknown];
  const taken: string[] = [];
  for await (const shelf of deps.shelves.shelves()) {
    const waiting = partsOn(shelf).values();
    const worker = async (): Promise<void> => {
      for (const part of waiting) {
        const faults = sorted.faults.get(part.account);
        const done = faults === undefined ? await takenIn(part, sorted, deps) : { ...NOTHING, refused: faults };
        for (const count of COUNTS) total[count] += done[count];
        refused.push(...done.refused);
        if (done.refused.length === 0) taken.push(part.account);
      }
    };
    await Promise.all(Array.from({ length: ACCOUNTS_AT_ONCE }, worker));
    await deps.looked(taken.splice(0));
  }
  const { vanished, ...counts } = total;
  const gone = `The file does not show ${vanished} movements that a statement before showed of the same days: they stay, and officers can see them`;
  return { ...counts, refused: refused.toSorted((one, other) => one.line - other.line), notes: vanished === 0 ? sorted.notes : [...sorted.notes, gone] };
}

type Taken = Readonly<Record<(typeof COUNTS)[number], number>> & { readonly refused: readonly StatementFault[] };
const NOTHING: Taken = { added: 0, changed: 0, unchanged: 0, vanished: 0, refused: [] };

/** Takes an account's part in: what another changes meanwhile is read again. */
async function takenIn({ account, rows, sums }: StatementPart, { terms, importId }: SortedStatement, { store, now }: ImportStatementDeps): Promise<Taken> {
  const days = rows.map(({ postedOn }) => postedOn).toSorted();
  const [[first], from, to] = [rows, days.at(0), days.at(-1)];
  if (first === undefined || from === undefined || to === undefined) return NOTHING;
  for (let attempt = 1; attempt <= STALE_TRIES; attempt += 1) {
    const before = await store.account(account, { from, to }, attempt > 1);
    const joined = joinStatement({ rows, sums, terms, importId, at: laterThan(before.checkedAt, now()) }, before.known);
    if (!joined.ok) return { ...NOTHING, refused: [joined.fault] };
    const { movements, learned, vanished, known } = joined;
    const done = { added: movements.length, changed: learned.length, unchanged: known - learned.length, vanished: vanished.length, refused: [] };
    const after = [...before.known.movements, ...movements];
    const spans = spansAfter(before.spans, { ...before.window, before: before.known.movements, after, wholeDays: new Set(joined.wholeDays) });
    const isNews = movements.length + learned.length + vanished.length > 0 || JSON.stringify(spans) !== JSON.stringify(before.spans);
    const postedOn = new Map(after.map((movement) => [movement.id, movement.postedOn]));
    if (!isNews || (await before.add({ importId, movements, learned, vanished, spans, postedOn }))) return done;
  }
  return { ...NOTHING, refused: [{ line: first.line, field: "line", reason: "is of an account that is being changed: import it again" }] };
}

/** Now, or after an instant where a clock went back: what a check knew stays as it was. */
const laterThan = (instant: Instant | undefined, at: EpochMillis): Instant => instantOf(instant === undefined ? at : Math.max(at, millisOf(instant) + 1));
