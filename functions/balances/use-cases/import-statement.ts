import { type EpochMillis, type Instant, instantOf, millisOf, type PlainDate } from "../../../shared/domain/time.ts";
import { LAST_DAY } from "../../../shared/domain/timeline.ts";
import type { ImportReport, Progress, RefusedRow } from "../../../shared/import/rows.ts";
import { joinStatement } from "../rules/join-statement.ts";
import { onHoldAfter } from "../rules/on-hold.ts";
import type { StatementFault } from "../rules/statement.ts";
import { spansAfter, touchedBefore } from "../rules/statement-spans.ts";
import type { NamedLayout } from "./read-statement.ts";
import { partOf, type SortedStatement, type StatementPart, sortStatement } from "./sort-statement.ts";
import type { Addition, RowShelves, StatementStore, StoredAccount } from "./statement-ports.ts";

export interface ImportStatementDeps {
  readonly store: StatementStore;
  readonly shelves: RowShelves;
  /** Whose accounts the file is of (GSS code). */
  readonly authority: string;
  readonly named: NamedLayout;
  /** Whose rows they are, for a layout that does not say. */
  readonly reference?: string | undefined;
  /** The one account whose rows are taken, where somebody brings them who may speak of no other. */
  readonly only?: string | undefined;
  readonly now: () => EpochMillis;
  /** Told of the accounts that a statement spoke of, once what it says is stored; again where it is brought again. */
  readonly looked: (accounts: readonly string[]) => Promise<void>;
  readonly progress: Progress;
}

/** What an import of a statement did: rows are counted, and what holds for the file as a whole is said. */
export type StatementReport = ImportReport & { readonly notes: readonly string[] };

const STALE_TRIES = 5;
const GROUPS_AT_ONCE = 3;
/** Accounts that are read together, and stored together. */
const ACCOUNTS_A_GROUP = 25;
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
    const accounts = [...shelf.keys()];
    for (const account of accounts) refused.push(...(sorted.faults.get(account) ?? []));
    const waiting = inGroups(accounts.filter((account) => !sorted.faults.has(account))).values();
    const worker = async (): Promise<void> => {
      for (const group of waiting) {
        const parts = group.map((account) => partOf(account, shelf.get(account) ?? [], sorted.importId));
        for (const [account, done] of await takenIn(parts, sorted, deps)) {
          for (const count of COUNTS) total[count] += done[count];
          refused.push(...done.refused);
          if (done.refused.length === 0) taken.push(account);
        }
      }
    };
    await Promise.all(Array.from({ length: GROUPS_AT_ONCE }, worker));
    await deps.looked(taken.splice(0));
  }
  const { vanished, ...counts } = total;
  const gone = `The file does not show ${vanished} movements that a statement before showed of the same days: they stay, and officers can see them`;
  return { ...counts, refused: refused.toSorted((one, other) => one.line - other.line), notes: vanished === 0 ? sorted.notes : [...sorted.notes, gone] };
}

type Taken = Readonly<Record<(typeof COUNTS)[number], number>> & { readonly refused: readonly StatementFault[] };
const NOTHING: Taken = { added: 0, changed: 0, unchanged: 0, vanished: 0, refused: [] };

const inGroups = (accounts: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(accounts.length / ACCOUNTS_A_GROUP) }, (_, at) => accounts.slice(at * ACCOUNTS_A_GROUP, (at + 1) * ACCOUNTS_A_GROUP));

/** Takes accounts' parts in: what another changes meanwhile is read again. */
async function takenIn(parts: readonly StatementPart[], sorted: SortedStatement, { store, now }: ImportStatementDeps): Promise<ReadonlyMap<string, Taken>> {
  const taken = new Map<string, Taken>(parts.map(({ account }) => [account, NOTHING]));
  // Of an account of which a file says no more than what rows come to, nothing is read.
  let left = parts.flatMap((part) => (part.rows.length === 0 && part.onHold === undefined ? [] : [{ part, from: firstDayIn(part) }]));
  for (let attempt = 1; attempt <= STALE_TRIES && left.length > 0; attempt += 1) {
    const read = await store.accounts(new Map(left.map(({ part: { account, id }, from }) => [account, { from, part: id }])), attempt > 1);
    const additions = new Map<string, Addition>();
    const again: typeof left = [];
    for (const { part } of left) {
      const before = read.accounts.get(part.account);
      const step = before && taking(part, before, sorted, now());
      if (!step) throw new Error("An account was not read");
      if ("from" in step) again.push({ part, from: step.from });
      else taken.set(part.account, step.taken);
      if ("addition" in step && step.addition) additions.set(part.account, step.addition);
    }
    const stale = additions.size === 0 ? new Set() : await read.add(additions);
    left = [...again, ...left.filter(({ part }) => stale.has(part.account))];
  }
  for (const { part } of left) {
    const line = part.rows[0]?.line ?? 0;
    taken.set(part.account, { ...NOTHING, refused: [{ line, field: "line", reason: "is of an account that is being changed: import it again" }] });
  }
  return taken;
}

function firstDayIn({ rows }: StatementPart): PlainDate {
  let first = LAST_DAY;
  for (const { postedOn } of rows) if (postedOn < first) first = postedOn;
  return first;
}

/** What is to be done with a part: what to add, if it has news; or from which day on to read the account again. */
function taking(
  { id: part, rows, sums, onHold: stated }: StatementPart,
  before: StoredAccount,
  { terms, importId }: SortedStatement,
  now: EpochMillis,
): { readonly taken: Taken; readonly addition?: Addition } | { readonly from: PlainDate } {
  if (before.took === part) return { taken: { ...NOTHING, unchanged: rows.length } };
  if (rows.length === 0) {
    const onHold = onHoldAfter(before.onHold, stated, before.spans);
    const nothing = { movements: [], learned: [], vanished: [], spans: before.spans, postedOn: new Map<string, PlainDate>() };
    return { taken: NOTHING, ...(isSame(onHold, before.onHold) ? {} : { addition: { importId, part, ...nothing, onHold } }) };
  }
  const joined = joinStatement({ rows, sums, terms, importId, at: laterThan(before.checkedAt, now) }, before.known);
  if (!joined.ok) return { taken: { ...NOTHING, refused: [joined.fault] } };
  const { movements, vanished, known } = joined;
  const changed = joined.learned.length;
  const taken = { added: movements.length, changed, unchanged: known - changed, vanished: vanished.length, refused: [] };
  const learned = [...joined.learned, ...joined.places];
  const after = movements.length === 0 ? before.known.movements : [...before.known.movements, ...movements];
  const spans = spansAfter(before.spans, {
    from: before.from,
    before: before.known.movements,
    after,
    learned: [...before.known.learned, ...learned],
    wholeDays: new Set(joined.wholeDays),
  });
  const earlier = touchedBefore(before.spans, spans, before.from);
  if (earlier !== undefined) return { from: earlier };
  const onHold = onHoldAfter(before.onHold, stated, spans);
  const isNews = movements.length + learned.length + vanished.length > 0 || !isSame(spans, before.spans) || !isSame(onHold, before.onHold);
  if (!isNews) return { taken };
  const postedOn = new Map(after.map((movement) => [movement.id, movement.postedOn]));
  return { taken, addition: { importId, part, movements, learned, vanished, spans, onHold, postedOn } };
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Now, or after an instant where a clock went back: what a check knew stays as it was. */
const laterThan = (instant: Instant | undefined, at: EpochMillis): Instant => instantOf(instant === undefined ? at : Math.max(at, millisOf(instant) + 1));
