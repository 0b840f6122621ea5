import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { dateOfDay, dayNumber } from "../../../shared/domain/time.ts";
import { Learned } from "../rules/known-movements.ts";
import { MOVEMENT_KINDS, type Movement } from "../rules/movement.ts";
import { firstDayOf } from "../rules/periods.ts";
import type { SegmentRows } from "../use-cases/ledger-ports.ts";

// A segment is read at every check for some four months, and a day's statement makes one of two rows: so each row is a list, and says nothing that the row
// before, the segment or its key says.

/**
 * A movement: its id, the day since the period's first, the kind, pence, text, category, reference; then the balance after it where it does not go
 * on from the row before (`=` where it does), and its order where it is not the next of its day.
 */
const Row = z.tuple([
  z.string(),
  z.number(),
  oneOf(MOVEMENT_KINDS),
  z.number(),
  z.string(),
  z.nullable(z.string()),
  z.nullable(z.string()),
  z.nullable(z.union([z.number(), z.literal("=")])),
  z.nullable(z.number()),
  z.nullable(z.literal(1)),
]);
type Row = z.infer<typeof Row>;

/** Rows that became known at the same moment, by the same file. */
const Rows = z.object({ at: z.string(), by: z.string(), rows: z.array(Row) });

/** What a segment says besides of movements that were known, and which of a whole day it did not show. */
const learnedRows = { learned: z.optional(z.array(Learned)), vanished: z.optional(z.array(z.string())) };

/** What an import found new of some days of an account. Never changed once stored; whose it is, of which days and by which import is in its key. `at` is the version of the head it was stored with. */
export const Segment = z.object({
  at: z.number(),
  parts: z.array(Rows),
  ...learnedRows,
});
export type Segment = z.infer<typeof Segment>;

const isText = (value: unknown): boolean => typeof value === "string";
const isNumber = (value: unknown): boolean => Number.isFinite(value);
/** The places of `Row`. */
const PLACES: readonly ((value: unknown) => boolean)[] = [
  isText,
  isNumber,
  (kind) => MOVEMENT_KINDS.some((known) => known === kind),
  isNumber,
  isText,
  (mcc) => mcc === null || isText(mcc),
  (reference) => reference === null || isText(reference),
  (balance) => balance === null || balance === "=" || isNumber(balance),
  (order) => order === null || isNumber(order),
  (inferred) => inferred === null || inferred === 1,
];
const isRow = (value: unknown): boolean => Array.isArray(value) && value.length === PLACES.length && PLACES.every((isRight, place) => isRight(value[place]));
const isPart = (value: unknown): boolean => {
  const { at, by, rows, ...more } = Object(value);
  return isText(at) && isText(by) && Array.isArray(rows) && rows.every(isRow) && Object.keys(more).length === 0;
};
/**
 * Whether a body is certainly a `Segment` of rows alone, as nearly all are, told by hand: a check reads two hundred rows, and the schema takes longer over their
 * places than the check does.
 */
export function isSegmentOfRows(body: unknown): body is Segment {
  const { at, parts, ...more } = Object(body);
  return isNumber(at) && Array.isArray(parts) && parts.every(isPart) && Object.keys(more).length === 0;
}

/** What its key says of a segment. */
type SegmentKey = Pick<SegmentRows, "period" | "importId">;

/** A segment as it is stored. */
export function storedSegment({ period, at, movements, learned, vanished }: Omit<SegmentRows, "importId">): Segment {
  const first = dayNumber(firstDayOf(period));
  const parts: { at: string; by: string; rows: Row[] }[] = [];
  let before: Movement | undefined;
  for (const one of movements) {
    let part = parts.at(-1);
    if (part === undefined || part.at !== one.recordedAt || part.by !== one.importId) {
      part = { at: one.recordedAt, by: one.importId, rows: [] };
      parts.push(part);
    }
    const goesOn = one.balancePence !== undefined && one.balancePence - one.pence === before?.balancePence;
    const order = one.postedOn === before?.postedOn ? before.order + 1 : 0;
    part.rows.push([
      one.id,
      dayNumber(one.postedOn) - first,
      one.kind,
      one.pence,
      one.text,
      one.mcc ?? null,
      one.reference ?? null,
      goesOn ? "=" : (one.balancePence ?? null),
      one.order === order ? null : one.order,
      one.inferredOrder === true ? 1 : null,
    ]);
    before = one;
  }
  return {
    at,
    parts,
    ...(learned === undefined || learned.length === 0 ? {} : { learned: [...learned] }),
    ...(vanished?.length ? { vanished: [...vanished] } : {}),
  };
}

/** What a stored segment says. */
export function segmentRows({ at, parts, learned, vanished }: Segment, { period, importId }: SegmentKey): SegmentRows {
  const first = dayNumber(firstDayOf(period));
  const movements: Movement[] = [];
  let before: Movement | undefined;
  for (const { at: recordedAt, by, rows } of parts)
    for (const [id, day, kind, pence, text, mcc, reference, balance, order, inferred] of rows) {
      const postedOn = dateOfDay(first + day);
      const balancePence = balance === "=" ? (before?.balancePence ?? 0) + pence : balance;
      const next: Movement = {
        id,
        postedOn,
        kind,
        pence,
        order: order ?? (postedOn === before?.postedOn ? before.order + 1 : 0),
        text,
        recordedAt,
        importId: by,
      };
      if (balancePence !== null) next.balancePence = balancePence;
      if (inferred === 1) next.inferredOrder = true;
      if (mcc !== null) next.mcc = mcc;
      if (reference !== null) next.reference = reference;
      movements.push(next);
      before = next;
    }
  return { period, importId, at, movements, ...(learned === undefined ? {} : { learned }), ...(vanished === undefined ? {} : { vanished }) };
}
