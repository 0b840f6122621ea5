import type { StatedDeps } from "../use-cases/record-ports.ts";
import { agreedSpendingHandlers } from "./agreed-spending.handlers.ts";
import { closingBalanceHandlers } from "./closing-balance.handlers.ts";
import type { PhotoDeps } from "./closing-photos.handlers.ts";
import { invoiceHandlers } from "./invoice.handlers.ts";
import { latePaymentsHandlers } from "./late-payments.handlers.ts";
import { moneyInHandlers } from "./money-in.handlers.ts";
import { setAsideHandlers } from "./set-aside.handlers.ts";

/** Handlers of all that people and officers state of the account of a direct payment. */
export const balanceRecordsHandlers = (deps: StatedDeps & PhotoDeps) => ({
  ...setAsideHandlers(deps),
  ...invoiceHandlers(deps),
  ...moneyInHandlers(deps),
  ...agreedSpendingHandlers(deps),
  ...latePaymentsHandlers(deps),
  ...closingBalanceHandlers(deps),
});
