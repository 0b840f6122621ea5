import type { VettingCase } from "../../../functions/vetting/rules/case.ts";
import type { Evidence, Facts } from "../../../functions/vetting/rules/evidence.ts";
import type { CaseMove, MovedBy } from "../../../functions/vetting/rules/moves.ts";
import type { MoveInput } from "../../../functions/vetting/rules/obstacles.ts";
import type { Situation } from "../../../functions/vetting/rules/situation.ts";
import { daysAfter, monthsAfter, type PlainDate } from "../../../shared/domain/time.ts";
import type { Checklist, Condition } from "../../../shared/policy/checklists.ts";

// When something happens to a case, and why not: the rules read once more, the plainest way there is, and not by the
// product's code. What the product answers in thousands of walks is held against it.

const NEVER = "2999-12-31";

/** The last day each accepted piece counts, as the walk itself worked it out when it was accepted. */
export type LastDays = ReadonlyMap<string, PlainDate | undefined>;

/** The last day of something with these facts: the first of the end it carries and of so many months after each of its dates. */
export function lastDayOf(code: string, facts: Facts, { items }: Checklist): PlainDate | undefined {
  const months = items.find((item) => item.code === code)?.validMonths;
  let last: PlainDate | undefined;
  for (const [name, value] of Object.entries(facts)) {
    let end: PlainDate | undefined;
    if (name === "endsOn" || name === "followUpOn") end = String(value);
    if (months !== undefined && (name === "issuedOn" || name === "safeguardingOn" || name === "mcaOn")) end = monthsAfter(String(value), months);
    if (end !== undefined && (last === undefined || end < last)) last = end;
  }
  return last;
}

/** The ids of all that somebody must show: by their type, by what they do and how they work, and of each of their workers. */
export function requiredOf({ answers, workers }: VettingCase, { items }: Checklist): readonly string[] {
  const { start, work } = answers;
  if (!start) return [];
  const does = (condition: Condition): boolean => {
    if (condition === "personal-care" || condition === "medication") return work?.services.includes(condition) === true;
    if (condition === "driving") return start.driving || work?.services.includes("transport") === true;
    if (condition === "children") return start.children || work?.clientGroups.includes("children") === true;
    if (condition === "employs") return start.people >= 2;
    return start.cqcRegistered;
  };
  const ids: string[] = [];
  for (const { code, need, when, eachWorker } of items) {
    let wanted = need[start.type];
    for (const change of when ?? []) if (does(change.condition)) wanted = change.need[start.type] ?? wanted;
    if (wanted !== "required") continue;
    ids.push(code);
    if (eachWorker.includes(start.type)) for (const worker of workers) ids.push(`${code}.${worker}`);
  }
  return ids;
}

/** Whether a required piece covers somebody on a day. */
export const covers = (piece: Evidence | undefined, lastDays: LastDays, day: PlainDate): boolean =>
  piece?.accepted !== undefined && piece.lapsedOn === undefined && day <= (lastDays.get(piece.id) ?? NEVER);

/** Whether the rules of the Care Quality Commission, or the size of a micro-provider, stand in the way. */
function mustBeReferred({ answers: { start, work } }: VettingCase, { figures }: Checklist): boolean {
  if (!start) return false;
  const { type, people, substitutes, cqcRegistered } = start;
  const care = work?.services.includes("personal-care") === true;
  const team = people >= figures.teamPeople;
  if (type === "micro-provider") return people > figures.microMostPeople || (care && team && !cqcRegistered);
  if (cqcRegistered) return false;
  return type === "agency" ? care : substitutes || team;
}

/** What place is open to somebody: a full one for those who have shown that they traded for long enough. */
export function placeOpen({ case: subject, evidence, checklist, today }: Situation): "accredited" | "provisional" {
  const type = subject.answers.start?.type;
  if (type === "employed-pa" || type === "agency") return "accredited";
  const since = evidence.find(({ id }) => id === "trading-history")?.accepted?.facts["tradingSince"];
  if (since === undefined) return "provisional";
  return monthsAfter(today, -checklist.figures.provisionalUnderMonths) >= String(since) ? "accredited" : "provisional";
}

const SAY_WHY = [
  "declare-interest",
  "change-checklist",
  "ask-more",
  "return",
  "refuse",
  "ask-review",
  "uphold",
  "overturn",
  "suspend",
  "lift",
  "agree-page",
  "refuse-page",
  "confirm",
  "answer-erasure",
];

