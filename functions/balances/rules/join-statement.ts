import { pounds } from "../../../shared/domain/money.ts";
import { type Instant, longDate, type PlainDate } from "../../../shared/domain/time.ts";
import { placesSaid } from "./day-opening.ts";
import { trailsOf } from "./day-trail.ts";
import type { KnownMovements, Learned } from "./known-movements.ts";
import type { Movement } from "./movement.ts";
import { groupOf, groupOfMovement, isOfStableId, movementId } from "./movement-identity.ts";
import type { FileTerms, StatedSum, StatementFault, StatementRow } from "./statement.ts";
import { byDay, isBalanced, type OrderedRow, proved } from "./statement-proof.ts";

/** What one file says of one account. */
export interface AccountStatement {
  /** As they stand in the file. */
  readonly rows: readonly StatementRow[];
  readonly sums: readonly StatedSum[];
  readonly terms: FileTerms;
  /** The file, and when it was brought. */
  readonly importId: string;
  readonly at: Instant;
}

/** What a statement adds to an account; or why none of it is taken. */
export type JoinedStatement =
  | {
      readonly ok: true;
      readonly movements: readonly Movement[];
      readonly learned: readonly Learned[];
      /** Where movements stand in their days, where balances do not tell. */
      readonly places: readonly Learned[];
      readonly vanished: readonly string[];
      /** Rows that were known already. */
      readonly known: number;
      /** Days that the file holds the whole of. */
      readonly wholeDays: readonly PlainDate[];
    }
  | { readonly ok: false; readonly fault: StatementFault };

/**
 * Joins what a file says of an account with what is known of the same days: a union of multisets. Of equal movements there are as
 * many as any one file has shown, so that twins stay two, and a file brought again, in pieces or beside one that overlaps it adds nothing. What is known never
 * changes, and nothing leaves.
 */
export function joinStatement({ rows, sums, terms, importId, at }: AccountStatement, known: KnownMovements): JoinedStatement {
  const proof = proved(rows, sums);
  if (!proof.ok) return proof;
  const groups = Map.groupBy(known.movements, groupOfMovement);
  const shown = Map.groupBy(proof.rows, ({ row }) => groupOf(row, terms));
  const movements: Movement[] = [];
  const learned: Learned[] = [];
  const learnedOf = Map.groupBy(known.learned, ({ movement }) => movement);
  const idOf = new Map<StatementRow, string>();
  for (const [group, some] of shown) {
    const before = groups.get(group) ?? [];
    const fault = otherwise(group, some, before, terms);
    if (fault) return { ok: false, fault };
    let occurrence = 0;
    for (const ordered of some) {
      const id = movementId(group, occurrence);
      const movement = before.find((one) => one.id === id);
      idOf.set(ordered.row, id);
      if (movement) learned.push(...news(movement, ordered.row, learnedOf.get(id) ?? []));
      else movements.push(movementOf(id, ordered, importId, at));
      occurrence += 1;
    }
  }
  const days = new Set(rows.map(({ postedOn }) => postedOn));
  const whole = new Set([...days].filter((day) => isWhole(day, terms)));
  const missing = known.movements.filter(
    (movement) => whole.has(movement.postedOn) && (shown.get(groupOfMovement(movement))?.length ?? 0) <= occurrenceOf(movement),
  );
  const twoWays = clash(movements, missing, known.movements, rows);
  if (twoWays) return { ok: false, fault: twoWays };
  const vanished = missing.map(({ id }) => id).filter((id) => !known.vanished.includes(id));
  const places = placesSaid(rows, proof.rows, terms.wholeDays).flatMap(({ row, ...said }): readonly Learned[] => {
    const id = idOf.get(row) ?? "";
    const isOfDay = ({ postedOn }: Movement): boolean => postedOn === row.postedOn;
    const isWorthless = said.alone && [...known.movements, ...movements].filter(isOfDay).length !== said.ofRows;
    const isKnown = learnedOf.get(id)?.some((one) => one.place === said.place && one.ofRows === said.ofRows && one.alone === said.alone);
    return isWorthless || isKnown ? [] : [{ movement: id, ...said }];
  });
  return { ok: true, movements, learned, places, vanished, known: rows.length - movements.length, wholeDays: [...whole] };
}

