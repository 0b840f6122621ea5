import type { FieldError } from "../../../shared/domain/input.ts";
import { Input } from "../../../shared/pages/govuk/form-controls.tsx";
import { errorOf } from "../../../shared/pages/signed-in-page.tsx";

interface ReferenceInputProps {
  /** What was typed, with its errors, where the form comes back. */
  readonly form: URLSearchParams;
  readonly errors: readonly FieldError[];
}

/** The reference of a person or provider on the list, as their page gives it: the field `listing`. */
export const ReferenceInput = ({ form, errors }: ReferenceInputProps) => (
  <Input
    name="listing"
    label={{ text: "Their reference" }}
    hint={{ text: "You will find it on their page under 'How to get in touch'." }}
    value={form.get("listing") ?? ""}
    errorMessage={errorOf(errors, "listing")}
    classes="govuk-input--width-20"
    autocomplete="off"
    spellcheck={false}
  />
);
