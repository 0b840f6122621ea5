import type { InvoiceRecord } from "../../functions/balances/rules/invoice.ts";
import type { SetAsideSum } from "../../functions/balances/rules/set-aside-record.ts";
import { COUNCIL } from "./councils.ts";

/** An invoice that was accepted, for a week of November; everything not named is plain and the same every time. */
export const anInvoice = (more: Partial<InvoiceRecord> = {}): InvoiceRecord => ({
  ...{ id: "inv_1", owner: "rosemary", authority: COUNCIL, arrangement: "arr-1", number: "INV-1", from: "2026-11-02", to: "2026-11-08" },
  ...{ hours: 10, ratePence: 1600, pence: 16_000, by: "provider", state: "accepted", statedAt: "2026-11-09T09:00:00.000Z" },
  ...{ acceptedAt: "2026-11-10T09:00:00.000Z", movements: [] },
  ...more,
});

/** A saving that was agreed in February, for respite in August. */
export const aSum = (more: Partial<SetAsideSum> = {}): SetAsideSum => ({
  ...{ kind: "saving", purpose: "August respite", pence: 20_000, from: "2026-02-03", until: "2026-08-31" },
  ...{ agreedBy: "Ruth Revisit", agreedOn: "2026-02-03", plan: "Support plan of 3 February 2026" },
  ...more,
});
