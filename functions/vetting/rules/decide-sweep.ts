import { daysAfter, monthsAfter, type PlainDate } from "../../../shared/domain/time.ts";
import { MADE_FROM_CASE, type StoredListing } from "../../../shared/listing/change.ts";
import { type Listing, PUBLIC_STATUSES } from "../../../shared/listing/listing.ts";
import { shownDays } from "../../../shared/listing/shown.ts";
import type { Checklist } from "../../../shared/policy/checklists.ts";
import { isPublic, type VettingCase } from "./case.ts";
import { afterMove } from "./decide-case.ts";
import { SYSTEM, withHold } from "./decide-evidence.ts";
import { checklistLines, type Evidence, isValidOn, lastingDbsFacts, STATUS_CHECK } from "./evidence.ts";
import { evidenceKinds } from "./evidence-kinds.ts";
import type { NoticeRequest, Outcome, Situation } from "./situation.ts";

/** On the list, or kept off it for a while: what falls due still matters. */
const isLive = (vettingCase: VettingCase): boolean => isPublic(vettingCase) || vettingCase.state === "paused" || vettingCase.state === "suspended";

/** Days on which reminders fall that were not sent yet, the first first. */
const remindersOf = (until: PlainDate, reminded: readonly number[], { figures }: Pick<Checklist, "figures">): readonly (readonly [number, PlainDate])[] =>
  figures.reminderDays.filter((days) => !reminded.includes(days)).map((days) => [days, daysAfter(until, -days)] as const);

const earliest = (days: readonly (PlainDate | undefined)[]): PlainDate | undefined => days.filter((day) => day !== undefined).toSorted()[0];

/** When the DBS Update Service is to be asked next; undefined where it is not. */
function statusCheckOn({ code, accepted, statusChecks }: Evidence, { figures }: Pick<Checklist, "figures">): PlainDate | undefined {
  if (code !== "dbs" || accepted?.facts["updateService"] !== true) return undefined;
  return monthsAfter(statusChecks.at(-1)?.on ?? accepted.on, figures.statusCheckMonths);
}

/** The next day on which something is to be done about a piece of evidence; undefined where nothing is. */
export function evidenceDueOn(evidence: Evidence, checklist: Pick<Checklist, "figures">): PlainDate | undefined {
  const { accepted, lapsedOn, reminded, factsUntil, factsErasedOn } = evidence;
  const until = lapsedOn === undefined ? accepted?.until : undefined;
  const facts = factsErasedOn === undefined ? factsUntil : undefined;
  const check = lapsedOn === undefined && !evidence.reminded.includes(STATUS_CHECK) ? statusCheckOn(evidence, checklist) : undefined;
  return earliest([...(until ? [...remindersOf(until, reminded, checklist).map(([, on]) => on), daysAfter(until, 1)] : []), check, facts]);
}

/**
 * The day on which an ended case is removed: one that was never sent at once, others `endedCaseMonths` after they ended, when nobody
 * need trace them any more. Undefined while it has not ended. Source: UK GDPR, article 5(1)(e).
 */
export const caseRemovedOn = ({ endedAt, submittedAt }: VettingCase, { figures }: Pick<Checklist, "figures">): PlainDate | undefined =>
  endedAt === undefined ? undefined : monthsAfter(endedAt.slice(0, 10), submittedAt === undefined ? 0 : figures.endedCaseMonths);

/** The next day on which something is to be done about a case itself. */
export function caseDueOn(vettingCase: VettingCase, checklist: Pick<Checklist, "figures">): PlainDate | undefined {
  if (vettingCase.endedAt !== undefined) return caseRemovedOn(vettingCase, checklist);
  if (vettingCase.submittedAt === undefined) return monthsAfter(vettingCase.touchedOn ?? vettingCase.createdAt.slice(0, 10), checklist.figures.draftMonths);
  const { accreditedUntil: until } = vettingCase;
  // Suspended, it stays so until an officer decides, whatever its time.
  if (until === undefined || !isLive(vettingCase) || vettingCase.state === "suspended") return undefined;
  return earliest([...remindersOf(until, vettingCase.reminded, checklist).map(([, on]) => on), daysAfter(until, 1)]);
}

const nothing = (vettingCase: VettingCase): Outcome => ({ case: vettingCase, evidence: [], notices: [] });

/**
 * What the night does about one piece of evidence: reminds once for each period, lapses what is over and pauses its
 * listing, asks for the status check every `statusCheckMonths`, erases facts of a DBS certificate whose time is over. Done
 * twice, nothing changes. Source: DBS code of practice.
 */