/** All that stands in the way of a move, besides who makes it and from where. */
export function obstacles(situation: Situation, move: CaseMove, mover: MovedBy, input: MoveInput, lastDays: LastDays): ReadonlySet<string> {
  const { case: subject, evidence, checklist, today } = situation;
  const found = new Set<string>();
  const pieces = new Map(evidence.map((piece) => [piece.id, piece]));
  const required = requiredOf(subject, checklist);

  // The moves that must be explained; and an officer says why they withdraw for somebody.
  if (!input.reason && (SAY_WHY.includes(move) || (move === "withdraw" && mover.kind === "officer"))) found.add("reason-missing");

  const { start } = subject.answers;
  const unnamed = start?.type === "micro-provider" && subject.workers.length < start.people - 1;
  const sends = move === "submit" || move === "answer";
  const recommendsPlace = move === "recommend" && input.outcome !== "refused";
  const approvesPlace = move === "approve" && subject.recommendation?.outcome !== "refused";
  if (sends || recommendsPlace || approvesPlace) {
    if (mustBeReferred(subject, checklist)) found.add("referred");
    if (unnamed) found.add("unfinished");
  }
  if (sends) {
    // What was sent last is with us, or what was accepted covers today.
    for (const id of required) {
      const piece = pieces.get(id);
      if (piece?.offered ? piece.offered.state !== "with-us" : !covers(piece, lastDays, today)) found.add("unfinished");
    }
  }
  if (sends && Object.values(subject.answers).filter((part) => part !== undefined).length < 10) found.add("unfinished");
  if (recommendsPlace || approvesPlace) {
    if (subject.blockingEvidence.length > 0 || required.some((id) => !covers(pieces.get(id), lastDays, today))) found.add("unfinished");
  }
  if (recommendsPlace && input.outcome !== placeOpen(situation)) found.add("outcome");
  if (move === "recommend" && input.outcome === "refused" && !input.reason) found.add("reason-missing");
  if (move === "change-checklist" && (input.checklist?.version ?? subject.checklist) === subject.checklist) found.add("outcome");
  if ((move === "agree-page" || move === "refuse-page") && subject.pageChange === undefined) found.add("not-a-move");
  const waits = subject.tasks.some(({ code }) => code === "erasure");
  const bad =
    ["suspended", "refused", "review-asked"].includes(subject.state) ||
    (subject.state === "withdrawn" && (subject.suspension !== undefined || subject.decision?.outcome === "refused"));
  if ((move === "ask-erasure" && (!bad || waits)) || (move === "answer-erasure" && !waits)) found.add("outcome");
  if (move === "ask-review") {
    const lastDay = daysAfter((subject.decision?.at ?? "2000-01-01").slice(0, 10), checklist.figures.askForReviewDays);
    if (subject.review?.outcome !== undefined || today > lastDay) found.add("too-late");
  }
  if (move === "resume" && (subject.blockingEvidence.length > 0 || today > (subject.accreditedUntil ?? NEVER))) found.add("unfinished");
  return found;
}

/** Whether a reminder is to be given on a day: its period has begun, and it was not given. */
const toRemind = (until: PlainDate, given: readonly number[], { figures }: Checklist, day: PlainDate): boolean =>
  figures.reminderDays.some((days) => !given.includes(days) && daysAfter(day, days) >= until);

/** Whether a night has something to do about a piece of evidence on a day. */
export function evidenceNeeds(piece: Evidence, checklist: Checklist, day: PlainDate): boolean {
  const { code, accepted, lapsedOn, reminded, statusChecks, factsUntil, factsErasedOn } = piece;
  if (factsUntil !== undefined && factsErasedOn === undefined && day >= factsUntil) return true;
  if (!accepted || lapsedOn !== undefined) return false;
  if (accepted.until !== undefined && (day > accepted.until || toRemind(accepted.until, reminded, checklist, day))) return true;
  if (code !== "dbs" || accepted.facts["updateService"] !== true || reminded.includes(0)) return false;
  const last = statusChecks.length > 0 ? statusChecks[statusChecks.length - 1]?.on : accepted.on;
  return day >= monthsAfter(last ?? NEVER, checklist.figures.statusCheckMonths);
}

/** Whether a night has something to do about a case itself on a day: to close it, remind, end its place, or remove it. */
export function caseNeeds(subject: VettingCase, checklist: Checklist, day: PlainDate): boolean {
  const { state, endedAt, submittedAt, touchedOn, createdAt, accreditedUntil, reminded } = subject;
  const { endedCaseMonths, draftMonths } = checklist.figures;
  if (endedAt !== undefined) {
    const ended = endedAt.slice(0, 10);
    return day >= (submittedAt === undefined ? ended : monthsAfter(ended, endedCaseMonths));
  }
  if (state === "draft" || state === "referred") return day >= monthsAfter(touchedOn ?? createdAt.slice(0, 10), draftMonths);
  if (state !== "accredited" && state !== "provisional" && state !== "paused") return false;
  if (accreditedUntil === undefined) return false;
  return day > accreditedUntil || toRemind(accreditedUntil, reminded, checklist, day);
}

/** Whether a day is the first on which something is to be done; no day: none ever is. */
export const isFirstDay = (due: PlainDate | undefined, needs: (day: PlainDate) => boolean): boolean =>
  due === undefined ? !needs(NEVER) : needs(due) && !needs(daysAfter(due, -1));
