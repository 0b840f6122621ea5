import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { daysAfter, millisOf, type PlainDate } from "../../../shared/domain/time.ts";
import type { NoticeCode } from "../../../shared/notices/templates.ts";
import { councilPolicy } from "../../../shared/policy/council.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import type { VettingCase } from "./case.ts";
import type { MovedBy } from "./moves.ts";
import type { NoticeRequest, Outcome, Situation } from "./situation.ts";
import { bringWords, toBring } from "./to-bring.ts";
import { placeForApplicant, startOf, timesToCome, type Visit, type VisitPlace, type VisitTime, visitTimeCode, visitTimeWords } from "./visit.ts";
import { VISIT_MOVES, type VisitMove, type VisitMoveRefusal, type VisitMoveRule, visitMoveRefusal } from "./visit-moves.ts";

const { reminderDays } = servicePolicy.visits;

/** What is offered: a place, and times to choose from. */
export interface VisitOffer {
  readonly place: VisitPlace;
  readonly times: readonly VisitTime[];
}

/** What goes with a move of a visit. */
export interface VisitInput {
  readonly offer?: VisitOffer | undefined;
  /** The time that is chosen, by its code. */
  readonly chosen?: string | undefined;
  /** Why, in words for the applicant; or when the applicant could come, in theirs. */
  readonly reason?: string | undefined;
}

/**
 * Besides what the table of moves refuses. `reason-missing`: nobody said why, or when. `no-times`: nothing is offered, or something that is over.
 * `not-offered`: a time that is not among those offered. `time-passed`: one that is over. `nothing-to-see`: no original is left to be seen.
 */
export type VisitRefusal = VisitMoveRefusal | "reason-missing" | "no-times" | "not-offered" | "time-passed" | "nothing-to-see";

/** An outcome that changes a visit, and nothing of the evidence. */
export type VisitOutcome = Outcome & { readonly visit: NonNullable<Outcome["visit"]> };

/** A case's visit after a move, legal by the table, with what follows for the case, and everybody who is told. Refused by a `VisitRefusal`, with all as it was. */
export function afterVisitMove(situation: Situation, move: VisitMove, mover: MovedBy, input: VisitInput = {}): Result<VisitOutcome, VisitRefusal> {
  const { case: before, visit: old, at, today } = situation;
  const rule: VisitMoveRule = VISIT_MOVES[move];
  const why = visitMoveRefusal(move, situation, mover) ?? visitBlocked(situation, move, input);
  if (why) return refused(why);
  const offers = move === "propose" || move === "change";
  const offer: VisitOffer | undefined = offers ? input.offer : old && { place: old.place, times: old.offered };
  if (!offer) return refused("no-times");
  const chosen = move === "pick" ? offer.times.find((time) => visitTimeCode(time) === input.chosen) : offers ? undefined : old?.chosen;
  const byOfficer = mover.kind === "officer";
  const keepsChosen = chosen !== undefined && rule.to !== "none-fits";
  const visit: Visit = {
    case: before.id,
    owner: before.owner,
    authority: before.authority,
    state: rule.to,
    place: offer.place,
    offered: [...offer.times],
    ...(keepsChosen ? { chosen } : {}),
    by: offers || !old ? mover.subject : old.by,
    at: offers || !old ? at : old.at,
    ...(rule.to === "none-fits" && input.reason !== undefined ? { said: input.reason } : {}),
    ...(rule.by === "either" && byOfficer ? { answeredBy: mover.subject } : {}),
    ...((move === "change" || move === "cancel") && input.reason !== undefined ? { reason: input.reason } : {}),
    // What was reminded of, and what its nights noted, goes with the time it was about.
    reminded: move === "pick" && chosen ? remindersOver(chosen, today) : [],
  };
  const tasks = [
    ...before.tasks.filter(({ code }) => code !== "visit"),
    ...(rule.to === "none-fits" ? [{ code: "visit" as const, since: today }] : []),
  ] satisfies VettingCase["tasks"];
  const involved = byOfficer ? [...new Set([...before.involved, mover.subject])] : before.involved;
  return ok({ case: { ...before, tasks, involved }, evidence: [], notices: noticesOf(situation, move, visit, mover), visit: { after: visit, move } });
}

/** What stands in the way of a move besides who makes it and from where. */
function visitBlocked(situation: Situation, move: VisitMove, { offer, chosen, reason }: VisitInput): VisitRefusal | undefined {
  const at = millisOf(situation.at);
  const rule: VisitMoveRule = VISIT_MOVES[move];
  if (rule.reason && !reason) return "reason-missing";
  if (move === "propose" && toBring(situation).length === 0) return "nothing-to-see";
  if (move === "propose" || move === "change")
    return offer && offer.times.length > 0 && offer.times.every((time) => startOf(time) > at) ? undefined : "no-times";
  if (move !== "pick") return undefined;
  const time = situation.visit?.offered.find((one) => visitTimeCode(one) === chosen);
  if (!time) return "not-offered";
  return startOf(time) > at ? undefined : "time-passed";
}

/** Reminders whose day has come when a time is chosen: nobody is reminded of what they have just said. */
const remindersOver = ({ day }: VisitTime, today: PlainDate): number[] => reminderDays.filter((days) => daysAfter(day, -days) <= today);

const NOTICES: Readonly<Partial<Record<VisitMove, NoticeCode>>> = {
  propose: "visit-proposed",
  change: "visit-changed",
  pick: "visit-confirmed",
  cancel: "visit-cancelled",
};

function noticesOf(situation: Situation, move: VisitMove, visit: Visit, { kind }: MovedBy): readonly NoticeRequest[] {
  const code = NOTICES[move];
  if (code) return [{ code, to: "applicant", values: visitValues(situation, visit) }];
  // An officer who saved the answer themselves knows it.
  return visit.state === "none-fits" && kind === "applicant" ? [{ code: "officer-task", to: "officer", values: {} }] : [];
}

/** What a notice says of a visit: when, where, what to bring, why it changed, and whom to ring. No home address stands in any of it. */
export function visitValues(situation: Situation, { offered, chosen, place, reason }: Visit): NoticeRequest["values"] {
  const bring = toBring(situation).map((one) => bringWords(one));
  return {
    reference: situation.case.id,
    when: (chosen ? [chosen] : offered).map(visitTimeWords).join("\n"),
    where: placeForApplicant(place),
    bring: bring.length === 0 ? "You do not need to bring anything." : bring.map((one) => `- ${one}`).join("\n"),
    phone: councilPolicy(situation.case.authority).contact.phone,
    reason: reason ?? "",
  };
}

/**
 * Whether a change of a case leaves nothing to visit it for: it has ended, or was approved, and all that had to be seen was.
 */
export const needsNoVisit = (before: VettingCase, after: VettingCase): boolean =>
  after.endedAt !== undefined || (before.accreditation === undefined && after.accreditation !== undefined);

/** A visit that is no longer needed: it does not take place, and whoever was to come is told so. Undefined where none was open. */
export function endedVisit(situation: Situation): VisitOutcome | undefined {
  const ended = afterVisitMove(situation, "end", { subject: "system:vetting", kind: "system" });
  if (!ended.ok) return undefined;
  const { visit } = ended.value;
  const values = { ...visitValues(situation, visit.after), reason: "This visit is no longer needed." };
  const isTold =
    situation.visit?.state === "confirmed" &&
    timesToCome({ offered: [situation.visit.chosen].flatMap((time) => time ?? []) }, millisOf(situation.at)).length > 0;
  return { ...ended.value, notices: isTold ? [{ code: "visit-cancelled", to: "applicant", values }] : [] };
}
