import type { ActsFor } from "../../../shared/access/roles.ts";
import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { type Channel, PLAIN_PREFERENCES } from "../../../shared/notices/preferences.ts";
import { Input, Radios } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { SummaryList, WarningText } from "../../../shared/pages/govuk/text-parts.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import type { Account, Worker } from "../../../shared/people/account.ts";
import type { Delegation } from "../rules/delegation.ts";
import { LanguageName } from "./notices.page.tsx";
import { channelWords, formatWords, kindWords, roleWords } from "./words.ts";

/** What the account page says once something was done, by what its address carries. */
const DONE: Readonly<Record<string, string>> = {
  details: "Your details are changed.",
  notices: "We will tell you things this way from now on.",
  begin: "Your account is ready.",
  accepted: "You can now act for this person.",
  declined: "You said no. The person who asked can see that.",
  ended: "That is ended.",
  erasure: "We have your request. The council answers within one month.",
};

/** What is said where messages by a channel do not arrive at the address we have. */
const FAILING: Readonly<Record<Channel, (account: Account) => string>> = {
  email: ({ email }) => `Our emails to ${email} do not reach you. Until that is put right we use another way where you gave us one.`,
  sms: ({ phone }) => `Our text messages to ${phone} do not reach you. Until that is put right we use another way where you gave us one.`,
  letter: () => "Our letters do not reach you. Until that is put right we use another way where you gave us one.",
};

export interface AccountPageProps {
  /** By which channels messages to them do not arrive. */
  readonly failing: readonly Channel[];
  readonly waiting: readonly Versioned<Delegation>[];
  readonly people: readonly (ActsFor & { readonly name: string | undefined })[];
  /** For whom they have just stopped acting. */
  readonly endedFor?: string | undefined;
}

/** My account: who I am to Trellis, and the ways on from here. */
export function accountPage(request: PageRequest, { failing, waiting, people, endedFor }: AccountPageProps): Page {
  const { displayName, email, phone, notices = PLAIN_PREFERENCES, grants, authority } = request.account.body;
  const change = (name: string) => ({
    items: [{ href: `/account/details#${name}`, text: "Change", visuallyHiddenText: name === "phone" ? "telephone number" : "name" }],
  });
  const roles = grants.map((grant) => `${roleWords[grant.role]}${grant.authority ? `, ${councilWords(grant.authority)}` : ""}`);
  return signedInPage(request, {
    title: "Your account",
    done: request.query.get("done") === "ended" && endedFor !== undefined ? `You no longer act for ${endedFor}.` : DONE[request.query.get("done") ?? ""],
    children: (
      <>
        <h1 class="govuk-heading-l">Your account</h1>
        {failing.map((channel) => (
          <WarningText
            text={
              <>
                {FAILING[channel](request.account.body)}{" "}
                <a class="govuk-link" href={channel === "sms" ? "/account/details#phone" : "/account/notices"}>
                  {channel === "sms" ? "Change your telephone number" : channel === "letter" ? "Change your address" : "Choose another way to be told"}
                </a>
              </>
            }
          />
        ))}
        {waiting.length > 0 ? (
          <>
            <h2 class="govuk-heading-m">Waiting for your answer</h2>
            <ul class="govuk-list">
              {waiting.map(({ body }) => (
                <li>
                  <a class="govuk-link" href={`/account/invitations/${body.id}`}>
                    Somebody asks you to act for them ({kindWords[body.kind].toLowerCase()})
                  </a>
                </li>
              ))}
            </ul>
          </>
        ) : null}
        <SummaryList
          rows={[
            { key: { text: "Name" }, value: { text: displayName ? <bdi>{displayName}</bdi> : "Not given" }, actions: change("displayName") },
            { key: { text: "E-mail address" }, value: { text: email ?? "Not known" } },
            { key: { text: "Telephone" }, value: { text: phone ?? "Not given" }, actions: change("phone") },
            {
              key: { text: "How we tell you things" },
              value: {
                text: (
                  <>
                    <div>{channelWords[notices.channel]}</div>
                    {notices.format === "standard" ? null : <div>{formatWords[notices.format]}</div>}
                    {notices.language === "en" ? null : (
                      <div>
                        <LanguageName language={notices.language} />
                      </div>
                    )}
                  </>
                ),
              },
              actions: { items: [{ href: "/account/notices", text: "Change", visuallyHiddenText: "how we tell you things" }] },
            },
            { key: { text: "Council" }, value: { text: councilWords(authority) } },
            {
              key: { text: "You are here as" },
              value: { text: roles.length > 0 ? roles.map((role) => <div>{role}</div>) : "Somebody who acts for others" },
              actions: { items: [{ href: "/welcome", text: "Change", visuallyHiddenText: "what you are here for" }] },
            },
          ]}
        />
        {people.length > 0 ? (
          <>
            <h2 class="govuk-heading-m">People you act for</h2>
            <ul class="govuk-list">
              {people.map(({ person, kind, name, until }) =>
                until !== undefined && until < request.today ? (
                  <li>{`${name ?? "Somebody without a name"}: that was over on ${longDate(until)}`}</li>
                ) : (
                  <li>
                    <a class="govuk-link" href={`/people/${person}`}>
                      {name ?? "Somebody without a name"}
                    </a>
                    , as their {kindWords[kind].toLowerCase()}
                  </li>
                ),
              )}
            </ul>
          </>
        ) : null}
        <h2 class="govuk-heading-m">What you can do here</h2>
        <ul class="govuk-list govuk-list--spaced">
          <li>
            <a class="govuk-link" href="/account/people">
              People who act for you
            </a>
          </li>
          {grants.some(({ role }) => role === "recipient") ? (
            <li>
              <a class="govuk-link" href="/people/me/support">
                People who support you
              </a>
            </li>
          ) : null}
          {grants.some(({ role }) => role === "provider") ? (
            <>
              <li>
                <a class="govuk-link" href="/applications">
                  Being on the list
                </a>
              </li>
              <li>
                <a class="govuk-link" href="/account/workers">
                  People who work for you
                </a>
              </li>
            </>
          ) : null}
          <li>
            <a class="govuk-link" href="/account/data">
              What we hold on you, and who has looked at it
            </a>
          </li>
          <li>
            <a class="govuk-link" href="/account/erase">
              Ask us to erase what we hold on you
            </a>
          </li>
        </ul>
        <h2 class="govuk-heading-m">Sign out everywhere</h2>
        <p class="govuk-body">Use this if you lost a phone, or forgot to sign out on somebody else's computer.</p>
        <Form tokens={request.tokens} action="/sign-out/everywhere">
          <Button text="Sign out on every phone and computer" classes="govuk-button--secondary" />
        </Form>
      </>
    ),
  });
}

