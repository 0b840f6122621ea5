import type { FieldError } from "../../../shared/domain/input.ts";
import { longDate, type PlainDate } from "../../../shared/domain/time.ts";
import { Input, Radios } from "../../../shared/pages/govuk/form-controls.tsx";
import { errorOf } from "../../../shared/pages/signed-in-page.tsx";

export interface ClosingFieldsProps {
  /** The days whose balance would help, the latest first. */
  readonly days: readonly PlainDate[];
  readonly form: URLSearchParams;
  readonly errors: readonly FieldError[];
  /** What is said besides of the day, and of where the balance is found: by who types it. */
  readonly moreOnDay?: string;
  readonly moreOnAmount?: string;
}

const sentences = (...some: readonly (string | undefined)[]): string => some.filter((one) => one !== undefined).join(" ");

/** The day and the balance at its end, as someone types them from a statement on paper: fields `on` and `amount`. */
export const ClosingFields = ({ days, form, errors, moreOnDay, moreOnAmount }: ClosingFieldsProps) => (
  <>
    <Radios
      name="on"
      fieldset={{ legend: { text: "Which day is the balance for?", classes: "govuk-fieldset__legend--s" } }}
      hint={{ text: sentences("This is the day before a payment from the council.", moreOnDay) }}
      errorMessage={errorOf(errors, "on")}
      items={days.map((day) => ({ value: day, text: longDate(day), checked: form.get("on") === day }))}
    />
    <Input
      name="amount"
      label={{ text: "What was the balance at the end of that day?", classes: "govuk-label--s" }}
      hint={{ text: sentences(moreOnAmount, "If the account is overdrawn, put a minus sign before the amount.") }}
      prefix={{ text: "£" }}
      value={form.get("amount") ?? ""}
      errorMessage={errorOf(errors, "amount")}
      classes="govuk-input--width-10"
      autocomplete="off"
      spellcheck={false}
    />
  </>
);
