import type { Pence } from "../../../shared/domain/money.ts";

/** An amount that was read, or why not: in words that go after the name of its column. */
export type ReadAmount = { readonly pence: Pence } | { readonly fault: string };

/** Minus signs that suppliers write: hyphen-minus, the minus sign, the en dash. */
const MINUS = "[-\\u2212\\u2013]";
const BLANK = "[ \\u00a0\\u202f]";
const POUNDS = "(?<pounds>\\d{1,3}(?:,\\d{3})+|\\d+)?(?:\\.(?<part>\\d{1,2}))?";
const WHOLE = "(?<pounds>\\d+)(?<part>(?!))?";

/**
 * One sign, or brackets, or neither; a pound sign before or after it. What else stands in an amount is never taken off: it refuses the row.
 */
const grammar = (number: string): RegExp =>
  new RegExp(`^${BLANK}*(?:(?<sign>${MINUS}|\\+)?${BLANK}?(?:£${BLANK}?)?(?<late>${MINUS})?|(?<open>£?\\(£?))(?=[\\d.])${number}(?<close>\\))?${BLANK}*$`, "u");
const IN_POUNDS = grammar(POUNDS);
const IN_PENCE = grammar(WHOLE);

export interface AmountForm {
  readonly unit: "pounds" | "pence";
  /** Pounds have two decimals, always. */
  readonly twoDecimals?: true | undefined;
}

/** The pence that an amount says, exactly: digits are put together as text, and no fraction is ever worked with. */
export function readAmount(written: string, { unit, twoDecimals }: AmountForm): ReadAmount {
  const groups = (unit === "pounds" ? IN_POUNDS : IN_PENCE).exec(written)?.groups;
  if (!groups) return { fault: unit === "pounds" ? "is not an amount in pounds, such as -1,234.56" : "is not a whole number of pence" };
  const { sign, late, open, close, pounds = "", part } = groups;
  if ((open === undefined) !== (close === undefined)) return { fault: "has a bracket without its other half" };
  if (late !== undefined && sign !== undefined) return { fault: "has two signs" };
  if (open?.startsWith("£") && open.endsWith("£")) return { fault: "has two pound signs" };
  if (twoDecimals && part?.length !== 2) return { fault: "does not have two decimals: is it in pence?" };
  const digits = pounds.replaceAll(",", "") + (unit === "pounds" ? (part ?? "").padEnd(2, "0") : "");
  const size = Number(digits);
  if (!Number.isSafeInteger(size)) return { fault: "is too large to be an amount" };
  const negative = open !== undefined || (sign !== undefined && sign !== "+") || late !== undefined;
  return { pence: negative && size !== 0 ? -size : size };
}
