import type { Versioned } from "../../../shared/audit/context.ts";
import { longDate } from "../../../shared/domain/time.ts";
import type { PublicListing } from "../../../shared/listing/public-listing.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { SummaryList, WarningText } from "../../../shared/pages/govuk/text-parts.tsx";
import { countWords, milesWords } from "../../../shared/pages/listing-words.ts";
import { Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { type Alert, endsSoon } from "../rules/alert.ts";
import { DEFAULT_MILES, type SearchQuery } from "../search/search.contract.ts";
import { filtersOf } from "../search/search.ts";
import { filterWordsOf } from "./active-filters.tsx";
import { type SearchState, searchUrl } from "./search-url.ts";

const { months, most, mostKnown } = servicePolicy.alerts;

const TITLE = "Tell me when someone matches";
const LIST = "Searches we watch for you";

const DONE: Readonly<Record<string, string>> = {
  kept: "Saved. We will tell you when someone new matches.",
  renewed: "Saved. We will go on watching this search.",
  removed: "Removed. We will not tell you about this search.",
};

/** A search from a place, as its address has it. */
export const searchStateOf = (label: string, query: SearchQuery): SearchState => ({
  near: label,
  miles: query.miles ?? DEFAULT_MILES,
  filters: filtersOf(query),
  sort: "distance",
});

const whereWords = ({ near, miles }: Pick<SearchState, "near" | "miles">): string => `Within ${milesWords(miles)} of ${near}`;

function wantedRow(state: SearchState) {
  const words = filterWordsOf(state);
  return { key: { text: "What" }, value: { text: words.length === 0 ? "Anyone on the list" : words.map((word) => <div>{word}</div>) } };
}

/** Somebody a search can be kept for. */
export interface KeptFor {
  readonly person: string;
  /** Their name; undefined of whoever is signed in. */
  readonly name?: string;
}

export interface AlertQuestionProps {
  readonly state: SearchState;
  readonly search: string;
  /** The search they come from. */
  readonly backTo: string;
  readonly total: number;
  readonly people: readonly KeptFor[];
}

/** Asks whether a search is to be watched, and for whom. */
export function alertQuestionPage(request: PageRequest, { state, search, backTo, total, people }: AlertQuestionProps): Page {
  const { tokens } = request;
  return signedInPage(request, {
    title: TITLE,
    back: { href: backTo, text: "Back to your search" },
    menu: "/search",
    children: (
      <>
        <h1 class="govuk-heading-l">{TITLE}</h1>
        <SummaryList rows={[{ key: { text: "Where" }, value: { text: whereWords(state) } }, wantedRow(state)]} />
        <p class="govuk-body">{total === 0 ? "No one matches this search now." : `${countWords(total)} match${total === 1 ? "es" : ""} this search now.`}</p>
        <p class="govuk-body">
          When someone new matches, we will send a message, once a day at most. We do not keep your full postcode. We stop after {months} months, unless you
          choose to go on.
        </p>
        {people.map(({ person, name }, index) => (
          <Form tokens={{ ...tokens, once: `${tokens.once}-${index}` }} action={`/people/${person}/alerts`}>
            <input type="hidden" name="search" value={search} />
            <Button text={name === undefined ? "Tell me" : `Tell ${name}`} classes={name === undefined ? "" : "govuk-button--secondary"} />
          </Form>
        ))}
        <p class="govuk-body">
          <a class="govuk-link" href="/account/notices">
            Change how we contact you
          </a>
        </p>
      </>
    ),
  });
}

/** What is said where a search cannot be watched. */
export function alertRefusedPage(
  request: PageRequest,
  why: "full" | "too-many",
  { backTo, base, total }: { readonly backTo: string; readonly base: string; readonly total: number },
): Page {
  const title = why === "full" ? `We can watch up to ${most} searches` : "This search finds too many people";
  return signedInPage(request, {
    title,
    status: 422,
    back: { href: backTo, text: "Back to the search" },
    menu: "/search",
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        {why === "full" ? (
          <p class="govuk-body">
            We did not save this one.{" "}
            <a class="govuk-link" href={base}>
              Remove a search you no longer need
            </a>
            , then try again.
          </p>
        ) : (
          <p class="govuk-body">
            It finds {total.toLocaleString("en-GB")} people already. We can watch a search that finds {mostKnown} people or fewer. Go back, and add what matters
            most to you or search nearer.
          </p>
        )}
      </>
    ),
  });
}

