import type { FieldError } from "../../../shared/domain/input.ts";
import { Input } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";

export interface DetailsProps {
  readonly action: string;
  readonly back: string;
  readonly title: string;
  readonly version: number;
  readonly values: { readonly displayName?: string | undefined; readonly phone?: string | undefined };
  readonly errors?: readonly FieldError[];
  readonly changedMeanwhile?: boolean;
  /** Where something other than what was typed is wrong. */
  readonly status?: number;
}

/** Asks for a name and a telephone number: one's own, or those of a person one acts for. */
export function detailsPage(
  request: PageRequest,
  { action, back, title, version, values, errors = [], changedMeanwhile, status = errors.length > 0 ? 400 : 200 }: DetailsProps,
): Page {
  const error = changedMeanwhile
    ? [
        {
          field: "displayName",
          text: "Someone changed these details while you had this page open. Check what you entered, then save it again.",
        },
      ]
    : [];
  return signedInPage(request, {
    title,
    back: { href: back },
    errors: [...error, ...errors],
    status: changedMeanwhile ? 412 : status,
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        <Form tokens={request.tokens} action={action} version={version}>
          <Input
            name="displayName"
            label={{ text: "Name" }}
            value={values.displayName}
            autocomplete="name"
            errorMessage={errorOf(errors, "displayName")}
            spellcheck={false}
          />
          <Input
            name="phone"
            label={{ text: "Phone number (optional)" }}
            type="tel"
            value={values.phone}
            autocomplete="tel"
            classes="govuk-input--width-20"
            errorMessage={errorOf(errors, "phone")}
          />
          <Button text="Save" />
        </Form>
      </>
    ),
  });
}
