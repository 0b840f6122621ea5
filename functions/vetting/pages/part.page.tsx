import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { Checkboxes } from "../../../shared/pages/govuk/form-controls.tsx";
import { SummaryList } from "../../../shared/pages/govuk/text-parts.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import type { Contact, Worker } from "../../../shared/people/account.ts";
import type { Checklist } from "../../../shared/policy/checklists.ts";
import type { Section, VettingCase } from "../rules/case.ts";
import { answerWords } from "./answers-summary.tsx";
import { BackToList } from "./back-to-list.tsx";
import { CLASH_ERROR, Clash, clashRows } from "./clash.tsx";
import { DONE } from "./done-words.ts";
import { SectionControl } from "./fields.tsx";
import { SaveButtons, WhatIsAsked } from "./save-buttons.tsx";
import { CONDUCT, CONTACT_FIELDS, sectionForms, withFigures } from "./section-forms.ts";

export interface PartPageProps {
  readonly figures: Pick<Checklist["figures"], "conductVersion" | "microMostPeople">;
  /** How the applicant is reached, where that is theirs alone to change. */
  readonly contact?: Contact | undefined;
  /** What marks the answers the form was made from. */
  readonly seen: string;
  /** Whether saving this sends the case back to the council. */
  readonly last: boolean;
  /** What is saved now, where it is not what the form was made from. */
  readonly saved?: URLSearchParams | undefined;
  readonly errors?: readonly FieldError[];
  readonly status?: number | undefined;
}

/** One part of an application, as a form. */
export function partPage(
  request: PageRequest,
  record: Versioned<VettingCase>,
  section: Section,
  form: URLSearchParams,
  { figures, contact, seen, last, saved, errors: wrong = [], status }: PartPageProps,
): Page {
  const { title, intro, fields: all } = sectionForms[section];
  const fields = section === "applicant" && contact ? all.filter(({ name }) => !CONTACT_FIELDS.includes(name)) : all;
  const base = `/applications/${record.body.id}`;
  const errors = saved ? [CLASH_ERROR, ...wrong] : wrong;
  return signedInPage(request, {
    title,
    back: form.get("from") === "check" ? { href: `${base}/moves/submit`, text: "Check your answers" } : { href: base, text: "Your application" },
    errors,
    done: request.query.get("done") === "saved" ? DONE["saved"] : undefined,
    ...(status === undefined ? {} : { status }),
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        {saved ? <Clash rows={clashRows(fields, answerWords, saved, form)} /> : null}
        <WhatIsAsked vettingCase={record.body} last={last} />
        {intro ? <p class="govuk-body">{intro}</p> : null}
        {section === "conduct" ? (
          <ol class="govuk-list govuk-list--number">
            {(CONDUCT[figures.conductVersion] ?? []).map((line) => (
              <li>{line}</li>
            ))}
          </ol>
        ) : null}
        <Form tokens={request.tokens} action={`${base}/parts/${section}`} seen={seen} kept>
          {fields.map((field) => (
            <SectionControl field={withFigures(field, figures)} form={form} errors={errors} />
          ))}
          {contact ? <TheirsToChange {...contact} /> : null}
          {form.get("from") === "check" ? <input type="hidden" name="from" value="check" /> : null}
          <SaveButtons state={record.body.state} last={last} id="save" />
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

export interface WorkersPageProps {
  /** What marks the people the form was made from. */
  readonly seen: string;
  readonly last: boolean;
  /** Who was ticked. */
  readonly chosen?: readonly string[];
  /** Whether others were saved since the form was made. */
  readonly changed?: boolean;
}

/** Which of the account's workers the application is for. */
export function workersPage(
  request: PageRequest,
  record: Versioned<VettingCase>,
  workers: readonly Versioned<Worker>[],
  { seen, last, chosen = record.body.workers, changed = false }: WorkersPageProps,
): Page {
  const errors = changed ? [{ ...CLASH_ERROR, field: "worker" }] : [];
  return signedInPage(request, {
    title: "Who works there",
    errors,
    ...(changed ? { status: 412 } : {}),
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
          <Form tokens={request.tokens} action={`/applications/${record.body.id}/people`} seen={seen} kept>
            {changed ? (
              <p class="govuk-body">
                Saved now:{" "}
                <bdi>
                  {workers
                    .filter(({ body }) => record.body.workers.includes(body.id))
                    .map(({ body }) => body.displayName ?? "Someone")
                    .join(", ") || "no one"}
                </bdi>
              </p>
            ) : null}
            <Checkboxes
              name="worker"
              errorMessage={errorOf(errors, "worker")}
              fieldset={{ legend: { text: "Who gives support?", classes: "govuk-fieldset__legend--s" } }}
              items={workers.map(({ body }) => ({ value: body.id, text: body.displayName ?? "Someone", checked: chosen.includes(body.id) }))}
            />
            <SaveButtons state={record.body.state} last={last} id="save" />
          </Form>
        )}
        <BackToList base={`/applications/${record.body.id}`} />
      </>
    ),
  });
}
