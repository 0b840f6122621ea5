import type { ComponentChildren } from "preact";
import type { Versioned } from "../../../shared/audit/context.ts";
import { Checkboxes } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { InsetText, SummaryList, Tag } from "../../../shared/pages/govuk/text-parts.tsx";
import { TextField, type Typed, WordsField } from "../../../shared/pages/record-fields.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { dateWords } from "../../../shared/pages/words.ts";
import type { Question } from "../../../shared/policy/feedback.ts";
import type { Feedback } from "../rules/feedback.ts";
import { type FeedbackMove, movesOf } from "../rules/feedback-moves.ts";
import { answerWords, FROM_WORDS, STATE_WORDS } from "./feedback-words.ts";
import { NotNames } from "./not-names.tsx";

/** The sentences of the moves' fields. */
export const MOVE_WRONG: Readonly<Record<string, string>> = {
  to: "Enter who you passed it on to, in 100 characters or fewer",
  words: "Enter the words to quote, in 400 characters or fewer",
  checked: "Confirm that no one can be known by these words",
  note: "Use 1,000 characters or fewer",
};

/** What is wrong with words that hold what they should not. */
export const FOUND_WORDS = {
  never: (found: string) => `Take out ${found}. Phone numbers, addresses, links and worries about safety are never public`,
  names: (found: string) => `Take out ${found} if it is a name. If it is not, tick ‘This is not a name’`,
} as const;

const DONE: Readonly<Record<FeedbackMove, string>> = {
  read: "Marked as read.",
  "pass-on": "Passed on.",
  quote: "These words can now be quoted.",
  unquote: "These words can no longer be quoted.",
  close: "The feedback is closed.",
};
const isMove = (name: string): name is FeedbackMove => Object.hasOwn(DONE, name);

export interface FeedbackPageProps extends Typed {
  readonly feedback: Versioned<Feedback>;
  /** The questions of the version that it answers. */
  readonly questions: readonly Question[];
}

/** One piece of feedback, with what staff can do with it. */
export function feedbackPage(request: PageRequest, { feedback: { body, version }, questions, form, errors }: FeedbackPageProps): Page {
  const { id, authority, form: from, about, answers, receipt, readFirst, createdAt, state, passedOn, quote, quotedIn, note } = body;
  const moves = movesOf(body);
  const done = request.query.get("done") ?? "";
  const step = (move: FeedbackMove, children: ComponentChildren) =>
    moves.includes(move) ? (
      <Form tokens={request.tokens} action={`/sent-feedback/${id}`} version={version}>
        <input type="hidden" name="move" value={move} />
        {children}
      </Form>
    ) : null;
  const quoted = form.get("move") === "quote";
  return signedInPage(request, {
    title: "Feedback",
    back: { href: `/councils/${authority}/feedback`, text: "Feedback" },
    done: isMove(done) ? DONE[done] : undefined,
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">Feedback {receipt}</h1>
        {readFirst ? (
          <InsetText
            text={
              <>
                <Tag text="Read first" classes="govuk-tag--red" /> This could be about someone’s safety, or is in a language we do not know. If someone could be
                at risk,{" "}
                <a class="govuk-link" href="/safety/report">
                  write to the safeguarding team
                </a>
                .
              </>
            }
          />
        ) : null}
        <SummaryList
          rows={[
            { key: { text: "From" }, value: { text: FROM_WORDS[from] } },
            ...(about === undefined
              ? []
              : [
                  {
                    key: { text: "About" },
                    value: {
                      text: (
                        <a class="govuk-link" href={`/you-said-entries/${about}`}>
                          This entry of ‘You said, we did’
                        </a>
                      ),
                    },
                  },
                ]),
            { key: { text: "Came on" }, value: { text: dateWords(createdAt) } },
            ...questions.map((question) => ({
              key: { text: question.words },
              value: { text: <bdi>{answerWords(question, answers)}</bdi>, classes: "trellis-break trellis-lines" },
            })),
            { key: { text: "State" }, value: { text: STATE_WORDS[state] } },
            ...passedOn.map(({ to, at }) => ({
              key: { text: "Passed on" },
              value: { text: <bdi>{`To ${to} on ${dateWords(at)}`}</bdi>, classes: "trellis-break" },
            })),
            ...(quote === undefined
              ? []
              : [{ key: { text: "Can be quoted" }, value: { text: <bdi>{quote.words}</bdi>, classes: "trellis-break trellis-lines" } }]),
            ...(note === undefined ? [] : [{ key: { text: "What became of it" }, value: { text: <bdi>{note}</bdi>, classes: "trellis-break trellis-lines" } }]),
          ]}
        />
        <InsetText text="Feedback helps the council to review support and to plan. Do not use it to tell a PA or provider how to give care." />
        {step("read", <Button text="Mark as read" />)}
        {step(
          "pass-on",
          <>
            <h2 class="govuk-heading-m">Pass it on</h2>
            <TextField form={form} errors={errors} name="to" label="Who did you pass it on to?" hint="A team, for example the payments team" />
            <Button text="Save" classes="govuk-button--secondary" />
          </>,
        )}
        {step(
          "quote",
          <>
            <h2 class="govuk-heading-m">Words to quote</h2>
            <p class="govuk-body">Nothing of this is public unless you write it here and someone publishes it in ‘You said, we did’.</p>
            <WordsField
              form={quoted ? form : new URLSearchParams({ words: quote?.words ?? "" })}
              errors={errors}
              name="words"
              label="Which words can be public?"
              hint="Write them so that no one can be known by them"
            />
            <Checkboxes
              name="checked"
              errorMessage={errorOf(errors, "checked")}
              items={[{ value: "yes", text: "I have checked that no one can be known by these words", checked: quoted && form.get("checked") === "yes" }]}
            />
            <NotNames asked={quoted && errors.some(({ field }) => field === "words")} form={form} />
            <Button text="These words can be quoted" classes="govuk-button--secondary" />
          </>,
        )}
        {step("unquote", <Button text="These words can no longer be quoted" classes="govuk-button--secondary" />)}
        {quotedIn.length > 0 ? (
          <p class="govuk-body">
            These words are public.{" "}
            <a class="govuk-link" href={`/you-said-entries/${quotedIn[0]}`}>
              View the entry
            </a>
          </p>
        ) : null}
        <p class="govuk-body">
          <a class="govuk-link" href={`/councils/${authority}/you-said?from=${id}`}>
            Write what changed because of this
          </a>
        </p>
        {step(
          "close",
          <>
            <h2 class="govuk-heading-m">Close it</h2>
            <WordsField form={form} errors={errors} name="note" label="What became of it? (optional)" />
            <Button text="Close" classes="govuk-button--secondary" />
          </>,
        )}
      </>
    ),
  });
}
