import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { HOURS_BASES, PAY_PATTERNS, PAY_TIMES } from "../../../shared/domain/direct-payment.ts";
import { between, listOf, text } from "../../../shared/domain/fields.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { TIMES } from "../../../shared/listing/availability.ts";
import { codesOf, services } from "../../../shared/taxonomy/taxonomy.ts";

/** Hours, in quarters. */
export const QuarterHours = between(0.25, 168, "hours a week").check(
  z.refine((hours: number) => Number.isInteger(hours * 4), "must be in quarters of an hour"),
);

/** What was agreed on: the support, its price, and how it is paid for. */
export const Terms = z.object({
  services: listOf(oneOf(codesOf(services))).check(z.minLength(1, "must name at least one service")),
  /** A week. */
  hours: QuarterHours,
  /** When in the week, `mon-morning`; none where that is left open. */
  times: listOf(z.string().check(z.refine((time: string) => TIMES.includes(time), "must be a time of the week such as mon-morning"))),
  /** Pence an hour. */
  ratePence: between(1, 100_000, "pence an hour").check(z.refine((pence: number) => Number.isInteger(pence), "must be a whole number of pence")),
  /** What of their support plan it is for, in the recipient's words. */
  outcomes: listOf(text(200)),
  pay: oneOf(PAY_PATTERNS),
  payWhen: oneOf(PAY_TIMES),
  hoursBasis: oneOf(HOURS_BASES),
});
export type Terms = z.infer<typeof Terms>;

/** Whether a pension scheme is offered, or the law asks for none. */
export const PENSIONS = ["enrolled", "not-needed"] as const;
/** How tax is paid over to HMRC. */
export const PAYROLLS = ["monthly", "quarterly"] as const;
/** How redundancy pay would be found: saved for, or promised by the council in writing. */
export const REDUNDANCIES = ["fund", "promise"] as const;

/**
 * What a responsible employer has in order; what is absent was not said yet. Source: ACAS, 'Employing people'; Employers' Liability (Compulsory Insurance)
 * Act 1969; Pensions Act 2008; Employment Rights Act 1996, sections 1, 86 and 135.
 */
export const EmployerRecord = z.object({
  /** When the written statement of employment was given. */
  contractOn: z.optional(PlainDate),
  payroll: z.optional(oneOf(PAYROLLS)),
  /** Last day of the employers' liability insurance. */
  liabilityUntil: z.optional(PlainDate),
  pension: z.optional(oneOf(PENSIONS)),
  /** When the employer saw that they may work in the UK. */
  rightToWorkOn: z.optional(PlainDate),
  employedFrom: z.optional(PlainDate),
  /** First day of the holiday year that runs now. */
  holidayYearFrom: z.optional(PlainDate),
  noticeWeeks: z.optional(between(0, 52, "weeks")),
  redundancy: z.optional(oneOf(REDUNDANCIES)),
  redundancyPence: z.optional(between(0, 10_000_000, "pence")),
});
export type EmployerRecord = z.infer<typeof EmployerRecord>;

/** What an employer must have in order by law, in the order to do it in. */
const REQUIRED = ["rightToWorkOn", "contractOn", "liabilityUntil", "payroll", "pension"] as const;
export type RequiredOfEmployer = (typeof REQUIRED)[number];

/** What is missing of it on a day: not said yet, or an insurance that ended before. */
export const missingOfEmployer = (record: EmployerRecord | undefined, day: PlainDate): readonly RequiredOfEmployer[] =>
  REQUIRED.filter((part) => record?.[part] === undefined || (part === "liabilityUntil" && (record.liabilityUntil ?? "") < day));
