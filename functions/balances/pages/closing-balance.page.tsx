import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { pounds } from "../../../shared/domain/money.ts";
import { longDate, type PlainDate } from "../../../shared/domain/time.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { TextField } from "../../../shared/pages/record-fields.tsx";
import { Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { dateWords } from "../../../shared/pages/words.ts";
import type { PaperStatements } from "../rules/paper-statement.ts";
import type { PaymentAccount } from "../rules/stated-of.ts";
import { ClosingFields } from "./closing-fields.tsx";

export interface ClosingBalanceProps {
  readonly account: PaymentAccount;
  readonly papers: Versioned<PaperStatements> | undefined;
  /** The days whose balance would help, the latest first. */
  readonly days: readonly PlainDate[];
  readonly form: URLSearchParams;
  readonly errors?: readonly FieldError[];
}

/** Where a finance officer types a balance from a statement on paper, for someone who sends paper or shows it. */
export function closingBalancePage(request: PageRequest, { account, papers, days, form, errors = [] }: ClosingBalanceProps): Page {
  const title = "Type a balance from a paper statement";
  const typed = (papers?.body.closings ?? []).flatMap(({ on, said }) => said.flatMap(({ seen, ...one }) => (seen === undefined ? [] : [{ ...one, on, seen }])));
  return signedInPage(request, {
    title,
    back: { href: `/recipients/${account.id}`, text: "Direct payment" },
    errors,
    done: request.query.has("done") ? "Saved. The account is checked with this balance, and the person can see who typed it." : undefined,
    children: (
      <>
        <span class="govuk-caption-l">
          <bdi>{account.name ?? "Direct payment"}</bdi>
        </span>
        <h1 class="govuk-heading-l">{title}</h1>
        {days.length === 0 ? (
          <p class="govuk-body">No balance is needed at the moment.</p>
        ) : (
          <>
            <p class="govuk-body">
              Use this for someone who sends or shows you their statement on paper and cannot type the balance. Type only what you saw. Statements that come as
              a file always count before it.
            </p>
            <Form tokens={request.tokens} action={`/payment-accounts/${account.id}/paper`} {...(papers === undefined ? {} : { version: papers.version })}>
              <ClosingFields days={days} form={form} errors={errors} />
              <TextField
                {...{ form, errors }}
                name="seen"
                label="Where did you see the statement?"
                hint="The person reads this. For example, letter that came on 3 May 2026"
              />
              <Button text="Save the balance" />
            </Form>
          </>
        )}
        {typed.length === 0 ? null : (
          <>
            <h2 class="govuk-heading-m">What the council typed</h2>
            <ul class="govuk-list govuk-list--bullet">
              {typed.map(({ on, pence, learnedAt, seen }) => (
                <li class="trellis-break">
                  {longDate(on)}: {pounds(pence)}, typed on {dateWords(learnedAt)}. Seen: <bdi>{seen}</bdi>
                </li>
              ))}
            </ul>
          </>
        )}
      </>
    ),
  });
}
