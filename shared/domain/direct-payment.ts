import * as z from "zod/mini";
import { oneOf } from "./codes.ts";
import { text } from "./fields.ts";
import type { Pence } from "./money.ts";
import { PlainDate } from "./time.ts";

/** Who manages the direct payment by the agreement. Source: LCC Direct Payments Development Plan, section 2. */
export const AGREEMENT_KINDS = ["recipient", "nominated-person", "authorised-person", "third-party"] as const;
/** Source: LCC Direct Payments Development Plan, appendix B. */
export const DP_KINDS = ["one-off", "carer", "ongoing"] as const;
/** How somebody's contribution reaches the support: netted off and topped up by them, invoiced by the council, or paid to it apart. */
export const CONTRIBUTION_MODELS = ["net", "gross-and-invoiced", "paid-to-council"] as const;
export const ACCOUNT_KINDS = ["card", "bank", "managed"] as const;
/** What the support plan allows as an exception. */
export const PERMISSIONS = ["cash", "family-member", "higher-rate"] as const;
export const WHEREABOUTS = ["home", "away", "hospital"] as const;
/** Source: The Debt Respite Scheme (Breathing Space Moratorium and Mental Health Crisis Moratorium) Regulations 2020. */
export const BREATHING_SPACES = ["standard", "mental-health-crisis"] as const;
export const CAPACITIES = ["yes", "no"] as const;

/** How often support is paid for. */
export const PAY_PATTERNS = ["weekly", "four-weekly", "monthly"] as const;
/** Whether it is paid for once it was given, or before. */
export const PAY_TIMES = ["arrears", "advance"] as const;
/** Whether somebody says each week how many hours it was, or the planned ones count. */
export const HOURS_BASES = ["planned", "confirmed"] as const;

const pence = z.number().check(
  z.refine((given: Pence) => Number.isSafeInteger(given), "must be a whole number of pence"),
  z.gte(0, "must not be below 0"),
);

/** One purse of the budget, by the week, in pence. What the person pays is part of the gross. */
export const FundingLine = z.object({ weeklyGrossPence: pence, weeklyContributionPence: pence });
export type FundingLine = z.infer<typeof FundingLine>;

/** The direct payment agreement: without a surplus clause in the version that was signed the council takes nothing back because it built up. */
export const Agreement = z.object({ kind: oneOf(AGREEMENT_KINDS), version: text(40), signedOn: PlainDate, surplusClause: z.boolean() });
export type Agreement = z.infer<typeof Agreement>;

/** The two sides of support. What was said before it was noted by whom, the recipient said. */
export const SUPPORT_SIDES = ["recipient", "provider"] as const;
export type SupportSide = (typeof SUPPORT_SIDES)[number];
