import type { BilledSupport } from "./invoice-moves.ts";

/** The account of a direct payment, as the council's record of the person tells of it. */
export interface PaymentAccount {
  /** The account's id, which is the record's. */
  readonly id: string;
  readonly authority: string;
  /** The person's account with us, where an officer connected it. */
  readonly owner?: string | undefined;
  /** As the council calls them. */
  readonly name?: string | undefined;
}

/** Support that invoices are for. */
export interface Billing extends BilledSupport {
  /** The provider, as the person calls them. */
  readonly providerName: string;
  /** Whether the person employs them: then there are payslips, and no invoices. */
  readonly employed: boolean;
}