/** An alert as its page shows it. */
export interface ShownAlert {
  readonly record: Versioned<Alert>;
  /** Its search; undefined where it can no longer be read. */
  readonly state: SearchState | undefined;
  /** Those they were told of last who are still on the list. */
  readonly fresh: readonly Pick<PublicListing, "id" | "displayName">[];
}

export interface AlertsPageProps {
  readonly base: string;
  /** Whose they are, where whoever looks acts for them. */
  readonly whose: string | undefined;
  readonly alerts: readonly ShownAlert[];
  /** Whether we can send them anything at all. */
  readonly reachable: boolean;
}

/** The searches that are watched for somebody. */
export function alertsPage(request: PageRequest, { base, whose, alerts, reachable }: AlertsPageProps): Page {
  return signedInPage(request, {
    title: whose === undefined ? LIST : `Searches we watch for ${whose}`,
    back: whose === undefined ? { href: "/account", text: "Your account" } : { href: base.replace(/\/alerts$/, ""), text: "Back" },
    done: DONE[request.query.get("done") ?? ""],
    children: (
      <>
        <h1 class="govuk-heading-l">
          {whose === undefined ? (
            LIST
          ) : (
            <>
              Searches we watch for <bdi>{whose}</bdi>
            </>
          )}
        </h1>
        {alerts.length > 0 && !reachable ? (
          <WarningText
            text={
              whose === undefined
                ? "We have no email address, phone number or address for you, so we cannot send you a message. Look here for new people."
                : "We cannot send them a message: we have no email address, phone number or address. Look here for new people."
            }
          />
        ) : null}
        {alerts.length === 0 ? <p class="govuk-body">We are not watching any searches.</p> : null}
        {alerts.map((alert) => (
          <OneAlert request={request} base={base} {...alert} />
        ))}
        <p class="govuk-body">To add one, search for support and select 'Tell me when someone matches'.</p>
        <Button text="Find support" href="/" classes="govuk-button--secondary" />
      </>
    ),
  });
}

function OneAlert({ request, base, record: { body, version }, state, fresh }: ShownAlert & { readonly request: PageRequest; readonly base: string }) {
  const { id, near, toldOn, until } = body;
  const where = state ? whereWords(state) : near.label;
  const tokens = (act: string) => ({ ...request.tokens, once: `${request.tokens.once}-${act}-${id}` });
  return (
    <section aria-labelledby={`alert-${id}`}>
      <h2 class="govuk-heading-m" id={`alert-${id}`}>
        {where}
      </h2>
      <SummaryList
        rows={[
          state ? wantedRow(state) : undefined,
          {
            key: { text: toldOn === undefined ? "New people" : `New on ${longDate(toldOn)}` },
            value: {
              text:
                fresh.length === 0
                  ? toldOn === undefined
                    ? "No one yet"
                    : "No longer on the list"
                  : fresh.map((listing) => (
                      <div>
                        <a class="govuk-link" href={`/listings/${listing.id}`}>
                          <bdi>{listing.displayName}</bdi>
                        </a>
                      </div>
                    )),
            },
          },
          { key: { text: "Until" }, value: { text: longDate(until) } },
        ]}
      />
      <div class="govuk-button-group">
        {state ? (
          <a class="govuk-link" href={searchUrl(state)}>
            See everyone who matches<span class="govuk-visually-hidden"> {where}</span>
          </a>
        ) : null}
        {endsSoon(body, request.today, servicePolicy.alerts) ? (
          <Form tokens={tokens("renew")} action={`${base}/${id}/renew`} version={version}>
            <Button text={`Keep for ${months} more months`} classes="govuk-button--secondary" />
          </Form>
        ) : null}
        <Form tokens={tokens("remove")} action={`${base}/${id}/remove`} version={version}>
          <button type="submit" class="trellis-link-button">
            Remove<span class="govuk-visually-hidden"> the search {where}</span>
          </button>
        </Form>
      </div>
    </section>
  );
}
