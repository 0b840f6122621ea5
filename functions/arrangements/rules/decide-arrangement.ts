import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { dayNumber, daysAfter, type Instant, type PlainDate } from "../../../shared/domain/time.ts";
import { withFact } from "../../../shared/domain/timeline.ts";
import { type Arrangement, type CouncilQuestion, type END_REASONS, lastDayOf, latestTerms, openQuestions } from "./arrangement.ts";
import {
  ARRANGEMENT_MOVES,
  type ArrangementMove,
  type ArrangementState,
  isOver,
  isRunning,
  type MoveRefusal,
  moveRefusal,
  type Side,
} from "./arrangement-moves.ts";
import type { RateQuestion, RateQuestionKind } from "./rate-check.ts";
import type { EmployerRecord, Terms } from "./terms.ts";

/** Days ahead that support may be paid for: a quarter of a year in advance is the longest anybody asks. */
const PAID_AHEAD_DAYS = 92;
const MONDAY = 4;
const DAYS_A_WEEK = 7;

/** What a move is made with; which parts, the move says. */
export interface MoveInput {
  /** The first day of support, or its last. */
  readonly on?: PlainDate | undefined;
  readonly terms?: Terms | undefined;
  readonly from?: PlainDate | undefined;
  readonly why?: (typeof END_REASONS)[number] | undefined;
  readonly weekOf?: PlainDate | undefined;
  readonly hours?: number | undefined;
  readonly upTo?: PlainDate | undefined;
  readonly employer?: EmployerRecord | undefined;
  readonly answer?: { readonly kind: RateQuestionKind; readonly agreed: boolean; readonly by: string; readonly reason: string } | undefined;
}

/** What a recipient's support plan agrees to. Source: LCC plan; Leicester City overview 4.6 and 4.10. */
export interface PlanAgreements {
  /** That more than the council's rate is paid. */
  readonly higherRate: boolean;
  /** That family of the household is paid. */
  readonly family: boolean;
}

/** When a move is made, what the plan agrees to, and what terms raise. */
export interface MoveFrame {
  readonly plan: PlanAgreements;
  readonly today: PlainDate;
  readonly at: Instant;
  readonly raise: (arrangement: Arrangement, terms: Terms, from: PlainDate) => readonly RateQuestion[];
}

/**
 * `family`: the council has not agreed that somebody of the household is paid. `waiting`: the other one's change waits for an answer first.
 * `day`: the day lies where it cannot. `missing`: what the move is made with is not there. `no-question`: the council was asked no such thing.
 * `pooled`: it is shared, and its members do this in the pool.
 */
export type DecisionRefusal = MoveRefusal | "family" | "waiting" | "day" | "missing" | "no-question" | "pooled";

type Decided = Result<Arrangement, DecisionRefusal>;

/** An arrangement after a move by one side, with the hours it holds and the questions it raises. Refused by the table of moves, or as `DecisionRefusal` says. */
export function afterMove(arrangement: Arrangement, move: ArrangementMove, side: Side, input: MoveInput, frame: MoveFrame): Decided {
  const wrong = moveRefusal(move, arrangement, side);
  if (wrong) return refused(wrong);
  if (arrangement.pool !== undefined && isPooledMove(move)) return refused("pooled");
  const { to } = ARRANGEMENT_MOVES[move];
  const decided = STEPS[move]({ ...arrangement, state: to === "same" ? arrangement.state : to }, input, frame, side);
  return decided.ok ? ok(withHoursHeld(decided.value)) : decided;
}

/** What members of a pool do in the pool itself. */
const IN_POOL: readonly ArrangementMove[] = ["change", "agree", "end", "pause", "resume"];

/** Whether members of a pool make a move in the pool, and not of their arrangement. */
export const isPooledMove = (move: ArrangementMove): boolean => IN_POOL.includes(move);

/** An arrangement with the hours a week that it takes off the provider's free ones: those agreed on last, while it runs and they have a say. */
const withHoursHeld = (arrangement: Arrangement): Arrangement => ({
  ...arrangement,
  hoursHeld: arrangement.provider !== undefined && isRunning(arrangement) ? (latestTerms(arrangement)?.hours ?? 0) : 0,
});

/** A new arrangement as it is first stored. */
export const asMade = withHoursHeld;

/** An arrangement with the council's questions that terms raise, each once while it is open; answered ones stay. */
export function withQuestions(arrangement: Arrangement, raised: readonly RateQuestion[], at: Instant): Arrangement {
  const fresh = raised.filter(({ to, kind }) => to === "council" && !openQuestions(arrangement).some((open) => open.kind === kind));
  return { ...arrangement, questions: [...arrangement.questions, ...fresh.map(({ to: _, ...question }): CouncilQuestion => ({ ...question, raisedAt: at }))] };
}

/** An arrangement with terms agreed on, from a day. */
export const withTerms = (arrangement: Arrangement, terms: Terms, from: PlainDate, { at, raise }: Pick<MoveFrame, "at" | "raise">): Arrangement =>
  withQuestions({ ...arrangement, terms: withFact(arrangement.terms, from, terms, at) }, raise(arrangement, terms, from), at);

/** Whether the council agreed to something for an arrangement when it answered a question. */
export const councilAgreed = ({ questions }: Pick<Arrangement, "questions">, kinds: readonly RateQuestionKind[]): boolean =>
  questions.some(({ kind, answer }) => kinds.includes(kind) && answer?.agreed === true);

