import type { ComponentChildren } from "preact";
import type { FieldError } from "../../../shared/domain/input.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { Radios } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { BackLink, ErrorSummary, InsetText } from "../../../shared/pages/govuk/text-parts.tsx";
import { informationPage } from "../../../shared/pages/information-page.tsx";
import { ChoiceField, TextField, type Typed, WordsField } from "../../../shared/pages/record-fields.tsx";
import { errorOf } from "../../../shared/pages/signed-in-page.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import { type Answer, type Question, SCALES, STEPS } from "../rules/answer.ts";
import type { Invitation } from "../rules/invitation.ts";
import {
  answererWords,
  DECIDE_FACES,
  DECIDE_WORDS,
  ENDED_REMARK,
  ENDED_WORDS,
  HAPPY_FACES,
  HAPPY_WORDS,
  HELP_WORDS,
  NEARER_WORDS,
  PHONE_WORDS,
  PROXY_WORDS,
  QUESTION_WORDS,
} from "./form-words.ts";

const PATH = "/f";
/** What a reader sees of a person whose name is not known. */
const SOMEONE = "the person this is about";

/** The sentences of the fields. */
export const FORM_WRONG: Readonly<Record<string, string>> = {
  by: "Choose who is answering",
  words: "Write in 1,000 characters or fewer",
  satisfied: "Choose one of the answers",
  theirSatisfied: "Choose one of the answers",
  control: "Choose one of the answers",
  theirControl: "Choose one of the answers",
  nearer: "Choose one of the answers",
  helped: "Choose one of the answers",
  whyEnded: "Choose one of the answers",
};

/** What nothing answered is called, where a form is to be finished. */
export const NOTHING_ANSWERED: FieldError = { field: "words", text: "Answer one question, or write something" };

const Errors = ({ errors }: { readonly errors: readonly FieldError[] }) =>
  errors.length > 0 ? <ErrorSummary title="There is a problem" errors={errors.map(({ field, text, at = field }) => ({ text, href: `#${at}` }))} /> : null;

/** The way to say that somebody is not safe: on every page of a form, and on those of links that no longer work. It needs no link. */
const Worried = () => (
  <InsetText
    text={
      <>
        <strong>If someone is in danger, call 999.</strong>{" "}
        <a class="govuk-link" href="/safety/report">
          I am worried about someone’s safety
        </a>
      </>
    }
  />
);

export interface FormPageProps extends Typed {
  readonly token: string;
  readonly invitation: Pick<Invitation, "firstName" | "authority" | "until" | "kind" | "format">;
  readonly answer: Answer;
  readonly questions: readonly Question[];
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  /** Marks this form: sent again, it is the same. */
  readonly once: string;
}

/** A page of a form: its questions with what was answered before, and nothing else about anybody but a first name. */
export function formPage({ token, invitation, answer, questions, page, pages, once, form, errors }: FormPageProps): string {
  const { firstName, authority, until, kind, format } = invitation;
  const title = kind === "ended" ? "Why did your support end?" : "How is your support?";
  const action = `${PATH}/${token}`;
  const isLast = page === pages;
  return informationPage(
    {
      ...{ title: errors.length > 0 ? `Error: ${title}` : title, path: PATH, council: authority, plain: true },
      ...(page === 1 ? {} : { beforeContent: <BackLink href={`${action}?page=${page - 1}`} text="Back" /> }),
    },
    <>
      <Errors errors={errors} />
      <Worried />
      {page === 1 ? (
        <>
          <p class="govuk-body">
            {councilWords(authority)} would like to know. You can skip any question. What you answer is saved as you go, and you can come back with the same
            link until {longDate(until)}.
          </p>
          <p class="govuk-body">Your answers do not change your budget, and the people who support you do not see them.</p>
        </>
      ) : null}
      <p class="govuk-hint">
        Page {page} of {pages}
      </p>
      <form action={action} method="post" noValidate>
        <input type="hidden" name="once" value={once} />
        <input type="hidden" name="page" value={page} />
        <AnswerFields
          questions={questions}
          answer={answer}
          name={firstName ?? SOMEONE}
          kind={kind}
          isEasyRead={format === "easy-read"}
          form={form}
          errors={errors}
        />
        <Button text={isLast ? "Send my answers" : "Save and continue"} name="act" value={isLast ? "finish" : "next"} />
        <Button text="Save and finish later" name="act" value="later" classes="govuk-button--secondary" />
      </form>
      <p class="govuk-body">
        <a class="govuk-link" href={`${action}/stop`}>
          I do not want forms like this
        </a>
      </p>
    </>,
  );
}

interface AnswerFieldsProps extends Typed {
  readonly questions: readonly Question[];
  readonly answer: Answer;
  readonly name: string;
  readonly kind: Invitation["kind"];
  readonly isEasyRead: boolean;
  /** Whether an officer reads the questions out. */
  readonly isPhone?: boolean;
}

const MOUTHS: Readonly<Record<string, string>> = { happy: "M10 20q6 7 12 0", "in-between": "M10 22h12", unhappy: "M10 24q6-7 12 0" };
/** A face that is drawn, as no typeface is sure to have one; its word stands beside it. */
const Face = ({ mouth, word }: { readonly mouth: string; readonly word: string }) => (
  <>
    <svg aria-hidden="true" width="32" height="32" viewBox="0 0 32 32" fill="none" stroke="currentColor" stroke-width="2">
      <circle cx="16" cy="16" r="14" />
      <circle cx="11" cy="12" r="1" />
      <circle cx="21" cy="12" r="1" />
      <path d={mouth} />
    </svg>{" "}
    {word}
  </>
);