export interface WelcomeProps {
  readonly beginning: string | null;
  /** Asked for where it is not known. */
  readonly name: string | undefined;
  readonly typed?: URLSearchParams;
  readonly errors?: readonly FieldError[];
}

/** Asks what somebody wants to do: the first question after signing in without a role. */
export function welcomePage(request: PageRequest, { beginning, name, typed, errors = [] }: WelcomeProps): Page {
  const has = (role: string) => beginning === role || request.account.body.grants.some((grant) => grant.role === role);
  return signedInPage(request, {
    title: "What do you want to do?",
    errors,
    children: (
      <Form tokens={request.tokens} action="/welcome">
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

export interface DetailsProps {
  readonly action: string;
  readonly back: string;
  readonly title: string;
  readonly version: number;
  readonly values: { readonly displayName?: string | undefined; readonly phone?: string | undefined };
  readonly errors?: readonly FieldError[];
  readonly changedMeanwhile?: boolean;
  /** Where something other than what was typed is wrong. */
  readonly status?: number;
}

/** Asks for a name and a telephone number: one's own, or those of a person one acts for. */
export function detailsPage(
  request: PageRequest,
  { action, back, title, version, values, errors = [], changedMeanwhile, status = errors.length > 0 ? 400 : 200 }: DetailsProps,
): Page {
  const error = changedMeanwhile
    ? [
        {
          field: "displayName",
          text: "Somebody changed these details while you were looking at them. Check what you typed, and send it again if it is still right.",
        },
      ]
    : [];
  return signedInPage(request, {
    title,
    back: { href: back },
    errors: [...error, ...errors],
    status: changedMeanwhile ? 412 : status,
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        <Form tokens={request.tokens} action={action} version={version}>
          <Input
            name="displayName"
            label={{ text: "Name" }}
            value={values.displayName}
            autocomplete="name"
            errorMessage={errorOf(errors, "displayName")}
            spellcheck={false}
          />
          <Input
            name="phone"
            label={{ text: "Telephone number (optional)" }}
            type="tel"
            value={values.phone}
            autocomplete="tel"
            classes="govuk-input--width-20"
            errorMessage={errorOf(errors, "phone")}
          />
          <Button text="Save" />
        </Form>
      </>
    ),
  });
}

/** The people who work for a provider. */
export function workersPage(request: PageRequest, workers: readonly Versioned<Worker>[], errors: readonly FieldError[] = [], typed = ""): Page {
  const present = workers.filter(({ body }) => body.endedAt === undefined);
  return signedInPage(request, {
    title: "People who work for you",
    back: { href: "/account", text: "Your account" },
    errors,
    done: { added: "They are added.", removed: "They are taken off." }[request.query.get("done") ?? ""],
    children: (
      <>
        <h1 class="govuk-heading-l">People who work for you</h1>
        <p class="govuk-body">Each person who gives support for you is checked by the council. Add everybody who does.</p>
        {present.length === 0 ? (
          <p class="govuk-body">You have not added anybody yet.</p>
        ) : (
          present.map(({ body }) => (
            <div class="trellis-row">
              <span class="govuk-body">
                <bdi>{body.displayName}</bdi>
              </span>
              <Form tokens={{ ...request.tokens, once: `${request.tokens.once}-${body.id}` }} action={`/account/workers/${body.id}/remove`}>
                <button type="submit" class="trellis-link-button">
                  Take off<span class="govuk-visually-hidden"> {body.displayName}</span>
                </button>
              </Form>
            </div>
          ))
        )}
        <h2 class="govuk-heading-m">Add somebody</h2>
        <Form tokens={request.tokens} action="/account/workers">
          <Input
            name="displayName"
            label={{ text: "Their name" }}
            value={typed}
            errorMessage={errorOf(errors, "displayName")}
            classes="govuk-input--width-20"
            spellcheck={false}
          />
          <Button text="Add" />
        </Form>
      </>
    ),
  });
}
