import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { conflict, isStale, nothingHere } from "../../../shared/http/answers.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { ruleRefused } from "../../../shared/http/problem.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import { displayNameOf } from "../../../shared/people/account.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { invoicePage } from "../pages/invoice.page.tsx";
import { INVOICE_REFUSED, INVOICE_WRONG, MOVE_WRONG } from "../pages/invoice-words.ts";
import { billingPage, invoicesPage } from "../pages/invoices.page.tsx";
import type { InvoiceRecord, InvoiceSide } from "../rules/invoice.ts";
import { INVOICE_MOVES, type InvoiceRefusal, invoiceMovesOf } from "../rules/invoice-moves.ts";
import { paymentsFor } from "../rules/invoice-payments.ts";
import { readInvoice, readInvoiceMove } from "../rules/read-stated.ts";
import { moveInvoice } from "../use-cases/move-invoice.ts";
import type { StatedDeps } from "../use-cases/record-ports.ts";
import { stateInvoice } from "../use-cases/state-invoice.ts";
import { wrongFields } from "./section-errors.ts";

type BillingRequest = Parameters<HandlerOf<"billing">>[0];
type InvoiceRequest = Parameters<HandlerOf<"invoice">>[0];
/** What a page needs of whoever asks. */
type Asking = Pick<InvoiceRequest, "account">;

const notNow = (): HttpAnswer => ({
  kind: "problem",
  problem: ruleRefused("not-now", "This cannot be done now", "Open the page of this invoice again: it shows what you can do next."),
});

/** What a refusal is answered with; `show` is the form again, with what is wrong. */
function refusedWith(refusal: InvoiceRefusal | CommitRefusal, show: (error: FieldError) => Promise<HttpAnswer>): HttpAnswer | Promise<HttpAnswer> {
  if (refusal === "repeat") return REPEATED;
  if (refusal === "stale") return conflict();
  return refusal === "not-a-move" ? notNow() : show(INVOICE_REFUSED[refusal]);
}

/** Handlers of invoices for support: of the person and whoever looks after their money, and of the provider. */
export function invoiceHandlers(deps: StatedDeps) {
  const { store, account, billing, billingsOf, paymentOf, movements } = deps;
  /** Whoever is neither the provider nor the person acts for the person. */
  const sideOf = ({ account: { body } }: Asking, { owner, provider }: Pick<InvoiceRecord, "owner" | "provider">): InvoiceSide =>
    body.id === provider && body.id !== owner ? "provider" : "recipient";
  const otherOf = async (side: InvoiceSide, { owner, arrangement }: Pick<InvoiceRecord, "owner" | "arrangement">): Promise<string> => {
    if (side === "recipient") return (await billing(arrangement))?.providerName ?? "someone who supports you";
    const person = await account(owner);
    return person ? displayNameOf(person.body) : "someone you support";
  };
  const ofBilling = async (request: BillingRequest, errors: readonly FieldError[] = []) => {
    const side = sideOf(request, request.record);
    const all = await store.invoicesOf(request.record.owner);
    const invoices = all.filter(({ body }) => body.arrangement === request.record.arrangement);
    return billingPage(request, { billing: request.record, side, other: await otherOf(side, request.record), invoices, form: request.form, errors });
  };
  const payments = async ({ record: { body } }: InvoiceRequest, side: InvoiceSide) => {
    if (side === "provider" || body.state !== "accepted") return [];
    const payment = await paymentOf(body.owner);
    return payment ? paymentsFor(body, await movements(payment.id)) : [];
  };
  const ofInvoice = async (request: InvoiceRequest, errors: readonly FieldError[] = []) => {
    const side = sideOf(request, request.record.body);
    const other = await otherOf(side, request.record.body);
    return invoicePage(request, { invoice: request.record, side, other, payments: await payments(request, side), form: request.form, errors });
  };

  return {
    invoices: (async (request) => {
      const person = request.record.body;
      const [invoices, billings] = await Promise.all([store.invoicesOf(person.id), billingsOf(person.id)]);
      return invoicesPage(request, { person, invoices, billings });
    }) satisfies HandlerOf<"person">,
    supportInvoices: (async (request) => ofBilling(request)) satisfies HandlerOf<"billing">,
    stateInvoice: (async (request) => {
      if (request.record.employed) return notNow();
      const read = readInvoice(request.form);
      if (!read.ok) return ofBilling(request, wrongFields(read.errors, INVOICE_WRONG));
      const answer = redirectDone(`/support-invoices/${request.record.arrangement}`, "stated");
      const done = await stateInvoice(deps)(request.record, read.value, sideOf(request, request.record), request.auditContext(answer));
      return done.ok ? answer : refusedWith(done.refusal, (error) => ofBilling(request, [error]));
    }) satisfies HandlerOf<"billing">,
    invoice: (async (request) => ofInvoice(request)) satisfies HandlerOf<"invoice">,
    moveInvoice: (async (request) => {
      const { record, form } = request;
      const side = sideOf(request, record.body);
      const move = INVOICE_MOVES.find((one) => one === form.get("move"));
      if (!move) return nothingHere();
      if (isStale(request.seenVersion, record.version)) return conflict();
      if (!invoiceMovesOf(record.body, side).includes(move)) return notNow();
      const read = readInvoiceMove(move, form);
      if (!read.ok) return ofInvoice(request, wrongFields(read.errors, MOVE_WRONG));
      const offered = move === "paid" ? await payments(request, side) : [];
      // Payments that are no longer among those that may have been for it stay, where it named them before.
      const named = read.value.movements?.filter((id) => offered.some((one) => one.id === id) || record.body.movements.includes(id));
      const answer = redirectDone(`/invoices/${record.body.id}`, move);
      const done = await moveInvoice(deps)(record, move, { ...read.value, movements: named }, side, request.auditContext(answer));
      return done.ok ? answer : refusedWith(done.refusal, (error) => ofInvoice(request, [error]));
    }) satisfies HandlerOf<"invoice">,
  };
}
