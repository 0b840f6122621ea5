import { wholeMiles } from "../../../shared/domain/geo.ts";
import { pounds } from "../../../shared/domain/money.ts";
import type { PublicListing } from "../../../shared/listing/public-listing.ts";
import { BackLink, Details, InsetText, Tag } from "../../../shared/pages/govuk/text-parts.tsx";
import { renderPage } from "../../../shared/pages/layout.tsx";
import { languageName, nameOf } from "../../../shared/taxonomy/taxonomy.ts";
import type { Advice } from "../search/advice.ts";
import type { SearchAnswer } from "../search/search.ts";
import { ActiveFilters, FilterForm } from "./filters.tsx";
import { OutsideNotice } from "./outside-notice.tsx";
import { type SearchState, searchQuery, searchUrl } from "./search-url.ts";
import { checkedWords, countWords, distanceWords, hoursWords, listWords, milesWords, timeWords } from "./words.ts";

/** The results of a search, with the filters beside them. */
export function resultsPage(answer: SearchAnswer, today: string): string {
  const state: SearchState = { near: answer.near.label, miles: answer.miles, filters: answer.filters, sort: answer.sort };
  const heading = `${answer.total === 0 ? "No one found" : countWords(answer.total)} near ${answer.near.label}`;
  return renderPage({
    title: heading,
    path: "/search",
    beforeContent: <BackLink href="/" text="Start a new search" />,
    children: (
      <>
        <div role="status">
          <h1 class="govuk-heading-l">{heading}</h1>
        </div>
        <OutsideNotice answer={answer} />
        <ActiveFilters state={state} />
        <div class="govuk-grid-row">
          <div class="govuk-grid-column-one-third">
            <Details classes="trellis-filter-panel" summary="Filter these results" text={<FilterForm state={state} facets={answer.facets} />} />
          </div>
          <div class="govuk-grid-column-two-thirds">
            {answer.total === 0 ? <NoResults answer={answer} state={state} /> : <Results answer={answer} state={state} today={today} />}
          </div>
        </div>
      </>
    ),
  });
}

function Results({ answer, state, today }: { readonly answer: SearchAnswer; readonly state: SearchState; readonly today: string }) {
  return (
    <>
      <p class="govuk-body">
        Everyone here can come to {answer.near.label}. {orderWords(answer.sort)} Distances are from the middle of their postcode area.
      </p>
      <ul class="trellis-cards">
        {answer.results.map(({ card, miles }) => {
          const listing: PublicListing = JSON.parse(card);
          return <Card listing={listing} miles={miles} query={searchQuery(state)} today={today} />;
        })}
      </ul>
      {answer.next ? (
        <nav class="govuk-pagination govuk-pagination--block" aria-label="Results pages">
          <div class="govuk-pagination__next">
            <a class="govuk-link govuk-pagination__link" href={searchUrl(state, answer.next)} rel="next">
              <span class="govuk-pagination__link-title">Next page of results</span>
            </a>
          </div>
        </nav>
      ) : (
        <p class="govuk-body">That is everyone who matches.</p>
      )}
      <InsetText text="You may choose anyone you like, on this list or not. Ask your council or direct payment support service if you would like help to choose." />
    </>
  );
}

function orderWords(sort: SearchAnswer["sort"]): string {
  switch (sort) {
    case "distance":
      return "The nearest are first; people equally near take turns to be first.";
    case "fit":
      return "Those near you with the most free time are first.";
    case "rate":
      return "The lowest prices are first.";
  }
}

interface CardProps {
  readonly listing: PublicListing;
  readonly miles: number;
  readonly query: string;
  readonly today: string;
}

