import type { PublicListing } from "../../../shared/listing/public-listing.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { BackLink, Details, InsetText, SkipLink } from "../../../shared/pages/govuk/text-parts.tsx";
import { renderPage } from "../../../shared/pages/layout.tsx";
import { countWords } from "../../../shared/pages/listing-words.ts";
import type { SavedOnPage } from "../../../shared/pages/save-person.tsx";
import { councilCodes, councilPolicy } from "../../../shared/policy/council.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import type { SearchAnswer } from "../search/search.ts";
import { ActiveFilters } from "./active-filters.tsx";
import { Card } from "./card.tsx";
import { usualChecks } from "./card-words.ts";
import { FilterForm } from "./filters.tsx";
import { NoResults } from "./no-results.tsx";
import { OutsideNotice } from "./outside-notice.tsx";
import { alertUrl, type SearchState, searchQuery, searchUrl } from "./search-url.ts";
import type { Town } from "./sketch.ts";
import { SketchMap } from "./sketch-map.tsx";
import { UsualChecksNote } from "./usual-checks.tsx";

/** The council that arranges care in a district; undefined where it is not known. */
const councilOf = (district: string | undefined): string | undefined =>
  district === undefined ? undefined : councilCodes.find((code) => councilPolicy(code).districts.includes(district));

/** The results of a search, with the filters beside them; with a sketch map where there are towns to find one's way by. */
export function resultsPage(answer: SearchAnswer, today: string, saved?: SavedOnPage, towns?: readonly Town[]): string {
  const map = towns !== undefined;
  const state: SearchState = { near: answer.near.label, miles: answer.miles, filters: answer.filters, sort: answer.sort, map };
  const heading = `${answer.total === 0 ? "No one found" : countWords(answer.total)} near ${answer.near.label}`;
  const pages = Math.max(answer.page, Math.ceil(answer.total / answer.limit));
  return renderPage({
    title: answer.page > 1 ? `${heading} (page ${answer.page} of ${pages})` : heading,
    path: "/search",
    saved,
    council: councilOf(answer.near.district),
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
              <Results answer={answer} state={state} pages={pages} today={today} towns={towns ?? []} />
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
  readonly towns: readonly Town[];
}

function Results({ answer, state, pages, today, towns }: ResultsProps) {
  const found = answer.results.map(({ card, miles }): { readonly listing: PublicListing; readonly miles: number } => ({ listing: JSON.parse(card), miles }));
  const listings = found.map(({ listing }) => listing);
  const usual = usualChecks(listings, today);
  return (
    <>
      <p class="govuk-body">
        Everyone here can come to {answer.near.label}. {orderWords(answer.sort)} Distances are from the middle of their postcode area.
      </p>
      <SketchMap answer={answer} state={state} towns={towns} />
      <UsualChecksNote listings={listings} usual={usual} />
      <ul class="trellis-cards">
        {found.map((one) => (
          <Card {...one} query={searchQuery(state)} today={today} usual={usual} />
        ))}
      </ul>
      {answer.total > servicePolicy.alerts.mostKnown ? null : (
        <Button text="Tell me when someone new matches" href={alertUrl(state)} classes="govuk-button--secondary" />
      )}
      {pages > 1 ? <Pages answer={answer} state={state} pages={pages} /> : <p class="govuk-body">That is everyone who matches.</p>}
      <InsetText text="You can choose anyone. They do not have to be on this list. Ask your council or direct payment support service if you would like help to choose." />
    </>
  );
}

function Pages({ answer: { page, next, previous }, state, pages }: Omit<ResultsProps, "today" | "towns">) {
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
      return "People near you with the most hours available are shown first.";
    case "rate":
      return "The lowest prices are first.";
  }
}
