import type { FieldError } from "../../../shared/domain/input.ts";
import { Checkboxes, Input, Radios } from "../../../shared/pages/govuk/form-controls.tsx";
import { DateInput, Textarea } from "../../../shared/pages/govuk/long-answers.tsx";
import { errorOf } from "../../../shared/pages/signed-in-page.tsx";
import type { FactField } from "../rules/evidence-kinds.ts";
import type { SectionField } from "./section-forms.ts";

interface Typed {
  readonly form: URLSearchParams;
  readonly errors: readonly FieldError[];
}

const legend = (text: string) => ({ legend: { text, classes: "govuk-fieldset__legend--s" } });
const YES_NO = [
  { value: "yes", text: "Yes" },
  { value: "no", text: "No" },
];

/** The control of one field of an application. */
export function SectionControl({ field, form, errors }: Typed & { readonly field: SectionField }) {
  const { name, label, hint, control, options = [], autocomplete, optional } = field;
  const common = { name, errorMessage: errorOf(errors, name), ...(hint ? { hint: { text: hint } } : {}) };
  const chosen = form.getAll(name);
  const without = optional && control === "one" ? [{ value: "", text: "I would rather not say" }] : [];
  const said = optional && control !== "one" ? `${label} (optional)` : label;
  const items = [
    ...(control === "yes-no" ? YES_NO : options).map((option) => ({
      value: option.value,
      text: option.text,
      ...("hint" in option && option.hint ? { hint: { text: option.hint } } : {}),
      checked: chosen.includes(option.value),
    })),
    ...without,
  ];
  switch (control) {
    case "date":
      return (
        <DateInput
          id={name}
          namePrefix={name}
          fieldset={legend(label)}
          hint={{ text: hint ?? "" }}
          errorMessage={errorOf(errors, name)}
          autocomplete={autocomplete}
          values={{ day: form.get(`${name}-day`) ?? "", month: form.get(`${name}-month`) ?? "", year: form.get(`${name}-year`) ?? "" }}
        />
      );
    case "lines":
      return (
        <Textarea
          {...common}
          label={{ text: label, classes: "govuk-label--s" }}
          value={form.get(name) ?? ""}
          rows={5}
          autocomplete={autocomplete}
          spellcheck={false}
        />
      );
    case "long":
      return <Textarea {...common} label={{ text: label, classes: "govuk-label--s" }} value={form.get(name) ?? ""} rows={6} />;
    case "one":
    case "yes-no":
      return <Radios {...common} fieldset={legend(said)} items={items} classes={control === "yes-no" ? "govuk-radios--inline" : undefined} />;
    case "many":
    case "week":
      return (
        <Checkboxes {...common} fieldset={legend(said)} items={items} classes={options.length > 6 ? "govuk-checkboxes--small trellis-columns" : undefined} />
      );
    case "agree":
      return <Checkboxes {...common} items={[{ value: "yes", text: label, checked: chosen.includes("yes") }]} />;
    default:
      return (
        <Input
          {...common}
          label={{ text: label, classes: "govuk-label--s" }}
          value={form.get(name) ?? ""}
          inputmode={control === "number" ? "numeric" : control === "pounds" ? "decimal" : undefined}
          type={control === "phone" ? "tel" : undefined}
          classes={control === "text" ? undefined : control === "phone" ? "govuk-input--width-20" : "govuk-input--width-5"}
          {...(control === "pounds" ? { prefix: { text: "£" } } : {})}
          autocomplete={autocomplete ?? "off"}
          spellcheck={false}
        />
      );
  }
}

/** The control of one fact of a piece of evidence. */
export function FactControl({ field, form, errors }: Typed & { readonly field: FactField }) {
  const { name, label, hint } = field;
  const common = { name, errorMessage: errorOf(errors, name), ...(hint ? { hint: { text: hint } } : {}) };
  switch (field.kind) {
    case "date":
      return (
        <DateInput
          id={name}
          namePrefix={name}
          fieldset={legend(label)}
          hint={{ text: hint ?? "For example, 27 3 2026" }}
          errorMessage={errorOf(errors, name)}
          values={{ day: form.get(`${name}-day`) ?? "", month: form.get(`${name}-month`) ?? "", year: form.get(`${name}-year`) ?? "" }}
        />
      );
    case "choice":
      return <Radios {...common} fieldset={legend(label)} items={field.options.map((option) => ({ ...option, checked: form.get(name) === option.value }))} />;
    case "yes":
      return <Checkboxes {...common} items={[{ value: "yes", text: label, checked: form.get(name) === "yes" }]} />;
    default:
      return (
        <Input
          {...common}
          label={{ text: label, classes: "govuk-label--s" }}
          value={form.get(name) ?? ""}
          attributes={field.secret ? { "data-secret": "" } : undefined}
          classes={field.kind === "pounds" ? "govuk-input--width-10" : "govuk-input--width-20"}
          {...(field.kind === "pounds" ? { prefix: { text: "£" }, inputmode: "numeric" } : {})}
          autocomplete="off"
          spellcheck={false}
        />
      );
  }
}
