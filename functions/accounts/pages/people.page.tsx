import type { DelegateKind } from "../../../shared/access/roles.ts";
import { SCOPES } from "../../../shared/access/roles.ts";
import type { Versioned } from "../../../shared/audit/context.ts";
import type { AuditEntry } from "../../../shared/audit/entry.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { dayAndTime, longDate, millisOf, type PlainDate } from "../../../shared/domain/time.ts";
import { Checkboxes, Input, Radios } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { DateInput, Textarea } from "../../../shared/pages/govuk/long-answers.tsx";
import { SummaryList, Tag, WarningText } from "../../../shared/pages/govuk/text-parts.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { councilWords, dateWords } from "../../../shared/pages/words.ts";
import { type Delegation, mayObject, stateAfter, stateOn } from "../rules/delegation.ts";
import { actionWords, type DelegateNames, kindWords, objectionWords, periodWords, scopeWords, stateColour, stateWords, toldWords } from "./words.ts";

/** What was done, of the delegation the address names. */
function doneOf({ query }: PageRequest, names: DelegateNames): string | undefined {
  const name = names.get(query.get("which") ?? "") ?? "They";
  return {
    invited: "Ask them to sign in to Trellis with that email address. They will see your invitation on their account page.",
    ended: `${name} can no longer act for you.`,
    objected: "We have your objection. Nothing will happen until another officer has reviewed it.",
  }[query.get("done") ?? ""];
}

const scopesOf = ({ scopes }: Delegation) => scopes.map((scope) => <div>{scopeWords[scope]}</div>);

export interface PeoplePageProps {
  readonly delegations: readonly Versioned<Delegation>[];
  readonly names: DelegateNames;
  /** What each of them did last for this person, by their account. */
  readonly last: ReadonlyMap<string, AuditEntry>;
}

/** Who acts for somebody, and who did: who they are, since when, what they may do, and what they did last. */
export function peoplePage(request: PageRequest, { delegations, names, last }: PeoplePageProps): Page {
  const now = delegations.filter(({ body }) => stateAfter(body.state, "end"));
  const before = delegations.filter(({ body }) => !stateAfter(body.state, "end"));
  const may = request.account.body.grants.some(({ role }) => role === "recipient");
  return signedInPage(request, {
    title: "People who help you use Trellis",
    back: { href: "/account", text: "Your account" },
    done: doneOf(request, names),
    children: (
      <>
        <h1 class="govuk-heading-l">People who help you use Trellis</h1>
        <p class="govuk-body">
          Someone you trust can use Trellis for you, from their own account. You choose what they can do, and you can stop it at any time. You can see
          everything they do.
        </p>
        {now.length === 0 ? (
          <p class="govuk-body">No one acts for you at the moment.</p>
        ) : (
          now.map(({ body }) => <DelegationCard delegation={body} {...{ names, last }} today={request.today} />)
        )}
        {may ? <Button text="Let someone act for you" href="/account/people/new" /> : null}
        {before.length > 0 ? (
          <>
            <h2 class="govuk-heading-m">Before</h2>
            {before.map(({ body }) => (
              <DelegationCard delegation={body} {...{ names, last }} today={request.today} />
            ))}
          </>
        ) : null}
      </>
    ),
  });
}

const StandingTag = ({ delegation, today }: { readonly delegation: Delegation; readonly today: PlainDate }) => {
  const standing = stateOn(delegation, today);
  return <Tag text={stateWords[standing]} classes={stateColour(standing)} />;
};

interface CardProps extends Pick<PeoplePageProps, "names" | "last"> {
  readonly delegation: Delegation;
  readonly today: PlainDate;
}

const DelegationCard = ({ delegation, names, last, today }: CardProps) => (
  <div class="trellis-block">
    <h2 class="govuk-heading-s">
      <bdi>{nameIn(names, delegation)}</bdi> <StandingTag delegation={delegation} today={today} />
    </h2>
    <SummaryList
      rows={[
        { key: { text: "As your" }, value: { text: kindWords[delegation.kind].toLowerCase() } },
        delegation.invitedAt ? { key: { text: "Invited at" }, value: { text: delegation.invitedAt, classes: "trellis-break" } } : undefined,
        { key: { text: "They can" }, value: { text: scopesOf(delegation) } },
        { key: { text: "When" }, value: { text: whenOf(delegation) } },
        delegation.delegate === undefined ? undefined : { key: { text: "What they did last" }, value: { text: lastOf(last.get(delegation.delegate)) } },
      ]}
    />
    {mayObject(delegation, today) && delegation.objection === undefined ? (
      <p class="govuk-body">
        <a class="govuk-link" href={`/people/me/delegations/${delegation.id}/objection`}>
          Say that you do not want this<span class="govuk-visually-hidden">: {nameIn(names, delegation)}</span>
        </a>
      </p>
    ) : null}
    {stateAfter(delegation.state, "end") ? (
      <p class="govuk-body">
        <a class="govuk-link" href={`/delegations/${delegation.id}/end`}>
          End this<span class="govuk-visually-hidden">: {nameIn(names, delegation)}</span>
        </a>
      </p>
    ) : null}
  </div>
);

