import type { FieldError } from "../../../shared/domain/input.ts";
import { pounds } from "../../../shared/domain/money.ts";
import { longDate, type PlainDate } from "../../../shared/domain/time.ts";
import { type UploadFault, uploadPath } from "../../../shared/domain/upload-path.ts";
import type { UploadForm } from "../../../shared/files/file-store.ts";
import { FileNews } from "../../../shared/pages/file-news.tsx";
import { contentWords } from "../../../shared/pages/file-words.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { InsetText, SummaryList } from "../../../shared/pages/govuk/text-parts.tsx";
import { Form, fromOurPage, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { type FileFigures, notTakenWords, UploadControls } from "../../../shared/pages/upload-controls.tsx";
import { councilWords, dateWords } from "../../../shared/pages/words.ts";
import type { Account } from "../../../shared/people/account.ts";
import { type Closing, type PaperStatements, typedPence } from "../rules/paper-statement.ts";
import { ClosingFields } from "./closing-fields.tsx";
import { ActingFor } from "./whose-page.tsx";

export interface PapersProps {
  readonly person: Account;
  readonly base: string;
  readonly record: PaperStatements | undefined;
  /** The days whose balance would help, the latest first. */
  readonly asked: readonly PlainDate[];
  readonly form: URLSearchParams;
  readonly errors: readonly FieldError[];
}

const pagesWords = (count: number): string => (count === 0 ? "No photo yet" : count === 1 ? "1 photo" : `${count} photos`);

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
export function papersPage(request: PageRequest, { person, base, record, asked, form, errors }: PapersProps): Page {
  const title = "Send a paper statement";
  return signedInPage(request, {
    title,
    back: { href: base.replace(/paper$/, "statements"), text: "Your statements" },
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        <ActingFor request={request} person={person} />
        {asked.length === 0 ? (
          <p class="govuk-body">We do not need a balance at the moment. You do not have to do anything.</p>
        ) : (
          <>
            <p class="govuk-body">
              If your bank only sends you paper statements, or we cannot read its file, you can type one balance and send photos of the pages. You do not have
              to type anything else.
            </p>
            <Form tokens={request.tokens} action={base}>
              <ClosingFields
                days={asked}
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
                      <a class="govuk-link" href={`${base}/${closing.on}`}>
                        {pagesWords(closing.pages.length)}
                        <span class="govuk-visually-hidden"> of the balance of {longDate(closing.on)}</span>
                      </a>
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
  /** The form that takes a photograph straight to where files are checked; none once there are as many as there can be. */
  readonly upload: UploadForm | undefined;
  readonly figures: FileFigures;
  /** Whether the file they just sent is still being checked. */
  readonly waiting: boolean;
  /** The address of this page while it waits. */
  readonly refresh: string;
  /** Why the file they just sent was not taken. */
  readonly notTaken: UploadFault | undefined;
}

/** One balance that was typed, with the photographs of its statement and the form for the next one. */
export function paperPage(request: PageRequest, { person, base, closing, upload, figures, waiting, refresh, notTaken }: PaperProps): Page {
  const { on, pages, refused } = closing;
  const errors = notTaken && fromOurPage(request) ? [{ field: "file", text: notTakenWords(notTaken, figures) }] : [];
  return signedInPage(request, {
    title: "Photos of your statement",
    back: { href: base, text: "Paper statements" },
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">Photos of your statement</h1>
        <ActingFor request={request} person={person} />
        <SummaryList
          rows={[
            {
              key: { text: "Balance" },
              value: {
                text: (
                  <>
                    <div>{pounds(typedPence(closing))}</div>
                    <TypedBy closing={closing} council={councilWords(person.authority)} />
                  </>
                ),
                classes: "trellis-break",
              },
            },
            { key: { text: "At the end of" }, value: { text: longDate(on) } },
            ...pages.map(({ name, addedAt }, index) => ({
              key: { text: `Photo ${index + 1}` },
              value: {
                text: (
                  <>
                    {name === undefined ? null : (
                      <div>
                        <bdi>{name}</bdi>
                      </div>
                    )}
                    <div>Sent on {dateWords(addedAt)}</div>
                  </>
                ),
                classes: "trellis-break",
              },
            })),
          ]}
        />
        <FileNews waiting={waiting} refresh={refresh}>
          {waiting ? null : refused ? (
            <InsetText text={`Your last file was not taken. ${contentWords(refused.why, figures)}`} />
          ) : pages.length > 0 ? (
            <InsetText text="Thank you. We have your statement and will check the account with this balance. Only finance officers can open the photos, and only while there is a question about the account." />
          ) : closing.said.at(-1)?.seen !== undefined ? (
            <InsetText text="We check the account with this balance. You do not have to do anything. You can still send photos." />
          ) : (
            <InsetText text="We have saved the balance. We can use it once we have at least one photo of the statement." />
          )}
        </FileNews>
        {upload === undefined ? (
          <p class="govuk-body">You have sent as many photos as we can take for one balance.</p>
        ) : (
          <>
            <h2 class="govuk-heading-m">{pages.length === 0 ? "Send a photo of the page with this balance" : "Send another page"}</h2>
            <p class="govuk-body">
              {pages.length === 0
                ? "Put the page flat in good light. We need to be able to read the dates, the amounts and the balance."
                : "You only need to send the pages since the last balance you sent us. Send one photo at a time."}
            </p>
            <UploadControls upload={upload} action={uploadPath(`${base}/${on}`)} figures={figures} fault={errors[0]?.text} />
          </>
        )}
        <p class="govuk-body">
          <a class="govuk-link" href={base}>
            Change the balance, or type another one
          </a>
        </p>
      </>
    ),
  });
}
