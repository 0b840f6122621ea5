import { cycleNumbered } from "../../shared/domain/cycles.ts";
import { daysAfter, type PlainDate } from "../../shared/domain/time.ts";
import { FIRST } from "../support/balance-accounts.ts";

/** Cycles that were lived, the last of which is to be measured. */
export const CYCLES = 8;
/** The day on which all are due: their cycle closed a week before. */
export const DUE_ON: PlainDate = daysAfter(cycleNumbered(FIRST, CYCLES).to, 8);
