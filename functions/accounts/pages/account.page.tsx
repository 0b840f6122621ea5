import type { ActsFor } from "../../../shared/access/roles.ts";
import type { Versioned } from "../../../shared/audit/context.ts";
import { longDate } from "../../../shared/domain/time.ts";
import { type Channel, PLAIN_PREFERENCES } from "../../../shared/notices/preferences.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { SummaryList, WarningText } from "../../../shared/pages/govuk/text-parts.tsx";
import { Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { councilWords } from "../../../shared/pages/words.ts";
import type { Account } from "../../../shared/people/account.ts";
import type { Delegation } from "../rules/delegation.ts";
import { LanguageName } from "./notices.page.tsx";
import { channelWords, formatWords, kindWords, roleWords } from "./words.ts";

/** What the account page says once something was done, by what its address carries. */
const DONE: Readonly<Record<string, string>> = {
  details: "Your details are saved.",
  notices: "Saved. We will contact you this way from now on.",
  begin: "Your account is ready.",
  accepted: "You can now act for this person.",
  declined: "You said no. The person who asked can see that.",
  ended: "They no longer act for you.",
  erasure: "We have your request. The council will answer within one month.",
};

/** What is said where messages by a channel do not arrive at the address we have. */
const FAILING: Readonly<Record<Channel, (account: Account) => string>> = {
  email: ({ email }) => `We could not reach you by email at ${email}. Until this is fixed, we will contact you another way if we can.`,
  sms: ({ phone }) => `We could not reach you by text message at ${phone}. Until this is fixed, we will contact you another way if we can.`,
  letter: () => "We could not reach you by letter. Until this is fixed, we will contact you another way if we can.",
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
    items: [{ href: `/account/details#${name}`, text: "Change", visuallyHiddenText: name === "phone" ? "phone number" : "name" }],
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
                  {channel === "sms" ? "Change your phone number" : channel === "letter" ? "Change your address" : "Choose how we contact you"}
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
                    Someone has asked you to act for them ({kindWords[body.kind].toLowerCase()})
                  </a>
                </li>
              ))}
            </ul>
          </>
        ) : null}
        <SummaryList
          rows={[
            { key: { text: "Name" }, value: { text: displayName ? <bdi>{displayName}</bdi> : "Not given" }, actions: change("displayName") },
            { key: { text: "Email address" }, value: { text: email ?? "Not known" } },
            { key: { text: "Phone number" }, value: { text: phone ?? "Not given" }, actions: change("phone") },
            {
              key: { text: "How we contact you" },
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
              actions: { items: [{ href: "/account/notices", text: "Change", visuallyHiddenText: "how we contact you" }] },
            },
            { key: { text: "Council" }, value: { text: councilWords(authority) } },
            {
              key: { text: "Your role" },
              value: { text: roles.length > 0 ? roles.map((role) => <div>{role}</div>) : "I help someone else" },
              actions: { items: [{ href: "/welcome", text: "Change", visuallyHiddenText: "your role" }] },
            },
          ]}
        />
        {people.length > 0 ? (
          <>
            <h2 class="govuk-heading-m">People you act for</h2>
            <ul class="govuk-list">
              {people.map(({ person, kind, name, until }) =>
                until !== undefined && until < request.today ? (
                  <li>{`${name ?? "Someone (no name given)"}: that was over on ${longDate(until)}`}</li>
                ) : (
                  <li>
                    <a class="govuk-link" href={`/people/${person}`}>
                      {name ?? "Someone (no name given)"}
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
              People who help you use Trellis
            </a>
          </li>
          <li>
            <a class="govuk-link" href="/people/me/saved">
              Saved people
            </a>
          </li>
          <li>
            <a class="govuk-link" href="/people/me/alerts">
              Searches we watch for you
            </a>
          </li>
          {grants.some(({ role }) => role === "recipient") ? (
            <>
              <li>
                <a class="govuk-link" href="/people/me/support">
                  People who support you
                </a>
              </li>
              <li>
                <a class="govuk-link" href="/people/me/direct-payment">
                  Your direct payment
                </a>
              </li>
              <li>
                <a class="govuk-link" href="/people/me/balance">
                  Your balance
                </a>
              </li>
              <li>
                <a class="govuk-link" href="/people/me/balance/statements">
                  Statements of your account
                </a>
              </li>
              <li>
                <a class="govuk-link" href="/people/me/reviews">
                  Reviews of your support
                </a>
              </li>
              <li>
                <a class="govuk-link" href="/people/me/working-group">
                  Working group: help the council to plan
                </a>
              </li>
            </>
          ) : null}
          {grants.some(({ role }) => role === "recipient") ? (
            <li>
              <a class="govuk-link" href="/people/me/requests">
                Requests for support
              </a>
            </li>
          ) : null}
          {grants.some(({ role }) => role === "recipient") ? (
            <li>
              <a class="govuk-link" href="/people/me/pools">
                Share support with people near you
              </a>
            </li>
          ) : null}
          <li>
            <a class="govuk-link" href="/people/me/contacts">
              People you asked to contact you
            </a>
          </li>
          {grants.some(({ role }) => role === "provider") ? (
            <>
              <li>
                <a class="govuk-link" href="/received-contacts">
                  People who would like you to contact them
                </a>
              </li>
              <li>
                <a class="govuk-link" href="/applications">
                  Your listing
                </a>
              </li>
              <li>
                <a class="govuk-link" href="/people/me/clients">
                  People you support
                </a>
              </li>
              <li>
                <a class="govuk-link" href="/account/workers">
                  People who work for you
                </a>
              </li>
              <li>
                <a class="govuk-link" href="/people/me/requests-near-me">
                  Requests near you
                </a>
              </li>
            </>
          ) : null}
          <li>
            <a class="govuk-link" href="/account/data">
              Information we hold about you, and who has viewed it
            </a>
          </li>
          <li>
            <a class="govuk-link" href="/account/erase">
              Delete my account and data
            </a>
          </li>
        </ul>
        <h2 class="govuk-heading-m">Sign out on all devices</h2>
        <p class="govuk-body">Use this if you lost a phone, or left yourself signed in on someone else's computer.</p>
        <Form tokens={request.tokens} action="/sign-out/everywhere">
          <Button text="Sign out on all devices" classes="govuk-button--secondary" />
        </Form>
      </>
    ),
  });
}
