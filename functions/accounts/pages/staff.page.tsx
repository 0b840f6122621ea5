import { isStaffRole, type StaffRole } from "../../../shared/access/roles.ts";
import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { Input } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { SummaryList, Tag } from "../../../shared/pages/govuk/text-parts.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords, dateWords } from "../../../shared/pages/words.ts";
import { type Account, displayNameOf, signsIn } from "../../../shared/people/account.ts";
import type { ListPage } from "../../../shared/records/entity.ts";
import { type Delegation, stateOn } from "../rules/delegation.ts";
import { type DelegateNames, kindWords, periodWords, roleWords, stateColour, stateWords } from "./words.ts";

/** What each role does here, and where it begins. */
const WORK: Readonly<Record<StaffRole, readonly { readonly text: string; readonly href: (council: string) => string }[]>> = {
  "vetting-officer": [
    { text: "Applications to check", href: (council) => `/councils/${council}/vetting` },
    { text: "My cases", href: (council) => `/councils/${council}/vetting?view=mine` },
    { text: "What the council checks", href: (council) => `/councils/${council}/checklist` },
    { text: "See the council's policy", href: (council) => `/councils/${council}/policy` },
  ],
  "finance-officer": [
    { text: "Questions about balances", href: (council) => `/councils/${council}/balance-cases` },
    { text: "Daily checks of balances", href: (council) => `/councils/${council}/balance-runs` },
    { text: "Find someone's direct payment", href: (council) => `/councils/${council}/recipients` },
    { text: "See the council's policy", href: (council) => `/councils/${council}/policy` },
  ],
  "review-officer": [
    { text: "Worries about someone's safety", href: (council) => `/councils/${council}/safety-reports` },
    { text: "Reviews to hold", href: (council) => `/councils/${council}/reviews` },
    { text: "Feedback", href: (council) => `/councils/${council}/feedback` },
    { text: "You said, we did", href: (council) => `/councils/${council}/you-said` },
    { text: "Working group", href: (council) => `/councils/${council}/working-group` },
    { text: "People who act for others", href: (council) => `/councils/${council}/delegations` },
    { text: "Register a person others will act for", href: (council) => `/councils/${council}/people/new` },
    { text: "See who a provider supports", href: (council) => `/councils/${council}/concerns` },
    { text: "Questions about pay", href: (council) => `/councils/${council}/support-questions` },
    { text: "Find someone's direct payment", href: (council) => `/councils/${council}/recipients` },
    { text: "Support that could not be found", href: (council) => `/councils/${council}/unmet-needs` },
    { text: "Where support is short", href: (council) => `/councils/${council}/market` },
    { text: "What people say of their support", href: (council) => `/councils/${council}/feedback-figures` },
    { text: "How long it takes to set up support", href: (council) => `/councils/${council}/set-up-times` },
    { text: "Replies of providers to check", href: (council) => `/councils/${council}/provider-replies` },
    { text: "Requests and reported messages", href: (council) => `/councils/${council}/contacts` },
    { text: "See the council's policy", href: (council) => `/councils/${council}/policy` },
  ],
  commissioner: [
    { text: "How many reviews are late", href: (council) => `/councils/${council}/review-figures` },
    { text: "You said, we did", href: (council) => `/councils/${council}/you-said` },
    { text: "Support that could not be found", href: (council) => `/councils/${council}/unmet-needs` },
    { text: "Where support is short", href: (council) => `/councils/${council}/market` },
    { text: "What people say of their support", href: (council) => `/councils/${council}/feedback-figures` },
    { text: "How long it takes to set up support", href: (council) => `/councils/${council}/set-up-times` },
    { text: "See the council's policy", href: (council) => `/councils/${council}/policy` },
  ],
  administrator: [
    { text: "Feedback", href: (council) => `/councils/${council}/feedback` },
    { text: "You said, we did", href: (council) => `/councils/${council}/you-said` },
    { text: "Working group", href: (council) => `/councils/${council}/working-group` },
    { text: "Staff and their roles", href: (council) => `/councils/${council}/team` },
    { text: "Reviews to hold", href: (council) => `/councils/${council}/reviews` },
    { text: "People who act for others", href: (council) => `/councils/${council}/delegations` },
    { text: "See who a provider supports", href: (council) => `/councils/${council}/concerns` },
    { text: "Questions about pay", href: (council) => `/councils/${council}/support-questions` },
    { text: "Find someone's direct payment", href: (council) => `/councils/${council}/recipients` },
    { text: "Support that could not be found", href: (council) => `/councils/${council}/unmet-needs` },
    { text: "Where support is short", href: (council) => `/councils/${council}/market` },
    { text: "What people say of their support", href: (council) => `/councils/${council}/feedback-figures` },
    { text: "How long it takes to set up support", href: (council) => `/councils/${council}/set-up-times` },
    { text: "Replies of providers to check", href: (council) => `/councils/${council}/provider-replies` },
    { text: "Requests and reported messages", href: (council) => `/councils/${council}/contacts` },
    { text: "Requests to delete data", href: (council) => `/councils/${council}/erasures` },
    { text: "What the council checks", href: (council) => `/councils/${council}/checklist` },
    { text: "The council's policy", href: (council) => `/councils/${council}/policy` },
  ],
};

