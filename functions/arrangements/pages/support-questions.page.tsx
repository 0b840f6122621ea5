import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { pounds } from "../../../shared/domain/money.ts";
import { Radios } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { Textarea } from "../../../shared/pages/govuk/long-answers.tsx";
import { SummaryList } from "../../../shared/pages/govuk/text-parts.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { councilWords, dateWords } from "../../../shared/pages/words.ts";
import { type Arrangement, type CouncilQuestion, openQuestions } from "../rules/arrangement.ts";
import { QUESTION_WORDS } from "./support-words.ts";

const pathOf = (council: string): string => `/councils/${council}/support-questions`;

/** Arrangements whose pay, or whose person, a council has to agree to. */
export function supportQuestionsPage(request: PageRequest, council: string, arrangements: readonly Versioned<Arrangement>[]): Page {
  return signedInPage(request, {
    title: "Questions about pay",
    back: { href: "/staff", text: "Staff home" },
    done: request.query.get("done") === "answered" ? "Answered." : undefined,
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(council)}</span>
        <h1 class="govuk-heading-l">Questions about pay</h1>
        <p class="govuk-body">These come from what people agreed on with those who support them. They are for the council to answer, not for the person.</p>
        {arrangements.length === 0 ? <p class="govuk-body">There are no questions at the moment.</p> : null}
        <ul class="govuk-list govuk-list--spaced">
          {arrangements.flatMap(({ body }) =>
            openQuestions(body).map((question) => (
              <li>
                <a class="govuk-link" href={`/arrangements/${body.id}/questions/${question.kind}`}>
                  {QUESTION_WORDS[question.kind]}
                </a>{" "}
                since {dateWords(question.raisedAt)}
              </li>
            )),
          )}
        </ul>
      </>
    ),
  });
}

export interface QuestionPageProps {
  readonly arrangement: Versioned<Arrangement>;
  readonly question: CouncilQuestion;
  readonly who: string;
  readonly form: URLSearchParams;
  readonly errors?: readonly FieldError[];
}

/** One question, with what was found and where the figures come from; the officer's answer is kept with its reason. */
export function questionPage(request: PageRequest, { arrangement: { body, version }, question, who, form, errors = [] }: QuestionPageProps): Page {
  const { kind, pence, against, source, raisedAt } = question;
  return signedInPage(request, {
    title: QUESTION_WORDS[kind],
    back: { href: pathOf(body.authority), text: "Questions about pay" },
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">{QUESTION_WORDS[kind]}</h1>
        <SummaryList
          rows={[
            {
              key: { text: "Support" },
              value: {
                text: (
                  <a class="govuk-link" href={`/arrangements/${body.id}`}>
                    <bdi>{who}</bdi>
                  </a>
                ),
              },
            },
            ...(pence === undefined ? [] : [{ key: { text: "What is paid" }, value: { text: pounds(pence) } }]),
            ...(against === undefined ? [] : [{ key: { text: "Compared with" }, value: { text: pounds(against) } }]),
            { key: { text: "Source" }, value: { text: source, classes: "trellis-break" } },
            { key: { text: "Since" }, value: { text: dateWords(raisedAt) } },
          ]}
        />
        <Form tokens={request.tokens} action={`/arrangements/${body.id}/questions/${kind}`} version={version}>
          <Radios
            name="agreed"
            fieldset={{ legend: { text: "Does the council agree?", classes: "govuk-fieldset__legend--s" } }}
            errorMessage={errorOf(errors, "agreed")}
            items={[
              { value: "yes", text: "Yes, it is agreed for this person", checked: form.get("agreed") === "yes" },
              { value: "no", text: "No", checked: form.get("agreed") === "no" },
            ]}
          />
          <Textarea
            name="reason"
            label={{ text: "Why?", classes: "govuk-label--s" }}
            value={form.get("reason") ?? ""}
            errorMessage={errorOf(errors, "reason")}
            rows={3}
          />
          <Button text="Save answer" />
        </Form>
      </>
    ),
  });
}
