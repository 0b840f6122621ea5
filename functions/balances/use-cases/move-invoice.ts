import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { ok, type Result } from "../../../shared/domain/result.ts";
import type { InvoiceRecord, InvoiceSide } from "../rules/invoice.ts";
import { afterInvoiceMove, type InvoiceInput, type InvoiceMove, type InvoiceRefusal } from "../rules/invoice-moves.ts";
import { invoiceNotices } from "./invoice-notices.ts";
import type { StatedDeps } from "./record-ports.ts";

/** Accepts or disputes an invoice, takes it back, or notes when it was paid. The provider hears that it is disputed. */
export const moveInvoice =
  (deps: StatedDeps) =>
  async (
    before: Versioned<InvoiceRecord>,
    move: InvoiceMove,
    input: InvoiceInput,
    side: InvoiceSide,
    context: AuditContext,
  ): Promise<Result<InvoiceRecord, InvoiceRefusal | CommitRefusal>> => {
    const after = afterInvoiceMove(before.body, move, input, side, context.at);
    if (!after.ok) return after;
    const notices = await invoiceNotices(deps)(after.value, move, before.version, context.at);
    const done = await deps.store.commit(context, [{ entity: "invoice", before, after: after.value, action: `invoice:${move}` }], notices);
    return done.ok ? ok(after.value) : done;
  };
