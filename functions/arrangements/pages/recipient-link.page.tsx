import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { Checkboxes, Input } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { InsetText, SummaryList, WarningText } from "../../../shared/pages/govuk/text-parts.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { type Account, displayNameOf } from "../../../shared/people/account.ts";
import type { Recipient } from "../rules/recipient.ts";
import { isSameName } from "../rules/same-name.ts";

const nameOf = ({ plain }: Recipient): string => plain.name?.value ?? "Someone without a name";

/** Asks whose account a record belongs to. */
export function linkPage(request: PageRequest, { body, version }: Versioned<Recipient>, typed: string, errors: readonly FieldError[]): Page {
  const path = `/recipients/${body.id}`;
  return signedInPage(request, {
    title: "Connect an account",
    back: { href: path },
    errors,
    children: (
      <>
        <span class="govuk-caption-l">
          <bdi>{nameOf(body)}</bdi>
        </span>
        <h1 class="govuk-heading-l">Connect an account</h1>
        <p class="govuk-body">Once connected, this person can see their direct payment in Trellis, and so can anyone they let look after the money.</p>
        <Form tokens={request.tokens} action={`${path}/link`} version={version}>
          <Input
            name="who"
            label={{ text: "Whose account is it?", classes: "govuk-label--s" }}
            hint={{ text: "The email address they sign in with. For someone who does not sign in, the reference on their page." }}
            value={typed}
            errorMessage={errorOf(errors, "who")}
            autocomplete="off"
            spellcheck={false}
          />
          <Button text="Continue" />
        </Form>
      </>
    ),
  });
}

/** Shows both names before anything is connected. */
export function linkCheckPage(request: PageRequest, { body, version }: Versioned<Recipient>, account: Account, errors: readonly FieldError[]): Page {
  const path = `/recipients/${body.id}/link`;
  const same = account.displayName !== undefined && isSameName(nameOf(body), account.displayName);
  return signedInPage(request, {
    title: "Check that this is the same person",
    back: { href: path },
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">Check that this is the same person</h1>
        <SummaryList
          rows={[
            { key: { text: "In your case system" }, value: { text: <bdi>{nameOf(body)}</bdi>, classes: "trellis-break" } },
            { key: { text: "In Trellis" }, value: { text: <bdi>{displayNameOf(account)}</bdi>, classes: "trellis-break" } },
            { key: { text: "Email address" }, value: { text: account.email ?? "They do not sign in", classes: "trellis-break" } },
          ]}
        />
        {same ? <InsetText text="The names match." /> : <WarningText text="The names do not match. Ask the person before you connect this account." />}
        <p class="govuk-body">If it is someone else's account, they would see this person's money and support plan. You can disconnect it at any time.</p>
        <Form tokens={request.tokens} action={path} version={version}>
          <input type="hidden" name="who" value={account.id} />
          <input type="hidden" name="step" value="check" />
          <Checkboxes
            name="checked"
            errorMessage={errorOf(errors, "checked")}
            items={[{ value: "yes", text: "I have checked that they are the same person" }]}
          />
          <Button text="Connect this account" />
        </Form>
      </>
    ),
  });
}

/** Says what ending the link means. */
export function unlinkPage(request: PageRequest, { body, version }: Versioned<Recipient>, account: string | undefined): Page {
  const path = `/recipients/${body.id}`;
  return signedInPage(request, {
    title: "Disconnect this account?",
    back: { href: path },
    children: (
      <>
        <h1 class="govuk-heading-l">Disconnect this account?</h1>
        <p class="govuk-body">
          <bdi>{account ?? "The account"}</bdi> will no longer see the direct payment of <bdi>{nameOf(body)}</bdi> in Trellis. Nothing else changes: the
          payments go on, and you can connect an account again.
        </p>
        <Form tokens={request.tokens} action={`${path}/unlink`} version={version}>
          <Button text="Disconnect" classes="govuk-button--warning" />
        </Form>
      </>
    ),
  });
}
