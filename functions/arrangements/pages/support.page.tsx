import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { Checkboxes, Input } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { InsetText, Tag } from "../../../shared/pages/govuk/text-parts.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { type Arrangement, SELF_CHECKS } from "../rules/arrangement.ts";
import { isOver } from "../rules/arrangement-moves.ts";
import { ReferenceInput } from "./reference-input.tsx";
import { STATE_CLASSES, STATE_WORDS } from "./support-words.ts";

const CHECK_WORDS: Readonly<Record<(typeof SELF_CHECKS)[number], { readonly text: string; readonly hint: string }>> = {
  met: { text: "I have met them, with someone I trust beside me", hint: "Meet in a public place first." },
  identity: { text: "I have seen a photo identity document", hint: "Check that the name matches the one they gave you." },
  "right-to-work": { text: "I have checked they have the right to work in the UK", hint: "If you employ them, you must check this by law." },
  dbs: { text: "I have seen their original DBS certificate", hint: "Ask to see it. A copy or a picture is not enough." },
  references: { text: "I have spoken to people they have worked for", hint: "Speak to two people if you can." },
  insurance: { text: "I have seen their insurance, or have my own as an employer", hint: "If you employ them you need employers' liability insurance." },
  agreement: { text: "We have written down what we agreed", hint: "Hours, tasks, pay, holidays, how to end it." },
  cover: { text: "I know who will come if they are ill", hint: "Have a second person in mind." },
};

const DONE: Readonly<Record<string, string>> = {
  listed: "Saved. We will tell you if they leave the list.",
  unlisted: "Saved.",
  invited: "Saved. We have invited them to apply to the list.",
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

/** Statuses of those who are on the list. */
const ON_LIST: readonly string[] = ["accredited", "provisional"];

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
        <p class="govuk-body">{whose ?? "You"} can choose anyone, on the list or not. Add them here and we will tell you if they leave the list.</p>
        <Button text="Ask someone to support you" href={`${base}/offer`} />
        {arrangements.length > 0 ? (
          <ul class="govuk-list govuk-list--spaced">
            {arrangements.map(({ record: { body }, name, status, uninvited }) => (
              <li>
                <a class="govuk-link" href={`/arrangements/${body.id}`}>
                  <bdi>{name}</bdi>
                </a>{" "}
                <Tag text={STATE_WORDS[body.state]} classes={STATE_CLASSES[body.state]} />{" "}
                {isOver(body) || body.unlisted || ON_LIST.includes(status ?? "") ? null : (
                  <Tag text="Not on the list at the moment" classes="govuk-tag--grey" />
                )}{" "}
                {body.unlisted ? <Tag text="Not on the list" classes="govuk-tag--grey" /> : null} since {longDate(body.since)}
                {body.unlisted && !isOver(body) ? `. You checked ${body.unlisted.checked.length} of ${SELF_CHECKS.length} things.` : ""}
                {uninvited ? (
                  <p class="govuk-body">
                    We could not email them an invitation. To use a different address, end this and{" "}
                    <a class="govuk-link" href={`${base}/unlisted`}>
                      add <bdi>{name}</bdi> again
                    </a>
                    .
                  </p>
                ) : null}
              </li>
            ))}
          </ul>
        ) : null}
        <h2 class="govuk-heading-m">Someone from the list who supports you already</h2>
        <Form tokens={request.tokens} action={`${base}/listed`}>
          <ReferenceInput form={form} errors={errors} />
          <Button text="Add this person" classes="govuk-button--secondary" />
        </Form>
        <h2 class="govuk-heading-m">Someone who is not on the list</h2>
        <Button text="Add someone who is not on the list" href={`${base}/unlisted`} classes="govuk-button--secondary" />
      </>
    ),
  });
}

/** Somebody off the list: what to check, what may go wrong, and the choice, which is never refused. */
export function unlistedPage(request: PageRequest, base: string, form: URLSearchParams, errors: readonly FieldError[] = []): Page {
  return signedInPage(request, {
    title: "Someone who is not on the list",
    back: { href: base, text: "People who support you" },
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">Someone who is not on the list</h1>
        <p class="govuk-body">You can choose anyone. Here is what the council would have checked. You can check these things yourself.</p>
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
            hint={{ text: "Select all that apply. You can skip this." }}
            items={SELF_CHECKS.map((value) => ({
              value,
              text: CHECK_WORDS[value].text,
              hint: { text: CHECK_WORDS[value].hint },
              checked: form.getAll("checked").includes(value),
            }))}
          />
          <InsetText text="The risks: no one has checked if they have a criminal record. If they are hurt, or break something, you could have to pay. You could be fined if they do not have the right to work. If they stop suddenly, you may have no cover." />
          <Checkboxes
            name="family"
            hint={{ text: "The council must agree before you pay them from your direct payment. We will ask the council for you." }}
            items={[{ value: "yes", text: "They are family and live with me", checked: form.get("family") === "yes" }]}
          />
          <Checkboxes
            name="knowingly"
            errorMessage={errorOf(errors, "knowingly")}
            items={[{ value: "yes", text: "I understand the risks, and this is my choice", checked: form.get("knowingly") === "yes" }]}
          />
          <Input
            name="email"
            type="email"
            label={{ text: "Invite them to apply to the list (optional)", classes: "govuk-label--s" }}
            hint={{ text: "Their email address. We will email them once. We will not say who you are." }}
            value={form.get("email") ?? ""}
            errorMessage={errorOf(errors, "email")}
            autocomplete="off"
            spellcheck={false}
          />
          <Button text="Save my choice" />
        </Form>
      </>
    ),
  });
}
