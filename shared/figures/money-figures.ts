import * as z from "zod/mini";
import type { Period } from "../domain/small-numbers/period.ts";
import { Publication } from "../domain/small-numbers/publication.ts";
import { SumTable } from "../domain/small-numbers/sums.ts";

/** The tables of counts that stand beside sums of money. */
export const MONEY_TABLES = { spend: "spend-accounts", unpaid: "unpaid-providers" } as const;

/**
 * What was published of a month's money, for staff of a council, once and for good: how many accounts spent on what, how many providers carry contributions that
 * were not paid, and what both come to. Pages and files are made of it and of nothing else.
 */
export const MoneyFigures = z.object({
  /** The month, its rules and the day; and the tables of counts. */
  publication: Publication,
  /** What accounts spent, by category. */
  spend: SumTable,
  /** Contributions that were not paid, by who carries them; and what those providers were to be paid in the month. */
  unpaid: SumTable,
  income: SumTable,
  /** The version of the council's rules. */
  policyVersion: z.number(),
});
export type MoneyFigures = z.infer<typeof MoneyFigures>;

/** Where they are kept. */
export interface MoneyFiguresStore {
  /** Publications of a council since a month, the newest first. In one read. */
  since(council: string, first: Period): Promise<readonly MoneyFigures[]>;
  /** Stores a publication that must not be there yet. Answers false, with nothing written, where it is: of any number that publish at once one does. */
  publish(council: string, figures: MoneyFigures): Promise<boolean>;
}
