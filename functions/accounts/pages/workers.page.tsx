import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { Input } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import type { Worker } from "../../../shared/people/account.ts";

/** The people who work for a provider. */
export function workersPage(request: PageRequest, workers: readonly Versioned<Worker>[], errors: readonly FieldError[] = [], typed = ""): Page {
  const present = workers.filter(({ body }) => body.endedAt === undefined);
  return signedInPage(request, {
    title: "People who work for you",
    back: { href: "/account", text: "Your account" },
    errors,
    done: { added: "Added.", removed: "Removed." }[request.query.get("done") ?? ""],
    children: (
      <>
        <h1 class="govuk-heading-l">People who work for you</h1>
        <p class="govuk-body">The council checks each person who gives support for you. Add everyone who does.</p>
        {present.length === 0 ? (
          <p class="govuk-body">You have not added anyone yet.</p>
        ) : (
          present.map(({ body }) => (
            <div class="trellis-row">
              <span class="govuk-body">
                <bdi>{body.displayName}</bdi>
              </span>
              <Form tokens={{ ...request.tokens, once: `${request.tokens.once}-${body.id}` }} action={`/account/workers/${body.id}/remove`}>
                <button type="submit" class="trellis-link-button">
                  Take off<span class="govuk-visually-hidden"> {body.displayName}</span>
                </button>
              </Form>
            </div>
          ))
        )}
        <h2 class="govuk-heading-m">Add someone</h2>
        <Form tokens={request.tokens} action="/account/workers">
          <Input
            name="displayName"
            label={{ text: "Their name" }}
            value={typed}
            errorMessage={errorOf(errors, "displayName")}
            classes="govuk-input--width-20"
            spellcheck={false}
          />
          <Button text="Add" />
        </Form>
      </>
    ),
  });
}
