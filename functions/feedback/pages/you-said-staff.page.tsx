import type { Versioned } from "../../../shared/audit/context.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { Checkboxes } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { SummaryList, Tag } from "../../../shared/pages/govuk/text-parts.tsx";
import { ChoiceField, DateField, dateFields, type Typed, WordsField } from "../../../shared/pages/record-fields.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords, dateWords } from "../../../shared/pages/words.ts";
import type { FeedbackForm, FeedbackPolicy } from "../../../shared/policy/feedback.ts";
import type { ListPage } from "../../../shared/records/entity.ts";
import type { YouSaid } from "../rules/you-said.ts";
import { ENTRY_WORDS, FROM_WORDS, topicWords } from "./feedback-words.ts";
import { NotNames } from "./not-names.tsx";

const TITLE = "You said, we did";
const COLOURS = { draft: "grey", published: "green", "taken-back": "yellow" } as const;

/** The sentences of the form's fields, in its order. */
export const YOU_SAID_WRONG: Readonly<Record<string, string>> = {
  topic: "Choose what it is about",
  said: "Enter what people said, in 1,000 characters or fewer",
  changed: "Enter what changed, in 1,000 characters or fewer",
  changedOn: "Enter the day it changed: today or earlier",
  feedback: "Choose fewer quotes, and only of this council",
};

/** Feedback that an entry can be made from: its quote, where it has one. */
export interface Source {
  readonly feedback: string;
  readonly form: FeedbackForm;
  readonly words: string | undefined;
  readonly createdAt: string;
}

interface FieldsProps extends Typed {
  readonly policy: FeedbackPolicy;
  readonly sources: readonly Source[];
}

const Fields = ({ policy, sources, form, errors }: FieldsProps) => (
  <>
    <ChoiceField
      form={form}
      errors={errors}
      name="topic"
      label="What is it about?"
      words={Object.fromEntries(policy.topics.map(({ code, words }) => [code, words]))}
    />
    <WordsField form={form} errors={errors} name="said" label="What did people say?" hint="In your words, so that no one can be known by them" />
    <WordsField form={form} errors={errors} name="changed" label="What did the council do?" hint="If nothing changed, say why" />
    <DateField form={form} errors={errors} name="changedOn" label="When did it change?" />
    {sources.length === 0 ? (
      <p class="govuk-body">There are no words that can be quoted. You can write this without.</p>
    ) : (
      <Checkboxes
        name="feedback"
        fieldset={{ legend: { text: "Which feedback is it from? (optional)", classes: "govuk-fieldset__legend--s" } }}
        hint={{ text: "Quotes are shown when you publish" }}
        errorMessage={errorOf(errors, "feedback")}
        items={sources.map(({ feedback, form: from, words, createdAt }) => ({
          value: feedback,
          text: <bdi>{words ?? "Feedback without words to quote"}</bdi>,
          hint: { text: `${FROM_WORDS[from]}, ${dateWords(createdAt)}` },
          checked: form.getAll("feedback").includes(feedback),
        }))}
      />
    )}
    <NotNames asked={errors.some(({ field }) => field === "said")} form={form} />
  </>
);

export interface YouSaidListProps extends ListPage<YouSaid>, FieldsProps {
  readonly council: string;
}

/** Every entry of a council, and the form for a new one. */
export function youSaidListPage(request: PageRequest, { council, records, next, policy, ...fields }: YouSaidListProps): Page {
  const path = `/councils/${council}/you-said`;
  return signedInPage(request, {
    title: TITLE,
    back: { href: "/staff", text: "Staff home" },
    errors: fields.errors,
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(council)}</span>
        <h1 class="govuk-heading-l">{TITLE}</h1>
        <p class="govuk-body">
          <a class="govuk-link" href={`/you-said/${council}`}>
            View the public page
          </a>
        </p>
        {records.length === 0 ? (
          <p class="govuk-body">There are no entries yet.</p>
        ) : (
          <StackingTable
            caption="Entries, the newest first"
            captionClasses="govuk-visually-hidden"
            firstCellIsHeader
            head={["About", "Started on", "State"].map((text) => ({ text }))}
            rows={records.map(({ body: { id, topic, createdAt, state } }) => ({
              cells: [
                {
                  text: (
                    <a class="govuk-link" href={`/you-said-entries/${id}`}>
                      {topicWords(policy, topic)}
                      <span class="govuk-visually-hidden">, {dateWords(createdAt)}</span>
                    </a>
                  ),
                },
                { text: dateWords(createdAt) },
                { text: <Tag text={ENTRY_WORDS[state]} classes={`govuk-tag--${COLOURS[state]}`} /> },
              ],
            }))}
          />
        )}
        {next === undefined ? null : (
          <p class="govuk-body">
            <a class="govuk-link" href={`${path}?after=${encodeURIComponent(next)}`}>
              Show older
            </a>
          </p>
        )}
        <h2 class="govuk-heading-m">Write an entry</h2>
        <Form tokens={request.tokens} action={path} kept>
          <Fields policy={policy} {...fields} />
          <Button text="Save as a draft" />
        </Form>
      </>
    ),
  });
}

