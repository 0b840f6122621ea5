import type { FieldError, ParameterError } from "../../../shared/domain/input.ts";
import { fieldErrors } from "../../../shared/http/form-fields.ts";
import { sectionForms } from "../pages/section-forms.ts";
import type { Section } from "../rules/case.ts";

/** What keeps one part of an application from being saved: a sentence for each field, in the order of its form. */
export function sectionErrors(section: Section, errors: readonly ParameterError[]): readonly FieldError[] {
  const { fields } = sectionForms[section];
  const sentences = Object.fromEntries(fields.map(({ name, wrong }) => [name, wrong]));
  const found = fieldErrors(errors.map(named), {
    ...sentences,
    ...(section === "applicant" ? Object.fromEntries(errors.map(({ parameter, detail }) => [parameter, detail])) : {}),
    ...placeSentence(errors),
    ...wordsSentences(errors),
  });
  const dates = fields.filter(({ control }) => control === "date").map(({ name }) => name);
  return found.map((error) => (dates.includes(error.field) ? { ...error, at: `${error.field}-day` } : error));
}

/** What a contract calls otherwise than its form does. */
const named = <Told extends { readonly parameter: string }>(error: Told): Told => ({
  ...error,
  parameter: error.parameter === "availability" ? "times" : error.parameter,
});

const placeSentence = (errors: readonly ParameterError[]) => {
  const error = errors.find(({ parameter, detail }) => parameter === "base" && detail !== "is missing");
  return error ? { base: `What you entered ${error.detail}` } : {};
};

/** What keeps public words from being taken, named: what was found in them, or what is wrong with a name. */
const wordsSentences = (errors: readonly ParameterError[]) =>
  Object.fromEntries(
    errors.flatMap(({ parameter, detail }) =>
      (parameter === "displayName" || parameter === "about") && /^must (?:not|have)/.test(detail)
        ? [[parameter, `${parameter === "about" ? "What you say about yourself" : "Your name"} ${detail}`]]
        : [],
    ),
  );
