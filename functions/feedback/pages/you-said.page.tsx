import { longDate } from "../../../shared/domain/time.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { ErrorSummary } from "../../../shared/pages/govuk/text-parts.tsx";
import { informationPage } from "../../../shared/pages/information-page.tsx";
import type { Typed } from "../../../shared/pages/record-fields.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import { councilCodes, councilPolicy } from "../../../shared/policy/council.ts";
import type { FeedbackPolicy, Question } from "../../../shared/policy/feedback.ts";
import type { PublicYouSaid } from "../rules/you-said.ts";
import { Questions, SafetyFirst } from "./feedback-form.page.tsx";
import { FROM_WORDS, topicWords } from "./feedback-words.ts";

const TITLE = "You said, we did";

/** What people said and what changed, as everybody reads it. */
const Entry = ({ entry: { said, changed, changedOn, quotes }, level }: { readonly entry: PublicYouSaid; readonly level: 3 | 2 }) => {
  const Heading = level === 3 ? "h3" : "h2";
  return (
    <>
      <Heading class="govuk-heading-s">You said</Heading>
      <p class="govuk-body trellis-lines">{said}</p>
      {quotes.map(({ from, words }) => (
        <blockquote class="govuk-inset-text">
          <p class="govuk-body trellis-lines">{words}</p>
          <footer class="govuk-hint">{FROM_WORDS[from]}</footer>
        </blockquote>
      ))}
      <Heading class="govuk-heading-s">We did</Heading>
      <p class="govuk-body trellis-lines">{changed}</p>
      <p class="govuk-body">Changed on {longDate(changedOn)}</p>
    </>
  );
};

/** Every council, to read what changed there. */
export const youSaidCouncilsPage = (): string =>
  informationPage(
    { title: TITLE, path: "/you-said" },
    <>
      <p class="govuk-body-l">What people told their council, and what changed.</p>
      <ul class="govuk-list govuk-list--spaced">
        {councilCodes.map((code) => (
          <li>
            <a class="govuk-link" href={`/you-said/${code}`}>
              {councilWords(code)}
            </a>
          </li>
        ))}
      </ul>
      <p class="govuk-body">
        <a class="govuk-link" href="/feedback">
          Give feedback
        </a>
      </p>
    </>,
  );

export interface YouSaidProps {
  readonly council: string;
  readonly policy: FeedbackPolicy;
  readonly entries: readonly PublicYouSaid[];
  /** Where older ones go on. */
  readonly next?: string | undefined;
}

/** What changed because of what people said, the newest first: to be read, and printed. */
export const youSaidPage = ({ council, policy, entries, next }: YouSaidProps): string =>
  informationPage(
    { title: TITLE, path: "/you-said", council },
    <>
      <p class="govuk-body-l">What people told {councilPolicy(council).contact.name}, and what changed.</p>
      <ul class="govuk-list trellis-screen">
        <li>
          <a class="govuk-link" href="/feedback">
            Give feedback
          </a>
        </li>
        <li>
          <a class="govuk-link" href="/people/me/working-group">
            Join the working group
          </a>
          , if you use a direct payment
        </li>
      </ul>
      {entries.length === 0 ? <p class="govuk-body">There is nothing here yet.</p> : null}
      {entries.map((entry) => (
        <section aria-labelledby={entry.id} class="trellis-block">
          <h2 class="govuk-heading-m" id={entry.id}>
            {topicWords(policy, entry.topic)}
          </h2>
          <Entry entry={entry} level={3} />
          <p class="govuk-body trellis-screen">
            <a class="govuk-link" href={`/you-said/${council}/${entry.id}`}>
              Is this what you meant?
              <span class="govuk-visually-hidden">
                {" "}
                {topicWords(policy, entry.topic)}, changed on {longDate(entry.changedOn)}
              </span>
            </a>
          </p>
        </section>
      ))}
      {next === undefined ? null : (
        <p class="govuk-body">
          <a class="govuk-link" href={`/you-said/${council}?after=${encodeURIComponent(next)}`}>
            Show older
          </a>
        </p>
      )}
    </>,
  );

export interface YouSaidEntryProps extends Typed {
  readonly council: string;
  readonly policy: FeedbackPolicy;
  readonly entry: PublicYouSaid;
  readonly questions: readonly Question[];
  readonly once: string;
}

/** One entry, and a short form about it. */
export const youSaidEntryPage = ({ council, policy, entry, questions, once, form, errors }: YouSaidEntryProps): string => {
  const title = `${TITLE}: ${topicWords(policy, entry.topic)}`;
  return informationPage(
    { title, path: "/you-said", hasErrors: errors.length > 0, council },
    <>
      {errors.length > 0 ? <ErrorSummary title="There is a problem" errors={errors.map(({ field, text, at = field }) => ({ text, href: `#${at}` }))} /> : null}
      <p class="govuk-body">
        <a class="govuk-link" href={`/you-said/${council}`}>
          Everything that {councilPolicy(council).contact.name} changed
        </a>
      </p>
      <Entry entry={entry} level={2} />
      <SafetyFirst />
      <form action={`/you-said/${council}/${entry.id}`} method="post" noValidate>
        <input type="hidden" name="once" value={once} />
        <Questions questions={questions} form={form} errors={errors} />
        <Button text="Send" />
      </form>
    </>,
  );
};
