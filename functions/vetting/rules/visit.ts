import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { GssCode, RecordId, text } from "../../../shared/domain/fields.ts";
import { dayAndTime, type EpochMillis, londonTime, PlainDate } from "../../../shared/domain/time.ts";
import { ClockTime } from "../../../shared/domain/typed-time.ts";

/** Where a visit may stand. A change is no state: what was offered or confirmed before is replaced, and times are offered anew. */
export const VISIT_STATES = ["proposed", "confirmed", "none-fits", "cancelled", "done", "missed"] as const;
export type VisitState = (typeof VISIT_STATES)[number];

/**
 * Where a visit may be. Never by video: an original must be seen in person. Source: DBS Update Service employer guide, as changed on 24 June 2025.
 */
export const VISIT_PLACES = ["office", "home", "elsewhere"] as const;
export type VisitPlaceKind = (typeof VISIT_PLACES)[number];

/** A day and a time of day on it, as clocks in London show them. */
export const VisitTime = z.object({ day: PlainDate, time: ClockTime });
export type VisitTime = z.infer<typeof VisitTime>;

/** A place: in words, or the applicant's home, whose address their account has and nothing else repeats. */
const VisitPlace = z.object({ kind: oneOf(VISIT_PLACES), words: z.optional(text(200)) });
export type VisitPlace = z.infer<typeof VisitPlace>;

/** Characters of what an applicant or an officer says about a visit. */
export const MOST_SAID = 500;

/** A visit at which an officer sees originals of a case: what was offered last, and what became of it. */
export const Visit = z.object({
  case: RecordId,
  /** The account the case is for. */
  owner: RecordId,
  authority: GssCode,
  state: oneOf(VISIT_STATES),
  place: VisitPlace,
  offered: z.array(VisitTime),
  chosen: z.optional(VisitTime),
  /** The officer who offered these times, and when. */
  by: RecordId,
  at: z.string(),
  /** When the applicant could come, in their words, where none of the times fits. */
  said: z.optional(text(MOST_SAID)),
  /** The officer who saved the applicant's answer, which came by phone or letter. */
  answeredBy: z.optional(RecordId),
  /** Why it was changed or cancelled, in words for the applicant. */
  reason: z.optional(text(MOST_SAID)),
  /** Days before it for which the applicant was reminded. */
  reminded: z.array(z.number()),
  /** The night on which officers were told that its time has passed. */
  passedOn: z.optional(PlainDate),
  /** The next night on which something is to be done about it. */
  nextSweepOn: z.optional(PlainDate),
});
export type Visit = z.infer<typeof Visit>;

/** When a visit starts. */
export const startOf = ({ day, time }: VisitTime): EpochMillis => londonTime(day, time);

/** 'Tuesday 1 December 2026, 10:30am'. */
export const visitTimeWords = (time: VisitTime): string => dayAndTime(startOf(time));

/** A time as a form names it. */
export const visitTimeCode = ({ day, time }: VisitTime): string => `${day}T${time}`;

/** Where a visit is, as the applicant reads it. Their address is not repeated: they know it. */
export const placeForApplicant = ({ kind, words }: VisitPlace): string => (kind === "home" ? "Your home" : (words ?? ""));

/** The same as an officer reads it, and saves it with what was seen there. */
export const placeForOfficer = ({ kind, words }: VisitPlace): string => (kind === "home" ? "The applicant's home" : (words ?? ""));

/** Whether a visit can still take place. */
export const isOpenVisit = ({ state }: Pick<Visit, "state">): boolean => state === "proposed" || state === "confirmed" || state === "none-fits";

/** The times that can still be chosen. */
export const timesToCome = ({ offered }: Pick<Visit, "offered">, at: EpochMillis): readonly VisitTime[] => offered.filter((time) => startOf(time) > at);

/** Who an open visit waits for; undefined where none does. `visit`: nobody, until its day. */
export function visitWaitsFor(visit: Visit | undefined, at: EpochMillis): "us" | "applicant" | "visit" | undefined {
  switch (visit?.state) {
    case "none-fits":
      return "us";
    case "proposed":
      return timesToCome(visit, at).length > 0 ? "applicant" : "us";
    case "confirmed":
      return visit.chosen && startOf(visit.chosen) > at ? "visit" : "us";
    default:
      return undefined;
  }
}

/** A visit that is confirmed and lies ahead, or was today: what both need to know of it. */
export const confirmedTime = (visit: Visit | undefined): VisitTime | undefined => (visit?.state === "confirmed" ? visit.chosen : undefined);
