import type { Agreement, CONTRIBUTION_MODELS, DP_KINDS, FundingLine, PERMISSIONS, WHEREABOUTS } from "../../../shared/domain/direct-payment.ts";
import type { Pence } from "../../../shared/domain/money.ts";
import type { Instant, PlainDate } from "../../../shared/domain/time.ts";
import type { Fact } from "../../../shared/domain/timeline.ts";
import type { Head } from "./head.ts";
import type { StatedRecords } from "./stated-facts.ts";
import type { StoredFacts } from "./stored-facts.ts";

/** Money that a request for support is meant for, while it is open. */
export interface OpenRequest {
  readonly id: string;
  readonly weeklyPence: Pence;
  readonly from: PlainDate;
  readonly createdAt: Instant;
  /** The last day on which it counts, as far as is known. */
  readonly until: PlainDate;
}

/** What the records of others say of somebody's direct payment: all that an account's facts are made of, and nothing of who they are. */
export interface PaymentRecords {
  readonly id: string;
  readonly authority: string;
  readonly dpKind: readonly Fact<(typeof DP_KINDS)[number]>[];
  readonly firstPaymentOn: readonly Fact<PlainDate>[];
  readonly paymentAccount: readonly Fact<{ readonly kind: Head["kind"]; readonly references: readonly string[] }>[];
  readonly councilLine: readonly Fact<FundingLine>[];
  readonly nhsLine: readonly Fact<FundingLine>[];
  readonly model: readonly Fact<(typeof CONTRIBUTION_MODELS)[number]>[];
  readonly agreement: readonly Fact<Agreement>[];
  readonly permissions: readonly Fact<readonly (typeof PERMISSIONS)[number][]>[];
  readonly whereabouts: readonly Fact<(typeof WHEREABOUTS)[number]>[];
  readonly endedOn: readonly Fact<PlainDate>[];
  readonly diedOn: readonly Fact<PlainDate>[];
  readonly support: StoredFacts["support"];
  readonly requests: readonly OpenRequest[];
  /** What was stated of the account: sums set aside, invoices, and what officers found out. */
  readonly stated: StatedRecords;
}
