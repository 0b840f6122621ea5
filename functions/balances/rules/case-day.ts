import { daysAfter, londonDate, millisOf, type PlainDate } from "../../../shared/domain/time.ts";
import type { BalancePolicy } from "../../../shared/policy/balances.ts";
import { type BalanceCase, standing } from "./balance-case.ts";
import { countedDays, dayAfterCounted, isStopped } from "./case-clock.ts";
import { approachOf, forPerson } from "./findings-to-cases.ts";

const DAYS_A_WEEK = 7;

/** What a day brings a case by itself. */
export type DayMove = "send-question" | "remind" | "call-due";

const openedOn = ({ openedAt }: Pick<BalanceCase, "openedAt">): PlainDate => londonDate(millisOf(openedAt));

/** Whether somebody called since the question was sent: a welfare call before it is none. */
export const calledSinceQuestion = ({ question, calls }: Pick<BalanceCase, "question" | "calls">): boolean =>
  question !== undefined && calls.some(({ at }) => londonDate(millisOf(at)) >= question.sentOn);

/**
 * Whether nothing was spent, and nobody of the council has talked to the person since that was seen: a call that nobody answered is no contact, and neither
 * is one of before. Until then nothing is asked, and the call stays a task.
 */
export const awaitsContact = (balanceCase: Pick<BalanceCase, "findings" | "calls" | "kind">): boolean =>
  standing(balanceCase).some(
    (finding) =>
      approachOf(finding, balanceCase.kind) === "welfare" &&
      !balanceCase.calls.some(({ at, reached }) => reached && londonDate(millisOf(at)) >= finding.firstSeenOn),
  );

/** How many reminders are due by a day, by the days that counted. */
export const remindersDue = ({ reminderDays }: BalancePolicy["ask"], counted: number): number => reminderDays.filter((days) => days <= counted).length;

/** What is next to be done about a case by itself; undefined where it is a person's turn. One thing a day: nobody is reminded twice because a run was late. */
export function dueMove(balanceCase: BalanceCase, { ask }: BalancePolicy, today: PlainDate): DayMove | undefined {
  const { state, question, stops } = balanceCase;
  if (isStopped(stops, today)) return undefined;
  // A question waits a day: an officer can first name who must not hear of it.
  if (state === "found") return today > openedOn(balanceCase) ? "send-question" : undefined;
  if (state !== "question-sent" || !question) return undefined;
  const counted = countedDays(question.sentOn, today, stops);
  if (counted >= ask.callAfterDays && question.callDueOn === undefined && !calledSinceQuestion(balanceCase)) return "call-due";
  return remindersDue(ask, counted) > question.reminders ? "remind" : undefined;
}

/** The case with the day on which it is next looked at by itself; none where it is a person's turn, or over. */
export function withNextDay({ nextOn: _, ...balanceCase }: BalanceCase, { ask, contribution }: BalancePolicy, today: PlainDate): BalanceCase {
  const { state, question, stops, ladder = [] } = balanceCase;
  const tomorrow = daysAfter(today, 1);
  const at = (days: readonly (PlainDate | undefined)[]): BalanceCase => {
    const [first] = days.map((day) => (day === undefined || day < tomorrow ? tomorrow : day)).toSorted();
    return first === undefined ? balanceCase : { ...balanceCase, nextOn: first };
  };
  // While the clock stands still each morning looks whether it runs again.
  if ((state === "found" || state === "question-sent") && stops.some(({ until }) => until === undefined)) return at([tomorrow]);
  if (state === "found") return openedOn(balanceCase) >= today ? at([daysAfter(openedOn(balanceCase), 1)]) : balanceCase;
  const missed = standing(balanceCase).find(({ code }) => code === "contribution-missed");
  const [nextStep] = contribution.ladder.filter(({ step }) => !ladder.some((made) => made.step === step));
  const steps =
    missed && nextStep && question && (state === "question-sent" || state === "answered")
      ? [daysAfter(missed.firstSeenOn, nextStep.afterWeeks * DAYS_A_WEEK)]
      : [];
  if (state !== "question-sent" || !question) return steps.length > 0 ? at(steps) : balanceCase;
  const after = (days: number) => dayAfterCounted(question.sentOn, days, stops);
  return at([
    ...steps,
    ...ask.reminderDays.slice(question.reminders).map(after),
    ...(question.callDueOn === undefined && !calledSinceQuestion(balanceCase) ? [after(ask.callAfterDays)] : []),
  ]);
}

/** Whether nobody of the council has done anything with an open case for longer than the policy allows: then it is the council that is late. Source: money.md 4, O1. */
export const isIdle = ({ state, workedOn }: Pick<BalanceCase, "state" | "workedOn">, { ask }: Pick<BalancePolicy, "ask">, today: PlainDate): boolean =>
  state !== "closed" && daysAfter(workedOn, ask.idleDays) < today;

/** What the council has to do about a case. */
export const TASKS = [
  "settle",
  "welfare-call",
  "call",
  "send-by-hand",
  "hold-review",
  "offer-help",
  "read-answer",
  "decide-challenge",
  "approve",
  "overdue",
] as const;
export type Task = (typeof TASKS)[number];

/** The council's tasks about a case, those that are late first. */
export function tasksOf(balanceCase: BalanceCase, policy: BalancePolicy, today: PlainDate): readonly Task[] {
  const { state, question, review, answers } = balanceCase;
  if (state === "closed") return [];
  const isTheirs = forPerson(balanceCase).length > 0;
  const due: Readonly<Record<Task, boolean>> = {
    overdue: isIdle(balanceCase, policy, today),
    settle: state === "found" && !isTheirs,
    // Found in a case that was sent already, it is a reason to call all the same.
    "welfare-call": state !== "challenged" && awaitsContact(balanceCase),
    // Of an answered question, about contributions that are missing all the same.
    call: question?.callDueOn !== undefined && (state === "question-sent" || state === "answered"),
    "send-by-hand": state === "found" && isTheirs && today > daysAfter(openedOn(balanceCase), 1),
    "hold-review": review !== undefined && review.heldAt === undefined,
    "offer-help": answers.at(-1)?.wantsHelp === true && state === "answered",
    "read-answer": state === "answered",
    "decide-challenge": state === "challenged",
    approve: state === "proposed",
  };
  return (["overdue", ...TASKS.filter((task) => task !== "overdue")] as const).filter((task) => due[task]);
}
