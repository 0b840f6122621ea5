import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext } from "../../../shared/audit/context.ts";
import { ok, type Result } from "../../../shared/domain/result.ts";
import { type InvoiceRecord, type InvoiceSide, invoiceId, type NewInvoice } from "../rules/invoice.ts";
import { type InvoiceRefusal, statedInvoice } from "../rules/invoice-moves.ts";
import type { Billing } from "../rules/stated-of.ts";
import { invoiceNotices } from "./invoice-notices.ts";
import type { StatedDeps } from "./record-ports.ts";

/** States an invoice for support. One that the provider states is told to whoever is to look at it. */
export const stateInvoice =
  (deps: StatedDeps) =>
  async (billing: Billing, said: NewInvoice, side: InvoiceSide, context: AuditContext): Promise<Result<InvoiceRecord, InvoiceRefusal | CommitRefusal>> => {
    const before = await deps.store.invoice(invoiceId(billing.arrangement, said.number));
    const after = statedInvoice(before?.body, billing, said, side, context.at);
    if (!after.ok) return after;
    const notices = await invoiceNotices(deps)(after.value, "state", before?.version ?? 0, context.at);
    const done = await deps.store.commit(context, [{ entity: "invoice", before, after: after.value, action: "invoice:state" }], notices);
    // Two who state the same number at one moment: the second finds it taken.
    return done.ok ? ok(after.value) : done;
  };
