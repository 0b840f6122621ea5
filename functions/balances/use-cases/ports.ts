import type { Versioned } from "../../../shared/audit/context.ts";
import type { BalanceCase } from "../rules/balance-case.ts";
import type { InvoiceRecord } from "../rules/invoice.ts";
import type { Billing, PaymentAccount } from "../rules/stated-of.ts";

/** What the routes of this slice can be about, by the name in the route list. */
export interface RouteRecords {
  readonly balanceCase: Versioned<BalanceCase>;
  readonly paymentAccount: PaymentAccount;
  readonly billing: Billing;
  readonly invoice: Versioned<InvoiceRecord>;
}
