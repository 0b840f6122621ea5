import type { FieldError } from "../../../shared/domain/input.ts";
import { Input } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";

/** Asks for whom an application is entered. */
export function enterPage(request: PageRequest, council: string, form: URLSearchParams, errors: readonly FieldError[] = []): Page {
  return signedInPage(request, {
    title: "Add an application for someone",
    back: { href: `/councils/${council}/vetting`, text: "Cases" },
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">Add an application for someone</h1>
        <p class="govuk-body">From paper or the phone. Enter their answers for them. You cannot decide a case you entered.</p>
        <Form tokens={request.tokens} action={`/councils/${council}/vetting/new`}>
          <Input
            name="displayName"
            label={{ text: "Their name" }}
            value={form.get("displayName") ?? ""}
            errorMessage={errorOf(errors, "displayName")}
            autocomplete="off"
            spellcheck={false}
          />
          <Button text="Start" />
        </Form>
      </>
    ),
  });
}