/** A draft as its form has it. */
export const draftFields = ({ topic, said, changed, changedOn, feedback }: YouSaid): URLSearchParams => {
  const form = new URLSearchParams({ topic, said, changed, ...dateFields("changedOn", changedOn) });
  for (const id of feedback) form.append("feedback", id);
  return form;
};

const DONE: Readonly<Record<string, string>> = { save: "The draft is saved.", publish: "It is published.", "take-back": "It is no longer public." };

export interface YouSaidRecordProps extends FieldsProps {
  readonly entry: Versioned<YouSaid>;
}

/** One entry: its draft, to be written and published, or what became of it. */
export function youSaidRecordPage(request: PageRequest, { entry: { body, version }, policy, ...fields }: YouSaidRecordProps): Page {
  const { id, authority, topic, said, changed, changedOn, quotes, state, publishedAt, takenBackAt } = body;
  const step = (move: string, text: string) => (
    <Form tokens={request.tokens} action={`/you-said-entries/${id}`} version={version}>
      <input type="hidden" name="move" value={move} />
      <Button text={text} {...(move === "publish" ? {} : { classes: "govuk-button--secondary" })} />
    </Form>
  );
  return signedInPage(request, {
    title: `${TITLE}: ${topicWords(policy, topic)}`,
    back: { href: `/councils/${authority}/you-said`, text: TITLE },
    done: DONE[request.query.get("done") ?? ""],
    errors: fields.errors,
    children: (
      <>
        <h1 class="govuk-heading-l">
          {TITLE}: {topicWords(policy, topic)}
        </h1>
        <p class="govuk-body">
          <Tag text={ENTRY_WORDS[state]} classes={`govuk-tag--${COLOURS[state]}`} />
        </p>
        <SummaryList
          rows={[
            { key: { text: "You said" }, value: { text: <bdi>{said}</bdi>, classes: "trellis-break trellis-lines" } },
            { key: { text: "We did" }, value: { text: <bdi>{changed}</bdi>, classes: "trellis-break trellis-lines" } },
            { key: { text: "Changed on" }, value: { text: longDate(changedOn) } },
            ...quotes.map(({ form, words }) => ({
              key: { text: FROM_WORDS[form] },
              value: { text: <bdi>{words}</bdi>, classes: "trellis-break trellis-lines" },
            })),
            ...(publishedAt === undefined ? [] : [{ key: { text: "Published on" }, value: { text: dateWords(publishedAt) } }]),
            ...(takenBackAt === undefined ? [] : [{ key: { text: "Taken back on" }, value: { text: dateWords(takenBackAt) } }]),
          ]}
        />
        {state === "draft" ? (
          <>
            <p class="govuk-body">When you publish, everyone can read this and its quotes.</p>
            {step("publish", "Publish")}
            <h2 class="govuk-heading-m">Change the draft</h2>
            <Form tokens={request.tokens} action={`/you-said-entries/${id}`} version={version} kept>
              <input type="hidden" name="move" value="save" />
              <Fields policy={policy} {...fields} />
              <Button text="Save the draft" classes="govuk-button--secondary" />
            </Form>
          </>
        ) : null}
        {state === "published" ? (
          <>
            <p class="govuk-body">
              <a class="govuk-link" href={`/you-said/${authority}/${id}`}>
                View what is public
              </a>
            </p>
            <p class="govuk-body">You can take it back. It then leaves the public page, and we hold a record of it here.</p>
            {step("take-back", "Take it back")}
          </>
        ) : null}
      </>
    ),
  });
}
