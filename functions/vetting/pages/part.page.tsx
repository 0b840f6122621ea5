import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { Checkboxes } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { SummaryList } from "../../../shared/pages/govuk/text-parts.tsx";
import { Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import type { Contact, Worker } from "../../../shared/people/account.ts";
import type { Checklist } from "../../../shared/policy/checklists.ts";
import type { Section, VettingCase } from "../rules/case.ts";
import { BackToList } from "./back-to-list.tsx";
import { DONE } from "./done-words.ts";
import { SectionControl } from "./fields.tsx";
import { CONDUCT, CONTACT_FIELDS, sectionForms, withFigures } from "./section-forms.ts";

export interface PartPageProps {
  readonly figures: Pick<Checklist["figures"], "conductVersion" | "microMostPeople">;
  /** How the applicant is reached, where that is theirs alone to change. */
  readonly contact?: Contact | undefined;
  readonly errors?: readonly FieldError[];
  readonly status?: number | undefined;
}

/** One part of an application, as a form. */
export function partPage(
  request: PageRequest,
  record: Versioned<VettingCase>,
  section: Section,
  form: URLSearchParams,
  { figures, contact, errors = [], status }: PartPageProps,
): Page {
  const { title, intro, fields: all } = sectionForms[section];
  const fields = section === "applicant" && contact ? all.filter(({ name }) => !CONTACT_FIELDS.includes(name)) : all;
  const base = `/applications/${record.body.id}`;
  return signedInPage(request, {
    title,
    back: form.get("from") === "check" ? { href: `${base}/moves/submit`, text: "Check your answers" } : { href: base, text: "Your application" },
    errors,
    done: request.query.get("done") === "saved" ? DONE["saved"] : undefined,
    ...(status === undefined ? {} : { status }),
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        {intro ? <p class="govuk-body">{intro}</p> : null}
        {section === "conduct" ? (
          <ol class="govuk-list govuk-list--number">
            {(CONDUCT[figures.conductVersion] ?? []).map((line) => (
              <li>{line}</li>
            ))}
          </ol>
        ) : null}
        <Form tokens={request.tokens} action={`${base}/parts/${section}`} version={record.version}>
          {fields.map((field) => (
            <SectionControl field={withFigures(field, figures)} form={form} errors={errors} />
          ))}
          {contact ? <TheirsToChange {...contact} /> : null}
          {form.get("from") === "check" ? <input type="hidden" name="from" value="check" /> : null}
          <Button text={record.body.state === "draft" ? "Save and continue" : "Save"} attributes={{ id: "save" }} />
        </Form>
        <BackToList base={base} />
      </>
    ),
  });
}

/** How somebody who signs in is reached: shown to the officer who fills in their application, and theirs to change. */
const TheirsToChange = ({ phone, postalAddress }: Contact) => (
  <>
    <SummaryList
      rows={[
        { key: { text: "Phone number" }, value: { text: phone ?? "Not given" } },
        { key: { text: "Home address" }, value: { text: <span class="trellis-lines">{postalAddress ?? "Not given"}</span>, classes: "trellis-break" } },
      ]}
    />
    <p class="govuk-body">They have an account, so only they can change these.</p>
  </>
);

/** Which of the account's workers the application is for. */
export function workersPage(request: PageRequest, record: Versioned<VettingCase>, workers: readonly Versioned<Worker>[]): Page {
  return signedInPage(request, {
    title: "Who works there",
    back: { href: `/applications/${record.body.id}`, text: "Your application" },
    done: request.query.get("done") === "saved" ? DONE["saved"] : undefined,
    children: (
      <>
        <h1 class="govuk-heading-l">Who works there</h1>
        <p class="govuk-body">
          We check everyone who gives support.{" "}
          <a class="govuk-link" href="/account/workers">
            Add or take away people who work for you
          </a>
        </p>
        {workers.length === 0 ? (
          <p class="govuk-body">You have not added anyone yet.</p>
        ) : (
          <Form tokens={request.tokens} action={`/applications/${record.body.id}/people`} version={record.version}>
            <Checkboxes
              name="worker"
              fieldset={{ legend: { text: "Who gives support?", classes: "govuk-fieldset__legend--s" } }}
              items={workers.map(({ body }) => ({ value: body.id, text: body.displayName ?? "Someone", checked: record.body.workers.includes(body.id) }))}
            />
            <Button text={record.body.state === "draft" ? "Save and continue" : "Save"} />
          </Form>
        )}
        <BackToList base={`/applications/${record.body.id}`} />
      </>
    ),
  });
}
