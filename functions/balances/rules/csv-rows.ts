import type { CsvCell } from "../../../shared/domain/csv-text.ts";
import type { PlainDate } from "../../../shared/domain/time.ts";
import type { BalancePolicy } from "../../../shared/policy/balances.ts";
import { amountOf, type BalanceCase, standing } from "./balance-case.ts";
import { tasksOf } from "./case-day.ts";
import type { Movement } from "./movement.ts";

const PENCE_DIGITS = 2;

/** '-12.30' of -1230 pence: an amount as programs read it. */
export function plainAmount(pence: number): string {
  const digits = String(Math.abs(pence)).padStart(PENCE_DIGITS + 1, "0");
  return `${pence < 0 ? "-" : ""}${digits.slice(0, -PENCE_DIGITS)}.${digits.slice(-PENCE_DIGITS)}`;
}

export const CASES_HEAD = ["case", "account", "kind", "opened", "amount", "found", "state", "to do", "worked on"] as const;

/** An open case as a row: the account, never the person. */
export const caseRow = (one: BalanceCase, policy: BalancePolicy, today: PlainDate): readonly CsvCell[] => [
  one.id,
  one.account,
  one.kind,
  { figure: one.openedAt.slice(0, "2026-11-27".length) },
  { figure: plainAmount(amountOf(one)) },
  [...new Set(standing(one).map(({ code }) => code))].join(" "),
  one.state,
  tasksOf(one, policy, today).join(" "),
  { figure: one.workedOn },
];

/** The header of our own layout of statements: what is written by it can be brought in again. Source: docs/statements-csv.md. */
export const MOVEMENTS_HEAD = ["account", "id", "posted", "status", "kind", "amount", "merchant", "mcc", "balance"] as const;

/** A movement as a row of a statement; `reference` is what its supplier calls the account. */
export const movementRow = (reference: string, { reference: id = "", postedOn, kind, pence, text, mcc = "", balancePence }: Movement): readonly CsvCell[] => [
  reference,
  id,
  { figure: postedOn },
  "posted",
  kind,
  { figure: plainAmount(pence) },
  text,
  mcc,
  balancePence === undefined ? "" : { figure: plainAmount(balancePence) },
];