/** Whether a file says all of a day. Of its first and its last day it may hold a part, unless it is made after midnight. */
export const isWhole = (day: PlainDate, { wholeDays, firstDay, lastDay }: FileTerms): boolean => wholeDays || (day > firstDay && day < lastDay);

const occurrenceOf = ({ id }: Movement): number => Number(id.slice(id.lastIndexOf(".") + 1));

function movementOf(id: string, { row, order, inferred }: OrderedRow, importId: string, recordedAt: Instant): Movement {
  const { postedOn, kind, pence, balancePence, text, mcc, id: reference } = row;
  const movement: Movement = { id, postedOn, kind, pence, order, text, recordedAt, importId };
  if (balancePence !== undefined) movement.balancePence = balancePence;
  if (inferred) movement.inferredOrder = true;
  if (mcc !== undefined) movement.mcc = mcc;
  if (reference !== undefined) movement.reference = reference;
  return movement;
}

/** Where one id is said to stand for two things: a movement never changes, and neither is preferred. */
function otherwise(group: string, shown: readonly OrderedRow[], known: readonly Movement[], { idOfSeveral }: FileTerms): StatementFault | undefined {
  if (!isOfStableId(group)) return undefined;
  const first = known[0] ?? shown[0]?.row;
  const other = shown.find(({ row }) => row.pence !== first?.pence || row.postedOn !== first.postedOn)?.row;
  if (other && first)
    return {
      line: other.line,
      field: "id",
      reason: `stands for ${pounds(first.pence)} on ${longDate(first.postedOn)} and for ${pounds(other.pence)} on ${longDate(other.postedOn)}`,
    };
  if (idOfSeveral) return undefined;
  if (known.length === 0) return undefined;
  for (const [at, { row }] of shown.entries()) {
    const before = known[at]?.balancePence;
    if (before !== undefined && row.balancePence !== undefined && before !== row.balancePence)
      return { line: row.line, field: "balance", reason: `after it is ${pounds(row.balancePence)}, and a statement before said ${pounds(before)}` };
  }
  return undefined;
}

function news(movement: Movement, row: StatementRow, learned: readonly Learned[]): readonly Learned[] {
  const text = row.text === movement.text || learned.some((one) => one.text === row.text) ? undefined : row.text;
  const reference = row.id === undefined || row.id === movement.reference || learned.some((one) => one.reference === row.id) ? undefined : row.id;
  if (text === undefined && reference === undefined) return [];
  return [{ movement: movement.id, ...(text === undefined ? {} : { text }), ...(reference === undefined ? {} : { reference }) }];
}

/**
 * Where a file that says all of a day leaves out what is known of it and has others instead, and nothing but their text or balance tells them apart: the
 * same money would count twice.
 */
function clash(
  added: readonly Movement[],
  missing: readonly Movement[],
  known: readonly Movement[],
  rows: readonly StatementRow[],
): StatementFault | undefined {
  if (missing.length === 0) return undefined;
  const left = new Set(missing.map(({ postedOn }) => postedOn));
  const days = new Map(byDay(known));
  for (const [day, some] of byDay(added)) {
    const before = days.get(day) ?? [];
    const replaced = left.has(day) && some.some(({ id }) => !isOfStableId(id));
    const together = [...before, ...some].filter(isBalanced);
    const apart = left.has(day) && together.length === before.length + some.length && trailsOf(together).length > 1;
    if (!replaced && !apart) continue;
    const line = rows.find(({ postedOn }) => postedOn === day)?.line ?? 0;
    return { line, field: "posted", reason: `${longDate(day)} has other rows here than in a statement before, and this one says all of that day` };
  }
  return undefined;
}
