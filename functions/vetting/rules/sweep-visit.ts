import { daysAfter, millisOf, type PlainDate } from "../../../shared/domain/time.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { visitValues } from "./decide-visit.ts";
import type { Outcome, Situation } from "./situation.ts";
import { isOpenVisit, timesToCome, type Visit } from "./visit.ts";

const { reminderDays } = servicePolicy.visits;

/** The last day a visit may be on; undefined where no day is offered any more. */
const lastDay = ({ chosen, offered, state }: Visit): PlainDate | undefined =>
  state === "confirmed"
    ? chosen?.day
    : state === "proposed"
      ? offered
          .map(({ day }) => day)
          .toSorted()
          .at(-1)
      : undefined;

/** Days on which reminders of a confirmed visit fall that were not sent yet. */
const reminders = ({ state, chosen, reminded, passedOn }: Visit): readonly (readonly [number, PlainDate])[] =>
  state === "confirmed" && chosen && passedOn === undefined
    ? reminderDays.filter((days) => !reminded.includes(days)).map((days) => [days, daysAfter(chosen.day, -days)] as const)
    : [];

/** The next day on which something is to be done about a visit: its reminders, and the day after it. Undefined where nothing is. */
export function visitDueOn(visit: Visit): PlainDate | undefined {
  const last = visit.passedOn === undefined ? lastDay(visit) : undefined;
  return [...reminders(visit).map(([, on]) => on), ...(last === undefined ? [] : [daysAfter(last, 1)])].toSorted()[0];
}

/**
 * What the night does about a visit: reminds the applicant once for each period while it lies ahead, and once its day has passed without anything
 * being saved, or nobody chose a time, gives it to the officer. Done twice, nothing changes.
 */
export function sweepVisit(situation: Situation): Outcome {
  const { case: vettingCase, visit, today, at } = situation;
  const nothing: Outcome = { case: vettingCase, evidence: [], notices: [] };
  if (!visit || !isOpenVisit(visit) || vettingCase.endedAt !== undefined) return nothing;
  const last = lastDay(visit);
  if (last !== undefined && last < today && visit.passedOn === undefined) {
    const tasks = [...vettingCase.tasks.filter(({ code }) => code !== "visit"), { code: "visit" as const, since: today }];
    return {
      case: { ...vettingCase, tasks },
      evidence: [],
      notices: [{ code: "officer-task", to: "officer", values: {} }],
      visit: { after: { ...visit, passedOn: today }, move: "sweep" },
    };
  }
  const due = reminders(visit).filter(([, on]) => on <= today);
  if (due.length === 0) return nothing;
  const ahead = visit.chosen !== undefined && timesToCome({ offered: [visit.chosen] }, millisOf(at)).length > 0;
  return {
    case: vettingCase,
    evidence: [],
    notices: ahead ? [{ code: "visit-reminder", to: "applicant", values: visitValues(situation, visit) }] : [],
    visit: { after: { ...visit, reminded: [...visit.reminded, ...due.map(([days]) => days)] }, move: "sweep" },
  };
}
