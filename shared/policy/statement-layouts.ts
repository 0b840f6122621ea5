import * as z from "zod/mini";
import { oneOf } from "../domain/codes.ts";
import { text } from "../domain/fields.ts";
import layoutsData from "./statement-layouts.json" with { type: "json" };

/** How a layout may write a day. All of them name it without doubt: none has the month first. An instant in UTC is the day in London. */
export const DATE_FORMATS = ["dd/mm/yyyy", "dd/mm/yy", "d mmm yyyy", "yyyy-mm-dd", "utc-instant"] as const;
export type DateFormat = (typeof DATE_FORMATS)[number];

const name = text(60);
const words = z.array(z.string());

/** How one supplier or bank writes its statements, in one version of its export. Columns are known by the text of the header, and never guessed. */
export const StatementLayout = z.object({
  version: z.number().check(z.gte(1)),
  source: text(300),
  /** What a file that is not in UTF-8 is in; undefined where it must be in UTF-8. */
  encoding: z.optional(oneOf(["windows-1252"])),
  delimiter: oneOf([",", ";", "\t", "|"]),
  /** Every header it is known by, cell by cell; none where a file begins with its first row, and columns go by `1`, `2` and so on. */
  headers: z.array(z.array(name)),
  /** At most so many rows that are not blank may stand before the header. */
  preambleRows: z.number().check(z.gte(0)),
  columns: z.object({
    /** Whose row it is, by the supplier's reference. Without one a file is of one account, which is named beside it. */
    account: z.optional(name),
    id: z.optional(name),
    posted: name,
    status: z.optional(name),
    kind: z.optional(name),
    amount: z.optional(name),
    paidOut: z.optional(name),
    paidIn: z.optional(name),
    balance: z.optional(name),
    currency: z.optional(name),
    mcc: z.optional(name),
    /** Read one after the other into one text. */
    text: z.array(name),
  }),
  /** Columns whose cells may begin with an apostrophe that a spreadsheet put there: it alone is taken off. */
  apostrophes: words,
  dates: z.array(oneOf(DATE_FORMATS)).check(z.minLength(1)),
  /** What the sign of an amount says. `columns`: money out and in stand apart, without signs. `by-kind`: no sign; the words of `inWords` are money in. */
  sign: oneOf(["in-positive", "out-positive", "columns", "by-kind"]),
  inWords: z.optional(words),
  unit: oneOf(["pounds", "pence"]),
  /** Pounds always have two decimals, so that a file in pence is noticed. */
  twoDecimals: z.optional(z.literal(true)),
  /** What the currency column may say. */
  currencies: words,
  /** What the status column says of a row: posted ones are money; pending, declined and informational ones never count. Any other word is refused. */
  statuses: z.optional(z.object({ posted: words, pending: words, declined: words, informational: words })),
  /** What the supplier's words for kinds mean here. */
  kinds: z.record(z.string(), z.string()),
  /** What a word means that stands nowhere in `kinds`: refused where absent. */
  otherKind: z.optional(z.string()),
  ids: oneOf(["stable", "per-export", "positional", "none"]),
  /** One id may stand for several movements of one kind: a purchase that was cleared in parts. */
  idOfSeveral: z.optional(z.literal(true)),
  balance: oneOf(["posted", "available", "none"]),
  /** A file holds the whole of every day it names: it is made after midnight. */
  wholeDays: z.boolean(),
  /** Rows that are no movements, known by how a column begins. */
  otherRows: z.array(z.object({ is: oneOf(["brought-forward", "total"]), column: name, begins: text(60) })),
});
export type StatementLayout = z.infer<typeof StatementLayout>;

let parsed: ReadonlyMap<string, StatementLayout> | undefined;

/** Every layout there is, by its name. */
export function statementLayouts(): ReadonlyMap<string, StatementLayout> {
  parsed ??= new Map(Object.entries(z.record(z.string(), StatementLayout).parse(layoutsData)));
  return parsed;
}
