import type { FieldError } from "../../../shared/domain/input.ts";
import { pounds } from "../../../shared/domain/money.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { type UploadFault, uploadPath } from "../../../shared/domain/upload-path.ts";
import type { UploadForm } from "../../../shared/files/file-store.ts";
import { FileNews } from "../../../shared/pages/file-news.tsx";
import { contentWords } from "../../../shared/pages/file-words.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { InsetText, SummaryList } from "../../../shared/pages/govuk/text-parts.tsx";
import { Form, fromOurPage, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { type FileFigures, notTakenWords, UploadControls } from "../../../shared/pages/upload-controls.tsx";
import { dateWords } from "../../../shared/pages/words.ts";
import type { Account } from "../../../shared/people/account.ts";
import type { BalancePolicy } from "../../../shared/policy/balances.ts";
import type { Movement } from "../rules/movement.ts";
import type { Receipt } from "../rules/receipt.ts";
import { ActingFor } from "./whose-page.tsx";

export interface ReceiptsProps {
  readonly person: Account;
  readonly base: string;
  readonly helpful: readonly Movement[];
  readonly sent: readonly Receipt[];
  readonly policy: BalancePolicy;
  readonly errors: readonly FieldError[];
}

/** Most payments on a page: the newest are asked for first. */
const MOST = 10;

/** The payments that a receipt would help with, and the receipts that were sent. */
export function receiptsPage(request: PageRequest, { person, base, helpful, sent, policy, errors }: ReceiptsProps): Page {
  return signedInPage(request, {
    title: "Receipts",
    back: { href: base.replace(/\/receipts$/, ""), text: "Your balance" },
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">Receipts</h1>
        <ActingFor request={request} person={person} />
        {helpful.length === 0 ? (
          <p class="govuk-body">We do not need any receipts. You do not have to do anything.</p>
        ) : (
          <>
            <p class="govuk-body">
              You can send us a receipt for these payments. It helps, because the statement does not say what they were for. You do not have to.
            </p>
            <p class="govuk-body">We never need a receipt for {pounds(policy.evidence.receiptAbovePence.value)} or less.</p>
            <div id="movement" tabIndex={-1}>
              <StackingTable
                caption="Payments a receipt would help with"
                captionClasses="govuk-visually-hidden"
                firstCellIsHeader
                head={[{ text: "Day" }, { text: "On the statement" }, { text: "Amount", format: "numeric" }, { text: "Receipt" }]}
                rows={helpful.slice(0, MOST).map(({ id, postedOn, text, pence }) => ({
                  cells: [
                    { text: longDate(postedOn) },
                    { text: <bdi>{text}</bdi>, classes: "trellis-break" },
                    { text: pounds(-pence), format: "numeric" },
                    {
                      text: (
                        <Form tokens={request.tokens} action={base}>
                          <input type="hidden" name="movement" value={id} />
                          <Button
                            text={
                              <>
                                Send a receipt
                                <span class="govuk-visually-hidden">
                                  {" "}
                                  for {pounds(-pence)} on {longDate(postedOn)}
                                </span>
                              </>
                            }
                            classes="govuk-button--secondary govuk-!-margin-bottom-0"
                          />
                        </Form>
                      ),
                    },
                  ],
                }))}
              />
            </div>
          </>
        )}
        {sent.length === 0 ? null : (
          <>
            <h2 class="govuk-heading-m">Receipts you sent</h2>
            <ul class="govuk-list">
              {sent.map(({ movement, postedOn, pence }) => (
                <li>
                  <a class="govuk-link" href={`${base}/${movement}`}>
                    {pounds(pence)} on {longDate(postedOn)}
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

export interface ReceiptProps {
  readonly person: Account;
  readonly base: string;
  readonly receipt: Receipt;
  /** The form that takes a file straight to where files are checked. */
  readonly upload: UploadForm;
  readonly figures: FileFigures;
  /** Whether the file they just sent is still being checked. */
  readonly waiting: boolean;
  /** The address of this page while it waits. */
  readonly refresh: string;
  /** Why the file they just sent was not taken. */
  readonly notTaken: UploadFault | undefined;
}

/** One payment, with the receipt that was sent for it and the form for one. */
export function receiptPage(request: PageRequest, { person, base, receipt, upload, figures, waiting, refresh, notTaken }: ReceiptProps): Page {
  const { movement, postedOn, pence, file, refused } = receipt;
  const errors = notTaken && fromOurPage(request) ? [{ field: "file", text: notTakenWords(notTaken, figures) }] : [];
  return signedInPage(request, {
    title: "Send a receipt",
    back: { href: base, text: "Receipts" },
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">Send a receipt</h1>
        <ActingFor request={request} person={person} />
        <SummaryList
          rows={[
            { key: { text: "Payment" }, value: { text: pounds(pence) } },
            { key: { text: "Day" }, value: { text: longDate(postedOn) } },
            ...(file
              ? [
                  {
                    key: { text: "Receipt" },
                    value: {
                      text: (
                        <>
                          {file.name === undefined ? null : (
                            <div>
                              <bdi>{file.name}</bdi>
                            </div>
                          )}
                          <div>Sent on {dateWords(file.addedAt)}</div>
                        </>
                      ),
                      classes: "trellis-break",
                    },
                  },
                ]
              : []),
          ]}
        />
        <FileNews waiting={waiting} refresh={refresh}>
          {waiting ? null : refused ? (
            <InsetText text={`Your last file was not taken. ${contentWords(refused.why, figures)}`} />
          ) : file ? (
            <InsetText text="Thank you. We have your receipt. Only finance officers can open it, and only while there is a question about the account." />
          ) : null}
        </FileNews>
        <h2 class="govuk-heading-m">{file ? "Send another file in its place" : "Take a photo, or choose a file"}</h2>
        <UploadControls upload={upload} action={uploadPath(`${base}/${movement}`)} figures={figures} fault={errors[0]?.text} />
      </>
    ),
  });
}
