import { type EpochMillis, instantOf, londonDate, millisOf, type PlainDate } from "../../../shared/domain/time.ts";
import { type BalanceCase, isClosed } from "./balance-case.ts";

/** Whether somebody must neither hear nor see anything of a case. */
export const isWithheldFrom = ({ withheld }: Pick<BalanceCase, "withheld">, account: string): boolean => withheld?.from.includes(account) ?? false;

/** Whether somebody may know of a case: something was sent of it, and it is not withheld from them. */
export const wasSentTo = (one: Pick<BalanceCase, "question" | "withheld">, account: string): boolean =>
  one.question !== undefined && !isWithheldFrom(one, account);

/** Whether somebody can see, on the page of the question, that this case is open. */
export const isOpenTo = (one: Pick<BalanceCase, "state" | "question" | "withheld">, account: string): boolean => !isClosed(one) && wasSentTo(one, account);

const dayOf = (instant: string): PlainDate => londonDate(millisOf(instant));

/** Whether a case was open on any of some days, both included. */
export const wasOpenIn = (
  { openedAt, closedAt }: Pick<BalanceCase, "openedAt" | "closedAt">,
  { from, to }: { readonly from: PlainDate; readonly to: PlainDate },
) => dayOf(openedAt) <= to && (closedAt === undefined || dayOf(closedAt) >= from);

/** A case as its person is given it: without which officers worked on it, and who must not hear of it. */
export function caseForPerson({ withheld: _, history: __, manager: ___, calls, ...kept }: BalanceCase): Readonly<Record<string, unknown>> {
  const { proposal, challenge, review, answers, stops } = kept;
  const nameless = <One extends { readonly by: string }>({ by: _by, ...one }: One) => one;
  return {
    ...kept,
    ...(proposal
      ? {
          proposal: {
            ...{ ...nameless(proposal), approvedBy: undefined, manager: undefined },
            ...{ taken: proposal.taken.map(nameless), writtenOff: proposal.writtenOff.map(nameless) },
          },
        }
      : {}),
    ...(challenge ? { challenge: { ...nameless(challenge), decidedBy: undefined } } : {}),
    ...(review ? { review: nameless(review) } : {}),
    ...{ answers: answers.map(nameless), stops: stops.map(nameless), calls: calls.map(nameless) },
  };
}

/** A case whose person has their account deleted: the council's record of public money stays, without their words and the link. */
export function withoutPerson(balanceCase: BalanceCase, at: EpochMillis): BalanceCase {
  const { owner, ...kept } = balanceCase;
  return {
    ...kept,
    answers: kept.answers.map(({ words: _, ...answer }) => answer),
    history: kept.history.map(({ words, ...entry }) => (entry.by === owner || words === undefined ? entry : { ...entry, words })),
    ...(kept.challenge ? { challenge: { ...kept.challenge, words: `Deleted on ${instantOf(at).slice(0, 10)}` } } : {}),
  };
}
