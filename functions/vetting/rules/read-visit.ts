import { text } from "../../../shared/domain/fields.ts";
import type { ParameterError, Read } from "../../../shared/domain/input.ts";
import { daysAfter, type EpochMillis, londonDate } from "../../../shared/domain/time.ts";
import { readTypedDate } from "../../../shared/domain/typed-date.ts";
import { clockWords, readTypedTime } from "../../../shared/domain/typed-time.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import type { VisitOffer } from "./decide-visit.ts";
import { type FactFault, factSentence, type SaidFigures } from "./evidence-errors.ts";
import { MOST_SAID, startOf, VISIT_PLACES, type VisitPlace, type VisitTime, visitTimeCode } from "./visit.ts";

const { mostOffered, furthestDays, earliest, latest } = servicePolicy.visits;
const Where = text(200);
const Said = text(MOST_SAID);

/** The numbers of the times a form asks for, from 1. */
export const OFFERED_NUMBERS: readonly number[] = Array.from({ length: mostOffered }, (_, index) => index + 1);

/** What somebody typed of a visit: a place, and days with their times, by their number. */
export interface TypedOffer {
  readonly place?: string | undefined;
  readonly where?: string | undefined;
  readonly days: ReadonlyMap<number, string | undefined>;
  readonly times: ReadonlyMap<number, string | undefined>;
}

/** What was typed, trimmed; undefined where it says nothing. */
const said = (typed: string | undefined | null): string | undefined => typed?.trim() || undefined;

/**
 * Reads what an officer offers: a place, and from one to `visits.mostOffered` times, all of them ahead and within `visits.furthestDays`. What is wrong is named
 * field by field, each with a sentence that says what to do. `homeKnown`: whether the applicant's account has their address.
 */
export function readOffer({ place, where, days, times }: TypedOffer, at: EpochMillis, homeKnown: boolean): Read<VisitOffer> {
  const errors: ParameterError[] = [];
  const wrong = (parameter: string, name: string, fault: FactFault, figures?: SaidFigures) =>
    errors.push({ parameter, detail: factSentence(name, fault, figures) });
  const kind = VISIT_PLACES.find((one) => one === place);
  if (kind === undefined) wrong("place", "visitPlace", "missing");
  if (kind === "home" && !homeKnown) wrong("place", "visitPlace", "form");
  const typedWhere = said(where);
  const words = Where.safeParse(typedWhere ?? "");
  if (kind !== undefined && kind !== "home" && !words.success) wrong("where", "visitWhere", typedWhere === undefined ? "missing" : "form");
  const read: VisitTime[] = [];
  for (const number of OFFERED_NUMBERS) {
    const [typedDay, typedTime] = [said(days.get(number)), said(times.get(number))];
    // The first is always wanted; the others only where something of them was typed.
    if (number > 1 && typedDay === undefined && typedTime === undefined) continue;
    const day = dayIn(typedDay, at);
    if ("fault" in day) wrong(`day-${number}`, "visitDay", day.fault, { number, days: furthestDays });
    const time = timeIn(typedTime);
    if ("fault" in time) wrong(`time-${number}`, "visitTime", time.fault, { number, from: clockWords(earliest), until: clockWords(latest) });
    if ("fault" in day || "fault" in time) continue;
    const one = { day: day.day, time: time.time };
    if (startOf(one) <= at) wrong(`time-${number}`, "visitTime", "past", { number });
    else if (read.some((other) => visitTimeCode(other) === visitTimeCode(one))) wrong(`time-${number}`, "visitTime", "twice", { number });
    else read.push(one);
  }
  if (errors.length > 0 || kind === undefined) return { ok: false, errors };
  const found: VisitPlace = kind === "home" || !words.success ? { kind } : { kind, words: words.data };
  return { ok: true, value: { place: found, times: read.toSorted((a, b) => startOf(a) - startOf(b)) } };
}

function dayIn(typed: string | undefined, at: EpochMillis): { readonly day: string } | { readonly fault: FactFault } {
  if (typed === undefined) return { fault: "missing" };
  const read = readTypedDate(typed);
  if ("fault" in read) return read;
  const today = londonDate(at);
  if (read.date < today) return { fault: "past" };
  return read.date > daysAfter(today, furthestDays) ? { fault: "far" } : { day: read.date };
}

function timeIn(typed: string | undefined): { readonly time: string } | { readonly fault: FactFault } {
  if (typed === undefined) return { fault: "missing" };
  const time = readTypedTime(typed);
  if (time === undefined) return { fault: "form" };
  return time < earliest || time > latest ? { fault: "hours" } : { time };
}

/** Reads why an officer changes or cancels a visit, in words for the applicant; or when an applicant could come. `name` is how the table of errors calls it. */
export function readSaid(typed: string | null, parameter: string, name: "visitWhy" | "visitSaid"): Read<string> {
  const given = said(typed);
  const words = Said.safeParse(given ?? "");
  if (words.success) return { ok: true, value: words.data };
  return { ok: false, errors: [{ parameter, detail: factSentence(name, given === undefined ? "missing" : "form") }] };
}
