import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { SummaryList, WarningText } from "../../../shared/pages/govuk/text-parts.tsx";
import { NextPage } from "../../../shared/pages/next-page.tsx";
import { ChoiceField, WordsField } from "../../../shared/pages/record-fields.tsx";
import { Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords, dateWords } from "../../../shared/pages/words.ts";
import type { ListPage } from "../../../shared/records/entity.ts";
import type { ProviderReply } from "../rules/reply.ts";
import { WHAT_FOR } from "./figures-words.ts";
import { STATE_WORDS } from "./your-reply.page.tsx";

const LIST = "Replies to check";
const DECISIONS: Readonly<Record<string, string>> = { show: "Show it on their page", refuse: "Do not show it" };

/** The sentences of the fields, in the order of the form. */
export const JUDGED_WRONG: Readonly<Record<string, string>> = {
  decision: "Choose whether it is shown",
  why: "Tell the provider why, in 500 characters or fewer",
};

/** Replies that no officer has judged, the oldest first. */
export function repliesPage(request: PageRequest, council: string, { records, next }: ListPage<ProviderReply>): Page {
  const path = `/councils/${council}/provider-replies`;
  return signedInPage(request, {
    title: LIST,
    back: { href: "/staff", text: "Staff home" },
    done: request.query.get("done") === "judged" ? "Your decision is saved." : undefined,
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(council)}</span>
        <h1 class="govuk-heading-l">{LIST}</h1>
        <p class="govuk-body">Providers can reply to what people say of them. No one sees a reply until you have read it.</p>
        {records.length === 0 ? (
          <p class="govuk-body">There is nothing to read.</p>
        ) : (
          <StackingTable
            caption={LIST}
            captionClasses="govuk-visually-hidden"
            firstCellIsHeader
            head={["Provider", "Sent on"].map((text) => ({ text }))}
            rows={records.map(({ body }) => ({
              cells: [
                {
                  text: (
                    <a class="govuk-link" href={`/provider-replies/${body.id}`}>
                      {body.id}
                    </a>
                  ),
                },
                { text: dateWords(body.sentAt) },
              ],
            }))}
          />
        )}
        <NextPage href={next === undefined ? undefined : `${path}?after=${encodeURIComponent(next)}`} />
      </>
    ),
  });
}

export interface ReplyPageProps {
  readonly reply: Versioned<ProviderReply>;
  readonly displayName: string;
  /** What the words hold that an officer should see. */
  readonly findings: readonly string[];
  readonly form: URLSearchParams;
  readonly errors: readonly FieldError[];
}

/** One reply, with what an officer can say of it. */
export function replyPage(request: PageRequest, { reply: { body, version }, displayName, findings, form, errors }: ReplyPageProps): Page {
  const { id, authority, state, words, sentAt, why } = body;
  const isOpen = state === "waiting" || state === "shown";
  return signedInPage(request, {
    title: "A provider’s reply",
    back: { href: `/councils/${authority}/provider-replies`, text: LIST },
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">A provider’s reply</h1>
        <SummaryList
          rows={[
            { key: { text: "Provider" }, value: { text: <bdi>{displayName}</bdi> } },
            { key: { text: "Sent on" }, value: { text: dateWords(sentAt) } },
            { key: { text: "Where it stands" }, value: { text: STATE_WORDS[state] } },
            ...(why === undefined ? [] : [{ key: { text: "Why it is not shown" }, value: { text: why } }]),
          ]}
        />
        {words === undefined ? <p class="govuk-body">The words are gone: it was withdrawn.</p> : <div class="govuk-inset-text trellis-lines">{words}</div>}
        {findings.length === 0 ? null : <WarningText text={`Check these words: ${findings.join(", ")}`} />}
        {isOpen ? (
          <>
            <p class="govuk-body">
              Show it if it names no one, tells nothing about the health or life of anyone, and attacks no one. You do not have to agree with it. {WHAT_FOR}
            </p>
            <Form tokens={request.tokens} action={`/provider-replies/${id}`} version={version} kept>
              <ChoiceField
                form={form}
                errors={errors}
                name="decision"
                label="Can it be shown?"
                words={state === "shown" ? { refuse: "Take it off their page" } : DECISIONS}
              />
              <WordsField form={form} errors={errors} name="why" label="If not, tell the provider why" />
              <Button text="Save" />
            </Form>
          </>
        ) : null}
      </>
    ),
  });
}
