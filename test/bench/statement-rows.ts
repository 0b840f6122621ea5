import { daysAfter } from "../../shared/domain/time.ts";

/** How many rows an account has in a month, of this many days. */
export const ROWS_A_MONTH = 38;
const DAYS = 28;
export const HEADER = "account,id,posted,status,kind,amount,merchant,mcc,balance";

/** One of a card's rows of a month, as our own layout has it: a load, and what is bought. */
export function rowOf(card: string, row: number): { readonly day: string; readonly text: string } {
  const day = daysAfter("2026-07-06", Math.floor((row * DAYS) / ROWS_A_MONTH));
  const [kind, amount] = row === 0 ? ["load", "848.00"] : ["purchase", "-21.37"];
  const pence = 10_000 + 84_800 - row * 2_137;
  const balance = `${pence < 0 ? "-" : ""}${Math.floor(Math.abs(pence) / 100)}.${String(Math.abs(pence) % 100).padStart(2, "0")}`;
  return { day, text: `${card},T-${card}-${row},${day},posted,${kind},${amount},Sample Care and Support ${row % 7},8050,${balance}` };
}

/** All of a card's rows of a month. */
export const monthOf = (card: string) => Array.from({ length: ROWS_A_MONTH }, (_, row) => rowOf(card, row));
