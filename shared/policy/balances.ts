import * as z from "zod/mini";
import { oneOf } from "../domain/codes.ts";
import { text } from "../domain/fields.ts";
import { LARGEST_FILE_BYTES } from "../domain/file-size.ts";
import { PlainDate } from "../domain/time.ts";
import balancesData from "./balances.json" with { type: "json" };

const whole = z.number().check(z.refine((given: number) => Number.isSafeInteger(given) && given >= 0, "must be a whole number of 0 or more"));

/** What an arrears ladder may do, the mildest first. None of it stops support. */
export const LADDER_STEPS = ["reminder", "call", "review", "agreement-breach"] as const;
/** How money may be taken back. */
export const RECOUP_METHODS = ["unload", "invoice", "offset"] as const;
/** What stops the clock of a question. Sources: money.md 2; SI 2020/1311. */
export const CLOCK_STOPS = ["challenge", "breathing-space", "returned-post", "hospital", "bereavement"] as const;
export type ClockStop = (typeof CLOCK_STOPS)[number];

/** A figure with where it comes from. */
const rule = <Value extends z.ZodMiniType>(value: Value) => z.object({ value, source: text(300) });

/** How a council checks balances, from a day on: versions are added, never changed, and a result keeps the version it used. */
const BalancePolicy = z.object({
  version: whole,
  effectiveFrom: PlainDate,
  source: text(300),
  balance: z.object({
    /** Nothing below it is ever asked about: weeks of the gross or the net payment. */
    line: rule(z.object({ weeks: whole, of: oneOf(["gross", "net"]) })),
    /** Beyond the line before anything is asked. */
    tolerancePence: whole,
    cyclesBeforeAsking: whole,
    /** After a decrease the higher line holds for so many cycles. */
    higherLineCycles: whole,
    graceCyclesAfterFirstPayment: whole,
    lowBalance: z.object({ weeks: whole }),
    /** Planned hours nobody confirmed count for one pay period and so many days. Source: money.md 6.7. */
    plannedWorkDays: rule(whole),
    /** What tax and National Insurance come to, and what an employer's pension does, in hundredths of a per cent of wages. */
    taxBasisPoints: rule(whole),
    pensionBasisPoints: rule(whole),
    /** Holiday pay for each hour worked, in hundredths of a per cent. */
    holidayBasisPoints: rule(whole),
    insuranceYearPence: rule(whole),
    /** Days after the end of a tax quarter or month, the 5th, by which HMRC must have the money: the 22nd. Source: GOV.UK, 'Pay employers' PAYE'. */
    taxDueDays: whole,
    /** Redundancy pay of somebody who leaves: after so many years, tenths of a week's pay for each, up to a limit, and for how long it may be claimed. */
    redundancy: rule(z.object({ afterYears: whole, weeksAYearTenths: whole, weekMostPence: whole, mostYears: whole, claimMonths: whole })),
    protectedKinds: z.array(z.string()),
    /** Whether a person's contribution is spent first, or the excess is shared as the money was paid in. */
    excessOwner: rule(oneOf(["council-share", "contribution-first"])),
    noSpendCycles: whole,
    /** Statements are late so many days after a cycle closed, by kind of account. */
    statementDays: z.object({ card: whole, bank: whole, managed: whole }),
  }),
  ask: z.object({
    answerDays: whole,
    reminderDays: z.array(whole),
    callAfterDays: whole,
    stopOn: z.array(oneOf(CLOCK_STOPS)),
    /** Spend first seen longer ago is asked about with a manager's reason only. */
    lookBackMonths: whole,
    /** A case that nobody moved for so long is the council's overdue task. */
    idleDays: whole,
  }),
  recoup: z
    .object({
      allowed: z.boolean(),
      legalBasis: rule(z.object({ council: text(200), nhs: text(200) })),
      noticeDays: rule(whole),
      methods: z.array(oneOf(RECOUP_METHODS)).check(z.minLength(1)),
      offsetMaxBasisPoints: whole,
      leastPence: whole,
      mostInstalments: whole,
      challengeDays: whole,
    })
    // Nothing is taken before the last day on which it can be challenged.
    .check(z.refine(({ challengeDays, noticeDays }) => challengeDays <= noticeDays.value, "must not leave longer to challenge than the notice runs")),
  contribution: z.object({
    tolerancePence: whole,
    toleranceCycles: whole,
    /** Over so many cycles a contribution that came to more than the support is a question to the council. */
    refundCycles: whole,
    ladder: z.array(z.object({ afterWeeks: whole, step: oneOf(LADDER_STEPS) })),
  }),
  cash: z.object({ allowed: oneOf(["never", "if-plan"]), plainQuestions: whole }),
  spend: z.object({
    /** Groups of merchant categories, each with why it is a question and the question in plain words. Source: ISO 18245. */
    groups: z.array(
      z.object({
        name: text(40),
        /** What it is called where someone reads that it is not asked about: `betting or gaming`. */
        label: text(60),
        codes: z.array(text(4)),
        why: text(300),
        question: text(300),
      }),
    ),
    neverAsk: z.array(text(4)),
    /** For so many months at most an answer that was accepted stops the same question. */
    rememberMonths: rule(whole),
  }),
  yearly: z.object({
    /** The day on which the year of a statement of use begins: month and day. */
    statementFrom: rule(z.string().check(z.regex(/^(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])$/, "must be a month and a day of every year, such as 04-01"))),
    /** After so many checks that found nothing, one after the other, the person hears that all is well. */
    allWellCycles: whole,
  }),
  evidence: z.object({
    /** A receipt helps with what costs more, and is never asked for below it. */
    receiptAbovePence: rule(whole),
    /** A receipt helps with what was paid so many months ago at most. */
    receiptMonths: whole,
    /** The largest file, and how long a form for one can be used. */
    largestFileBytes: whole.check(z.lte(LARGEST_FILE_BYTES)),
    uploadMinutes: whole,
  }),
  /** How a council watches over its own checks. */
  watch: z.object({
    /** An account that was over the line for so many cycles, and of which nobody was asked, is the council's overdue task. Source: money.md 4, O1. */
    overLineCycles: whole,
    /** Of the questions of a rule, at most so many in a hundred should end with nothing wrong; above the other it is the rule that is at fault. Source: money.md 6.7. */
    targetPercent: whole,
    faultPercent: whole,
    /** Of fewer than so many no figure is published. */
    leastShown: whole,
    /** Over so many cycles a change of the rules is tried. */
    trialCycles: whole,
  }),
  /** How long statements, results and cases are kept after the payment ended. */
  keepYears: whole,
});
export type BalancePolicy = z.infer<typeof BalancePolicy>;

const Balances = z.object({ councils: z.record(z.string(), z.array(BalancePolicy).check(z.minLength(1))) });
let parsed: z.infer<typeof Balances> | undefined;

/** A council's rules for balances on a day: of those begun by then the latest. Throws where it has none. */
export function balancePolicyOn(authority: string, day: PlainDate): BalancePolicy {
  parsed ??= Balances.parse(balancesData);
  const versions = (parsed.councils[authority] ?? []).filter(({ effectiveFrom }) => effectiveFrom <= day).toSorted((a, b) => b.version - a.version);
  const [latest] = versions;
  if (!latest) throw new Error(`No rules for balances of ${authority} on ${day}`);
  return latest;
}
