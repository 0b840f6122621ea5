import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { Checkboxes, Input } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { InsetText, Tag } from "../../../shared/pages/govuk/text-parts.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { type Arrangement, SELF_CHECKS } from "../rules/arrangement.ts";

const CHECK_WORDS: Readonly<Record<(typeof SELF_CHECKS)[number], { readonly text: string; readonly hint: string }>> = {
  met: { text: "I have met them, with somebody I trust beside me", hint: "Meet in a public place first." },
  identity: { text: "I have seen a photo identity document", hint: "Does the name match what they told you?" },
  "right-to-work": { text: "I have checked that they may work in the UK", hint: "If you employ them, the law says that you must." },
  dbs: { text: "I have seen their original DBS certificate", hint: "Ask to see it. A copy or a picture is not enough." },
  references: { text: "I have spoken with people they worked for", hint: "Two are better than one." },
  insurance: { text: "I have seen their insurance, or have my own as an employer", hint: "If you employ them you need employers' liability insurance." },
  agreement: { text: "We have written down what we agreed", hint: "Hours, tasks, pay, holidays, how to end it." },
  cover: { text: "I know who comes when they are ill", hint: "Have a second person in mind." },
};

const DONE: Readonly<Record<string, string>> = {
  listed: "That is kept. We tell you if their place on the list changes.",
  unlisted: "Your choice is kept.",
  invited: "Your choice is kept, and we have invited them to apply to the list.",
  ended: "That is ended.",
};

export interface SupportPageProps {
  readonly base: string;
  /** Whose choices they are, where whoever looks acts for them. */
  readonly whose?: string | undefined;
  readonly arrangements: readonly {
    readonly record: Versioned<Arrangement>;
    readonly name: string;
    readonly status: string | undefined;
    /** Whether our invitation to apply did not reach them. */
    readonly uninvited: boolean;
  }[];
  readonly form?: URLSearchParams;
  readonly errors?: readonly FieldError[];
}

const STATUS_WORDS: Readonly<Record<string, string>> = {
  accredited: "On the list",
  provisional: "On the list, provisional",
  paused: "Not on the list just now",
  suspended: "Not on the list just now",
  lapsed: "No longer on the list",
  withdrawn: "No longer on the list",
};

/** People a recipient uses or wishes to use. */
export function supportPage(request: PageRequest, { base, whose, arrangements, form = new URLSearchParams(), errors = [] }: SupportPageProps): Page {
  return signedInPage(request, {
    title: whose === undefined ? "People who support you" : `People who support ${whose}`,
    back: { href: "/account", text: "Your account" },
    errors,
    done: DONE[request.query.get("done") ?? ""],
    children: (
      <>
        <h1 class="govuk-heading-l">People who support {whose === undefined ? "you" : <bdi>{whose}</bdi>}</h1>
        <p class="govuk-body">{whose ?? "You"} may choose anyone, on the list or not. If you tell us, we can say when their place on the list changes.</p>
        {arrangements.length > 0 ? (
          <ul class="govuk-list govuk-list--spaced">
            {arrangements.map(({ record: { body, version }, name, status, uninvited }) => (
              <li>
                {body.listing ? (
                  <a class="govuk-link" href={`/listings/${body.listing}`}>
                    <bdi>{name}</bdi>
                  </a>
                ) : (
                  <strong>
                    <bdi>{name}</bdi>
                  </strong>
                )}{" "}
                <Tag
                  text={
                    body.state === "ended"
                      ? "Ended"
                      : body.unlisted
                        ? whose === undefined
                          ? "Off the list, your own choice"
                          : "Off the list, their own choice"
                        : (STATUS_WORDS[status ?? ""] ?? "Not on the list")
                  }
                  classes={body.state === "ended" ? "govuk-tag--grey" : ""}
                />{" "}
                since {longDate(body.since)}
                {body.unlisted && body.state === "live" ? `. You checked ${body.unlisted.checked.length} of ${SELF_CHECKS.length} things.` : ""}
                {uninvited ? (
                  <p class="govuk-body">
                    We could not invite them: our email did not arrive at the address you gave us. To correct it, end this here and{" "}
                    <a class="govuk-link" href={`${base}/unlisted`}>
                      tell us of <bdi>{name}</bdi> again
                    </a>{" "}
                    with the right address.
                  </p>
                ) : null}
                {body.state === "live" ? (
                  <Form tokens={{ ...request.tokens, once: `${request.tokens.once}-${body.id}` }} action={`${base}/${body.id}/end`} version={version}>
                    <button type="submit" class="trellis-link-button">
                      End<span class="govuk-visually-hidden"> with {name}</span>
                    </button>
                  </Form>
                ) : null}
              </li>
            ))}
          </ul>
        ) : null}
        <h2 class="govuk-heading-m">Somebody from the list</h2>
        <Form tokens={request.tokens} action={`${base}/listed`}>
          <Input
            name="listing"
            label={{ text: "Their reference" }}
            hint={{ text: "It stands on their page, under 'How to get in touch'." }}
            value={form.get("listing") ?? ""}
            errorMessage={errorOf(errors, "listing")}
            classes="govuk-input--width-20"
            autocomplete="off"
            spellcheck={false}
          />
          <Button text="Add them" classes="govuk-button--secondary" />
        </Form>
        <h2 class="govuk-heading-m">Somebody who is not on the list</h2>
        <Button text="Choose somebody off the list" href={`${base}/unlisted`} classes="govuk-button--secondary" />
      </>
    ),
  });
}

/** Somebody off the list: what to check, what may go wrong, and the choice, which is never refused. */
export function unlistedPage(request: PageRequest, base: string, form: URLSearchParams, errors: readonly FieldError[] = []): Page {
  return signedInPage(request, {
    title: "Somebody who is not on the list",
    back: { href: base, text: "People who support you" },
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">Somebody who is not on the list</h1>
        <p class="govuk-body">
          The choice is yours, and nobody can take it from you for this. These are things the council would have checked. You can check them yourself.
        </p>
        <Form tokens={request.tokens} action={`${base}/unlisted`}>
          <Input
            name="name"
            label={{ text: "Their name", classes: "govuk-label--s" }}
            value={form.get("name") ?? ""}
            errorMessage={errorOf(errors, "name")}
            autocomplete="off"
            spellcheck={false}
          />
          <Checkboxes
            name="checked"
            fieldset={{ legend: { text: "What have you checked?", classes: "govuk-fieldset__legend--s" } }}
            hint={{ text: "Choose none, some or all. You can go on without." }}
            items={SELF_CHECKS.map((value) => ({
              value,
              text: CHECK_WORDS[value].text,
              hint: { text: CHECK_WORDS[value].hint },
              checked: form.getAll("checked").includes(value),
            }))}
          />
          <InsetText text="What may go wrong: nobody has looked whether they harmed somebody before. If they are hurt, or break something, you may have to pay. If they may not work here, you may be fined. If it ends suddenly, nobody may come." />
          <Checkboxes
            name="knowingly"
            errorMessage={errorOf(errors, "knowingly")}
            items={[{ value: "yes", text: "I have read what may go wrong, and this is my own choice", checked: form.get("knowingly") === "yes" }]}
          />
          <Input
            name="email"
            type="email"
            label={{ text: "Invite them to apply to the list (you do not have to)", classes: "govuk-label--s" }}
            hint={{ text: "Their e-mail address. We write to them once, and do not say who you are." }}
            value={form.get("email") ?? ""}
            errorMessage={errorOf(errors, "email")}
            autocomplete="off"
            spellcheck={false}
          />
          <Button text="Keep my choice" />
        </Form>
      </>
    ),
  });
}
