import type { DelegateKind } from "../../../shared/access/roles.ts";
import { SCOPES } from "../../../shared/access/roles.ts";
import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { longDate, type PlainDate } from "../../../shared/domain/time.ts";
import { Checkboxes, Input, Radios } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { DateInput, Textarea } from "../../../shared/pages/govuk/long-answers.tsx";
import { SummaryList, Tag, WarningText } from "../../../shared/pages/govuk/text-parts.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { councilWords, dateWords } from "../../../shared/pages/words.ts";
import { type Delegation, stateAfter, stateOn } from "../rules/delegation.ts";
import { kindWords, periodWords, scopeWords, stateColour, stateWords } from "./words.ts";

const DONE: Readonly<Record<string, string>> = {
  invited: "Ask them to sign in to Trellis with that e-mail address. They will see your request on their account page.",
  ended: "They can no longer act for you.",
};

const scopesOf = ({ scopes }: Delegation) => scopes.map((scope) => <div>{scopeWords[scope]}</div>);

/** Who acts for somebody, and who did. */
export function peoplePage(request: PageRequest, delegations: readonly Versioned<Delegation>[]): Page {
  const now = delegations.filter(({ body }) => stateAfter(body.state, "end"));
  const before = delegations.filter(({ body }) => !stateAfter(body.state, "end"));
  const may = request.account.body.grants.some(({ role }) => role === "recipient");
  return signedInPage(request, {
    title: "People who act for you",
    back: { href: "/account", text: "Your account" },
    done: DONE[request.query.get("done") ?? ""],
    children: (
      <>
        <h1 class="govuk-heading-l">People who act for you</h1>
        <p class="govuk-body">
          Somebody you trust can do things here for you, in their own name. You choose what they may do, and you can end it at any time. You can see all they
          do.
        </p>
        {now.length === 0 ? (
          <p class="govuk-body">Nobody acts for you at the moment.</p>
        ) : (
          now.map(({ body }) => <DelegationCard delegation={body} today={request.today} />)
        )}
        {may ? <Button text="Let somebody act for you" href="/account/people/new" /> : null}
        {before.length > 0 ? (
          <>
            <h2 class="govuk-heading-m">Before</h2>
            {before.map(({ body }) => (
              <DelegationCard delegation={body} today={request.today} />
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

const DelegationCard = ({ delegation, today }: { readonly delegation: Delegation; readonly today: PlainDate }) => (
  <div class="trellis-block">
    <h2 class="govuk-heading-s">
      {kindWords[delegation.kind]} <StandingTag delegation={delegation} today={today} />
    </h2>
    <SummaryList
      rows={[
        delegation.invitedAt ? { key: { text: "Invited at" }, value: { text: delegation.invitedAt } } : undefined,
        { key: { text: "They may" }, value: { text: scopesOf(delegation) } },
        { key: { text: "When" }, value: { text: delegation.endedAt ? `Until ${dateWords(delegation.endedAt)}` : periodWords(delegation) } },
      ]}
    />
    {stateAfter(delegation.state, "end") ? (
      <p class="govuk-body">
        <a class="govuk-link" href={`/delegations/${delegation.id}/end`}>
          End this<span class="govuk-visually-hidden">: {kindWords[delegation.kind].toLowerCase()}</span>
        </a>
      </p>
    ) : null}
  </div>
);

export interface NewDelegateProps {
  readonly action: string;
  readonly back: string;
  /** Chosen on the page where the person decides; fixed where the council does. */
  readonly kinds: readonly DelegateKind[];
  readonly withBasis: boolean;
  readonly form: URLSearchParams;
  readonly errors?: readonly FieldError[];
}

/** Asks who is to act for somebody, for what and how long. */
export function newDelegatePage(request: PageRequest, { action, back, kinds, withBasis, form, errors = [] }: NewDelegateProps): Page {
  const title = withBasis ? "Authorise somebody to act for this person" : "Let somebody act for you";
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
            An authorised person acts for somebody who lacks the capacity to decide about a direct payment. The council decides this under section 32 of the
            Care Act 2014.
          </p>
        ) : null}
        <Form tokens={request.tokens} action={action}>
          <Input
            name="email"
            label={{ text: "Their e-mail address" }}
            hint={{ text: "They sign in with it. Nobody else can accept." }}
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
                text: kind === "support-organisation" ? "An organisation that helps with direct payments" : "Somebody I choose, such as a relative or friend",
                checked: form.get("kind") === kind,
              }))}
            />
          ) : (
            <input type="hidden" name="kind" value={kind} />
          )}
          <Checkboxes
            name="scopes"
            fieldset={{ legend: { text: "What may they do?", classes: "govuk-fieldset__legend--s" } }}
            errorMessage={errorOf(errors, "scopes")}
            items={SCOPES.map((scope) => ({ value: scope, text: scopeWords[scope], checked: form.getAll("scopes").includes(scope) }))}
          />
          <DateInput
            id="until"
            namePrefix="until"
            fieldset={{ legend: { text: "Until when? (optional)", classes: "govuk-fieldset__legend--s" } }}
            hint={{ text: `The last day. For example, ${example(request.today)}. Leave it empty if you do not know.` }}
            errorMessage={errorOf(errors, "until")}
            values={{ day: form.get("until-day") ?? "", month: form.get("until-month") ?? "", year: form.get("until-year") ?? "" }}
          />
          {withBasis ? (
            <Textarea
              name="basis"
              label={{ text: "Why does the council decide this?", classes: "govuk-label--s" }}
              hint={{ text: "What was assessed, when and by whom. The person may ask to see it." }}
              value={form.get("basis") ?? ""}
              errorMessage={errorOf(errors, "basis")}
            />
          ) : null}
          <Button text={withBasis ? "Authorise" : "Ask them"} />
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
        <h1 class="govuk-heading-l">Will you act for {name}?</h1>
        <p class="govuk-body">
          {body.kind === "authorised-person"
            ? `${councilWords(body.authority)} asks you to act for ${name}, who cannot decide about a direct payment alone.`
            : `${name} asks you to act for them.`}{" "}
          You sign in as yourself. All you do for them is noted, and they can see it.
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
export function delegationPage(request: PageRequest, { body }: Versioned<Delegation>, forCouncil: boolean): Page {
  return signedInPage(request, {
    title: kindWords[body.kind],
    back: { href: forCouncil ? `/councils/${body.authority}/delegations` : "/account" },
    children: (
      <>
        <h1 class="govuk-heading-l">{kindWords[body.kind]}</h1>
        <SummaryList
          rows={[
            { key: { text: "State" }, value: { text: <StandingTag delegation={body} today={request.today} /> } },
            { key: { text: "May" }, value: { text: scopesOf(body) } },
            { key: { text: "When" }, value: { text: periodWords(body) } },
            body.endedAt ? { key: { text: "Ended on" }, value: { text: dateWords(body.endedAt) } } : undefined,
            forCouncil && body.basis ? { key: { text: "Why" }, value: { text: body.basis } } : undefined,
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
        {stateAfter(body.state, "end") ? <Button text="End this" href={`/delegations/${body.id}/end`} classes="govuk-button--warning" /> : null}
      </>
    ),
  });
}

/** Says what ending a delegation means, and asks. */
export function endDelegationPage(request: PageRequest, { body, version }: Versioned<Delegation>): Page {
  const title = body.state === "invited" ? "Take this invitation back?" : "End this?";
  return signedInPage(request, {
    title,
    back: { href: body.person === request.account.body.id ? "/account/people" : `/delegations/${body.id}` },
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        <WarningText text="From then on they cannot see or do anything for this person here." />
        <p class="govuk-body">
          {kindWords[body.kind]}
          {body.state === "active" ? `, since ${longDate(body.from)}` : ""}. What they did until now stays noted. To let them act again, they must be asked
          again.
        </p>
        <Form tokens={request.tokens} action={`/delegations/${body.id}/end`} version={version}>
          <Button text={body.state === "invited" ? "Take it back" : "End it"} classes="govuk-button--warning" />
        </Form>
      </>
    ),
  });
}
