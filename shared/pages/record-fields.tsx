import type { FieldError } from "../domain/input.ts";
import type { PlainDate } from "../domain/time.ts";
import { partsOf } from "../domain/typed-date.ts";
import { Input, Radios } from "./govuk/form-controls.tsx";
import { DateInput, Textarea } from "./govuk/long-answers.tsx";
import { errorOf } from "./signed-in-page.tsx";

/** What was typed, and what is wrong with it. */
export interface Typed {
  readonly form: URLSearchParams;
  readonly errors: readonly FieldError[];
}

/** A question with its words. */
interface FieldProps extends Typed {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
}

const HEADED = "govuk-label--s";
const legend = (text: string) => ({ legend: { text, classes: "govuk-fieldset__legend--s" } });
const hinted = (hint: string | undefined) => (hint === undefined ? {} : { hint: { text: hint } });

/** A line of text. */
export const TextField = ({ name, label, hint, form, errors }: FieldProps) => (
  <Input
    name={name}
    label={{ text: label, classes: HEADED }}
    {...hinted(hint)}
    value={form.get(name) ?? ""}
    errorMessage={errorOf(errors, name)}
    autocomplete="off"
    spellcheck={false}
  />
);

/** A number with its unit before it, or none. */
export const NumberField = ({ name, label, hint, form, errors, prefix }: FieldProps & { readonly prefix?: string }) => (
  <Input
    name={name}
    label={{ text: label, classes: HEADED }}
    {...hinted(hint)}
    {...(prefix === undefined ? {} : { prefix: { text: prefix } })}
    value={form.get(name) ?? ""}
    errorMessage={errorOf(errors, name)}
    classes="govuk-input--width-5"
    inputmode="decimal"
    autocomplete="off"
    spellcheck={false}
  />
);

/** A date in three boxes. */
export const DateField = ({ name, label, hint, form, errors }: FieldProps) => (
  <DateInput
    id={name}
    namePrefix={name}
    fieldset={legend(label)}
    hint={{ text: hint ?? "For example, 27 3 2026" }}
    errorMessage={errorOf(errors, name)}
    values={{ day: form.get(`${name}-day`) ?? "", month: form.get(`${name}-month`) ?? "", year: form.get(`${name}-year`) ?? "" }}
  />
);

/** Several lines of text. Where a page has two of one name, the second has an id. */
export const WordsField = ({ name, id = name, label, hint, form, errors }: FieldProps & { readonly id?: string }) => (
  <Textarea
    id={id}
    name={name}
    label={{ text: label, classes: HEADED }}
    {...hinted(hint)}
    value={form.get(name) ?? ""}
    errorMessage={errorOf(errors, name)}
    rows={3}
  />
);

/** One of a few codes, in the order of their words, or in another where that is given: codes that are numbers come up in their own. */
export const ChoiceField = <Code extends string>({
  name,
  label,
  hint,
  form,
  errors,
  words,
  order,
}: FieldProps & { readonly words: Readonly<Record<Code, string>>; readonly order?: readonly Code[] }) => (
  <Radios
    name={name}
    fieldset={legend(label)}
    {...hinted(hint)}
    errorMessage={errorOf(errors, name)}
    items={(order?.map((code): readonly [string, string] => [code, words[code]]) ?? Object.entries<string>(words)).map(([value, text]) => ({
      ...{ value, text, checked: form.get(name) === value },
    }))}
  />
);

/** A date as its boxes hold it. */
export const dateFields = (name: string, date: PlainDate): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(partsOf(date)).map(([part, value]) => [`${name}-${part}`, value]));

/** An amount as it is typed. */
export const typedPounds = (pence: number): string => (pence / 100).toFixed(2);
