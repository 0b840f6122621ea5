import * as z from "zod/mini";
import { RecordId, text } from "../fields.ts";
import type { DisclosureRules } from "./rules.ts";
import type { Heading } from "./true-tables.ts";

/** What each account or provider gave to a sum, in whole pence, by who they are. Held while figures are made; stored and shown nowhere. */
export type ByOne = ReadonlyMap<string, number>;

/** A row with what each gave to it; and what each gave to the same row of periods before, of those that were published. */
export interface TrueSumRow extends Heading {
  readonly byOne: ByOne;
  readonly earlier?: readonly ByOne[];
}

/** A sum of money as it may be shown, in whole pence. Why it is not shown stands nowhere: that one has most of it would tell of them. */
export const ShownSum = z.union([z.strictObject({ atLeast: z.number().check(z.gt(0)) }), z.strictObject({ notShown: z.literal(true) })]).brand<"ShownSum">();
export type ShownSum = z.infer<typeof ShownSum>;

/** Sums of money by row, as they are stored and never worked out again. */
export const SumTable = z
  .strictObject({
    rows: z.array(z.strictObject({ id: RecordId, name: text(200), sum: ShownSum })),
    /** Rows that cannot be shown alone, together, where that can be shown. */
    rest: z.optional(ShownSum),
    /** All rows that are shown, the rest among them, and no other. */
    total: ShownSum,
  })
  .brand<"DisclosedSums">();
export type SumTable = z.infer<typeof SumTable>;

const HIDDEN = ShownSum.parse({ notShown: true });
const amountsIn = (byOne: ByOne): readonly number[] => [...byOne.values()].filter((amount) => amount > 0);
const added = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);

/** Whether so many gave to a sum that no one of them learns of another: rule 8 of docs/disclosure.md. */
function isProtected(amounts: readonly number[], { threshold, dominance: { leastListings, twoLargestPercent } }: DisclosureRules): boolean {
  if (amounts.length < Math.max(threshold, leastListings)) return false;
  const [largest = 0, second = 0] = amounts.toSorted((a, b) => b - a);
  return (largest + second) * 100 <= added(amounts) * twoLargestPercent;
}

/** By how much each gave more or less than before: what whoever has both periods learns of, should they take the one from the other. */
const changes = (byOne: ByOne, before: ByOne): readonly number[] =>
  [...new Set([...byOne.keys(), ...before.keys()])].map((one) => Math.abs((byOne.get(one) ?? 0) - (before.get(one) ?? 0))).filter((change) => change > 0);

/** Whether a sum may be shown: it is of enough, and so is what changed in it since each of the periods before, unless nothing did. */
function mayBeShown({ byOne, earlier = [] }: Pick<TrueSumRow, "byOne" | "earlier">, rules: DisclosureRules): boolean {
  if (!isProtected(amountsIn(byOne), rules)) return false;
  return earlier.every((before) => {
    const changed = changes(byOne, before);
    return changed.length === 0 || isProtected(changed, rules);
  });
}

/** Down to two figures: 1 to 99, 100, 110 and so on. */
function toTwoFigures(pence: number): number {
  const power = 10 ** Math.max(0, String(Math.floor(pence)).length - 2);
  return power * Math.floor(pence / power);
}

/**
 * Rounded down to what as many as counts are rounded to give on average, so that it tells no more of how many there are than a count does; and that to two figures,
 * which only puts several of those steps together: were the sum itself rounded to the larger of both, a step would be cut short wherever the sum has a digit more.
 */
function rounded(byOne: ByOne, { base }: DisclosureRules): ShownSum {
  const amounts = amountsIn(byOne);
  const all = added(amounts);
  const step = Math.max(1, toTwoFigures((base * all) / Math.max(1, amounts.length)));
  const atLeast = toTwoFigures(step * Math.floor(all / step));
  return atLeast > 0 ? ShownSum.parse({ atLeast }) : HIDDEN;
}

/** Several sums as one, by who gave. */
function together(sums: readonly ByOne[]): ByOne {
  const all = new Map<string, number>();
  for (const sum of sums) for (const [one, amount] of sum) all.set(one, (all.get(one) ?? 0) + amount);
  return all;
}

/** Rows as one, in this period and in each before. */
function asOne(rows: readonly TrueSumRow[]): Pick<TrueSumRow, "byOne" | "earlier"> {
  const periods = Math.max(0, ...rows.map(({ earlier = [] }) => earlier.length));
  const earlier = Array.from({ length: periods }, (_, at) => together(rows.flatMap((row) => row.earlier?.[at] ?? [])));
  return { byOne: together(rows.map(({ byOne }) => byOne)), earlier };
}

/**
 * What may be shown of sums of money by row, of a period that is over: the only thing pages and files are made of. A row is shown where enough gave to it, the two
 * largest have no more of it than `dominance` says, and the same holds of what changed since each period before. Rows that cannot be shown are shown
 * together where that can be; the total is of what is shown alone. So whoever takes any of these sums from another is left with one that is protected
 * as they are, or with nothing.
 *
 * Pure. Rows in the order given. Throws where an amount is no whole number of 0 or more.
 */
export function discloseSums(rows: readonly TrueSumRow[], rules: DisclosureRules): SumTable {
  for (const { byOne } of rows)
    for (const amount of byOne.values()) if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError("A sum is made of whole amounts of 0 or more");
  const shown = rows.filter((row) => mayBeShown(row, rules));
  const hidden = rows.filter((row) => !shown.includes(row));
  const rest = asOne(hidden);
  const hasRest = hidden.length > 1 && mayBeShown(rest, rules);
  const total = asOne(hasRest ? rows : shown);
  return SumTable.parse({
    rows: rows.map((row) => ({ id: row.id, name: row.name, sum: shown.includes(row) ? rounded(row.byOne, rules) : HIDDEN })),
    ...(hasRest ? { rest: rounded(rest.byOne, rules) } : {}),
    total: mayBeShown(total, rules) ? rounded(total.byOne, rules) : HIDDEN,
  });
}

/** The share of one shown sum in another, in whole per cent, of what is shown alone; undefined where either is hidden. */
export const shareOfSums = (part: ShownSum, whole: ShownSum): number | undefined =>
  "atLeast" in part && "atLeast" in whole ? Math.round((100 * part.atLeast) / whole.atLeast) : undefined;
