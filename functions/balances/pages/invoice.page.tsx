import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { pounds } from "../../../shared/domain/money.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { Checkboxes } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { SummaryList } from "../../../shared/pages/govuk/text-parts.tsx";
import { DateField, dateFields, WordsField } from "../../../shared/pages/record-fields.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import type { InvoiceRecord, InvoiceSide } from "../rules/invoice.ts";
import { type InvoiceMove, invoiceMovesOf } from "../rules/invoice-moves.ts";
import type { Movement } from "../rules/movement.ts";
import { invoiceRows, stateWords } from "./invoice-words.ts";

export interface InvoiceProps {
  readonly invoice: Versioned<InvoiceRecord>;
  readonly side: InvoiceSide;
  readonly other: string;
  /** Payments of the account that may have been for it, newest first; to its person and whoever looks after the money alone. */
  readonly payments: readonly Movement[];
  readonly form: URLSearchParams;
  readonly errors?: readonly FieldError[];
}

const DONE: Readonly<Record<InvoiceMove, string>> = {
  accept: "Accepted. It counts as money you owe.",
  dispute: "Saved. The money waits until you two agree.",
  withdraw: "Withdrawn. It counts no more.",
  paid: "Saved.",
};

/** One invoice, and what can be done with it, all on one page. */
export function invoicePage(request: PageRequest, { invoice: { body, version }, side, other, payments, form, errors = [] }: InvoiceProps): Page {
  const moves = invoiceMovesOf(body, side);
  const done = request.query.get("done");
  const said = Object.entries(DONE).find(([move]) => move === done)?.[1];
  const formOf = (move: InvoiceMove) => ({ tokens: request.tokens, action: `/invoices/${body.id}`, version, move });
  const typed = (move: InvoiceMove) => ({ form: form.get("move") === move ? form : new URLSearchParams(), errors: form.get("move") === move ? errors : [] });
  return signedInPage(request, {
    title: "Invoice",
    back: { href: `/support-invoices/${body.arrangement}`, text: side === "recipient" ? `Invoices from ${other}` : `Invoices for ${other}` },
    errors,
    done: said,
    children: (
      <>
        <h1 class="govuk-heading-l">
          {side === "recipient" ? "Invoice from " : "Invoice for "}
          <bdi>{other}</bdi>
        </h1>
        <SummaryList
          rows={[
            ...invoiceRows(body).map(([key, value]) => ({ key: { text: key }, value: { text: <bdi>{value}</bdi>, classes: "trellis-break" } })),
            { key: { text: "Where it stands" }, value: { text: stateWords(body, side) } },
            ...(body.words === undefined ? [] : [{ key: { text: "What is wrong" }, value: { text: <bdi>{body.words}</bdi>, classes: "trellis-break" } }]),
          ]}
        />
        {moves.includes("accept") ? (
          <MoveForm {...formOf("accept")}>
            <p class="govuk-body">If it is right, accept it. The council then knows that you owe this money.</p>
            <Button text="Accept it" />
          </MoveForm>
        ) : null}
        {moves.includes("paid") ? <PaidForm {...{ ...formOf("paid"), ...typed("paid"), body, payments }} /> : null}
        {moves.includes("dispute") ? (
          <MoveForm {...formOf("dispute")}>
            <h2 class="govuk-heading-m">If it is wrong</h2>
            <p class="govuk-body">
              Say why.{" "}
              {body.provider === undefined ? null : (
                <>
                  <bdi>{other}</bdi> reads it.{" "}
                </>
              )}
              The money is held for this until you two agree.
            </p>
            <WordsField {...typed("dispute")} name="words" label="What is wrong?" />
            <Button text="Dispute it" classes="govuk-button--secondary" />
          </MoveForm>
        ) : null}
        {moves.includes("withdraw") ? (
          <MoveForm {...formOf("withdraw")}>
            <h2 class="govuk-heading-m">If it should not be here</h2>
            <p class="govuk-body">Withdraw it. You can add it again under the same number.</p>
            <Button text="Withdraw it" classes="govuk-button--secondary" />
          </MoveForm>
        ) : null}
      </>
    ),
  });
}

interface MoveFormProps extends Pick<PageRequest, "tokens"> {
  readonly action: string;
  readonly version: number;
  readonly move: InvoiceMove;
}

const MoveForm = ({ move, children, ...form }: MoveFormProps & { readonly children: preact.ComponentChildren }) => (
  <Form {...form}>
    <input type="hidden" name="move" value={move} />
    {children}
  </Form>
);

/** When it was paid, and by which payments of the account. */
function PaidForm({
  body,
  payments,
  form,
  errors,
  ...move
}: MoveFormProps & Pick<InvoiceProps, "payments" | "form"> & { readonly errors: readonly FieldError[]; readonly body: InvoiceRecord }) {
  const known = form.has("move") || body.paidOn === undefined ? form : new URLSearchParams(dateFields("paidOn", body.paidOn));
  const chosen = form.has("move") ? form.getAll("movements") : body.movements;
  return (
    <MoveForm {...move}>
      <h2 class="govuk-heading-m">{body.paidOn === undefined ? "When it is paid" : "Change when it was paid"}</h2>
      <DateField form={known} errors={errors} name="paidOn" label="When was it paid?" />
      {payments.length === 0 ? null : (
        <Checkboxes
          name="movements"
          fieldset={{ legend: { text: "Which payments were for it? (optional)", classes: "govuk-fieldset__legend--s" } }}
          errorMessage={errorOf(errors, "movements")}
          classes="govuk-checkboxes--small"
          items={payments.map(({ id, postedOn, pence, text }) => ({
            value: id,
            text: (
              <>
                {longDate(postedOn)}: {pounds(-pence)}, <bdi>{text}</bdi>
              </>
            ),
            checked: chosen.includes(id),
          }))}
        />
      )}
      <Button text="Save when it was paid" classes="govuk-button--secondary" />
    </MoveForm>
  );
}
