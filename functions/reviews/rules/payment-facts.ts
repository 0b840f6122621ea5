import type { PlainDate } from "../../../shared/domain/time.ts";

/** Support somebody gets, or got: an assistant or another provider, and since when its provider is not on the list any more, or suspended. */
export interface KnownSupport {
  readonly arrangement: string;
  /** The provider, as the person calls them. */
  readonly name: string;
  /** The provider's listing, where they have one. */
  readonly listing?: string | undefined;
  readonly from: PlainDate;
  readonly to?: PlainDate | undefined;
  readonly isAssistant: boolean;
  readonly isOut: boolean;
}

/** What the records of other slices say of a direct payment, as reviews may know it. */
export interface PaymentFacts {
  readonly id: string;
  /** GSS code. */
  readonly authority: string;
  /** What the council's case system calls its person. */
  readonly reference: string;
  readonly name?: string | undefined;
  /** Their account with us, where an officer connected it. */
  readonly account?: string | undefined;
  readonly firstPaymentOn?: PlainDate | undefined;
  readonly endedOn?: PlainDate | undefined;
  /** What they mainly need support with: the service area of the dashboard. */
  readonly area?: string | undefined;
  /** The last day on which their capacity to decide changed. */
  readonly capacityChangedOn?: PlainDate | undefined;
  /** Since when no support runs, of somebody who had some. */
  readonly noSupportSince?: PlainDate | undefined;
  readonly support: readonly KnownSupport[];
  /** A question about the balance that asks for a review of the plan, since when; and whether its answer was that nobody could be found. */
  readonly balanceAskedOn?: PlainDate | undefined;
  readonly couldNotFind: boolean;
}
