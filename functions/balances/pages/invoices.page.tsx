import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { pounds } from "../../../shared/domain/money.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { DateField, NumberField, TextField } from "../../../shared/pages/record-fields.tsx";
import { Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { type Account, displayNameOf } from "../../../shared/people/account.ts";
import type { InvoiceRecord, InvoiceSide } from "../rules/invoice.ts";
import type { Billing } from "../rules/stated-of.ts";
import { stateWords } from "./invoice-words.ts";

/** The number of the invoice that is newest is shown first; so many are shown. */
const SHOWN = 50;

/** Invoices, those that need an answer first. */
function InvoiceTable({ invoices, side }: { readonly invoices: readonly Versioned<InvoiceRecord>[]; readonly side: InvoiceSide }) {
  const waits = ({ body }: Versioned<InvoiceRecord>) => Number(body.state === "stated");
  const shown = invoices.toSorted((a, b) => waits(b) - waits(a)).slice(0, SHOWN);
  return shown.length === 0 ? (
    <p class="govuk-body">There are no invoices yet.</p>
  ) : (
    <StackingTable
      caption={side === "recipient" ? "Those that need an answer first" : "Those that wait for an answer first"}
      captionClasses="govuk-visually-hidden"
      firstCellIsHeader
      head={["Invoice", "Support", "Amount", "Where it stands"].map((text) => ({ text }))}
      rows={shown.map(({ body }) => ({
        cells: [
          {
            text: (
              <a class="govuk-link" href={`/invoices/${body.id}`}>
                <bdi>{body.number}</bdi>
              </a>
            ),
            classes: "trellis-break",
          },
          { text: `${longDate(body.from)} to ${longDate(body.to)}` },
          { text: pounds(body.pence) },
          { text: stateWords(body, side) },
        ],
      }))}
    />
  );
}

export interface InvoicesProps {
  readonly person: Account;
  readonly billings: readonly Billing[];
  readonly invoices: readonly Versioned<InvoiceRecord>[];
}

/** All invoices for somebody's support, for them and whoever looks after their money. */
export function invoicesPage(request: PageRequest, { person, billings, invoices }: InvoicesProps): Page {
  const isTheirs = person.id === request.account.body.id;
  const bills = billings.filter(({ employed }) => !employed);
  return signedInPage(request, {
    title: "Invoices for support",
    back: { href: `/people/${isTheirs ? "me" : person.id}/direct-payment`, text: "Direct payment" },
    wide: true,
    children: (
      <>
        {isTheirs ? null : (
          <span class="govuk-caption-l">
            <bdi>{displayNameOf(person)}</bdi>
          </span>
        )}
        <h1 class="govuk-heading-l">Invoices for support</h1>
        <p class="govuk-body">When you accept an invoice, the council knows that you owe the money. It does not ask about it.</p>
        <InvoiceTable invoices={invoices} side="recipient" />
        {bills.length === 0 ? null : (
          <>
            <h2 class="govuk-heading-m">Add an invoice you were sent</h2>
            <ul class="govuk-list govuk-list--spaced">
              {bills.map(({ arrangement, providerName }) => (
                <li>
                  <a class="govuk-link trellis-break" href={`/support-invoices/${arrangement}`}>
                    Add an invoice from <bdi>{providerName}</bdi>
                  </a>
                </li>
              ))}
            </ul>
          </>
        )}
      </>
    ),
  });
}

export interface BillingProps {
  readonly billing: Billing;
  readonly side: InvoiceSide;
  /** The other of the two, as whoever looks knows them. */
  readonly other: string;
  readonly invoices: readonly Versioned<InvoiceRecord>[];
  readonly form: URLSearchParams;
  readonly errors?: readonly FieldError[];
}

/** The invoices for one person's support by one provider, and a form for a new one; for either of them. */
export function billingPage(request: PageRequest, { billing, side, other, invoices, form, errors = [] }: BillingProps): Page {
  const typed = { form, errors };
  const done = request.query.get("done");
  return signedInPage(request, {
    title: side === "recipient" ? `Invoices from ${other}` : `Invoices for ${other}`,
    back: { href: `/arrangements/${billing.arrangement}`, text: side === "recipient" ? "Support you get" : "Support you give" },
    errors,
    done: done === "stated" ? (side === "recipient" ? "Saved. It counts as money you owe." : "Sent. They will accept it, or say what is wrong.") : undefined,
    wide: true,
    children: (
      <>
        <h1 class="govuk-heading-l">
          {side === "recipient" ? "Invoices from " : "Invoices for "}
          <bdi>{other}</bdi>
        </h1>
        <InvoiceTable invoices={invoices} side={side} />
        {billing.employed ? (
          <p class="govuk-body">There are no invoices where someone is employed. Their pay is counted by the hours that were agreed or saved.</p>
        ) : (
          <Form tokens={request.tokens} action={`/support-invoices/${billing.arrangement}`} kept>
            <h2 class="govuk-heading-m">Add an invoice</h2>
            {side === "recipient" ? (
              <p class="govuk-body">Add what you were sent. By adding it you accept it.</p>
            ) : (
              <p class="govuk-body">They will accept it, or say what is wrong. This is no demand for payment: send your invoice as you always do.</p>
            )}
            <TextField {...typed} name="number" label="Invoice number" hint="As shown on the invoice" />
            <DateField {...typed} name="from" label="First day of the support" />
            <DateField {...typed} name="to" label="Last day of the support" />
            <NumberField {...typed} name="hours" label="Hours of support" />
            <NumberField {...typed} name="rate" label="Pay for an hour" prefix="£" />
            <NumberField {...typed} name="amount" label="What it comes to" hint="With anything besides the hours, such as travel" prefix="£" />
            <Button text={side === "recipient" ? "Add and accept it" : "Send it"} />
          </Form>
        )}
      </>
    ),
  });
}
