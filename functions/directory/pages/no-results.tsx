import { wholeMiles } from "../../../shared/domain/geo.ts";
import { pounds } from "../../../shared/domain/money.ts";
import type { PublicListing } from "../../../shared/listing/public-listing.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { countWords, hoursWords, listWords, milesWords, timeWords } from "../../../shared/pages/listing-words.ts";
import { languageName, nameOf } from "../../../shared/taxonomy/taxonomy.ts";
import type { Advice } from "../search/advice.ts";
import { agencyFilters, type NearMiss, without } from "../search/near-misses.ts";
import type { SearchAnswer } from "../search/search.ts";
import { Card } from "./card.tsx";
import { usualChecks } from "./card-words.ts";
import { alertUrl, type SearchState, searchQuery, searchUrl } from "./search-url.ts";
import { UsualChecksNote } from "./usual-checks.tsx";

/** What can be done where nobody has everything: who has nearly all of it, further away, agencies, fewer filters. */
export function NoResults({ answer, state, today }: { readonly answer: SearchAnswer; readonly state: SearchState; readonly today: string }) {
  const { drop, nearestMiles }: Advice = answer.advice ?? { drop: [] };
  const { people, agencies } = answer.nearMisses ?? { people: [], agencies: 0 };
  const near = people.map(({ card, ...one }): { readonly listing: PublicListing } & Omit<NearMiss, "card"> => ({ ...one, listing: JSON.parse(card) }));
  const listings = near.map(({ listing }) => listing);
  const usual = usualChecks(listings, today);
  const away = nearestMiles === undefined ? undefined : Math.max(1, Math.ceil(nearestMiles));
  return (
    <>
      <p class="govuk-body-l">No one matches your search near {answer.near.label}.</p>
      {nearestMiles === undefined || away === undefined ? (
        <p class="govuk-body">We also looked further away and found no one.</p>
      ) : (
        <p class="govuk-body">
          The nearest person or provider with everything you need is about {milesWords(Math.max(1, wholeMiles(nearestMiles)))} away.
          {away <= 50 && away > answer.miles ? (
            <>
              {" "}
              <a class="govuk-link" href={searchUrl({ ...state, miles: away })}>
                Search up to {milesWords(away)} away
              </a>
            </>
          ) : null}
        </p>
      )}
      <Button text="Tell me when someone matches" href={alertUrl(state)} classes="govuk-button--secondary" />
      {people.length > 0 ? (
        <>
          <h2 class="govuk-heading-m">These people nearly match</h2>
          <UsualChecksNote listings={listings} usual={usual} />
          <ul class="trellis-cards">
            {near.map(({ listing, miles, parameter, value }) => (
              <Card
                listing={listing}
                miles={miles}
                query={searchQuery(state)}
                today={today}
                usual={usual}
                lacks={filterWords(state, parameter, value)}
                level={3}
              />
            ))}
          </ul>
        </>
      ) : null}
      {drop.length > 0 ? (
        <>
          <h2 class="govuk-heading-m">Try removing a filter</h2>
          <ul class="govuk-list govuk-list--bullet">
            {drop.map(({ parameter, value, total }) => (
              <li>
                <a class="govuk-link" href={searchUrl({ ...state, filters: without(state.filters, parameter, value) })}>
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
        {agencies > 0 ? (
          <li>
            <a class="govuk-link" href={searchUrl({ ...state, filters: agencyFilters(state.filters) })}>
              view {agencies === 1 ? "1 agency" : `${agencies.toLocaleString("en-GB")} agencies`} near {answer.near.label}
            </a>
          </li>
        ) : null}
        <li>ask your council or direct payment support service to help you look</li>
        <li>choose someone who is not on this list</li>
      </ul>
    </>
  );
}

function filterWords({ filters }: SearchState, parameter: Advice["drop"][number]["parameter"], value: string | undefined): string {
  switch (parameter) {
    case "maxRate":
      return `up to ${pounds(filters.maxRate ?? 0)} an hour`;
    case "hours":
      return `at least ${hoursWords(filters.hours ?? 0)} available`;
    case "when":
      return timeWords(value ?? "");
    case "language":
      return `speaks ${listWords(filters.language.map(languageName))}`;
    case "service":
    case "group":
    case "skill":
      return nameOf(parameter, value ?? "");
    default:
      return listWords(filters[parameter].map((code) => nameOf(parameter, code)));
  }
}
