import type { ComponentChildren } from "preact";
import { Radios } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { ErrorSummary, InsetText } from "../../../shared/pages/govuk/text-parts.tsx";
import { informationPage } from "../../../shared/pages/information-page.tsx";
import { ChoiceField, type Typed, WordsField } from "../../../shared/pages/record-fields.tsx";
import { errorOf } from "../../../shared/pages/signed-in-page.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import { councilCodes, councilPolicy } from "../../../shared/policy/council.ts";
import type { FeedbackFrom, Question } from "../../../shared/policy/feedback.ts";
import { FORM_TITLES, I_AM } from "./feedback-words.ts";

const PATH = "/feedback";
const TITLE = "Give feedback";

/** The sentences of the first page's fields, in its order. */
export const CHOICE_WRONG: Readonly<Record<string, string>> = { who: "Choose who you are", council: "Choose the council" };

/** The way to the safeguarding team, before all else on every form that anybody may send. */
export const SafetyFirst = () => (
  <InsetText
    text={
      <>
        <a class="govuk-link" href="/safety/report">
          I am worried about someone’s safety
        </a>
        . If someone is in danger now, call 999.
      </>
    }
  />
);

const Errors = ({ errors }: Pick<Typed, "errors">) =>
  errors.length > 0 ? <ErrorSummary title="There is a problem" errors={errors.map(({ field, text, at = field }) => ({ text, href: `#${at}` }))} /> : null;

const openPage = (title: string, path: string, council: string | undefined, errors: Typed["errors"], children: ComponentChildren): string =>
  informationPage(
    { title, path, hasErrors: errors.length > 0, ...(council === undefined ? {} : { council }) },
    <>
      <Errors errors={errors} />
      <SafetyFirst />
      {children}
    </>,
  );

/** Asks who somebody is, and for which council. */
export const chooseFormPage = (authority: string, { form, errors }: Typed): string =>
  openPage(
    TITLE,
    PATH,
    undefined,
    errors,
    <>
      <p class="govuk-body">Tell the council what works and what should change. You do not need an account, and we do not ask for your name.</p>
      <form action={PATH} method="get" noValidate>
        <ChoiceField form={form} errors={errors} name="who" label="Who are you?" words={I_AM} />
        <Radios
          name="council"
          fieldset={{ legend: { text: "Which council is it for?", classes: "govuk-fieldset__legend--s" } }}
          errorMessage={errorOf(errors, "council")}
          items={councilCodes.map((code) => ({ value: code, text: councilWords(code), checked: (form.get("council") ?? authority) === code }))}
        />
        <Button text="Continue" />
      </form>
      <p class="govuk-body">
        <a class="govuk-link" href="/you-said">
          See what changed because of what people said
        </a>
      </p>
    </>,
  );

/** The questions of a form, one beneath the other: none has to be answered. */
export const Questions = ({ questions, form, errors }: Typed & { readonly questions: readonly Question[] }) => (
  <>
    {questions.map(({ code, words, hint, options }) => {
      const field = { form, errors, name: code, label: words, ...(hint === undefined ? {} : { hint }) };
      return options ? (
        <ChoiceField {...field} words={Object.fromEntries(options.map((option) => [option.code, option.words]))} />
      ) : (
        <WordsField {...field} hint={hint ?? "Please leave out names, phone numbers and addresses"} />
      );
    })}
  </>
);

export interface FeedbackFormProps extends Typed {
  readonly who: FeedbackFrom;
  readonly council: string;
  readonly questions: readonly Question[];
  /** Marks the form: sent twice, it is one. */
  readonly once: string;
}

/** One short form. */
export const feedbackFormPage = ({ who, council, questions, once, form, errors }: FeedbackFormProps): string =>
  openPage(
    FORM_TITLES[who],
    PATH,
    council,
    errors,
    <>
      <p class="govuk-body">
        This goes to {councilPolicy(council).contact.name}.{" "}
        <a class="govuk-link" href={PATH}>
          Choose another council or form
        </a>
      </p>
      <p class="govuk-body">
        Answer as many questions as you like. The council uses your answers to improve its own work. It does not use them to tell anyone how to give care.
      </p>
      <form action={`${PATH}/${who}`} method="post" noValidate>
        <input type="hidden" name="once" value={once} />
        <input type="hidden" name="council" value={council} />
        <Questions questions={questions} form={form} errors={errors} />
        <Button text="Send feedback" />
      </form>
    </>,
  );

/** Said once it was sent, with a receipt. */
export const feedbackSentPage = (council: string, receipt: string): string =>
  informationPage(
    { title: "The council has your feedback", path: PATH, council },
    <>
      <p class="govuk-body">
        Thank you. Your receipt is <strong class="trellis-nowrap">{receipt}</strong>.
      </p>
      <p class="govuk-body">
        Staff at {councilPolicy(council).contact.name} read what people send. We do not know who you are, so no one can answer you. If you need an answer,
        contact the council.
      </p>
      <SafetyFirst />
      <p class="govuk-body">
        <a class="govuk-link" href={`/you-said/${council}`}>
          See what changed because of what people said
        </a>
      </p>
    </>,
  );
