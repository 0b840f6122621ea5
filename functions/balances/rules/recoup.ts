import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { londonDate, millisOf, monthsAfter, type PlainDate } from "../../../shared/domain/time.ts";
import type { BalancePolicy, RECOUP_METHODS } from "../../../shared/policy/balances.ts";
import { type BalanceCase, type CaseFinding, type COUNCIL_GROUNDS, latestOf, type NHS_GROUNDS, type Proposal, type Shares, standing } from "./balance-case.ts";
import { isStopped } from "./case-clock.ts";
import type { Circumstances } from "./circumstances.ts";
import type { FindingCode } from "./result.ts";

/** Findings that may be about a condition of the agreement: nothing is proposed on them before a review. Source: Care and Support (Direct Payments) Regulations 2014, regulation 7(1)(b). */
const CONDITION_CODES: readonly FindingCode[] = [
  "spend-to-ask-about",
  "cash-without-plan-permission",
  "paid-after-end",
  "possible-duplicate-payment",
  "rate-above-agreed",
];

/** What an officer fills in who proposes to take money back. */
export interface NewProposal {
  readonly words: string;
  readonly amounts: Shares;
  readonly writeOffPence: number;
  readonly councilGround?: (typeof COUNCIL_GROUNDS)[number] | undefined;
  readonly nhsGround?: (typeof NHS_GROUNDS)[number] | undefined;
  readonly payer: string;
  readonly method: (typeof RECOUP_METHODS)[number];
  readonly instalments: number;
  readonly manager?: { readonly name: string; readonly words: string } | undefined;
}

/**
 * Why nothing can be proposed. `recheck`: no check since the last answer. `nothing`: the newest check found nothing of it. `no-clause`, `no-ground`: no legal
 * basis for that line. `review`: a review comes first. `add-up`: more than was found. `manager`: it is older than the policy looks back. `no-question`: nobody was
 * asked about it since it became known. `too-few-questions`: it is cash, and of those questions that the policy wants some were not sent.
 */
export type ProposalRefusal =
  | "not-allowed"
  | "stopped"
  | "no-answer"
  | "recheck"
  | "nothing"
  | "too-little"
  | "no-clause"
  | "no-ground"
  | "review"
  | "add-up"
  | "method"
  | "instalments"
  | "offset"
  | "manager"
  | "no-question"
  | "too-few-questions";

const NONE: Shares = { council: 0, nhs: 0 };

/** A finding's sum by funding line: what names none is the council's. */
const sharesOf = (finding: CaseFinding): Shares => {
  const latest = latestOf(finding);
  return latest?.shares ?? { council: latest?.pence ?? 0, nhs: 0 };
};

const sumOf = (findings: readonly CaseFinding[]): Shares =>
  findings.map(sharesOf).reduce((sum, one) => ({ council: sum.council + one.council, nhs: sum.nhs + one.nhs }), NONE);

const grossOf = ({ council, nhs }: Shares): number => council + nhs;

/** The findings that each ground is about. */
function findingsOn(balanceCase: BalanceCase, ground: string | undefined): readonly CaseFinding[] {
  if (ground === undefined) return [];
  const found = standing(balanceCase);
  return ground === "condition-not-kept" || ground === "used-otherwise"
    ? found.filter(({ code }) => CONDITION_CODES.includes(code))
    : found.filter(({ code }) => code === "excess");
}

/** The most that can be taken by each line, on the grounds that are named. */
export const foundOn = (balanceCase: BalanceCase, { councilGround, nhsGround }: Pick<NewProposal, "councilGround" | "nhsGround">): Shares => ({
  council: sumOf(findingsOn(balanceCase, councilGround)).council,
  nhs: sumOf(findingsOn(balanceCase, nhsGround)).nhs,
});

/** The legal basis of each line from which something is taken: without one there is no proposal. */
function basisOf(
  { amounts, councilGround, nhsGround }: NewProposal,
  { agreement }: Circumstances,
  policy: BalancePolicy,
): Result<Proposal["basis"], ProposalRefusal> {
  const sources = policy.recoup.legalBasis.value;
  if ((amounts.council > 0 && councilGround === undefined) || (amounts.nhs > 0 && nhsGround === undefined)) return refused("no-ground");
  let council: Proposal["basis"]["council"];
  if (amounts.council > 0 && councilGround !== undefined) {
    // What stands in no agreement that was signed is no ground.
    if (!agreement || (councilGround === "surplus-clause" && !agreement.surplusClause)) return refused("no-clause");
    council = { ground: councilGround, agreement: agreement.version, signedOn: agreement.signedOn, source: sources.council };
  }
  return ok({ ...(council ? { council } : {}), ...(amounts.nhs > 0 && nhsGround !== undefined ? { nhs: { ground: nhsGround, source: sources.nhs } } : {}) });
}

/** Whether something was first seen so long ago that a manager has to say why it goes on. */
export const isOld = (findings: readonly CaseFinding[], { lookBackMonths }: BalancePolicy["ask"], today: PlainDate): boolean =>
  findings.some(({ firstSeenOn }) => monthsAfter(firstSeenOn, lookBackMonths) <= today);

/**
 * Whether somebody had the chance to say why: they answered once it was known, or were sent the question once it was, and said nothing. What came into an open
 * case later was no part of what they were asked. Source: domain.md, rule 2: first ask why.
 */
function hadQuestion({ answers, question }: BalanceCase, { knownAt }: CaseFinding): boolean {
  if (knownAt === undefined) return answers.length > 0;
  return answers.some(({ at, code }) => (code === "no-answer" ? question !== undefined && question.sentOn >= londonDate(millisOf(knownAt)) : at > knownAt));
}

