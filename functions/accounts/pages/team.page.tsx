import { APPOINTED_ROLES, type AppointedRole } from "../../../shared/access/roles.ts";
import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { Input, Radios } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { SummaryList, Tag, WarningText } from "../../../shared/pages/govuk/text-parts.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords, dateWords } from "../../../shared/pages/words.ts";
import type { ListPage } from "../../../shared/records/entity.ts";
import type { Appointment } from "../rules/staff.ts";
import { MoreLink } from "./staff.page.tsx";
import { appointmentWords, roleWords, stateColour } from "./words.ts";

/** A council's staff and their roles. */
export function teamPage(request: PageRequest, council: string, { records, next }: ListPage<Appointment>): Page {
  return signedInPage(request, {
    title: `Staff of ${councilWords(council)}`,
    back: { href: "/staff", text: "Staff home" },
    wide: true,
    done: {
      appointed: "The role starts when they first sign in with their council account.",
      proposed: "Another administrator must confirm it. We have contacted every administrator.",
      confirmed: "Confirmed. The role starts when they first sign in with their council account.",
      dismissed: "The role is removed.",
    }[request.query.get("done") ?? ""],
    children: (
      <>
        <h1 class="govuk-heading-l">Staff of {councilWords(council)}</h1>
        <Button text="Give someone a role" href={`/councils/${council}/team/new`} />
        {records.length === 0 ? (
          <p class="govuk-body">No one has a role here yet.</p>
        ) : (
          <StackingTable
            caption="Roles"
            captionClasses="govuk-visually-hidden"
            firstCellIsHeader
            head={[{ text: "Email address" }, { text: "Role" }, { text: "State" }, { text: "Since" }, { text: "Change" }]}
            rows={records.map(({ body }) => ({
              cells: [
                {
                  text:
                    body.account === undefined || body.email === undefined ? (
                      (body.email ?? "Deleted")
                    ) : (
                      <a class="govuk-link" href={`/people/${body.account}`}>
                        {body.email}
                      </a>
                    ),
                  classes: "trellis-break",
                },
                { text: roleWords[body.role] },
                { text: <Tag text={appointmentWords[body.state]} classes={stateColour(body.state)} /> },
                { text: dateWords(body.createdAt) },
                {
                  text:
                    body.state === "ended" ? (
                      body.endedAt && `Ended on ${dateWords(body.endedAt)}`
                    ) : (
                      <>
                        {body.state === "proposed" ? (
                          <a class="govuk-link" href={`/appointments/${body.id}/confirm`}>
                            Confirm<span class="govuk-visually-hidden">{` ${roleWords[body.role]} for ${body.email}`}</span>
                          </a>
                        ) : null}{" "}
                        <a class="govuk-link" href={`/appointments/${body.id}/end`}>
                          Remove<span class="govuk-visually-hidden">{` ${roleWords[body.role]} from ${body.email}`}</span>
                        </a>
                      </>
                    ),
                },
              ],
            }))}
          />
        )}
        <MoreLink path={`/councils/${council}/team`} next={next} />
      </>
    ),
  });
}

const ROLE_HINTS: Readonly<Record<AppointedRole, string>> = {
  "vetting-officer": "Checks providers' evidence.",
  "finance-officer": "Sees balances that need a question.",
  "review-officer": "Sees reviews that are due, and decides who acts for people who lack capacity.",
  commissioner: "Sees where support is missing.",
  administrator: "Gives roles, sets policy, and answers requests to delete data.",
  "support-organisation": "Helps people with their direct payments. Sees only people who chose it, and signs in with an email address.",
};

/** Asks who is to have which role. */
export function newAppointmentPage(
  request: PageRequest,
  council: string,
  form: URLSearchParams,
  errors: readonly FieldError[] = [],
  status = errors.length > 0 ? 400 : 200,
): Page {
  return signedInPage(request, {
    title: "Give someone a role",
    back: { href: `/councils/${council}/team` },
    errors,
    status,
    children: (
      <>
        <h1 class="govuk-heading-l">Give someone a role at {councilWords(council)}</h1>
        <Form tokens={request.tokens} action={`/councils/${council}/team/new`}>
          <Input
            name="email"
            type="email"
            label={{ text: "Their email address at work" }}
            hint={{ text: "For staff, the address of their council account. The role starts when they first sign in." }}
            autocomplete="off"
            value={form.get("email") ?? ""}
            errorMessage={errorOf(errors, "email")}
            spellcheck={false}
          />
          <Radios
            name="role"
            fieldset={{ legend: { text: "Which role?", classes: "govuk-fieldset__legend--s" } }}
            errorMessage={errorOf(errors, "role")}
            items={APPOINTED_ROLES.map((role) => ({
              value: role,
              text: roleWords[role],
              hint: { text: ROLE_HINTS[role] },
              checked: form.get("role") === role,
            }))}
          />
          <Button text="Give the role" />
        </Form>
      </>
    ),
  });
}

/** Says what taking a role away means, and asks. */
export function dismissPage(request: PageRequest, { body, version }: Versioned<Appointment>, errors: readonly FieldError[] = []): Page {
  return signedInPage(request, {
    title: "Remove this role?",
    back: { href: `/councils/${body.authority}/team` },
    errors,
    status: errors.length > 0 ? 422 : 200,
    children: (
      <>
        <h1 class="govuk-heading-l">Remove this role?</h1>
        <SummaryList
          rows={[
            { key: { text: "Who" }, value: { text: body.email ?? "Deleted", classes: "trellis-break" } },
            { key: { text: "Role" }, value: { text: `${roleWords[body.role]}, ${councilWords(body.authority)}` } },
          ]}
        />
        <WarningText text="It stops straight away, even if they are signed in now." />
        <Form tokens={request.tokens} action={`/appointments/${body.id}/end`} version={version}>
          <Button text="Remove it" classes="govuk-button--warning" attributes={{ id: "end" }} />
        </Form>
      </>
    ),
  });
}
