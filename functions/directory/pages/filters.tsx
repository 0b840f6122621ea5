import { pounds } from "../../../shared/domain/money.ts";
import { Checkboxes, Input, Select } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { Details } from "../../../shared/pages/govuk/text-parts.tsx";
import { clientGroups, days, genders, kinds, languageName, nameOf, parts, publicStatuses, services, type Term } from "../../../shared/taxonomy/taxonomy.ts";
import { DEFAULT_STATUSES } from "../search/search.contract.ts";
import type { SearchAnswer } from "../search/search.ts";
import type { Facet } from "../snapshot/tile.ts";
import { type SearchState, searchUrl } from "./search-url.ts";
import { hoursWords, milesWords, timeWords } from "./words.ts";

const MILES = [2, 5, 10, 15, 20, 30, 50];
const RATES_PENCE = [1200, 1300, 1400, 1600, 1800, 2000, 2500];
const MOST_LANGUAGES_SHOWN = 30;

interface FilterProps {
  readonly state: SearchState;
  readonly facets: SearchAnswer["facets"];
}

/** The filter column: a plain form. Nothing happens until the button is pressed. */
export function FilterForm({ state, facets }: FilterProps) {
  const { near, miles, filters, sort } = state;
  const languages = [...new Set([...facets.language.keys(), ...filters.language])]
    .map((code) => ({ code, name: languageName(code) }))
    .sort((a, b) => (facets.language.get(b.code) ?? 0) - (facets.language.get(a.code) ?? 0) || a.name.localeCompare(b.name))
    .slice(0, MOST_LANGUAGES_SHOWN);
  return (
    <form action="/search" method="get" class="trellis-filters">
      <Input name="near" label={{ text: "Postcode, town or village" }} value={near} autocomplete="postal-code" spellcheck={false} />
      <Select
        name="miles"
        label={{ text: "How far away" }}
        value={String(miles)}
        items={withChosen(MILES, miles).map((value) => ({ value: String(value), text: `Up to ${milesWords(value)}` }))}
      />
      <Select
        name="sort"
        label={{ text: "Show first" }}
        value={sort}
        items={[
          { value: "distance", text: "Nearest" },
          { value: "fit", text: "Best fit" },
          { value: "rate", text: "Lowest price" },
        ]}
      />
      <FacetBoxes facet="service" legend="Help with" terms={services} chosen={filters.service} facets={facets} open />
      <FacetBoxes facet="group" legend="Experience with" terms={clientGroups} chosen={filters.group} facets={facets} />
      <TimeBoxes chosen={filters.when} facets={facets} />
      <FacetBoxes facet="language" legend="Language" terms={languages} chosen={filters.language} facets={facets} any />
      <Details
        summary="Price and hours"
        open={filters.maxRate !== undefined || filters.hours !== undefined}
        text={
          <>
            <Select
              name="maxRate"
              label={{ text: "Highest price an hour" }}
              value={filters.maxRate === undefined ? "" : String(filters.maxRate)}
              items={[
                { value: "", text: "Any price" },
                ...withChosen(RATES_PENCE, filters.maxRate).map((pence) => ({ value: String(pence), text: pounds(pence) })),
              ]}
            />
            <Input
              name="hours"
              label={{ text: "Free hours a week, at least" }}
              inputmode="numeric"
              classes="govuk-input--width-3"
              value={filters.hours === undefined ? "" : String(filters.hours)}
            />
          </>
        }
      />
      <FacetBoxes facet="kind" legend="Who they are" terms={kinds} chosen={filters.kind} facets={facets} any />
      <FacetBoxes facet="gender" legend="Woman or man" terms={genders} chosen={filters.gender} facets={facets} any />
      <FacetBoxes
        facet="status"
        legend="Checked or not"
        terms={publicStatuses}
        chosen={filters.status}
        facets={facets}
        any
        closed={isDefaultStatus(filters.status)}
      />
      <Button text="Apply filters" />
    </form>
  );
}

const isDefaultStatus = (status: readonly string[]): boolean => [...status].sort().join() === [...DEFAULT_STATUSES].sort().join();

const withChosen = (values: readonly number[], chosen: number | undefined): readonly number[] =>
  chosen === undefined || values.includes(chosen) ? values : [...values, chosen].sort((a, b) => a - b);