/** How whoever acts is called; every delegation that is shown has a name. */
const nameIn = (names: DelegateNames, { id, kind }: Delegation): string => names.get(id) ?? kindWords[kind];

const whenOf = (delegation: Delegation): string =>
  delegation.endedAt ? `From ${longDate(delegation.from)} until ${dateWords(delegation.endedAt)}` : periodWords(delegation);

const lastOf = (entry: AuditEntry | undefined): string => (entry === undefined ? "Nothing yet" : `${actionWords(entry)}, on ${dayAndTime(millisOf(entry.at))}`);

export interface NewDelegateProps {
  readonly action: string;
  readonly back: string;
  /** Chosen on the page where the person decides; fixed where the council does. */
  readonly kinds: readonly DelegateKind[];
  readonly withBasis: boolean;
  /** Whether the council must say why it does so over somebody who works here. */
  readonly specialReason?: boolean;
  readonly form: URLSearchParams;
  readonly errors?: readonly FieldError[];
}

/** Asks who is to act for somebody, for what and how long. */
export function newDelegatePage(request: PageRequest, { action, back, kinds, withBasis, specialReason = false, form, errors = [] }: NewDelegateProps): Page {
  const title = withBasis ? "Authorise someone to act for this person" : "Let someone act for you";
  const [kind = ""] = kinds;
  return signedInPage(request, {
    title,
    back: { href: back },
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        {withBasis ? (
          <p class="govuk-body">
            An authorised person acts for someone who lacks the capacity to decide about a direct payment. The council decides this under section 32 of the Care
            Act 2014. A second officer must agree. We contact the person, and anyone who acts for them, straight away. They can object.
          </p>
        ) : null}
        <Form tokens={request.tokens} action={action}>
          <Input
            name="email"
            label={{ text: "Their email address" }}
            hint={{ text: "They must use this address to sign in." }}
            type="email"
            autocomplete="off"
            value={form.get("email") ?? ""}
            errorMessage={errorOf(errors, "email")}
            spellcheck={false}
          />
          {kinds.length > 1 ? (
            <Radios
              name="kind"
              fieldset={{ legend: { text: "Who are they?", classes: "govuk-fieldset__legend--s" } }}
              errorMessage={errorOf(errors, "kind")}
              items={kinds.map((kind) => ({
                value: kind,
                text: kind === "support-organisation" ? "An organisation that helps with direct payments" : "Someone I choose, such as a relative or friend",
                checked: form.get("kind") === kind,
              }))}
            />
          ) : (
            <input type="hidden" name="kind" value={kind} />
          )}
          <Checkboxes
            name="scopes"
            fieldset={{ legend: { text: "What can they do?", classes: "govuk-fieldset__legend--s" } }}
            errorMessage={errorOf(errors, "scopes")}
            items={SCOPES.map((scope) => ({ value: scope, text: scopeWords[scope], checked: form.getAll("scopes").includes(scope) }))}
          />
          <DateInput
            id="until"
            namePrefix="until"
            fieldset={{ legend: { text: "When should this end? (optional)", classes: "govuk-fieldset__legend--s" } }}
            hint={{ text: `The last day. For example, ${example(request.today)}. Leave it empty if you do not know.` }}
            errorMessage={errorOf(errors, "until")}
            values={{ day: form.get("until-day") ?? "", month: form.get("until-month") ?? "", year: form.get("until-year") ?? "" }}
          />
          {withBasis && specialReason ? (
            <Textarea
              name="specialReason"
              label={{ text: "Why does someone else need to act for them?", classes: "govuk-label--s" }}
              hint={{ text: "This person works for a council or gives support. Explain why they cannot act for themselves." }}
              value={form.get("specialReason") ?? ""}
              errorMessage={errorOf(errors, "specialReason")}
            />
          ) : null}
          {withBasis ? (
            <Textarea
              name="basis"
              label={{ text: "Why does the council decide this?", classes: "govuk-label--s" }}
              hint={{ text: "Say what was assessed, when and who by. The person can ask to see it." }}
              value={form.get("basis") ?? ""}
              errorMessage={errorOf(errors, "basis")}
            />
          ) : null}
          <Button text={withBasis ? "Propose" : "Send invitation"} />
        </Form>
      </>
    ),
  });
}

const example = (today: string): string => {
  const [year = ""] = today.split("-");
  return `31 3 ${Number(year) + 1}`;
};

