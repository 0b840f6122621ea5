import type {
  ACCOUNT_KINDS,
  Agreement,
  CONTRIBUTION_MODELS,
  FundingLine,
  HOURS_BASES,
  PAY_PATTERNS,
  PAY_TIMES,
  PERMISSIONS,
  SupportSide,
  WHEREABOUTS,
} from "../../../shared/domain/direct-payment.ts";
import type { Pence } from "../../../shared/domain/money.ts";
import type { Instant, PlainDate } from "../../../shared/domain/time.ts";
import type { Fact } from "../../../shared/domain/timeline.ts";

/** The purses a budget may have, in the order in which sums name them. */
export const FUNDING_LINES = ["council", "nhs"] as const;
export type FundingLineName = (typeof FUNDING_LINES)[number];

/** What support costs and how it is paid for, as a check needs it: an arrangement, or a member's share of a pool. Every fact has its two times. */
export interface SupportFacts {
  /** The arrangement's id. */
  readonly arrangement: string;
  /** The provider, as the recipient's page calls them. */
  readonly name: string;
  readonly employed: boolean;
  /** The first and last day of support; not begun yet, and not ended, where absent. */
  readonly startedOn?: PlainDate | undefined;
  readonly lastDay?: PlainDate | undefined;
  readonly terms: readonly Fact<SupportTerms>[];
  /** Hours that were said to have been worked in the week that begins on a day: the last one learned of a week counts. */
  readonly worked: readonly { readonly weekOf: PlainDate; readonly hours: number; readonly learnedAt: Instant }[];
  /** Until which day support is paid for, by which side; the recipient where none is noted. The last one learned of each counts. */
  readonly paid: readonly { readonly upTo: PlainDate; readonly learnedAt: Instant; readonly by?: SupportSide | undefined }[];
  readonly employer: readonly Fact<EmployerFacts>[];
}
export interface SupportTerms {
  /** A week; of a pool, the member's share. */
  readonly hours: number;
  readonly ratePence: Pence;
  readonly pay: (typeof PAY_PATTERNS)[number];
  readonly payWhen: (typeof PAY_TIMES)[number];
  readonly hoursBasis: (typeof HOURS_BASES)[number];
}
/** What an employer owes besides wages. */
export interface EmployerFacts {
  readonly payroll?: "monthly" | "quarterly" | undefined;
  readonly pension?: "enrolled" | "not-needed" | undefined;
  readonly liabilityUntil?: PlainDate | undefined;
  readonly employedFrom?: PlainDate | undefined;
  readonly holidayYearFrom?: PlainDate | undefined;
  readonly redundancy?: "fund" | "promise" | undefined;
  readonly redundancyPence?: Pence | undefined;
}

/** An invoice the recipient or their support organisation accepted, or disputes. */
export interface Invoice {
  readonly id: string;
  readonly arrangement: string;
  /** The days it is for, both included. */
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly hours: number;
  readonly ratePence: Pence;
  readonly pence: Pence;
  /** Of one that is disputed, when that was said. */
  readonly acceptedAt: Instant;
  /** When it was paid, and by which movements; absent while it is unpaid. */
  readonly paidOn?: PlainDate | undefined;
  readonly movements?: readonly string[] | undefined;
  readonly disputed?: boolean | undefined;
}

/** Why money is set aside: none of it is ever over the line. */
export const PROTECTED_KINDS = ["redundancy", "saving", "contingency", "open-request", "personal-money", "overpaid-contribution", "dispute"] as const;
export type ProtectedKind = (typeof PROTECTED_KINDS)[number];

/** Money that is set aside, by whom it was agreed, and until when. */
export interface SetAside {
  readonly id: string;
  readonly kind: ProtectedKind;
  readonly pence: Pence;
  readonly from: PlainDate;
  /** The last day; then it is a question, never an excess by itself. Open where absent. */
  readonly until?: PlainDate | undefined;
  readonly learnedAt: Instant;
  /** When something else was said of it: by what was known from then on, it is not this. */
  readonly knownUntil?: Instant | undefined;
  /** Whether it comes together in equal parts, one at the end of every four weeks. */
  readonly buildsUp?: true | undefined;
  /** Of which support request, for an open one. */
  readonly request?: string | undefined;
  /** What for, in the plan's words: `August respite`. */
  readonly purpose: string;
}

/**
 * A balance that someone typed from a statement on paper, with photographs of its pages, or by an officer who saw it: what was on the account at the close of a day, and nothing of
 * what moved. The last one learned of a day counts.
 */
export interface TypedBalance {
  readonly on: PlainDate;
  readonly pence: Pence;
  readonly learnedAt: Instant;
  /** Where an officer of the council typed it, who saw the statement. */
  readonly by?: "council" | undefined;
}

/** An answer that was accepted once, and is not asked for again. */
export interface RememberedAnswer {
  /** The group of merchant categories, of `spend-to-ask-about`; the arrangement, of `rate-above-agreed`. */
  readonly about: string;
  readonly at: Instant;
  /** The last day of which it counts; of every day where absent. */
  readonly until?: PlainDate | undefined;
  /** When something else was said of it: by what was known from then on, it does not count any more. */
  readonly knownUntil?: Instant | undefined;
}

/** All that is known of an account besides what statements say: what a check works with. Nothing in it says who somebody is. */
export interface AccountFacts {
  readonly account: string;
  readonly authority: string;
  readonly kind: (typeof ACCOUNT_KINDS)[number];
  readonly firstPaymentOn: PlainDate;
  readonly lines: { readonly [Line in FundingLineName]: readonly Fact<FundingLine>[] };
  readonly model: readonly Fact<(typeof CONTRIBUTION_MODELS)[number]>[];
  readonly agreement: readonly Fact<Agreement>[];
  readonly permissions: readonly Fact<readonly (typeof PERMISSIONS)[number][]>[];
  readonly whereabouts: readonly Fact<(typeof WHEREABOUTS)[number]>[];
  readonly endedOn: readonly Fact<PlainDate>[];
  readonly diedOn: readonly Fact<PlainDate>[];
  readonly support: readonly SupportFacts[];
  readonly invoices: readonly Invoice[];
  readonly setAside: readonly SetAside[];
  readonly remembered: readonly RememberedAnswer[];
  /** Groups of merchant categories, or single ones, that an outcome of the support plan speaks of. */
  readonly outcomes?: readonly Fact<readonly string[]>[] | undefined;
  /** Contributions that need not be paid. */
  readonly waived?: readonly { readonly pence: Pence; readonly from: PlainDate; readonly learnedAt: Instant }[] | undefined;
  /** Balances that were typed from statements on paper. */
  readonly typed?: readonly TypedBalance[] | undefined;
  /** What credits are of which a statement does not tell, by movement. */
  readonly identified: ReadonlyMap<string, "contribution" | "personal-money" | "refund" | "pool-share">;
}
