import type { FieldError } from "../../../shared/domain/input.ts";
import { pounds } from "../../../shared/domain/money.ts";
import { longDate, type PlainDate } from "../../../shared/domain/time.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { SummaryList } from "../../../shared/pages/govuk/text-parts.tsx";
import { Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { councilWords, dateWords } from "../../../shared/pages/words.ts";
import type { Account } from "../../../shared/people/account.ts";
import { type Closing, isUsed, type PaperStatements, typedPence } from "../rules/paper-statement.ts";
import { ClosingFields } from "./closing-fields.tsx";
import { PhotoForm, PhotoNews, type PhotoParts, PhotosLink, photoErrors, photoRows } from "./closing-photos.tsx";
import { ActingFor } from "./whose-page.tsx";

export interface PapersProps {
  readonly person: Account;
  readonly base: string;
  readonly record: PaperStatements | undefined;
  /** The days whose balance would help, the latest first. */
  readonly days: readonly PlainDate[];
  readonly form: URLSearchParams;
  readonly errors: readonly FieldError[];
}

/** Who typed the balance that counts, and where an officer saw it. */
const TypedBy = ({ closing, council }: { readonly closing: Closing; readonly council: string }) => {
  const last = closing.said.at(-1);
  return last?.seen === undefined ? null : (
    <div>
      {council} typed this for you on {dateWords(last.learnedAt)}. They saw it here: <bdi>{last.seen}</bdi>
    </div>
  );
};

/** Where somebody with statements on paper alone says what was on the account on a day; and what they said before. */
export function papersPage(request: PageRequest, { person, base, record, days, form, errors }: PapersProps): Page {
  const title = "Send a paper statement";
  return signedInPage(request, {
    title,
    back: { href: base.replace(/paper$/, "statements"), text: "Your statements" },
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        <ActingFor request={request} person={person} />
        {days.length === 0 ? (
          <p class="govuk-body">We do not need a balance at the moment. You do not have to do anything.</p>
        ) : (
          <>
            <p class="govuk-body">
              If your bank only sends you paper statements, or we cannot read its file, you can type one balance and send photos of the pages. You do not have
              to type anything else.
            </p>
            <Form tokens={request.tokens} action={base}>
              <ClosingFields
                days={days}
                form={form}
                errors={errors}
                moreOnDay="If you have more than one statement, start with the latest."
                moreOnAmount="Find the last line on or before that day. The balance is at the end of the line."
              />
              <Button text="Continue to photos" />
            </Form>
          </>
        )}
        {record === undefined ? null : (
          <>
            <h2 class="govuk-heading-m">Balances we have</h2>
            <SummaryList
              rows={record.closings.map((closing) => ({
                key: { text: longDate(closing.on) },
                value: {
                  text: (
                    <>
                      <div>{pounds(typedPence(closing))}</div>
                      <TypedBy closing={closing} council={councilWords(person.authority)} />
                      <PhotosLink href={`${base}/${closing.on}`} on={closing.on} count={closing.pages.length} />
                    </>
                  ),
                },
              }))}
            />
          </>
        )}
      </>
    ),
  });
}

export interface PaperProps {
  readonly person: Account;
  readonly base: string;
  readonly closing: Closing;
  readonly photos: PhotoParts;
}

/** How a balance stands, as its person reads it. */
const newsOf = (closing: Closing): string => {
  if (!isUsed(closing)) return "We have saved the balance. We can use it once we have at least one photo of the statement.";
  return closing.pages.length === 0
    ? "We check the account with this balance. You do not have to do anything. You can still send photos."
    : "Thank you. We have your statement and will check the account with this balance. Only finance officers can open the photos, and only while there is a question about the account.";
};

/** One balance that was typed, with the photographs of its statement and the form for the next one. */
export function paperPage(request: PageRequest, { person, base, closing, photos }: PaperProps): Page {
  const { on, pages, refused } = closing;
  const council = councilWords(person.authority);
  const errors = photoErrors(request, photos);
  return signedInPage(request, {
    title: "Photos of your statement",
    back: { href: base, text: "Paper statements" },
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">Photos of your statement</h1>
        <ActingFor request={request} person={person} />
        <PhotoNews
          parts={photos}
          refused={refused?.by === undefined ? refused : undefined}
          news={newsOf(closing)}
          rows={[
            {
              key: { text: "Balance" },
              value: {
                text: (
                  <>
                    <div>{pounds(typedPence(closing))}</div>
                    <TypedBy closing={closing} council={council} />
                  </>
                ),
                classes: "trellis-break",
              },
            },
            { key: { text: "At the end of" }, value: { text: longDate(on) } },
            ...photoRows(closing, council),
          ]}
        />
        <PhotoForm
          parts={photos}
          fault={errors[0]?.text}
          title={pages.length === 0 ? "Send a photo of the page with this balance" : "Send another page"}
          text={
            pages.length === 0
              ? "Put the page flat in good light. We need to be able to read the dates, the amounts and the balance."
              : "You only need to send the pages since the last balance you sent us. Send one photo at a time."
          }
        />
        <p class="govuk-body">
          <a class="govuk-link" href={base}>
            Change the balance, or type another one
          </a>
        </p>
      </>
    ),
  });
}
