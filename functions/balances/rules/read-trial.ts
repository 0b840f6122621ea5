import type { FieldError } from "../../../shared/domain/input.ts";
import { readTypedAmount } from "../../../shared/domain/typed-amount.ts";
import type { TrialValues } from "./trial.ts";

const PENCE = 100;
const MOST_POUNDS = 10_000;
/** What can be tried: beyond it nothing sensible is asked. */
const LIMITS = { weeks: [0, 52], cyclesBeforeAsking: [1, 13], plannedWorkDays: [0, 90] } as const;
const WRONG: Readonly<Record<keyof TrialValues, string>> = {
  weeks: "Enter a whole number of weeks from 0 to 52",
  tolerancePence: "Enter an amount from £0 to £10,000",
  cyclesBeforeAsking: "Enter a whole number of checks from 1 to 13",
  plannedWorkDays: "Enter a whole number of days from 0 to 90",
};

/** The values that a form gives; or what is wrong with it. */
export function readTrial(form: URLSearchParams): { readonly values: TrialValues } | { readonly errors: readonly FieldError[] } {
  const whole = (name: keyof typeof LIMITS): number | undefined => {
    const typed = (form.get(name) ?? "").trim();
    const [least, most] = LIMITS[name];
    const value = /^\d{1,3}$/.test(typed) ? Number(typed) : undefined;
    return value !== undefined && value >= least && value <= most ? value : undefined;
  };
  const pounds = readTypedAmount(form.get("tolerancePence") ?? "", "pounds");
  const tolerancePence = pounds === undefined || pounds > MOST_POUNDS ? undefined : Math.round(pounds * PENCE);
  const [weeks, cyclesBeforeAsking, plannedWorkDays] = [whole("weeks"), whole("cyclesBeforeAsking"), whole("plannedWorkDays")];
  if (weeks !== undefined && tolerancePence !== undefined && cyclesBeforeAsking !== undefined && plannedWorkDays !== undefined)
    return { values: { weeks, tolerancePence, cyclesBeforeAsking, plannedWorkDays } };
  const read: Readonly<Record<keyof TrialValues, number | undefined>> = { weeks, tolerancePence, cyclesBeforeAsking, plannedWorkDays };
  const names = ["weeks", "tolerancePence", "cyclesBeforeAsking", "plannedWorkDays"] as const;
  return { errors: names.flatMap((field) => (read[field] === undefined ? [{ field, text: WRONG[field] }] : [])) };
}