/** Where staff begin: their work for the council they came through, role by role. */
export function staffPage(request: PageRequest, council: string | undefined): Page {
  const grants = request.account.body.grants.flatMap(({ role, authority }) =>
    isStaffRole(role) && authority && authority === council ? [{ role, authority }] : [],
  );
  return signedInPage(request, {
    title: "Staff home",
    children: (
      <>
        <h1 class="govuk-heading-l">Staff home</h1>
        {grants.map(({ role, authority }) => (
          <section aria-labelledby={`${authority}-${role}`}>
            <h2 class="govuk-heading-m" id={`${authority}-${role}`}>
              {roleWords[role]}, {councilWords(authority)}
            </h2>
            <ul class="govuk-list govuk-list--spaced">
              {WORK[role].map(({ text, href }) => (
                <li>
                  <a class="govuk-link" href={href(authority)}>
                    {text}
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </>
    ),
  });
}

export const MoreLink = ({ path, next }: { readonly path: string; readonly next: string | undefined }) =>
  next === undefined ? null : (
    <p class="govuk-body">
      <a class="govuk-link" href={`${path}?${new URLSearchParams({ after: next })}`}>
        Show more
      </a>
    </p>
  );

/** Who acts for whom in a council. */
export function councilDelegationsPage(request: PageRequest, council: string, { records, next }: ListPage<Delegation>): Page {
  return signedInPage(request, {
    title: "People who act for others",
    back: { href: "/staff", text: "Staff home" },
    wide: true,
    children: (
      <>
        <h1 class="govuk-heading-l">People who act for others in {councilWords(council)}</h1>
        <p class="govuk-body">
          To authorise someone for a person who lacks capacity, open that person's page.{" "}
          <a class="govuk-link" href={`/councils/${council}/people/new`}>
            Register a person who does not sign in
          </a>
        </p>
        {records.length === 0 ? (
          <p class="govuk-body">No one acts for anyone here yet.</p>
        ) : (
          <StackingTable
            caption="Delegations"
            captionClasses="govuk-visually-hidden"
            head={[{ text: "Person" }, { text: "Who acts" }, { text: "State" }, { text: "When" }]}
            rows={records.map(({ body }) => ({
              cells: [
                {
                  text: (
                    <a class="govuk-link" href={`/people/${body.person}`}>
                      {reference(body.person)}
                    </a>
                  ),
                },
                {
                  text: (
                    <a class="govuk-link" href={`/delegations/${body.id}`}>
                      {kindWords[body.kind]}
                      {body.delegate === undefined ? "" : ` ${reference(body.delegate)}`}
                    </a>
                  ),
                },
                { text: <Tag text={stateWords[stateOn(body, request.today)]} classes={stateColour(stateOn(body, request.today))} /> },
                { text: body.endedAt ? `Until ${dateWords(body.endedAt)}` : periodWords(body) },
              ],
            }))}
          />
        )}
        <MoreLink path={`/councils/${council}/delegations`} next={next} />
      </>
    ),
  });
}

/** A short form of a reference, for lists: names are shown where they are asked for, and the look is noted. */
export const reference = (id: string): string => (id.length > 20 ? `${id.slice(0, 8)}…` : id);

/** Asks whom to register. */
export function newPersonPage(request: PageRequest, council: string, form: URLSearchParams, errors: readonly FieldError[] = []): Page {
  return signedInPage(request, {
    title: "Register a person others will act for",
    back: { href: "/staff", text: "Staff home" },
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">Register a person others will act for</h1>
        <p class="govuk-body">For someone who lacks the capacity to manage a direct payment, and will not sign in. Next you add who acts for them.</p>
        <Form tokens={request.tokens} action={`/councils/${council}/people/new`}>
          <Input
            name="displayName"
            label={{ text: "Their name" }}
            value={form.get("displayName") ?? ""}
            autocomplete="off"
            errorMessage={errorOf(errors, "displayName")}
            spellcheck={false}
          />
          <Button text="Register" />
        </Form>
      </>
    ),
  });
}

export interface PersonPageProps {
  readonly person: Versioned<Account>;
  readonly as: string;
  /** Whether whoever asks looks after their money. */
  readonly money: boolean;
  /** Whether whoever asks acts for them in reviews. */
  readonly reviews: boolean;
  /** Absent where whoever asks may not see them. */
  readonly delegations: readonly Versioned<Delegation>[] | undefined;
  readonly names: DelegateNames;
}

/** A person, for somebody who acts for them or looks after them for the council. */
export function personPage(request: PageRequest, { person: { body }, as, money, reviews, delegations, names }: PersonPageProps): Page {
  const base = `/people/${body.id}`;
  const councils = isStaffRole(as);
  const role: string = Object.entries<string>({ ...roleWords, ...kindWords }).find(([name]) => name === as)?.[1] ?? "You";
  return signedInPage(request, {
    title: displayNameOf(body),
    back: councils ? { href: `/councils/${body.authority}/delegations` } : { href: "/account", text: "Your account" },
    done: {
      details: "The details are saved.",
      registered: "Registered. Now add who acts for them.",
      authorised: "A second officer must agree. We have contacted the person, and anyone who acts for them. They can object.",
      objected: "The objection is saved. Nothing will happen until another officer has reviewed it.",
      "sessions-ended": "They are signed out on all devices. Anyone using their phone or computer must sign in again.",
    }[request.query.get("done") ?? ""],
    children: (
      <>
        <span class="govuk-caption-l">You are viewing this as: {role.toLowerCase()}</span>
        <h1 class="govuk-heading-l">
          <bdi>{displayNameOf(body)}</bdi>
        </h1>
        <SummaryList
          rows={[
            { key: { text: "Reference" }, value: { text: body.id, classes: "trellis-break" } },
            { key: { text: "Email address" }, value: { text: body.email ?? "Not known" } },
            { key: { text: "Phone number" }, value: { text: body.phone ?? "Not given" } },
            { key: { text: "Council" }, value: { text: councilWords(body.authority) } },
          ]}
        />
        <p class="govuk-body">This person can see that you viewed this page.</p>
        {as === "authorised-person" ? (
          <ul class="govuk-list govuk-list--spaced">
            {signsIn(body) ? null : (
              <li>
                <a class="govuk-link" href={`${base}/details`}>
                  Change their details
                </a>
              </li>
            )}
            <li>
              <a class="govuk-link" href={`${base}/data`}>
                Information we hold about them, and who has viewed it
              </a>
            </li>
          </ul>
        ) : null}
        {!councils && as !== "self" ? (
          <p class="govuk-body">
            <a class="govuk-link" href={`${base}/support`}>
              People who support them
            </a>
          </p>
        ) : null}
        {money ? (
          <p class="govuk-body">
            <a class="govuk-link" href={`${base}/direct-payment`}>
              Their direct payment
            </a>
          </p>
        ) : null}
        {reviews && !councils ? (
          <p class="govuk-body">
            <a class="govuk-link" href={`${base}/reviews`}>
              Reviews of their support
            </a>
          </p>
        ) : null}
        {money && !councils ? (
          <p class="govuk-body">
            <a class="govuk-link" href={`${base}/balance`}>
              Their balance
            </a>
          </p>
        ) : null}
        {!councils && as !== "self" ? (
          <p class="govuk-body">
            <a class="govuk-link" href={`${base}/requests`}>
              Their requests for support
            </a>
          </p>
        ) : null}
        {!councils && as !== "self" ? (
          <p class="govuk-body">
            <a class="govuk-link" href={`${base}/saved`}>
              People saved for them
            </a>
          </p>
        ) : null}
        {!councils && as !== "self" ? (
          <p class="govuk-body">
            <a class="govuk-link" href={`${base}/alerts`}>
              Searches we watch for them
            </a>
          </p>
        ) : null}
        {!councils && as !== "self" ? (
          <p class="govuk-body">
            <a class="govuk-link" href={`${base}/contacts`}>
              People asked to contact them
            </a>
          </p>
        ) : null}
        {councils ? <Button text="Authorise someone to act for them" href={`${base}/authorise`} classes="govuk-button--secondary" /> : null}
        {as === "administrator" ? (
          <>
            <h2 class="govuk-heading-m">Sign them out on all devices</h2>
            <p class="govuk-body">Use this if they lost a phone or computer, or someone else could be using their account.</p>
            <Form tokens={request.tokens} action={`${base}/sessions/end`}>
              <Button text="Sign them out on all devices" classes="govuk-button--secondary" />
            </Form>
          </>
        ) : null}
        {delegations && delegations.length > 0 ? (
          <>
            <h2 class="govuk-heading-m">Who acts for them</h2>
            <ul class="govuk-list">
              {delegations.map(({ body: one }) => (
                <li>
                  {councils || one.delegate === request.account.body.id ? (
                    <a class="govuk-link" href={`/delegations/${one.id}`}>
                      <bdi>{names.get(one.id)}</bdi>
                    </a>
                  ) : (
                    <bdi>{names.get(one.id)}</bdi>
                  )}
                  {`, ${kindWords[one.kind].toLowerCase()} `}
                  <Tag text={stateWords[stateOn(one, request.today)]} classes={stateColour(stateOn(one, request.today))} />
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </>
    ),
  });
}