function Card({ listing, miles, query, today }: CardProps) {
  const { id, displayName, kind, status, services, languages, ratePence, hoursFree, cqc } = listing;
  const others = languages.filter((code) => code !== "en").map(languageName);
  return (
    <li class="trellis-card">
      <h2 class="govuk-heading-m">
        <a class="govuk-link" href={`/listings/${encodeURIComponent(id)}?${query}`}>
          <bdi>{displayName}</bdi>
        </a>
      </h2>
      <p class="govuk-body">
        {nameOf("kind", kind)}, <strong>{distanceWords(miles)}</strong>
      </p>
      <p class="govuk-body">Helps with {listWords(services.map((code) => nameOf("service", code).toLowerCase()))}.</p>
      <ul class="trellis-facts">
        <li>{ratePence === undefined ? "Price not known" : `${pounds(ratePence)} an hour`}</li>
        <li>{hoursFree === undefined ? "Free hours not known" : hoursFree === 0 ? "No free hours just now" : `${hoursWords(hoursFree)} free a week`}</li>
        {others.length > 0 ? <li>Also speaks {listWords(others)}</li> : null}
        {cqc ? <li>Care Quality Commission rating: {cqc.rating ?? "not known"}</li> : null}
      </ul>
      <p class="govuk-body trellis-checked">
        <Tag text={nameOf("status", status)} classes={tagColour(status)} /> {checkedWords(listing, today)}
      </p>
    </li>
  );
}

/** Colours go with words: nothing is said by colour alone. */
export const tagColour = (status: string): string =>
  status === "accredited" ? "govuk-tag--green" : status === "provisional" ? "govuk-tag--blue" : "govuk-tag--grey";

function NoResults({ answer, state }: { readonly answer: SearchAnswer; readonly state: SearchState }) {
  const advice: Advice = answer.advice ?? { drop: [] };
  const { nearestMiles } = advice;
  return (
    <>
      <p class="govuk-body-l">No one who matches can come to {answer.near.label} at the moment.</p>
      {nearestMiles === undefined ? (
        <p class="govuk-body">There is nobody further away who has everything you asked for and can come to you.</p>
      ) : (
        <p class="govuk-body">
          The nearest person or provider with everything you asked for is about {milesWords(Math.max(1, wholeMiles(nearestMiles)))} away.
          {nearestMiles <= 50 ? (
            <>
              {" "}
              <a class="govuk-link" href={searchUrl({ ...state, miles: Math.max(1, Math.min(50, Math.ceil(nearestMiles))) })}>
                Search up to {milesWords(Math.max(1, Math.ceil(nearestMiles)))} away
              </a>
            </>
          ) : null}
        </p>
      )}
      {advice.drop.length > 0 ? (
        <>
          <h2 class="govuk-heading-m">Leave out one filter</h2>
          <ul class="govuk-list govuk-list--bullet">
            {advice.drop.map(({ parameter, value, total }) => (
              <li>
                <a class="govuk-link" href={searchUrl(withoutFilter(state, parameter, value))}>
                  Without ‘{filterWords(state, parameter, value)}’
                </a>
                : {countWords(total)}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <h2 class="govuk-heading-m">You can also</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>search further away, or leave out more than one filter</li>
        <li>ask your council or direct payment support service to help you look</li>
        <li>choose someone who is not on this list: you are free to</li>
      </ul>
    </>
  );
}

function withoutFilter(state: SearchState, parameter: Advice["drop"][number]["parameter"], value: string | undefined): SearchState {
  const { maxRate, hours, ...lists } = state.filters;
  const figures = {
    ...(maxRate === undefined || parameter === "maxRate" ? {} : { maxRate }),
    ...(hours === undefined || parameter === "hours" ? {} : { hours }),
  };
  if (parameter === "maxRate" || parameter === "hours") return { ...state, filters: { ...lists, ...figures } };
  const kept = value === undefined ? [] : lists[parameter].filter((other) => other !== value);
  return { ...state, filters: { ...lists, ...figures, [parameter]: kept } };
}

function filterWords({ filters }: SearchState, parameter: Advice["drop"][number]["parameter"], value: string | undefined): string {
  switch (parameter) {
    case "maxRate":
      return `up to ${pounds(filters.maxRate ?? 0)} an hour`;
    case "hours":
      return `at least ${hoursWords(filters.hours ?? 0)} free`;
    case "when":
      return timeWords(value ?? "");
    case "language":
      return listWords(filters.language.map(languageName));
    case "service":
    case "group":
      return nameOf(parameter, value ?? "");
    default:
      return listWords(filters[parameter].map((code) => nameOf(parameter, code)));
  }
}