/** A question answered by one of three faces. */
const FacesField = ({
  name,
  label,
  words,
  form,
  errors,
}: Typed & { readonly name: string; readonly label: string; readonly words: Readonly<Record<string, string>> }) => (
  <Radios
    name={name}
    fieldset={{ legend: { text: label, classes: "govuk-fieldset__legend--s" } }}
    errorMessage={errorOf(errors, name)}
    items={Object.entries(words).map(([value, word]) => {
      const mouth = MOUTHS[value];
      return { value, text: mouth === undefined ? word : <Face mouth={mouth} word={word} />, checked: form.get(name) === value };
    })}
  />
);

/** The questions of a page. */
export const AnswerFields = ({ questions, answer, name, kind, isEasyRead, isPhone = false, ...typed }: AnswerFieldsProps): ComponentChildren => {
  const words = isPhone ? PHONE_WORDS : answer.by === "proxy" ? PROXY_WORDS : QUESTION_WORDS;
  const choices = choicesOf(name, isEasyRead);
  return (
    <>
      {questions.map((question) =>
        question === "words" ? (
          <WordsField
            {...typed}
            name="words"
            label={kind === "ended" ? ENDED_REMARK : words.words}
            hint="Please do not write about an emergency here, and no bank details."
          />
        ) : isEasyRead && SCALES.includes(question) ? (
          <FacesField {...typed} name={question} label={words[question]} words={choices[question]} />
        ) : (
          <ChoiceField {...typed} name={question} label={words[question]} words={choices[question]} {...(SCALES.includes(question) ? { order: STEPS } : {})} />
        ),
      )}
    </>
  );
};

type Choices = Readonly<Record<Exclude<Question, "words">, Readonly<Record<string, string>>>>;
const choicesOf = (name: string, isEasyRead: boolean): Choices => {
  const [happy, decide] = isEasyRead ? [HAPPY_FACES, DECIDE_FACES] : [HAPPY_WORDS, DECIDE_WORDS];
  return {
    ...{ by: answererWords(name), satisfied: happy, theirSatisfied: happy, control: decide, theirControl: decide },
    ...{ nearer: NEARER_WORDS, helped: HELP_WORDS, whyEnded: ENDED_WORDS },
  };
};

/** Said of a link, or a code, that leads to nothing which can be answered: one page, whatever the reason. */
export const formOverPage = (authority: string): string =>
  informationPage(
    { title: "This form cannot be opened", path: PATH, council: authority, plain: true },
    <>
      <Worried />
      <p class="govuk-body">It may have been sent already, or be past its last day, or the address is not quite right. Nothing that was saved is lost.</p>
      <p class="govuk-body">
        Do you have a letter with a code?{" "}
        <a class="govuk-link" href={PATH}>
          Type the code again
        </a>
        . Or phone your council, and they fill in a form together with you.
      </p>
    </>,
  );

const CODE_TITLE = "Type the code from your letter";
/** Where somebody types the code of a letter. */
export const codePage = (authority: string, { form, errors }: Typed): string =>
  informationPage(
    { title: errors.length > 0 ? `Error: ${CODE_TITLE}` : CODE_TITLE, path: PATH, council: authority, plain: true },
    <>
      <Errors errors={errors} />
      <Worried />
      <form action={PATH} method="post" noValidate>
        <TextField
          form={form}
          errors={errors}
          name="code"
          label="Code"
          hint="Eleven letters and numbers, like K7F3-9QWX-2MC. Capital letters and dashes do not matter."
        />
        <Button text="Open the form" />
      </form>
    </>,
  );

/** Said once a form is finished, with the number of the receipt; or saved, to be finished later. */
export const formSentPage = (authority: string, receipt: string | undefined): string =>
  informationPage(
    { title: receipt === undefined ? "Your answers are saved" : "Thank you. We have your answers", path: PATH, council: authority, plain: true },
    <>
      {receipt === undefined ? (
        <p class="govuk-body">They are not sent yet. Open the same link or type the same code when you want to go on, on any phone or computer.</p>
      ) : (
        <>
          <p class="govuk-body">
            Your receipt: <strong>{receipt}</strong>
          </p>
          <p class="govuk-body">Someone from the council reads them. You do not need to do anything else.</p>
        </>
      )}
      <Worried />
    </>,
  );

/** Whether somebody really wants no more forms: opening the page changes nothing. */
export const stopFormsPage = (token: string, authority: string): string =>
  informationPage(
    { title: "Do you want no more forms like this?", path: PATH, council: authority, plain: true },
    <>
      <p class="govuk-body">
        We will not ask you how your support is any more. Letters about your reviews, and all other messages, still come. You can change your mind in your
        account.
      </p>
      <form action={`${PATH}/${token}/stop`} method="post" noValidate>
        <Button text="Send me no more forms" name="List-Unsubscribe" value="One-Click" />
      </form>
      <Worried />
    </>,
  );
export const formsStoppedPage = (authority: string): string =>
  informationPage(
    { title: "You get no more forms like this", path: PATH, council: authority, plain: true },
    <>
      <p class="govuk-body">Letters about your reviews, and all other messages, still come.</p>
      <Worried />
    </>,
  );
