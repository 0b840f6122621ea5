import * as z from "zod/mini";
import { text } from "../domain/fields.ts";
import { PlainDate } from "../domain/time.ts";
import signalsData from "./signals.json" with { type: "json" };

const whole = z.number().check(z.refine((given: number) => Number.isSafeInteger(given) && given >= 1, "must be a whole number of 1 or more"));

/** What counts as a signal that support is missing, and how signals are frozen: versions are added, never changed. */
const SignalsPolicy = z.object({
  version: whole,
  effectiveFrom: PlainDate,
  source: text(300),
  /** Over so many days after a direct payment was agreed without support, somebody waits for it. */
  setUpDays: whole,
  /** One source is left out of a figure only where it gave so much of it at least: among few, the same lot is drawn by chance. */
  leastOfOneSource: whole,
  /** Periods of so many months back are made up for, where the job did not run. */
  lookBackMonths: whole,
  /** True figures, and the counts of days they are made of, are kept so many months; then they go. */
  trueFiguresMonths: whole,
});
export type SignalsPolicy = z.infer<typeof SignalsPolicy>;

const Signals = z.object({
  /** Rules by name, in versions. */
  rules: z.record(z.string(), z.array(SignalsPolicy).check(z.minLength(1))),
  /** Which rules each council (GSS code) goes by. */
  councils: z.record(z.string(), z.string()),
});
let parsed: z.infer<typeof Signals> | undefined;

/** A council's rules for signals on a day: of the versions begun by then the latest. Throws where it has none. */
export function signalsPolicyOn(authority: string, day: PlainDate): SignalsPolicy {
  parsed ??= Signals.parse(signalsData);
  const versions = parsed.rules[parsed.councils[authority] ?? ""] ?? [];
  const [latest] = versions.filter(({ effectiveFrom }) => effectiveFrom <= day).toSorted((a, b) => b.version - a.version);
  if (!latest) throw new Error(`No rules for signals of ${authority} on ${day}`);
  return latest;
}
