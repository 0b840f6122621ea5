import type { FieldError } from "../../../shared/domain/input.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { Textarea } from "../../../shared/pages/govuk/long-answers.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { ReferenceInput } from "./reference-input.tsx";
import { TermsFields } from "./terms-form.tsx";

export interface OfferPageProps {
  readonly base: string;
  /** Whom it is offered to, where they are known already. */
  readonly listing: { readonly id: string; readonly displayName: string } | undefined;
  readonly form: URLSearchParams;
  readonly errors?: readonly FieldError[];
}

/** Offers somebody from the list to support a person: what, when, and for what pay. */
export function offerPage(request: PageRequest, { base, listing, form, errors = [] }: OfferPageProps): Page {
  return signedInPage(request, {
    title: "Ask someone to support you",
    back: { href: base, text: "People who support you" },
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">
          {listing === undefined ? (
            "Ask someone to support you"
          ) : (
            <>
              Ask <bdi>{listing.displayName}</bdi> to support you
            </>
          )}
        </h1>
        <p class="govuk-body">
          They see what you write here and your first name. If they say yes, they see your full name, and you both see each other's phone number and email
          address.
        </p>
        <Form tokens={request.tokens} action={`${base}/offer`} kept>
          {listing === undefined ? <ReferenceInput form={form} errors={errors} /> : <input type="hidden" name="listing" value={listing.id} />}
          <TermsFields form={form} errors={errors} since="First day" />
          <Textarea
            name="message"
            label={{ text: "Message to them (optional)", classes: "govuk-label--s" }}
            value={form.get("message") ?? ""}
            errorMessage={errorOf(errors, "message")}
            rows={4}
          />
          <Button text="Send offer" />
        </Form>
      </>
    ),
  });
}
