import type { Pence } from "../../../shared/domain/money.ts";
import type { Instant, PlainDate } from "../../../shared/domain/time.ts";
import type { FundingLineName, ProtectedKind } from "./facts.ts";

/** What a line of the sum is. They stand in this order on every page, notice and statement. */
export const LINE_CODES = ["balance", "line", "work-done", "invoice", "tax", "pension", "holiday", "insurance", "protected"] as const;
export type LineCode = (typeof LINE_CODES)[number];

/** One line of a sum, with where it comes from: never a total without its lines. */
export interface SumLine {
  readonly code: LineCode;
  /** Of a balance: that somebody typed it from a statement on paper. */
  readonly typed?: true | undefined;
  /** Which kind of protected money. */
  readonly kind?: ProtectedKind | undefined;
  /** What it adds to the sum: the balance as it is, the rest at most 0. */
  readonly pence: Pence;
  /** The record it came from: an arrangement, an invoice, a request, something set aside. */
  readonly of?: string | undefined;
  /** What it was worked out from, as far as a person can check it: hours, pence an hour, since and until when, weeks. */
  readonly from?:
    | ({ readonly [Name in "hours" | "ratePence" | "weeks" | "weeklyPence"]?: number | undefined } & {
        readonly [Name in "since" | "until"]?: PlainDate | undefined;
      })
    | undefined;
  /** The rule's source. */
  readonly source: string;
}

/** What may be found. Only the last two are for staff alone. */
export const FINDING_CODES = [
  "excess",
  "low-balance",
  "no-spend",
  "negative",
  "contribution-missed",
  "contribution-to-refund",
  "spend-to-ask-about",
  "cash-without-plan-permission",
  "paid-after-end",
  "possible-duplicate-payment",
  "rate-above-agreed",
  "saving-ended",
  "statement-missing",
  "typed-balance-differs",
  "row-vanished",
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

/** Something to ask about: never a judgement. */
export interface Finding {
  readonly code: FindingCode;
  /** What tells it from another of its code in one cycle: a movement, a group of categories, an arrangement; empty where there can be one only. */
  readonly about: string;
  readonly pence?: Pence | undefined;
  /** By funding line, adding up to `pence`. */
  readonly shares?: { readonly [Line in FundingLineName]: Pence } | undefined;
  /** The arithmetic. */
  readonly lines: readonly SumLine[];
  readonly movements: readonly string[];
  readonly source: string;
}

/** What a check of a cycle came to. `missing`: statements do not reach, or have a hole. `refused`: facts that no sum can be made from, for a person to see to. */
export type CheckResult = {
  readonly account: string;
  readonly cycle: number;
  /** The day whose close was measured: the last before the next payment. */
  readonly measuredOn: PlainDate;
  /** Nothing that was learned later counts. */
  readonly knownBy: Instant;
  readonly policyVersion: number;
  readonly findings: readonly Finding[];
} & (
  | { readonly outcome: "measured"; readonly lines: readonly SumLine[] /** 0 or more. */; readonly excessPence: Pence }
  | { readonly outcome: "missing"; readonly missingFrom: PlainDate }
  | { readonly outcome: "refused"; readonly why: "no-payment" | "no-first-payment" }
);