/** The Monday of a day's week. 1 January 1970 was a Thursday. */
export const mondayOf = (day: PlainDate): PlainDate => daysAfter(day, -((dayNumber(day) - MONDAY + DAYS_A_WEEK * DAYS_A_WEEK * DAYS_A_WEEK) % DAYS_A_WEEK));

const over = (arrangement: Arrangement, { at }: MoveFrame): Decided => ok({ ...without(arrangement, "proposal"), endedAt: at });

function without<Field extends "proposal" | "pausedOn">(arrangement: Arrangement, field: Field): Omit<Arrangement, Field> {
  const { [field]: _, ...rest } = arrangement;
  return rest;
}

type Step = (moved: Arrangement, input: MoveInput, frame: MoveFrame, side: Side) => Decided;

const STEPS: Readonly<Record<ArrangementMove, Step>> = {
  accept: (moved, _, { at }) => ok({ ...moved, answeredAt: at }),
  decline: (moved, _, frame) => over({ ...moved, answeredAt: frame.at }, frame),
  withdraw: (moved, _, frame) => over(moved, frame),
  start(moved, { on }, { today, plan }) {
    if (on === undefined) return refused("missing");
    if (on > today) return refused("day");
    if (moved.unlisted?.family === true && !plan.family && !councilAgreed(moved, ["family"])) return refused("family");
    return ok({ ...moved, startedOn: on, since: on });
  },
  change(moved, { terms, from }, frame, side) {
    if (terms === undefined || from === undefined) return refused("missing");
    if (moved.provider === undefined) return ok(withTerms(moved, terms, from, frame));
    if (side !== "recipient" && side !== "provider") return refused("not-yours");
    if (moved.proposal !== undefined && moved.proposal.by !== side) return refused("waiting");
    return ok({ ...moved, proposal: { by: side, from, terms, at: frame.at } });
  },
  agree: (moved, _, frame) =>
    moved.proposal === undefined ? refused("missing") : ok(withTerms(without(moved, "proposal"), moved.proposal.terms, moved.proposal.from, frame)),
  refuse: (moved) => ok(without(moved, "proposal")),
  pause: (moved, _, { today }) => ok({ ...moved, pausedOn: today }),
  resume: (moved) => ok(without(moved, "pausedOn")),
  end(moved, { on, why }, frame) {
    if (on === undefined || why === undefined) return refused("missing");
    if (on > frame.today || (moved.startedOn !== undefined && on < moved.startedOn)) return refused("day");
    return over({ ...moved, lastDay: on, why }, frame);
  },
  hours(moved, { weekOf, hours }, { today, at }) {
    if (weekOf === undefined || hours === undefined) return refused("missing");
    const monday = mondayOf(weekOf);
    if (monday > today || monday < mondayOf(moved.since) || monday > (lastDayOf(moved) ?? today)) return refused("day");
    return ok({ ...moved, worked: [...moved.worked, { weekOf: monday, hours, learnedAt: at }] });
  },
  paid(moved, { upTo }, { today, at }, side) {
    if (upTo === undefined) return refused("missing");
    if (side !== "recipient" && side !== "provider") return refused("not-yours");
    return upTo > daysAfter(today, PAID_AHEAD_DAYS) ? refused("day") : ok({ ...moved, paid: [...moved.paid, { upTo, learnedAt: at, by: side }] });
  },
  employer: (moved, { employer }, { today, at }) =>
    employer === undefined ? refused("missing") : ok({ ...moved, employer: withFact(moved.employer, today, employer, at) }),
  answer(moved, { answer }, { at }) {
    if (answer === undefined) return refused("missing");
    const { kind, ...said } = answer;
    const index = moved.questions.findIndex((question) => question.kind === kind && question.answer === undefined);
    if (index < 0) return refused("no-question");
    return ok({ ...moved, questions: moved.questions.map((question, at_) => (at_ === index ? { ...question, answer: { ...said, at } } : question)) });
  },
  close: (moved, _, frame) => over(moved, frame),
};

/** Stands in the place of a name. */
const ERASED = "Erased";

/**
 * What is left of an arrangement when its recipient's data is erased: it has ended, and that somebody off the list was chosen knowingly, what was agreed
 * and what was paid for stays; who it was, what they wrote, and what of their support plan it was for do not.
 */
export function erasedArrangement(arrangement: Arrangement, at: Instant): Arrangement {
  const { unlisted, message: _, proposal: __, ...kept } = arrangement;
  return {
    ...kept,
    ...(unlisted ? { unlisted: { ...unlisted, name: ERASED } } : {}),
    terms: kept.terms.map((fact) => ({ ...fact, value: fact.value && { ...fact.value, outcomes: [] } })),
    questions: kept.questions.map(({ answer, ...question }) => ({ ...question, ...(answer ? { answer: { ...answer, reason: ERASED } } : {}) })),
    state: isOver(arrangement) ? arrangement.state : "ended",
    hoursHeld: 0,
    endedAt: arrangement.endedAt ?? at,
  };
}

/** Arrangements in the order of a list: those that are not over, then the others, newest first. */
export const inOrder = <Held extends { readonly state: ArrangementState; readonly createdAt: Instant }>(arrangements: readonly Held[]): readonly Held[] =>
  arrangements.toSorted((a, b) => Number(isOver(a)) - Number(isOver(b)) || (a.createdAt < b.createdAt ? 1 : -1));