/** An invitation to act for somebody, and its two answers. */
export function invitationPage(request: PageRequest, { body }: Versioned<Delegation>, name: string, errors: readonly FieldError[] = []): Page {
  return signedInPage(request, {
    title: `Will you act for ${name}?`,
    back: { href: "/account", text: "Your account" },
    errors,
    status: errors.length > 0 ? 422 : 200,
    children: (
      <>
        <h1 class="govuk-heading-l">
          Will you act for <bdi>{name}</bdi>?
        </h1>
        <p class="govuk-body">
          {body.kind === "authorised-person"
            ? `${councilWords(body.authority)} asks you to act for ${name}, who cannot decide about a direct payment alone.`
            : `${name} asks you to act for them.`}{" "}
          You sign in to your account. They can see everything you do for them.
        </p>
        <SummaryList
          rows={[
            { key: { text: "You would be their" }, value: { text: kindWords[body.kind].toLowerCase() } },
            { key: { text: "You could" }, value: { text: scopesOf(body) } },
            { key: { text: "When" }, value: { text: periodWords(body) } },
          ]}
        />
        <Form tokens={request.tokens} action={`/account/invitations/${body.id}`}>
          <div class="govuk-button-group">
            <Button text="Yes, I will" name="answer" value="accept" attributes={{ id: "answer" }} />
            <Button text="No" name="answer" value="decline" classes="govuk-button--secondary" />
          </div>
        </Form>
      </>
    ),
  });
}

/** One delegation, for whoever it concerns. The council's reasons are for the council. */
export function delegationPage(request: PageRequest, { body }: Versioned<Delegation>, names: DelegateNames, forCouncil: boolean): Page {
  const name = nameIn(names, body);
  const waits = body.state === "proposed" || stateOn(body, request.today) === "stopped";
  return signedInPage(request, {
    title: name,
    back: { href: forCouncil ? `/councils/${body.authority}/delegations` : "/account" },
    done: {
      decided: "Your decision is saved.",
      ended: `${name} can no longer act for this person.`,
      objected: "The objection is saved. Nothing will happen until another officer has reviewed it.",
    }[request.query.get("done") ?? ""],
    children: (
      <>
        <h1 class="govuk-heading-l">
          <bdi>{name}</bdi>
        </h1>
        <SummaryList
          rows={[
            { key: { text: "Role" }, value: { text: kindWords[body.kind] } },
            { key: { text: "State" }, value: { text: <StandingTag delegation={body} today={request.today} /> } },
            { key: { text: "They can" }, value: { text: scopesOf(body) } },
            { key: { text: "When" }, value: { text: periodWords(body) } },
            body.endedAt ? { key: { text: "Ended on" }, value: { text: dateWords(body.endedAt) } } : undefined,
            forCouncil && body.basis ? { key: { text: "Why" }, value: { text: body.basis } } : undefined,
            forCouncil && body.specialReason ? { key: { text: "Why someone who works here needs this" }, value: { text: body.specialReason } } : undefined,
            forCouncil && body.kind === "authorised-person" ? { key: { text: "The person was contacted" }, value: { text: toldWords(body) } } : undefined,
            body.objection ? { key: { text: "Objection" }, value: { text: objectionWords(body.objection, forCouncil) } } : undefined,
            forCouncil
              ? {
                  key: { text: "Person" },
                  value: {
                    text: (
                      <a class="govuk-link" href={`/people/${body.person}`}>
                        {body.person.slice(0, 8)}
                      </a>
                    ),
                  },
                }
              : undefined,
          ]}
        />
        {forCouncil && mayObject(body, request.today) && body.objection === undefined ? (
          <p class="govuk-body">
            <a class="govuk-link" href={`/people/${body.person}/delegations/${body.id}/objection`}>
              Record an objection
            </a>
          </p>
        ) : null}
        <div class="govuk-button-group">
          {forCouncil && waits ? <Button text="Decide as a second officer" href={`/delegations/${body.id}/decision`} /> : null}
          {stateAfter(body.state, "end") ? <Button text="End this" href={`/delegations/${body.id}/end`} classes="govuk-button--warning" /> : null}
        </div>
      </>
    ),
  });
}

/** Says what ending a delegation means, and asks. */
export function endDelegationPage(request: PageRequest, { body, version }: Versioned<Delegation>, names: DelegateNames): Page {
  const name = nameIn(names, body);
  const title = body.state === "active" ? `Stop ${name} acting?` : `Take the invitation of ${name} back?`;
  return signedInPage(request, {
    title,
    back: { href: body.person === request.account.body.id ? "/account/people" : `/delegations/${body.id}` },
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        <WarningText text={`From then on ${name} cannot see or do anything for this person here.`} />
        <p class="govuk-body">
          <bdi>{name}</bdi>: {kindWords[body.kind].toLowerCase()}
          {body.state === "active" ? `, since ${longDate(body.from)}` : ""}. We keep a record of what they did. You can invite them again.
        </p>
        <Form tokens={request.tokens} action={`/delegations/${body.id}/end`} version={version}>
          <Button text={body.state === "active" ? `End it for ${name}` : "Cancel it"} classes="govuk-button--warning" />
        </Form>
      </>
    ),
  });
}
