import type { FieldError } from "../../../shared/domain/input.ts";
import { Input, Radios } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";

export interface WelcomeProps {
  readonly beginning: string | null;
  /** The page they came for. */
  readonly returnTo: string | undefined;
  /** Asked for where it is not known. */
  readonly name: string | undefined;
  readonly typed?: URLSearchParams;
  readonly errors?: readonly FieldError[];
}

/** Asks what somebody wants to do: the first question after signing in without a role. */
export function welcomePage(request: PageRequest, { beginning, returnTo, name, typed, errors = [] }: WelcomeProps): Page {
  const has = (role: string) => beginning === role || request.account.body.grants.some((grant) => grant.role === role);
  return signedInPage(request, {
    title: "What do you want to do?",
    errors,
    children: (
      <Form tokens={request.tokens} action="/welcome">
        {returnTo === undefined ? null : <input type="hidden" name="return" value={returnTo} />}
        <Radios
          name="beginning"
          fieldset={{ legend: { text: "What do you want to do?", isPageHeading: true, classes: "govuk-fieldset__legend--l" } }}
          errorMessage={errorOf(errors, "beginning")}
          items={[
            { value: "recipient", text: "Find support for myself", checked: has("recipient") && !has("provider") },
            { value: "provider", text: "Apply to be listed: I give support", checked: has("provider") },
            { value: "neither", text: "Help someone else", checked: beginning === "neither" },
          ]}
        />
        {name === undefined ? (
          <Input
            name="displayName"
            label={{ text: "Your name", classes: "govuk-label--m" }}
            value={typed?.get("displayName") ?? ""}
            autocomplete="name"
            errorMessage={errorOf(errors, "displayName")}
            classes="govuk-input--width-20"
            spellcheck={false}
          />
        ) : null}
        <Button text="Continue" />
      </Form>
    ),
  });
}
