import { HOURS_BASES, PAY_PATTERNS, PAY_TIMES } from "../../../shared/domain/direct-payment.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { TIMES } from "../../../shared/listing/availability.ts";
import { Checkboxes, Input, Radios } from "../../../shared/pages/govuk/form-controls.tsx";
import { DateInput, Textarea } from "../../../shared/pages/govuk/long-answers.tsx";
import { timeWords } from "../../../shared/pages/listing-words.ts";
import { errorOf } from "../../../shared/pages/signed-in-page.tsx";
import { services } from "../../../shared/taxonomy/taxonomy.ts";
import { HOURS_BASIS_WORDS, PAY_TIME_WORDS, PAY_WORDS } from "./support-words.ts";

export interface Typed {
  readonly form: URLSearchParams;
  readonly errors: readonly FieldError[];
}

const legend = (text: string) => ({ legend: { text, classes: "govuk-fieldset__legend--s" } });

/** The sentences of the form's fields, in its order. */
export const TERMS_WRONG: Readonly<Record<string, string>> = {
  services: "Choose at least one kind of support",
  hours: "Enter the hours a week, like 6 or 6.5",
  times: "Choose times from the list",
  from: "Enter a real date, like 31 3 2026",
  rate: "Enter the pay for an hour, like 14.50",
  pay: "Choose how often they are paid",
  payWhen: "Choose whether they are paid after the support or before",
  hoursBasis: "Choose which hours they are paid for",
  outcomes: "Enter each thing on a line, in 200 characters or fewer",
  message: "Enter a message of 1,000 characters or fewer",
};

/** A date in three boxes. */
export const DateField = ({ name, label, hint, form, errors }: Typed & { readonly name: string; readonly label: string; readonly hint?: string }) => (
  <DateInput
    id={name}
    namePrefix={name}
    fieldset={legend(label)}
    hint={{ text: hint ?? "For example, 27 3 2026" }}
    errorMessage={errorOf(errors, name)}
    values={{ day: form.get(`${name}-day`) ?? "", month: form.get(`${name}-month`) ?? "", year: form.get(`${name}-year`) ?? "" }}
  />
);

/** One of a few codes. */
export const Choice = <Code extends string>({
  name,
  label,
  codes,
  words,
  form,
  errors,
}: Typed & { readonly name: string; readonly label: string; readonly codes: readonly Code[]; readonly words: Readonly<Record<Code, string>> }) => (
  <Radios
    name={name}
    fieldset={legend(label)}
    errorMessage={errorOf(errors, name)}
    items={codes.map((value) => ({ value, text: words[value], checked: form.get(name) === value }))}
  />
);

/** What is agreed on: support, hours, times, pay; and from which day. */
export function TermsFields({ form, errors, since }: Typed & { readonly since: string }) {
  return (
    <>
      <Checkboxes
        name="services"
        fieldset={legend("What kind of support?")}
        errorMessage={errorOf(errors, "services")}
        classes="govuk-checkboxes--small trellis-columns"
        items={services.map(({ code, name }) => ({ value: code, text: name, checked: form.getAll("services").includes(code) }))}
      />
      <Input
        name="hours"
        label={{ text: "Hours a week", classes: "govuk-label--s" }}
        value={form.get("hours") ?? ""}
        errorMessage={errorOf(errors, "hours")}
        classes="govuk-input--width-5"
        inputmode="decimal"
        autocomplete="off"
        spellcheck={false}
      />
      <Checkboxes
        name="times"
        fieldset={legend("When in the week? (optional)")}
        errorMessage={errorOf(errors, "times")}
        classes="govuk-checkboxes--small trellis-columns"
        items={TIMES.map((time) => ({ value: time, text: timeWords(time), checked: form.getAll("times").includes(time) }))}
      />
      <DateField name="from" label={since} form={form} errors={errors} />
      <Input
        name="rate"
        label={{ text: "Pay for an hour", classes: "govuk-label--s" }}
        prefix={{ text: "£" }}
        value={form.get("rate") ?? ""}
        errorMessage={errorOf(errors, "rate")}
        classes="govuk-input--width-5"
        inputmode="decimal"
        autocomplete="off"
        spellcheck={false}
      />
      <Choice name="pay" label="How often are they paid?" codes={PAY_PATTERNS} words={PAY_WORDS} form={form} errors={errors} />
      <Choice name="payWhen" label="When are they paid?" codes={PAY_TIMES} words={PAY_TIME_WORDS} form={form} errors={errors} />
      <Choice name="hoursBasis" label="Which hours are they paid for?" codes={HOURS_BASES} words={HOURS_BASIS_WORDS} form={form} errors={errors} />
      <Textarea
        name="outcomes"
        label={{ text: "What is it for? (optional)", classes: "govuk-label--s" }}
        hint={{ text: "What in the support plan it helps with. Write each on a new line." }}
        value={form.get("outcomes") ?? ""}
        errorMessage={errorOf(errors, "outcomes")}
        rows={3}
      />
    </>
  );
}
