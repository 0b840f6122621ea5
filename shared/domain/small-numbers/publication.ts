import * as z from "zod/mini";
import { oneOf } from "../codes.ts";
import { RecordId, text } from "../fields.ts";
import { PlainDate } from "../time.ts";
import { Period } from "./period.ts";
import { AUDIENCES } from "./rules.ts";

const count = z.number().check(z.refine((given: number) => Number.isSafeInteger(given) && given > 0, "must be a whole number above 0"));

/**
 * Why a figure is not shown. `alike`: all, or nearly all, gave the same answer. `unusual`: one source gave too much of it. `protects`: another could be
 * worked out from it; such a one can be small, or large.
 */
const NOT_SHOWN = ["alike", "unusual", "protects"] as const;
export type NotShown = (typeof NOT_SHOWN)[number];

/** A count as it may be shown. Nothing else makes one than `disclose`, or what `disclose` made, read from where it is stored: a plain number is none. */
export const ShownCount = z
  .union([
    z.strictObject({ atLeast: count }),
    z.strictObject({ fewerThan: count }),
    z.strictObject({ most: z.literal(true) }),
    z.strictObject({ notShown: oneOf(NOT_SHOWN) }),
  ])
  .brand<"ShownCount">();
export type ShownCount = z.infer<typeof ShownCount>;

const Heading = z.strictObject({ id: RecordId, name: text(200) });

const ShownRow = z.strictObject({
  id: RecordId,
  name: text(200),
  /** The row that this one is a part of. */
  parent: z.optional(RecordId),
  /** One for each column. */
  cells: z.array(ShownCount),
  /** All columns together, counted by itself: the shown figures do not add up to it. */
  total: z.optional(ShownCount),
});
export type ShownRow = z.infer<typeof ShownRow>;

const ShownTable = z.strictObject({
  id: RecordId,
  title: text(200),
  columns: z.array(Heading),
  /** By name, whatever their figures are. */
  rows: z.array(ShownRow),
  /** All rows together, counted by itself. */
  totals: z.optional(z.strictObject({ cells: z.array(ShownCount), total: z.optional(ShownCount) })),
});

const everyCount = (tables: readonly z.infer<typeof ShownTable>[]): readonly ShownCount[] =>
  tables.flatMap(({ rows, totals }) => [...rows, ...(totals ? [totals] : [])].flatMap(({ cells, total }) => (total ? [...cells, total] : cells)));

/**
 * A frozen publication: all tables of a period for one audience, as they are stored and never worked out again. Pages, CSV and API are made of it and of
 * nothing else. A correction is a publication of its own with the next version: it says when and why, and replaces the whole of the one before.
 */
export const Publication = z
  .strictObject({
    audience: oneOf(AUDIENCES),
    period: Period,
    version: count,
    publishedOn: PlainDate,
    correction: z.optional(text(500)),
    /** The rules it was made by. */
    rules: z.strictObject({ version: count, threshold: count, base: count }),
    tables: z.array(ShownTable),
  })
  .check(
    z.refine(
      ({ rules: { threshold, base }, tables }) =>
        everyCount(tables).every((shown) => {
          if ("atLeast" in shown) return shown.atLeast >= threshold && shown.atLeast % base === 0;
          return "fewerThan" in shown ? shown.fewerThan === threshold : true;
        }),
      "holds a figure that its rules do not show",
    ),
    z.refine(
      ({ tables }) => tables.every(({ columns, rows, totals }) => [...rows, ...(totals ? [totals] : [])].every(({ cells }) => cells.length === columns.length)),
      "has a row without a figure for each column",
    ),
    z.refine(({ version, correction }) => (version === 1) === (correction === undefined), "a correction says why, and has a version above 1"),
  )
  .brand<"Disclosed">();
export type Publication = z.infer<typeof Publication>;
export type ShownTable = Publication["tables"][number];
