import { Tag } from "../../../shared/pages/govuk/text-parts.tsx";
import { NextPage } from "../../../shared/pages/next-page.tsx";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords, dateWords } from "../../../shared/pages/words.ts";
import type { ListPage } from "../../../shared/records/entity.ts";
import type { Feedback } from "../rules/feedback.ts";
import { FROM_WORDS, STATE_WORDS } from "./feedback-words.ts";

export interface FeedbackListProps extends ListPage<Feedback> {
  readonly council: string;
  readonly shelf: "open" | "closed";
}

/** What a list says was done, by what its address carries. */
const DONE: Readonly<Record<string, string>> = { close: "The feedback is closed." };

/** Feedback that came, for staff: those to read first on top, then the oldest. None of its words are in the list. */
export function feedbackListPage(request: PageRequest, { council, shelf, records, next }: FeedbackListProps): Page {
  const path = `/councils/${council}/feedback`;
  const title = shelf === "open" ? "Feedback" : "Closed feedback";
  return signedInPage(request, {
    title,
    back: shelf === "open" ? { href: "/staff", text: "Staff home" } : { href: path, text: "Feedback" },
    done: DONE[request.query.get("done") ?? ""],
    wide: true,
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(council)}</span>
        <h1 class="govuk-heading-l">{title}</h1>
        {shelf === "open" ? (
          <>
            <p class="govuk-body">
              Feedback marked ‘Read first’ could be about someone’s safety, or is in a language that our list of words does not know. The list misses things, so
              read the rest too.
            </p>
            <p class="govuk-body">
              <a class="govuk-link" href={`${path}?shelf=closed`}>
                Closed feedback
              </a>
            </p>
            <p class="govuk-body">
              <a class="govuk-link" href={`/councils/${council}/open-feedback-figures`}>
                How many people answered what
              </a>
            </p>
          </>
        ) : null}
        {records.length === 0 ? (
          <p class="govuk-body">There is nothing to read.</p>
        ) : (
          <StackingTable
            caption={shelf === "open" ? "Feedback to read first, then the oldest" : "The last closed first"}
            captionClasses="govuk-visually-hidden"
            firstCellIsHeader
            head={["From", "Came on", "State"].map((text) => ({ text }))}
            rows={records.map(({ body: { id, form, createdAt, readFirst, state, receipt, quote } }) => ({
              cells: [
                {
                  text: (
                    <>
                      <a class="govuk-link" href={`/sent-feedback/${id}`}>
                        {FROM_WORDS[form]}, {receipt}
                      </a>{" "}
                      {readFirst && state === "new" ? <Tag text="Read first" classes="govuk-tag--red" /> : null}
                    </>
                  ),
                },
                { text: dateWords(createdAt) },
                { text: quote === undefined ? STATE_WORDS[state] : `${STATE_WORDS[state]}. Can be quoted` },
              ],
            }))}
          />
        )}
        <NextPage href={next === undefined ? undefined : `${path}?${new URLSearchParams({ ...(shelf === "open" ? {} : { shelf }), after: next })}`} />
      </>
    ),
  });
}
