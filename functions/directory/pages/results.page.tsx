import type { PublicListing } from "../../../shared/listing/public-listing.ts";
import { BackLink, Details, InsetText, SkipLink } from "../../../shared/pages/govuk/text-parts.tsx";
import { renderPage } from "../../../shared/pages/layout.tsx";
import { countWords } from "../../../shared/pages/listing-words.ts";
import type { SavedOnPage } from "../../../shared/pages/save-person.tsx";
import type { SearchAnswer } from "../search/search.ts";
import { ActiveFilters } from "./active-filters.tsx";
import { Card } from "./card.tsx";
import { FilterForm } from "./filters.tsx";
import { NoResults } from "./no-results.tsx";
import { OutsideNotice } from "./outside-notice.tsx";
import { type SearchState, searchQuery, searchUrl } from "./search-url.ts";

/** The results of a search, with the filters beside them. */
export function resultsPage(answer: SearchAnswer, today: string, saved?: SavedOnPage): string {
  const state: SearchState = { near: answer.near.label, miles: answer.miles, filters: answer.filters, sort: answer.sort };
  const heading = `${answer.total === 0 ? "No one found" : countWords(answer.total)} near ${answer.near.label}`;
  const pages = Math.max(answer.page, Math.ceil(answer.total / answer.limit));
  return renderPage({
    title: answer.page > 1 ? `${heading} (page ${answer.page} of ${pages})` : heading,
    path: "/search",
    saved,
    beforeContent: <BackLink href="/" text="Start a new search" />,
    children: (
      <>
        <div role="status">
          <h1 class="govuk-heading-l">{heading}</h1>
        </div>
        <SkipLink href="#results" text="Skip to results" />
        <OutsideNotice answer={answer} />
        <ActiveFilters state={state} />
        <div class="govuk-grid-row">
          <div class="govuk-grid-column-one-third">
            <Details
              classes="trellis-filter-panel"
              summary="Filter these results"
              text={<FilterForm state={state} facets={answer.facets} total={answer.total} />}
            />
          </div>
          <div class="govuk-grid-column-two-thirds" id="results">
            {answer.total === 0 ? (
              <NoResults answer={answer} state={state} today={today} />
            ) : (
              <Results answer={answer} state={state} pages={pages} today={today} />
            )}
          </div>
        </div>
      </>
    ),
  });
}

interface ResultsProps {
  readonly answer: SearchAnswer;
  readonly state: SearchState;
  readonly pages: number;
  readonly today: string;
}

function Results({ answer, state, pages, today }: ResultsProps) {
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
      {pages > 1 ? <Pages answer={answer} state={state} pages={pages} /> : <p class="govuk-body">That is everyone who matches.</p>}
      <InsetText text="You can choose anyone. They do not have to be on this list. Ask your council or direct payment support service if you would like help to choose." />
    </>
  );
}

function Pages({ answer: { page, next, previous }, state, pages }: Omit<ResultsProps, "today">) {
  return (
    <nav class="govuk-pagination govuk-pagination--block" aria-label="Results pages">
      <p class="govuk-body">
        Page {page} of {pages}
      </p>
      {page > 1 ? (
        <div class="govuk-pagination__prev">
          <a class="govuk-link govuk-pagination__link" href={searchUrl(state, previous)} rel="prev">
            <span class="govuk-pagination__link-title">{page === 2 || previous ? "Previous page of results" : "First page of results"}</span>
          </a>
        </div>
      ) : null}
      {next ? (
        <div class="govuk-pagination__next">
          <a class="govuk-link govuk-pagination__link" href={searchUrl(state, next)} rel="next">
            <span class="govuk-pagination__link-title">Next page of results</span>
          </a>
        </div>
      ) : null}
    </nav>
  );
}

function orderWords(sort: SearchAnswer["sort"]): string {
  switch (sort) {
    case "distance":
      return "The nearest are first. If people are the same distance away, we change the order each week.";
    case "fit":
      return "People near you with the most free time are shown first.";
    case "rate":
      return "The lowest prices are first.";
  }
}
