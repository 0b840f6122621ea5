import { monthAndYear, monthsAfter } from "../../../shared/domain/time.ts";
import { Table } from "../../../shared/pages/govuk/table.tsx";
import { type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import type { FeedbackForm, Question } from "../../../shared/policy/feedback.ts";
import { type Answer, tallyOf } from "../rules/feedback.ts";
import { FROM_WORDS } from "./feedback-words.ts";

const MONTH_CHARACTERS = 7;

/** What was answered to one form, in one version of its questions. */
export interface FormCounts {
  readonly form: FeedbackForm;
  readonly questions: readonly Question[];
  /** What each sender answered. */
  readonly answers: readonly (readonly Answer[])[];
}

/** A number of forms or people, in words. */
const many = (count: number, one: string, more: string): string => `${count.toLocaleString("en-GB")} ${count === 1 ? one : more}`;

const Counts = ({ question, answers }: { readonly question: Question } & Pick<FormCounts, "answers">) => {
  const { answered, skipped, options } = tallyOf(answers, question);
  const left = skipped === 0 ? "No one left it out" : `${many(skipped, "person", "people")} left it out`;
  return (
    <>
      <h3 class="govuk-heading-s">{question.words}</h3>
      <p class="govuk-body">
        {question.options ? many(answered, "answer", "answers") : many(answered, "person wrote something", "people wrote something")}. {left}.
      </p>
      {question.options && answered > 0 ? (
        <Table
          caption={question.words}
          captionClasses="govuk-visually-hidden"
          firstCellIsHeader
          head={[{ text: "Answer" }, { text: "How many", format: "numeric" }]}
          rows={question.options.map(({ code, words }) => ({
            cells: [{ text: words }, { text: `${options[code] ?? 0} of ${answered}`, format: "numeric" }],
          }))}
        />
      ) : null}
    </>
  );
};

export interface FeedbackFiguresProps {
  readonly council: string;
  /** `2026-11`. */
  readonly month: string;
  readonly counts: readonly FormCounts[];
}

/** How many people answered what in a month. Whoever left a question out is not among its answers; not to know is an answer. */
export function feedbackFiguresPage(request: PageRequest, { council, month, counts }: FeedbackFiguresProps): Page {
  const path = `/councils/${council}/open-feedback-figures`;
  const other = (months: number) => monthsAfter(`${month}-01`, months).slice(0, MONTH_CHARACTERS);
  const isNow = month >= request.today.slice(0, MONTH_CHARACTERS);
  return signedInPage(request, {
    title: `Answers in ${monthAndYear(`${month}-01`)}`,
    back: { href: `/councils/${council}/feedback`, text: "Feedback" },
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(council)}</span>
        <h1 class="govuk-heading-l">Answers in {monthAndYear(`${month}-01`)}</h1>
        <p class="govuk-body">Anyone can send a form, and more than one. So these numbers do not show what everyone thinks.</p>
        <ul class="govuk-list">
          <li>
            <a class="govuk-link" href={`${path}?month=${other(-1)}`}>
              The month before
            </a>
          </li>
          {isNow ? null : (
            <li>
              <a class="govuk-link" href={`${path}?month=${other(1)}`}>
                The month after
              </a>
            </li>
          )}
        </ul>
        {counts.length === 0 ? <p class="govuk-body">No feedback came in this month.</p> : null}
        {counts.map(({ form, questions, answers }) => (
          <>
            <h2 class="govuk-heading-m">
              {FROM_WORDS[form]}: {many(answers.length, "form", "forms")}
            </h2>
            {questions.map((question) => (
              <Counts question={question} answers={answers} />
            ))}
          </>
        ))}
      </>
    ),
  });
}
