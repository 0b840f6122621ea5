import * as z from "zod/mini";
import { type ParameterError, type Read, readBy } from "../../../shared/domain/input.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { type AmountUnit, readTypedAmount } from "../../../shared/domain/typed-amount.ts";
import { dateIn } from "../../../shared/domain/typed-date.ts";
import { wrongWithRate } from "../../../shared/policy/pay.ts";
import { END_REASONS } from "./arrangement.ts";
import type { ArrangementMove } from "./arrangement-moves.ts";
import type { MoveInput } from "./decide-arrangement.ts";
import { EmployerRecord, QuarterHours, Terms } from "./terms.ts";

const PENCE = 100;

const filled = (form: URLSearchParams, name: string): string | undefined => form.get(name)?.trim() || undefined;

/** A typed number, or the text where it is none: the contract refuses that by its field. */
function amountIn(form: URLSearchParams, name: string, unit: AmountUnit): number | string | undefined {
  const typed = filled(form, name);
  return typed === undefined ? undefined : (readTypedAmount(typed, unit) ?? typed);
}

function penceIn(form: URLSearchParams, name: string): number | string | undefined {
  const amount = amountIn(form, name, "pounds");
  return typeof amount === "number" ? Math.round(amount * PENCE) : amount;
}

const StartingTerms = z.extend(Terms, { from: PlainDate });

/** What the form of terms says, and from which day; or what is wrong with each field. Pay below the legal minimum is refused where they are employed. */
export function readTerms(form: URLSearchParams, employment: string | undefined): Read<{ readonly terms: Terms; readonly from: PlainDate }> {
  const lines = (form.get("outcomes") ?? "").split("\n").map((line) => line.trim());
  const read = readBy(StartingTerms, {
    services: form.getAll("services"),
    hours: amountIn(form, "hours", "hours"),
    times: form.getAll("times"),
    ratePence: penceIn(form, "rate"),
    outcomes: lines.filter((line) => line !== ""),
    pay: filled(form, "pay"),
    payWhen: filled(form, "payWhen"),
    hoursBasis: filled(form, "hoursBasis"),
    from: dateIn(form, "from"),
  });
  if (!read.ok) return { ok: false, errors: read.errors.map((error) => ({ ...error, parameter: error.parameter === "ratePence" ? "rate" : error.parameter })) };
  const { from, ...terms } = read.value;
  const wrong = wrongWithRate(employment ?? "", terms.ratePence, from);
  return wrong === undefined ? { ok: true, value: { terms, from } } : { ok: false, errors: [{ parameter: "minimum", detail: wrong }] };
}

/** Terms as the form of them would have been filled in. */
export function formOfTerms(terms: Partial<Terms>, form: URLSearchParams = new URLSearchParams()): URLSearchParams {
  for (const service of terms.services ?? []) form.append("services", service);
  for (const time of terms.times ?? []) form.append("times", time);
  if (terms.hours !== undefined) form.set("hours", String(terms.hours));
  if (terms.ratePence !== undefined) form.set("rate", (terms.ratePence / PENCE).toFixed(2));
  if (terms.outcomes !== undefined) form.set("outcomes", terms.outcomes.join("\n"));
  for (const name of ["pay", "payWhen", "hoursBasis"] as const) if (terms[name] !== undefined) form.set(name, terms[name]);
  return form;
}

/** The dates of what an employer has in order. */
export const EMPLOYER_DATES = ["contractOn", "liabilityUntil", "rightToWorkOn", "employedFrom", "holidayYearFrom"] as const;

function readEmployer(form: URLSearchParams): Read<EmployerRecord> {
  const dates = Object.fromEntries(EMPLOYER_DATES.flatMap((name) => present(name, dateIn(form, name))));
  const weeks = filled(form, "noticeWeeks");
  const read = readBy(EmployerRecord, {
    ...dates,
    ...Object.fromEntries(["payroll", "pension", "redundancy"].flatMap((name) => present(name, filled(form, name)))),
    ...(weeks === undefined ? {} : { noticeWeeks: /^\d{1,2}$/.test(weeks) ? Number(weeks) : weeks }),
    ...Object.fromEntries(present("redundancyPence", penceIn(form, "redundancyPounds"))),
  });
  if (read.ok) return read;
  return { ok: false, errors: read.errors.map((error) => (error.parameter === "redundancyPence" ? { ...error, parameter: "redundancyPounds" } : error)) };
}

const present = <Value>(name: string, value: Value | undefined): readonly (readonly [string, Value])[] => (value === undefined ? [] : [[name, value]]);

const MOVE_CONTRACTS = {
  start: z.object({ on: PlainDate }),
  end: z.object({ on: PlainDate, why: z.enum(END_REASONS, { error: "must be chosen" }) }),
  hours: z.object({ weekOf: PlainDate, hours: z.union([z.literal(0), QuarterHours], { error: "must be hours in quarters" }) }),
  paid: z.object({ upTo: PlainDate }),
} as const;

/** What a move is made with, from its form; or what is wrong with each field. */
export function readMove(move: ArrangementMove, form: URLSearchParams, employment: string | undefined): Read<MoveInput> {
  switch (move) {
    case "change":
      return readTerms(form, employment);
    case "employer": {
      const read = readEmployer(form);
      return read.ok ? { ok: true, value: { employer: read.value } } : read;
    }
    case "start":
      return readBy(MOVE_CONTRACTS.start, { on: dateIn(form, "on") });
    case "end":
      return readBy(MOVE_CONTRACTS.end, { on: dateIn(form, "on"), why: filled(form, "why") });
    case "hours":
      return readBy(MOVE_CONTRACTS.hours, { weekOf: dateIn(form, "weekOf"), hours: amountIn(form, "hours", "hours") });
    case "paid":
      return readBy(MOVE_CONTRACTS.paid, { upTo: dateIn(form, "upTo") });
    default:
      return { ok: true, value: {} };
  }
}

/** A field's error said at its first box, where it is a date. */
export const atDate = ({ parameter }: ParameterError): string | undefined =>
  ["on", "from", "weekOf", "upTo", ...EMPLOYER_DATES].includes(parameter) ? `${parameter}-day` : undefined;
