import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { longDate, type PlainDate } from "../../../shared/domain/time.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { SummaryList } from "../../../shared/pages/govuk/text-parts.tsx";
import { TextField } from "../../../shared/pages/record-fields.tsx";
import { Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import { type Closing, isSeenByCouncil, type PaperStatements } from "../rules/paper-statement.ts";
import type { PaymentAccount } from "../rules/stated-of.ts";
import { ClosingFields } from "./closing-fields.tsx";
import { PhotoForm, PhotoNews, type PhotoParts, PhotosLink, photoErrors, photoRows, SaidLines } from "./closing-photos.tsx";

export interface ClosingBalanceProps {
  readonly account: PaymentAccount;
  readonly papers: Versioned<PaperStatements> | undefined;
  /** The days whose balance would help, the latest first. */
  readonly days: readonly PlainDate[];
  readonly form: URLSearchParams;
  readonly errors?: readonly FieldError[];
}

/** Whose account it is, as the council calls them. */
const Whose = ({ account }: Pick<ClosingBalanceProps, "account">) => (
  <span class="govuk-caption-l">
    <bdi>{account.name ?? "Direct payment"}</bdi>
  </span>
);

/** Where a finance officer types a balance from a statement on paper, for someone who sends paper or shows it. */
export function closingBalancePage(request: PageRequest, { account, papers, days, form, errors = [] }: ClosingBalanceProps): Page {
  const action = `/payment-accounts/${account.id}/paper`;
  const title = "Type a balance from a paper statement";
  const typed = (papers?.body.closings ?? []).filter(isSeenByCouncil);
  return signedInPage(request, {
    title,
    back: { href: `/recipients/${account.id}`, text: "Direct payment" },
    errors,
    children: (
      <>
        <Whose account={account} />
        <h1 class="govuk-heading-l">{title}</h1>
        {days.length === 0 ? (
          <p class="govuk-body">No balance is needed at the moment.</p>
        ) : (
          <>
            <p class="govuk-body">
              Use this for someone who sends or shows you their statement on paper and cannot type the balance. Type only what you saw. Statements that come as
              a file always count before it.
            </p>
            <Form tokens={request.tokens} action={action} {...(papers === undefined ? {} : { version: papers.version })}>
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
            <SummaryList
              rows={typed.map(({ on, said, pages }) => ({
                key: { text: longDate(on) },
                value: {
                  text: (
                    <>
                      <SaidLines closing={{ said: said.filter(({ seen }) => seen !== undefined), pages }} />
                      <PhotosLink href={`${action}/${on}`} on={on} count={pages.length} />
                    </>
                  ),
                  classes: "trellis-break",
                },
              }))}
            />
          </>
        )}
      </>
    ),
  });
}

export interface ClosingPhotosProps {
  readonly account: PaymentAccount;
  /** Where balances are typed. */
  readonly list: string;
  readonly closing: Closing;
  readonly photos: PhotoParts;
}

/** One balance that an officer typed, with the photographs of its statement and the form for the next one. */
export function closingPhotosPage(request: PageRequest, { account, list, closing, photos }: ClosingPhotosProps): Page {
  const title = "Photos of a paper statement";
  const { on, said, pages, refused } = closing;
  const errors = photoErrors(request, photos);
  return signedInPage(request, {
    title,
    back: { href: list, text: "Type a balance" },
    errors,
    done: request.query.has("done") ? "Saved. The account is checked with this balance, and the person can see who typed it." : undefined,
    children: (
      <>
        <Whose account={account} />
        <h1 class="govuk-heading-l">{title}</h1>
        <PhotoNews
          parts={photos}
          refused={refused?.by === undefined ? undefined : refused}
          news={
            pages.length === 0
              ? "The check uses this balance without a photo. If you have the statement or a copy, add it here."
              : "Only finance officers can open the photos, and only while there is a question about the account. The person can see that you added them."
          }
          rows={[
            { key: { text: "At the end of" }, value: { text: longDate(on) } },
            {
              key: { text: "Balance" },
              value: { text: <SaidLines closing={{ said: said.filter(({ seen }) => seen !== undefined), pages }} />, classes: "trellis-break" },
            },
            ...photoRows(closing, councilWords(account.authority)),
          ]}
        />
        <PhotoForm
          parts={photos}
          fault={errors[0]?.text}
          title={pages.length === 0 ? "Add a photo or PDF of the page with this balance" : "Add another page"}
          text="Check that it is this person's statement, and that the dates, the amounts and the balance can be read. Send one file at a time."
        />
        <p class="govuk-body">
          <a class="govuk-link" href={list}>
            Change the balance, or type another one
          </a>
        </p>
      </>
    ),
  });
}
