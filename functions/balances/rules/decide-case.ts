import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { type EpochMillis, instantOf, londonDate, type PlainDate } from "../../../shared/domain/time.ts";
import type { BalancePolicy, ClockStop } from "../../../shared/policy/balances.ts";
import { FOLLOW_UPS, type NewAnswer } from "./answers.ts";
import {
  type BalanceCase,
  type CaseAnswer,
  type CLOSE_OUTCOMES,
  findingKey,
  type NOTICE_FORMATS,
  outstanding,
  type Proposal,
  standing,
  type WAYS,
  WRITTEN_WAYS,
} from "./balance-case.ts";
import { countedDays, resumedFrom, stoppedFor } from "./case-clock.ts";
import { calledSinceQuestion, remindersDue, withNextDay } from "./case-day.ts";
import { type BalanceMove, type MovedBy, type MoveRefusal, moveRefusal, ruleOf } from "./case-moves.ts";
import { type Circumstances, stopsOn } from "./circumstances.ts";
import { dueContributionStep } from "./contribution-step.ts";
import { mayAsk, type QuestionRefusal } from "./may-ask.ts";
import { isUnfounded, type NewProposal, type ProposalRefusal, proposed } from "./recoup.ts";
import { afterTaking, noticeOf, type TakingRefusal } from "./recoup-notice.ts";

/** What comes with a move; which parts, the move says. */
export interface MoveInput {
  readonly words?: string | undefined;
  readonly answer?: NewAnswer | undefined;
  /** How a question or a notice goes: by a page of ours and a notice, or by an officer's hand. */
  readonly way?: (typeof WAYS)[number] | undefined;
  readonly reached?: boolean | undefined;
  readonly stop?: ClockStop | undefined;
  readonly review?: "plan" | "condition" | undefined;
  readonly withheldFrom?: readonly string[] | undefined;
  readonly proposal?: NewProposal | undefined;
  readonly format?: (typeof NOTICE_FORMATS)[number] | undefined;
  /** What must stay is worked out by what is known at that moment: no form says it. */
  readonly taking?: { readonly pence: number; readonly balancePence: number; readonly staysPence?: number | undefined } | undefined;
  readonly writeOffPence?: number | undefined;
  readonly refundPence?: number | undefined;
  readonly outcome?: (typeof CLOSE_OUTCOMES)[number] | undefined;
  readonly quietUntil?: PlainDate | undefined;
  readonly manager?: { readonly name: string; readonly words: string } | undefined;
  /** That nobody would hear a reminder: somebody calls instead. No form says it. */
  readonly unheard?: boolean | undefined;
}

export interface Frame {
  readonly at: EpochMillis;
  readonly policy: BalancePolicy;
  readonly circumstances: Circumstances;
  readonly mover: MovedBy;
}

/** `no-words`: it needs some. `missing`: a part of the form is. `too-early`: the time to answer is not over, or nobody called. `no-stop`: the clock is not stopped for that. `not-written`: a notice of taking money is given in writing. `refund`: what was taken must be given back. `not-yet`: no step is due. */
export type DecisionRefusal =
  | MoveRefusal
  | QuestionRefusal
  | ProposalRefusal
  | TakingRefusal
  | "no-words"
  | "not-written"
  | "missing"
  | "too-early"
  | "no-stop"
  | "refund"
  | "not-yet";

type Step = Result<BalanceCase, DecisionRefusal>;

const answerOf = ({ code, words, pence, until, wantsHelp, way }: NewAnswer, { mover }: Frame, at: string): CaseAnswer => ({
  ...{ code, wantsHelp: wantsHelp || FOLLOW_UPS[code] === "help", way, by: mover.subject, at },
  ...(words === undefined ? {} : { words }),
  ...(pence === undefined ? {} : { pence }),
  ...(until === undefined ? {} : { until }),
});

/** A case with an answer: what follows from it at first is begun with it. */
function answered(before: BalanceCase, given: NewAnswer, frame: Frame): BalanceCase {
  const at = instantOf(frame.at);
  const asksReview = FOLLOW_UPS[given.code] === "plan-review" && (before.review === undefined || before.review.heldAt !== undefined);
  return {
    ...withoutCallDue(before),
    answers: [...before.answers, answerOf(given, frame, at)],
    ...(asksReview ? { review: { why: "plan", since: at, by: "system" } } : {}),
  };
}

/** A case that nobody needs to call about any more. */
function withoutCallDue(balanceCase: BalanceCase): BalanceCase {
  if (!balanceCase.question) return balanceCase;
  const { callDueOn: _, ...question } = balanceCase.question;
  return { ...balanceCase, question };
}

