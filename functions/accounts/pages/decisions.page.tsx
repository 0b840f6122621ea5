import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { Radios } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { Textarea } from "../../../shared/pages/govuk/long-answers.tsx";
import { InsetText, SummaryList, WarningText } from "../../../shared/pages/govuk/text-parts.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { councilWords, dateWords } from "../../../shared/pages/words.ts";
import { type Delegation, mayObject } from "../rules/delegation.ts";
import type { Appointment } from "../rules/staff.ts";
import { type DelegateNames, kindWords, objectionWords, periodWords, roleWords, scopeWords, toldWords } from "./words.ts";

// What takes two: the pages on which a second officer or administrator decides, and on which somebody objects.

const nameOf = (names: DelegateNames, { id, kind }: Delegation): string => names.get(id) ?? kindWords[kind];

/** What whoever decides or objects must know of a delegation. */
const factsOf = (delegation: Delegation, names: DelegateNames) => [
  { key: { text: "Who" }, value: { text: <bdi>{nameOf(names, delegation)}</bdi>, classes: "trellis-break" } },
  { key: { text: "They could" }, value: { text: delegation.scopes.map((scope) => <div>{scopeWords[scope]}</div>) } },
  { key: { text: "When" }, value: { text: periodWords(delegation) } },
];

/** Asks a second officer what becomes of what the first proposed, or of an objection. */
export function decisionPage(
  request: PageRequest,
  { body, version }: Versioned<Delegation>,
  names: DelegateNames,
  form: URLSearchParams,
  errors: readonly FieldError[] = [],
  status = errors.length > 0 ? 400 : 200,
): Page {
  const title = body.objection?.answeredAt === undefined && body.objection ? "Answer the objection" : "Agree to an authorised person";
  return signedInPage(request, {
    title,
    back: { href: `/delegations/${body.id}` },
    errors,
    status,
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        <p class="govuk-body">One officer proposed this. A second officer must agree. It cannot be the person who will act, or the person it is about.</p>
        <SummaryList
          rows={[
            ...factsOf(body, names),
            body.basis ? { key: { text: "Why" }, value: { text: body.basis } } : undefined,
            body.specialReason ? { key: { text: "Why someone who works here needs this" }, value: { text: body.specialReason } } : undefined,
            { key: { text: "The person was contacted" }, value: { text: toldWords(body) } },
            body.objection ? { key: { text: "Objection" }, value: { text: objectionWords(body.objection, true) } } : undefined,
          ]}
        />
        <Form tokens={request.tokens} action={`/delegations/${body.id}/decision`} version={version}>
          <Radios
            name="decision"
            fieldset={{ legend: { text: "What is your decision?", classes: "govuk-fieldset__legend--s" } }}
            errorMessage={errorOf(errors, "decision")}
            items={[
              { value: "go-on", text: "I agree: they can act from their first day", checked: form.get("decision") === "go-on" },
              { value: "end", text: "Stop it: they cannot act", checked: form.get("decision") === "end" },
            ]}
          />
          {body.toldAt === undefined ? (
            <Textarea
              name="told"
              label={{ text: "Who has contacted the person, when and how?", classes: "govuk-label--s" }}
              hint={{ text: "We have no address for them. The time to object starts when you save your answer." }}
              value={form.get("told") ?? ""}
              errorMessage={errorOf(errors, "told")}
            />
          ) : null}
          <Textarea
            name="reason"
            label={{ text: "Why?", classes: "govuk-label--s" }}
            hint={{ text: "We save this with your decision." }}
            value={form.get("reason") ?? ""}
            errorMessage={errorOf(errors, "reason")}
          />
          <Button text="Decide" />
        </Form>
      </>
    ),
  });
}

/** Says whom the council wants to act for somebody, and takes an objection. */
export function objectionPage(
  request: PageRequest,
  { body, version }: Versioned<Delegation>,
  names: DelegateNames,
  errors: readonly FieldError[] = [],
  status = errors.length > 0 ? 400 : 200,
): Page {
  const theirs = body.person === request.account.body.id;
  const title = theirs ? "The council wants someone to act for you" : "The council wants someone to act for this person";
  const base = request.account.body.id === body.person ? "/people/me" : `/people/${body.person}`;
  const open = mayObject(body, request.today) && body.objection === undefined;
  return signedInPage(request, {
    title,
    back: { href: theirs ? "/account/people" : `/people/${body.person}` },
    errors,
    status,
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        <p class="govuk-body">
          {councilWords(body.authority)} proposed this. {body.agreedBy === undefined ? "A second officer there must still agree." : "A second officer agreed."}
        </p>
        <SummaryList rows={factsOf(body, names)} />
        {body.objection ? <InsetText text={`Someone objected. ${objectionWords(body.objection, false)}`} /> : null}
        {open ? (
          <Form tokens={request.tokens} action={`${base}/delegations/${body.id}/objection`} version={version}>
            <p class="govuk-body">
              If this is not right, tell us before {longDate(body.from)}. Nothing will happen until another officer has reviewed it. You can also phone the
              council.
            </p>
            <Textarea name="reason" label={{ text: "Why is it not right? (optional)", classes: "govuk-label--s" }} errorMessage={errorOf(errors, "reason")} />
            <Button text="Object" classes="govuk-button--warning" />
          </Form>
        ) : (
          <p class="govuk-body">It is too late to object here. Phone the council if it is not right.</p>
        )}
      </>
    ),
  });
}

/** Asks a second administrator whether somebody is to have a role. */
export function confirmPage(request: PageRequest, { body, version }: Versioned<Appointment>, errors: readonly FieldError[] = []): Page {
  return signedInPage(request, {
    title: "Confirm this role?",
    back: { href: `/councils/${body.authority}/team` },
    errors,
    status: errors.length > 0 ? 422 : 200,
    children: (
      <>
        <h1 class="govuk-heading-l">Confirm this role?</h1>
        <SummaryList
          rows={[
            { key: { text: "Who" }, value: { text: body.email ?? "Deleted", classes: "trellis-break" } },
            { key: { text: "Role" }, value: { text: `${roleWords[body.role]}, ${councilWords(body.authority)}` } },
            { key: { text: "Given on" }, value: { text: dateWords(body.createdAt) } },
          ]}
        />
        <WarningText text="The role starts when they next sign in. Remove it if it is not right." />
        <Form tokens={request.tokens} action={`/appointments/${body.id}/confirm`} version={version}>
          <div class="govuk-button-group">
            <Button text="Confirm" attributes={{ id: "confirm" }} />
            <Button text="Remove it" href={`/appointments/${body.id}/end`} classes="govuk-button--secondary" />
          </div>
        </Form>
      </>
    ),
  });
}
