import { CYCLE_DAYS } from "../../../shared/domain/cycles.ts";
import { evenShares } from "../../../shared/domain/money.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { daysAfter, type PlainDate } from "../../../shared/domain/time.ts";
import type { BalancePolicy } from "../../../shared/policy/balances.ts";
import { type BalanceCase, type NOTICE_FORMATS, outstanding, type Proposal, type WAYS } from "./balance-case.ts";
import { countedDays, dayAfterCounted, isStopped } from "./case-clock.ts";
import { standsOf } from "./recoup.ts";

/** What a notice of taking money must say. Source: money.md 4, O12; SI 2013/1617, regulation 15(2). */
export const NOTICE_PARTS = ["amount", "date", "reason", "challenge", "format"] as const;
export type NoticePart = (typeof NOTICE_PARTS)[number];

export interface NoticeDraft {
  readonly pence: number;
  readonly takeFrom: PlainDate | undefined;
  readonly words: string;
  /** Where and until when it can be challenged. */
  readonly challenge: { readonly by: PlainDate; readonly where: string } | undefined;
  /** The format the person needs, and the one the text has. */
  readonly needs: (typeof NOTICE_FORMATS)[number];
  readonly has: (typeof NOTICE_FORMATS)[number] | undefined;
}

/** What a notice lacks: with anything on this list it cannot be sent. */
export const lacking = ({ pence, takeFrom, words, challenge, needs, has }: NoticeDraft): readonly NoticePart[] => {
  const there: Readonly<Record<NoticePart, boolean>> = {
    amount: pence > 0,
    date: takeFrom !== undefined,
    reason: words.trim() !== "",
    challenge: challenge !== undefined && challenge.where.trim() !== "",
    format: has === needs,
  };
  return NOTICE_PARTS.filter((part) => !there[part]);
};

/** The notice of a proposal that is sent on a day. The first day of taking is after all of the policy's days. */
export function noticeOf(
  { amounts, instalments }: Pick<Proposal, "amounts" | "instalments">,
  on: PlainDate,
  { recoup }: Pick<BalancePolicy, "recoup">,
  { format, way }: { readonly format: (typeof NOTICE_FORMATS)[number]; readonly way: (typeof WAYS)[number] },
): NonNullable<Proposal["notice"]> {
  const pence = amounts.council + amounts.nhs;
  const takeFrom = daysAfter(on, recoup.noticeDays.value);
  const steps = evenShares(pence, instalments).map((part, index) => ({ on: daysAfter(takeFrom, index * CYCLE_DAYS), pence: part }));
  return { on, pence, takeFrom, challengeBy: daysAfter(on, recoup.challengeDays), format, steps, way };
}

/** The first day on which anything may be taken, by the days that counted; undefined while the clock stands still. */
export const mayTakeFrom = (
  { stops }: Pick<BalanceCase, "stops">,
  { on }: NonNullable<Proposal["notice"]>,
  { recoup }: Pick<BalancePolicy, "recoup">,
): PlainDate | undefined => dayAfterCounted(on, recoup.noticeDays.value, stops);

/** What is taken, by whom, and what the account holds at that moment. */
export interface Taking {
  readonly pence: number;
  /** The balance as the supplier of the account shows it now. */
  readonly balancePence: number;
  /** What must stay on it now, by what is known now; undefined where that cannot be said, and then nothing is taken. */
  readonly staysPence: number | undefined;
  readonly by: string;
  readonly same?: readonly string[] | undefined;
}

/**
 * Why nothing is taken. `notice`: the days of notice have not run. `same-officer`: one person proposed and approved. `recheck`: the newest check is too old,
 * or what must stay now cannot be said. `stays`: the account would hold less than the line, what is owed and what is protected, by that check or by what is known now. `nothing`: what it
 * rests on is not there any more. `not-due`: the instalment's day has not come.
 */
export type TakingRefusal = "not-approved" | "challenged" | "stopped" | "notice" | "same-officer" | "recheck" | "nothing" | "stays" | "not-due" | "too-much";

/** Whether money may be taken now, and what the proposal is then. Every rule is asked again at the moment of taking. Source: money.md 8, invariant 22. */
export function afterTaking(
  balanceCase: BalanceCase,
  { pence, balancePence, staysPence, by }: Taking,
  { today, policy }: { readonly today: PlainDate; readonly policy: BalancePolicy },
): Result<Proposal, TakingRefusal> {
  const { proposal, challenge, stops, measured, state, kind } = balanceCase;
  if (state !== "approved" || !proposal?.notice || proposal.approvedBy === undefined) return refused("not-approved");
  if (challenge && challenge.decidedAt === undefined) return refused("challenged");
  if (isStopped(stops, today)) return refused("stopped");
  const { council, nhs } = standsOf(balanceCase, proposal);
  const { amounts } = proposal;
  if ((amounts.council > 0 && council === 0) || (amounts.nhs > 0 && nhs === 0)) return refused("nothing");
  if (proposal.approvedBy === proposal.by) return refused("same-officer");
  const { notice } = proposal;
  const counted = countedDays(notice.on, today, stops);
  if (counted < policy.recoup.noticeDays.value) return refused("notice");
  const before = proposal.taken.reduce((sum, one) => sum + one.pence, 0);
  if (pence < 1 || pence > outstanding(proposal)) return refused("too-much");
  // Instalments wait for as long as the clock stood still.
  const due = notice.steps.filter((_, index) => counted >= policy.recoup.noticeDays.value + index * CYCLE_DAYS).reduce((sum, step) => sum + step.pence, 0);
  if (before + pence > due) return refused("not-due");
  if (!measured || today > daysAfter(measured.measuredOn, CYCLE_DAYS + policy.balance.statementDays[kind])) return refused("recheck");
  // What was taken since that check is not on the account any more.
  const since = proposal.taken.filter(({ on }) => on > measured.measuredOn).reduce((sum, one) => sum + one.pence, 0);
  const left = Math.min(balancePence, measured.balancePence - since) - pence;
  if (left < measured.staysPence) return refused("stays");
  if (staysPence === undefined) return refused("recheck");
  if (balancePence - pence < staysPence) return refused("stays");
  if (pence > council + nhs) return refused("nothing");
  return ok({ ...proposal, taken: [...proposal.taken, { on: today, pence, balancePence, staysPence: Math.max(staysPence, measured.staysPence), by }] });
}
