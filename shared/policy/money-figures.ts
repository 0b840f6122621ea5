import * as z from "zod/mini";
import { RecordId, text } from "../domain/fields.ts";
import { PlainDate } from "../domain/time.ts";
import figuresData from "./money-figures.json" with { type: "json" };

const whole = z.number().check(z.refine((given: number) => Number.isSafeInteger(given) && given >= 1, "must be a whole number of 1 or more"));
const names = z.exactOptional(z.array(text(40)));

/** A row of spending: groups of the council's rules for balances, merchant categories (ISO 18245), and kinds of movement that have no category. */
const SpendRow = z.object({ id: RecordId, title: text(100), groups: names, codes: names, kinds: names });
/** A row of providers: kinds of the directory, and of those the ones that support fewer people than so many. */
const ProviderRow = z.object({ id: RecordId, title: text(100), kinds: names, fewerThan: z.exactOptional(whole) });

/** How money is counted for commissioners: versions are added, never changed, and figures keep the version they were made by. */
const MoneyFiguresPolicy = z.object({
  version: whole,
  effectiveFrom: PlainDate,
  source: text(300),
  /** A month is counted so many days after its end, once most statements of it have come. */
  countedAfterDays: whole,
  /** Months of so far back are made up for. */
  lookBackMonths: whole,
  /** What changed since each of so many months before is protected as a sum is. */
  comparedMonths: whole,
  /** So many months stand beside each other. */
  monthsBeside: whole,
  /** The first row that fits; the last one takes all that fits none. What is rare shares a row. */
  spend: z.array(SpendRow).check(z.minLength(1)),
  providers: z.array(ProviderRow).check(z.minLength(1)),
});
export type MoneyFiguresPolicy = z.infer<typeof MoneyFiguresPolicy>;

const MoneyFiguresRules = z.object({
  /** Rules by name, in versions. */
  rules: z.record(z.string(), z.array(MoneyFiguresPolicy).check(z.minLength(1))),
  /** Which rules each council (GSS code) goes by. */
  councils: z.record(z.string(), z.string()),
});
let parsed: z.infer<typeof MoneyFiguresRules> | undefined;

/** A council's rules for figures of money on a day: of the versions begun by then the latest. Throws where it has none. */
export function moneyFiguresPolicyOn(authority: string, day: PlainDate): MoneyFiguresPolicy {
  parsed ??= MoneyFiguresRules.parse(figuresData);
  const versions = parsed.rules[parsed.councils[authority] ?? ""] ?? [];
  const [latest] = versions.filter(({ effectiveFrom }) => effectiveFrom <= day).toSorted((a, b) => b.version - a.version);
  if (!latest) throw new Error(`No rules for figures of money of ${authority} on ${day}`);
  return latest;
}
