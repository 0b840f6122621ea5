import type { FieldError } from "../domain/input.ts";
import { DateInput, Textarea } from "./govuk/long-answers.tsx";
import { errorOf } from "./signed-in-page.tsx";

interface VersionFieldsProps {
  readonly form: URLSearchParams;
  readonly errors: readonly FieldError[];
}

/** From when a new version of a council's policy applies, and why: the fields `effectiveFrom-day`, `-month`, `-year` and `reason`. */
export const VersionFields = ({ form, errors }: VersionFieldsProps) => (
  <>
    <DateInput
      id="effectiveFrom"
      namePrefix="effectiveFrom"
      fieldset={{ legend: { text: "Start date", classes: "govuk-fieldset__legend--s" } }}
      hint={{ text: "Today or later. The current version applies until then." }}
      errorMessage={errorOf(errors, "effectiveFrom")}
      values={{ day: form.get("effectiveFrom-day") ?? "", month: form.get("effectiveFrom-month") ?? "", year: form.get("effectiveFrom-year") ?? "" }}
    />
    <Textarea
      name="reason"
      label={{ text: "Why?", classes: "govuk-label--s" }}
      value={form.get("reason") ?? ""}
      errorMessage={errorOf(errors, "reason")}
      rows={3}
    />
  </>
);