interface FacetBoxesProps {
  readonly facet: Facet;
  readonly legend: string;
  readonly terms: readonly Term[];
  readonly chosen: readonly string[];
  readonly facets: SearchAnswer["facets"];
  readonly open?: boolean;
  readonly closed?: boolean;
  /** Any of the answers will do, rather than all of them. */
  readonly any?: boolean;
}

function FacetBoxes({ facet, legend, terms, chosen, facets, open, closed, any }: FacetBoxesProps) {
  const counts = facets[facet];
  return (
    <Details
      summary={chosen.length > 0 && !closed ? `${legend} (${chosen.length} chosen)` : legend}
      open={open || (chosen.length > 0 && !closed)}
      text={
        <Checkboxes
          name={facet}
          classes="govuk-checkboxes--small"
          fieldset={{ legend: { text: legend, classes: "govuk-visually-hidden" } }}
          {...(terms.length > 1 ? { hint: { text: any ? "Any of these will do" : "They must offer all that you tick" } } : {})}
          values={chosen}
          items={terms.map(({ code, name }) => ({ value: code, text: `${name} (${(counts.get(code) ?? 0).toLocaleString("en-GB")})` }))}
        />
      }
    />
  );
}

function TimeBoxes({ chosen, facets }: { readonly chosen: readonly string[]; readonly facets: SearchAnswer["facets"] }) {
  return (
    <Details
      summary={chosen.length > 0 ? `Days and times (${chosen.length} chosen)` : "Days and times"}
      open={chosen.length > 0}
      text={days.map((day) => (
        <Checkboxes
          name="when"
          idPrefix={`when-${day.code}`}
          classes="govuk-checkboxes--small trellis-times"
          fieldset={{ legend: { text: day.name, classes: "govuk-fieldset__legend--s" } }}
          values={chosen}
          items={parts.map((part) => {
            const time = `${day.code}-${part.code}`;
            return {
              value: time,
              text: (
                <>
                  <span class="govuk-visually-hidden">{day.name} </span>
                  {`${part.name} (${facets.when.get(time) ?? 0})`}
                </>
              ),
            };
          })}
        />
      ))}
    />
  );
}

interface ActiveFilter {
  readonly words: string;
  readonly without: SearchState;
}

function activeFilters(state: SearchState): readonly ActiveFilter[] {
  const { filters } = state;
  const listed = (name: "service" | "group" | "when" | "language" | "kind" | "gender", wordsOf: (code: string) => string) =>
    filters[name].map((code) => ({
      words: wordsOf(code),
      without: { ...state, filters: { ...filters, [name]: filters[name].filter((other) => other !== code) } },
    }));
  const { maxRate, hours, ...plain } = filters;
  return [
    ...listed("service", (code) => nameOf("service", code)),
    ...listed("group", (code) => nameOf("group", code)),
    ...listed("when", timeWords),
    ...listed("language", (code) => `Speaks ${languageName(code)}`),
    ...listed("kind", (code) => nameOf("kind", code)),
    ...listed("gender", (code) => nameOf("gender", code)),
    ...(isDefaultStatus(filters.status)
      ? []
      : [
          {
            words: filters.status.map((code) => nameOf("status", code)).join(" or "),
            without: { ...state, filters: { ...filters, status: DEFAULT_STATUSES } },
          },
        ]),
    ...(maxRate === undefined
      ? []
      : [{ words: `Up to ${pounds(maxRate)} an hour`, without: { ...state, filters: { ...plain, ...(hours === undefined ? {} : { hours }) } } }]),
    ...(hours === undefined
      ? []
      : [{ words: `At least ${hoursWords(hours)} free`, without: { ...state, filters: { ...plain, ...(maxRate === undefined ? {} : { maxRate }) } } }]),
  ];
}

/** What is being filtered by, each with a link that leaves it out. */
export function ActiveFilters({ state }: { readonly state: SearchState }) {
  const active = activeFilters(state);
  if (active.length === 0) return null;
  return (
    <section aria-label="Filters in use" class="trellis-active">
      <ul>
        {active.map(({ words, without }) => (
          <li>
            <a class="trellis-chip" href={searchUrl(without)}>
              <span class="govuk-visually-hidden">Remove filter: </span>
              {words} <span aria-hidden="true">×</span>
            </a>
          </li>
        ))}
      </ul>
      <a
        class="govuk-link"
        href={searchUrl({
          near: state.near,
          miles: state.miles,
          sort: state.sort,
          filters: { service: [], group: [], when: [], language: [], kind: [], gender: [], status: DEFAULT_STATUSES },
        })}
      >
        Clear all filters
      </a>
    </section>
  );
}