/** Takes the proposal off: what was found is to be looked at anew. */
const withoutProposal = ({ proposal: _, ...kept }: BalanceCase): BalanceCase => kept;

/** What is found, proposed and left when the last of it was taken or let go: then it is over. */
const ended = (balanceCase: BalanceCase, proposal: Proposal, at: string): BalanceCase =>
  outstanding(proposal) > 0
    ? { ...balanceCase, proposal }
    : { ...balanceCase, proposal, state: "closed", closedAt: at, outcome: proposal.taken.length > 0 ? "recouped" : "written-off" };

/** What each move does besides where it leads. Refused where something is missing, or a rule says no. */
function done(before: BalanceCase, move: BalanceMove, input: MoveInput, frame: Frame): Step {
  const { mover, policy, circumstances } = frame;
  const [at, today] = [instantOf(frame.at), londonDate(frame.at)];
  const { words = "" } = input;
  const by = mover.subject;
  switch (move) {
    case "send-question": {
      const manager = input.manager ?? before.manager;
      const why = mayAsk(before, circumstances, policy, today, manager !== undefined);
      if (why) return refused(why);
      const question = { sentOn: today, days: policy.ask.answerDays, way: input.way ?? "online", reminders: 0 };
      return ok({ ...before, question, ...(manager ? { manager } : {}) });
    }
    case "remind":
      return before.question ? ok({ ...before, question: { ...before.question, reminders: before.question.reminders + 1 } }) : refused("missing");
    case "call-due":
      if (!before.question) return refused("missing");
      // A call stands for the reminders that are due by then.
      return ok({
        ...before,
        question: {
          ...before.question,
          callDueOn: before.question.callDueOn ?? today,
          reminders: Math.max(before.question.reminders, remindersDue(policy.ask, countedDays(before.question.sentOn, today, before.stops))),
        },
      });
    case "contribution-step": {
      const step = dueContributionStep(before, circumstances, policy, today);
      if (step === undefined) return refused("not-yet");
      const after = { ...before, ladder: [...(before.ladder ?? []), { step, on: today }] };
      if ((step === "call" || input.unheard === true) && before.question)
        return ok({ ...after, question: { ...before.question, callDueOn: before.question.callDueOn ?? today } });
      // Whether they can pay is what a review looks at; one that is waited for looks at it too.
      const isAwaited = before.review !== undefined && before.review.heldAt === undefined;
      return ok(step === "review" && !isAwaited ? { ...after, review: { why: "plan", since: at, by } } : after);
    }
    case "record-call": {
      if (input.reached === undefined) return refused("missing");
      return ok({ ...withoutCallDue(before), calls: [...before.calls, { at, by, reached: input.reached, words }] });
    }
    case "answer":
      return input.answer ? ok(answered(before, input.answer, frame)) : refused("missing");
    case "no-answer": {
      // Silence says nothing: before it is noted the time must be over, and somebody must have called.
      if (!isOverdue(before, today) || !calledSinceQuestion(before)) return refused("too-early");
      return ok({ ...before, answers: [...before.answers, { code: "no-answer", words, wantsHelp: false, way: "online", by, at }] });
    }
    case "request-review":
      return input.review === undefined ? refused("missing") : ok({ ...before, review: { why: input.review, since: at, by } });
    case "record-review":
      return before.review ? ok({ ...before, review: { ...before.review, heldAt: at } }) : refused("missing");
    case "propose": {
      if (!input.proposal) return refused("missing");
      const made = proposed(before, input.proposal, { today, at, by, policy, circumstances });
      return made.ok ? ok({ ...before, proposal: made.value }) : made;
    }
    case "return":
      return ok(withoutProposal(before));
    case "approve": {
      if (!before.proposal) return refused("missing");
      if (before.stops.some(({ until }) => until === undefined)) return refused("stopped");
      // What it rests on may be gone since it was proposed.
      if (isUnfounded(before, before.proposal)) return refused("add-up");
      const way = WRITTEN_WAYS.find((one) => one === (input.way ?? "online"));
      if (way === undefined) return refused("not-written");
      const notice = noticeOf(before.proposal, today, policy, { format: input.format ?? "standard", way });
      return ok({ ...before, proposal: { ...before.proposal, approvedBy: by, approvedAt: at, notice } });
    }
    case "challenge":
      return ok({ ...before, challenge: { at, by, words }, stops: [...stoppedFor(before.stops, "challenge", today, by)] });
    case "uphold":
    case "accept-challenge": {
      if (!before.challenge) return refused("missing");
      const stands = move === "uphold";
      const challenge = { ...before.challenge, decidedAt: at, decidedBy: by, stands };
      const taken = before.proposal?.taken.reduce((sum, one) => sum + one.pence, 0) ?? 0;
      // Nobody is right and out of pocket: what was taken is given back before the case is closed.
      if (!stands && taken !== (input.refundPence ?? 0)) return refused("refund");
      const decided: BalanceCase = { ...before, challenge, stops: [...resumedFrom(before.stops, "challenge", today)] };
      return ok(stands ? decided : { ...decided, outcome: "challenge-accepted", challenge: { ...challenge, ...(taken > 0 ? { refundedPence: taken } : {}) } });
    }
    case "take": {
      if (!input.taking) return refused("missing");
      const taken = afterTaking(before, { staysPence: undefined, ...input.taking, by }, { today, policy });
      return taken.ok ? ok(ended(before, taken.value, at)) : taken;
    }
    case "write-off": {
      const { proposal } = before;
      const { writeOffPence = 0 } = input;
      if (!proposal) return refused("missing");
      if (writeOffPence < 1 || writeOffPence > outstanding(proposal)) return refused("too-much");
      return ok(ended(before, { ...proposal, writtenOff: [...proposal.writtenOff, { at, pence: writeOffPence, by, words }] }, at));
    }
    case "stop-clock":
      return input.stop === undefined || input.stop === "challenge"
        ? refused("missing")
        : ok({ ...before, stops: [...stoppedFor(before.stops, input.stop, today, by)] });
    case "resume-clock": {
      const { stop } = input;
      const runs = stop === undefined || stop === "challenge" || !before.stops.some((span) => span.why === stop && span.until === undefined);
      return runs ? refused("no-stop") : ok({ ...before, stops: [...resumedFrom(before.stops, stop, today)] });
    }
    case "withhold":
      return input.withheldFrom === undefined ? refused("missing") : ok({ ...before, withheld: { from: [...input.withheldFrom], since: at, by, words } });
    case "close": {
      const { outcome, quietUntil } = input;
      if (outcome === undefined || quietUntil === undefined || quietUntil <= today) return refused("missing");
      return ok({ ...before, outcome, quiet: { until: quietUntil, findings: standing(before).map(findingKey) } });
    }
    default:
      return ok(before);
  }
}