export function sweepEvidence(situation: Situation, id: string): Outcome {
  let outcome = nothing(situation.case);
  let evidence = situation.evidence.find((evidence) => evidence.id === id);
  if (!evidence) return outcome;
  const { checklist, today } = situation;
  const checklistLine = checklistLines(situation.case, checklist).find((line) => line.id === id);
  const item = evidenceKinds[evidence.code].title;
  const live = isLive(situation.case);

  if (evidence.factsUntil !== undefined && evidence.factsErasedOn === undefined && evidence.factsUntil <= today) {
    const { factsUntil: _f, offered, ...kept } = evidence;
    // What is left says that it was checked, and for what: the level and workforce, and whether the Update Service may be asked.
    const accepted = kept.accepted && { ...kept.accepted, facts: lastingDbsFacts(kept.accepted.facts) };
    // What an officer has just been sent waits for them; what nobody looked at for so long does not.
    const waits = offered?.state === "with-us" && offered.at.slice(0, 10) > monthsAfter(today, -checklist.figures.dbsFactsMonths);
    evidence = {
      ...kept,
      ...(accepted ? { accepted } : {}),
      // Being looked at just now: it goes the next time.
      ...(waits ? { offered, factsUntil: monthsAfter(today, checklist.figures.dbsFactsMonths) } : { factsErasedOn: today }),
    };
    outcome = { ...outcome, evidence: [evidence] };
  }
  const until = evidence.lapsedOn === undefined ? evidence.accepted?.until : undefined;
  if (until !== undefined && !isValidOn(evidence, today)) {
    evidence = { ...evidence, lapsedOn: today };
    if (checklistLine?.need === "required" && live) {
      const held = withHold({ ...situation, case: outcome.case }, evidence, { code: "lapsed", about: id, since: today }, `${item} has expired`);
      return { ...held, notices: [{ code: "check-lapsed", to: "applicant", values: { item } }, ...held.notices] };
    }
    return { ...outcome, evidence: [evidence] };
  }
  if (until !== undefined) {
    const due = remindersOf(until, evidence.reminded, checklist).filter(([, on]) => on <= today);
    if (due.length > 0) {
      evidence = { ...evidence, reminded: [...evidence.reminded, ...due.map(([days]) => days)] };
      const wanted = live && checklistLine?.need === "required" && !evidence.offered;
      const notices: readonly NoticeRequest[] = wanted ? [{ code: "check-due", to: "applicant", values: { item, day: until } }] : [];
      outcome = { ...outcome, evidence: [evidence], notices: [...outcome.notices, ...notices] };
    }
  }
  const check = evidence.reminded.includes(STATUS_CHECK) ? undefined : statusCheckOn(evidence, checklist);
  if (check !== undefined && check <= today) {
    evidence = { ...evidence, reminded: [...evidence.reminded, STATUS_CHECK] };
    const tasks = live
      ? [...outcome.case.tasks.filter(({ about }) => about !== id), { code: "status-check" as const, about: id, since: today }]
      : outcome.case.tasks;
    outcome = {
      case: { ...outcome.case, tasks },
      evidence: [evidence],
      notices: live ? [...outcome.notices, { code: "officer-task", to: "officer", values: {} }] : outcome.notices,
    };
  }
  return outcome;
}

/** What the night does about a case itself: reminds the provider to apply again, and takes it off the list when its period is over. */
export function sweepCase(situation: Situation): Outcome {
  const { case: vettingCase, checklist, today } = situation;
  const { accreditedUntil: until } = vettingCase;
  if (vettingCase.submittedAt === undefined && vettingCase.endedAt === undefined && (caseDueOn(vettingCase, checklist) ?? today) <= today) {
    const closed = afterMove(situation, "close", SYSTEM);
    return closed.ok ? closed.value : nothing(vettingCase);
  }
  if (until === undefined || !isLive(vettingCase)) return nothing(vettingCase);
  if (until < today) {
    // A suspended case stays so: an officer decides what becomes of it.
    const lapsed = afterMove(situation, "lapse", SYSTEM);
    return lapsed.ok ? lapsed.value : nothing(vettingCase);
  }
  const due = remindersOf(until, vettingCase.reminded, checklist).filter(([, on]) => on <= today);
  if (due.length === 0) return nothing(vettingCase);
  return {
    case: { ...vettingCase, reminded: [...vettingCase.reminded, ...due.map(([days]) => days)] },
    evidence: [],
    notices: [{ code: "check-due", to: "applicant", values: { item: "Your place on the list", day: until } }],
  };
}

/**
 * A listing of a register after its time: lapsed. Undefined where its time is not over on that day, where it is out of sight
 * already, and where a case has it, with which alone it changes.
 */
export function afterItsTime({ listing, digest }: Pick<StoredListing, "listing" | "digest">, today: PlainDate): Listing | undefined {
  const { until } = shownDays(listing);
  const isOver = until !== undefined && until < today;
  return digest !== MADE_FROM_CASE && isOver && PUBLIC_STATUSES.includes(listing.status) ? { ...listing, status: "lapsed" } : undefined;
}
