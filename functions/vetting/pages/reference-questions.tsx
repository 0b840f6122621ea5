import type { FieldError } from "../../../shared/domain/input.ts";
import { Radios } from "../../../shared/pages/govuk/form-controls.tsx";
import { Textarea } from "../../../shared/pages/govuk/long-answers.tsx";
import { errorOf } from "../../../shared/pages/signed-in-page.tsx";
import type { ReferenceAnswers } from "../rules/reference.ts";

interface ReferenceQuestion {
  readonly name: keyof ReferenceAnswers;
  readonly text: string;
  readonly hint?: string;
  /** The lines of its field; absent where it is answered by yes or no. */
  readonly rows?: number;
  /** What the answer is called where it is read. */
  readonly heading: string;
  /** What is said where it is missing or too long. */
  readonly wrong: string;
}

/** What a referee is asked: on their own page, by an officer on the phone, and in a letter. */
export const REFERENCE_QUESTIONS: readonly ReferenceQuestion[] = [
  {
    name: "known",
    text: "How do you know them, and since when?",
    rows: 2,
    heading: "How they know them",
    wrong: "Enter how you know them, in 500 characters or fewer",
  },
  { name: "work", text: "What is their work like?", rows: 5, heading: "Their work", wrong: "Enter what their work is like" },
  { name: "again", text: "Would you have them work for you, or with you, again?", heading: "Would have them again", wrong: "Choose yes or no" },
  {
    name: "concerns",
    text: "Is there anything that worries you?",
    hint: "If someone is in danger now, call 999.",
    rows: 3,
    heading: "Worries",
    wrong: "Use 4,000 characters or fewer",
  },
];

/** The names of the fields that hold answers. */
export const ANSWER_FIELDS: readonly string[] = REFERENCE_QUESTIONS.map(({ name }) => name);

/** What is said of each answer that is wrong, by its field. */
export const WRONG_ANSWERS: Readonly<Record<string, string>> = Object.fromEntries(REFERENCE_QUESTIONS.map(({ name, wrong }) => [name, wrong]));

/** The same where an officer writes down what was said. */
export const WRONG_WHERE_TAKEN: Readonly<Record<string, string>> = {
  ...WRONG_ANSWERS,
  known: "Enter how they know them, in 500 characters or fewer",
  how: "Select how they answered",
};

interface ReferenceFieldsProps {
  readonly form: URLSearchParams;
  readonly errors: readonly FieldError[];
}

/** A field for each question. */
export const ReferenceFields = ({ form, errors }: ReferenceFieldsProps) => (
  <>
    {REFERENCE_QUESTIONS.map(({ name, text, hint, rows }) =>
      rows === undefined ? (
        <Radios
          name={name}
          fieldset={{ legend: { text, classes: "govuk-fieldset__legend--s" } }}
          errorMessage={errorOf(errors, name)}
          items={[
            { value: "yes", text: "Yes", checked: form.get(name) === "yes" },
            { value: "no", text: "No", checked: form.get(name) === "no" },
          ]}
        />
      ) : (
        <Textarea
          name={name}
          label={{ text, classes: "govuk-label--s" }}
          hint={hint === undefined ? undefined : { text: hint }}
          value={form.get(name) ?? ""}
          errorMessage={errorOf(errors, name)}
          rows={rows}
        />
      ),
    )}
  </>
);