/** Whether the time to answer is over, by the days that counted. */
export const isOverdue = ({ question, stops }: Pick<BalanceCase, "question" | "stops">, today: PlainDate): boolean =>
  question !== undefined && countedDays(question.sentOn, today, stops) > question.days;

/** Whether a move has something to do by what stands in a case: a clock is started again where it is stopped, a review is recorded that was asked for, and silence once the time is over and someone called. */
export function hasReason(move: BalanceMove, balanceCase: BalanceCase, today: PlainDate): boolean {
  switch (move) {
    case "resume-clock":
      return balanceCase.stops.some(({ why, until }) => why !== "challenge" && until === undefined);
    case "record-review":
      return balanceCase.review !== undefined && balanceCase.review.heldAt === undefined;
    case "no-answer":
      return isOverdue(balanceCase, today) && calledSinceQuestion(balanceCase);
    default:
      return true;
  }
}

/** A case after a move, with its history; or why there is no such move. What stops the clock by what is known of the person has stopped it before anything else is asked. */
export function afterMove(stored: BalanceCase, move: BalanceMove, input: MoveInput, frame: Frame): Result<BalanceCase, DecisionRefusal> {
  const refusal = moveRefusal(move, stored, frame.mover);
  if (refusal) return refused(refusal);
  const rule = ruleOf(move);
  if (rule.words && (input.words ?? "").trim() === "") return refused("no-words");
  const today = londonDate(frame.at);
  const before: BalanceCase = { ...stored, stops: [...stopsOn(stored.stops, frame.circumstances, frame.policy.ask, today)] };
  const step = done(before, move, input, frame);
  if (!step.ok) return step;
  const at = instantOf(frame.at);
  const state = rule.to === "same" || rule.to === "end" ? step.value.state : rule.to;
  const words = input.words === undefined ? {} : { words: input.words };
  return ok(
    withNextDay(
      {
        ...step.value,
        state,
        ...(state === "closed" ? { closedAt: step.value.closedAt ?? at } : {}),
        ...(frame.mover.kind === "officer" ? { workedOn: today } : {}),
        history: [...step.value.history, { at, move, by: frame.mover.subject, ...words }],
      },
      frame.policy,
      today,
    ),
  );
}