/** Whether it is cash of which nobody said what it was for, after fewer plain questions than the policy wants. Source: the ombudsman on Suffolk, 24 008 529. */
const hadTooFewQuestions = ({ answers, question }: BalanceCase, about: readonly CaseFinding[], { cash }: BalancePolicy): boolean =>
  about.some(({ code }) => code === "cash-without-plan-permission") &&
  answers.every(({ code }) => code === "no-answer") &&
  (question === undefined ? 0 : 1 + question.reminders) < cash.plainQuestions;

/** Whether a review looked at a condition since all of it was found. Source: Care and Support (Direct Payments) Regulations 2014, regulation 7(1)(b). */
const wasReviewed = ({ review }: BalanceCase, about: readonly CaseFinding[]): boolean =>
  review?.why === "condition" &&
  review.heldAt !== undefined &&
  about.filter(({ code }) => CONDITION_CODES.includes(code)).every(({ firstSeenOn }) => londonDate(millisOf(review.heldAt ?? "")) >= firstSeenOn);

/** What stands now of what a proposal rests on, by funding line: a revision may have taken it away, or lowered it. */
export const standsOf = (balanceCase: BalanceCase, { basis }: Pick<Proposal, "basis">): Shares =>
  foundOn(balanceCase, { councilGround: basis.council?.ground, nhsGround: basis.nhs?.ground });

/** Whether a proposal asks for more than stands now, or than the newest check has over: then no notice of it is given. */
export function isUnfounded(balanceCase: BalanceCase, proposal: Pick<Proposal, "basis" | "amounts">): boolean {
  const { amounts } = proposal;
  const { council, nhs } = standsOf(balanceCase, proposal);
  return amounts.council > council || amounts.nhs > nhs || grossOf(amounts) > (balanceCase.measured?.excessPence ?? 0);
}

export interface ProposalFrame {
  readonly today: PlainDate;
  readonly at: string;
  readonly by: string;
  readonly policy: BalancePolicy;
  readonly circumstances: Circumstances;
}

/** What is proposed, where the law, the policy and the newest check allow it; nothing is taken by it. */
export function proposed(
  balanceCase: BalanceCase,
  given: NewProposal,
  { today, at, by, policy, circumstances }: ProposalFrame,
): Result<Proposal, ProposalRefusal> {
  const { recoup } = policy;
  const { measured } = balanceCase;
  const { words, amounts, writeOffPence, payer, method, instalments, manager } = given;
  if (!recoup.allowed) return refused("not-allowed");
  if (isStopped(balanceCase.stops, today)) return refused("stopped");
  const answer = balanceCase.answers.at(-1);
  if (!answer) return refused("no-answer");
  if (!measured || measured.knownBy <= answer.at) return refused("recheck");
  const take = grossOf(amounts);
  const basis = basisOf(given, circumstances, policy);
  if (!basis.ok) return basis;
  const found = foundOn(balanceCase, given);
  if (grossOf(found) === 0 || measured.excessPence === 0) return refused("nothing");
  if (amounts.council > found.council || amounts.nhs > found.nhs || take + writeOffPence > grossOf(found) || take > measured.excessPence)
    return refused("add-up");
  if (take < Math.max(1, recoup.leastPence)) return refused("too-little");
  const grounds = [given.councilGround, given.nhsGround];
  const about = grounds.flatMap((ground) => findingsOn(balanceCase, ground));
  if (!about.every((finding) => hadQuestion(balanceCase, finding))) return refused("no-question");
  if (hadTooFewQuestions(balanceCase, about, policy)) return refused("too-few-questions");
  if (grounds.some((ground) => ground === "condition-not-kept" || ground === "used-otherwise") && !wasReviewed(balanceCase, about)) return refused("review");
  if (!recoup.methods.includes(method)) return refused("method");
  if (!Number.isInteger(instalments) || instalments < 1 || instalments > recoup.mostInstalments) return refused("instalments");
  if (method === "offset" && exceedsCap(amounts, instalments, circumstances.paymentPence, recoup.offsetMaxBasisPoints)) return refused("offset");
  const reason = manager ?? balanceCase.manager;
  if (isOld(about, policy.ask, today) && !reason) return refused("manager");
  return ok({
    ...{ by, at, words, foundPence: grossOf(found), amounts, writeOffPence, basis: basis.value, payer, method, instalments },
    ...(reason ? { manager: reason } : {}),
    ...{ cycle: measured.cycle, knownBy: measured.knownBy, policyVersion: policy.version, taken: [], writtenOff: [] },
  });
}

const WHOLE_BASIS_POINTS = 10_000;

/** Whether any payment would be cut by more than the policy's share of it, by funding line. */
const exceedsCap = (amounts: Shares, instalments: number, payment: Shares, mostBasisPoints: number): boolean =>
  (["council", "nhs"] as const).some((line) => Math.ceil(amounts[line] / instalments) * WHOLE_BASIS_POINTS > payment[line] * mostBasisPoints);

/** What a proposal comes to, to the penny: found is what is taken, what is written off and what is left to the person. */
export const accountFor = ({ foundPence, amounts, writeOffPence, taken, writtenOff }: Proposal) => {
  const sum = (all: readonly { readonly pence: number }[]) => all.reduce((total, { pence }) => total + pence, 0);
  const planned = grossOf(amounts);
  return {
    takenPence: sum(taken),
    writtenOffPence: writeOffPence + sum(writtenOff),
    outstandingPence: planned - sum(taken) - sum(writtenOff),
    leftPence: foundPence - planned - writeOffPence,
  };
};
