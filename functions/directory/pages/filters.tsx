import { pounds } from "../../../shared/domain/money.ts";
import { SPAN_CODES, TIMES } from "../../../shared/listing/availability.ts";
import { Checkboxes, type ChoiceItem, Input, Select } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { Details } from "../../../shared/pages/govuk/text-parts.tsx";
import { milesWords, timeWords } from "../../../shared/pages/listing-words.ts";
import type { Facet } from "../../../shared/snapshot/tile.ts";
import { clientGroups, days, genders, kinds, languageName, parts, publicStatuses, services, skills, type Term } from "../../../shared/taxonomy/taxonomy.ts";
import type { SearchAnswer } from "../search/search.ts";
import { isDefaultStatus } from "./active-filters.tsx";
import type { SearchState } from "./search-url.ts";

const MILES = [2, 5, 10, 15, 20, 30, 50];
const RATES_PENCE = [1200, 1300, 1400, 1600, 1800, 2000, 2500];
const MOST_LANGUAGES = 30;
/** Languages that stand there without unfolding. */
const LANGUAGES_SHOWN = 6;

interface FilterProps {
  readonly state: SearchState;
  readonly facets: SearchAnswer["facets"];
  readonly total: number;
}

/** What each parameter of a search is called on its pages. */
export const LABELS = {
  near: "Postcode, town or village",
  miles: "Distance",
  maxRate: "Highest price an hour",
  service: "Help with",
  when: "Days and times",
  language: "Language",
  group: "Experience with",
  skill: "Skills",
  kind: "Type of provider",
  gender: "Gender",
  status: "Council checks",
  hours: "Hours available a week, at least",
  sort: "Sort by",
} as const;

/** The filter column: a plain form. Nothing happens until the button is pressed; where scripts run, the counts move before. */
export function FilterForm({ state, facets, total }: FilterProps) {
  const { near, miles, filters, sort } = state;
  const languages = [...new Set([...facets.language.keys(), ...filters.language])]
    .map((code) => ({ code, name: languageName(code) }))
    .sort((a, b) => (facets.language.get(b.code) ?? 0) - (facets.language.get(a.code) ?? 0) || a.name.localeCompare(b.name))
    .slice(0, MOST_LANGUAGES);
  const boxes = { facets, nobody: total === 0 };
  return (
    <form action="/search" method="get" class="trellis-filters" data-total={total}>
      {state.map ? <input type="hidden" name="map" value="yes" /> : null}
      <Input name="near" label={{ text: LABELS.near }} value={near} autocomplete="postal-code" spellcheck={false} />
      <Select
        name="miles"
        label={{ text: LABELS.miles }}
        value={String(miles)}
        items={withChosen(MILES, miles).map((value) => ({ value: String(value), text: `Up to ${milesWords(value)}` }))}
      />
      <Select
        name="maxRate"
        label={{ text: LABELS.maxRate }}
        value={filters.maxRate === undefined ? "" : String(filters.maxRate)}
        items={[{ value: "", text: "Any price" }, ...withChosen(RATES_PENCE, filters.maxRate).map((pence) => ({ value: String(pence), text: pounds(pence) }))]}
      />
      <FacetBoxes {...boxes} facet="service" terms={services} chosen={filters.service} several="Only show people who do everything I tick" open />
      <TimeBoxes {...boxes} chosen={filters.when} />
      <FacetBoxes {...boxes} facet="language" terms={languages} chosen={filters.language} several={ANY} open first={LANGUAGES_SHOWN} />
      <FacetBoxes {...boxes} facet="group" terms={clientGroups} chosen={filters.group} several="Only show people with experience of everything I tick" />
      <FacetBoxes {...boxes} facet="skill" terms={skills} chosen={filters.skill} several="Only show people with all the skills I tick" />
      <FacetBoxes {...boxes} facet="kind" terms={kinds} chosen={filters.kind} several={ANY} />
      <FacetBoxes {...boxes} facet="gender" terms={genders} chosen={filters.gender} several={ANY} />
      <FacetBoxes {...boxes} facet="status" terms={publicStatuses} chosen={filters.status} several={ANY} closed={isDefaultStatus(filters.status)} />
      <Details
        summary="Hours and sort order"
        open={filters.hours !== undefined || sort !== "distance"}
        text={
          <>
            <Input
              name="hours"
              label={{ text: LABELS.hours }}
              inputmode="numeric"
              classes="govuk-input--width-3"
              value={filters.hours === undefined ? "" : String(filters.hours)}
            />
            <Select
              name="sort"
              label={{ text: LABELS.sort }}
              value={sort}
              items={[
                { value: "distance", text: "Nearest" },
                { value: "fit", text: "Best fit" },
                { value: "rate", text: "Lowest price" },
              ]}
            />
          </>
        }
      />
      <div class="trellis-apply">
        <Button text="Show people" />
        <span class="govuk-visually-hidden" role="status" />
      </div>
    </form>
  );
}

const withChosen = (values: readonly number[], chosen: number | undefined): readonly number[] =>
  chosen === undefined || values.includes(chosen) ? values : [...values, chosen].sort((a, b) => a - b);

interface Boxes {
  readonly chosen: readonly string[];
  readonly facets: SearchAnswer["facets"];
  /** Nobody was found: what would add nobody is then left out, as it can only be of no use. */
  readonly nobody: boolean;
}

interface FacetBoxesProps extends Boxes {
  readonly facet: Facet;
  readonly terms: readonly Term[];
  readonly open?: boolean;
  readonly closed?: boolean;
  /** What ticking several of them asks for: all of these, or any. */
  readonly several: string;
  /** How many stand there without unfolding; all, where left out. */
  readonly first?: number;
}

function FacetBoxes({ facet, terms, chosen, facets, nobody, open, closed, several, first = terms.length }: FacetBoxesProps) {
  const legend = LABELS[facet];
  const useful = (code: string) => chosen.includes(code) || (facets[facet].get(code) ?? 0) > 0;
  const some = terms.filter(({ code }, index) => useful(code) && (index < first || chosen.includes(code)));
  const others = terms.filter((term) => !some.includes(term) && useful(term.code));
  if (some.length + others.length === 0) return null;
  const none = nobody ? [] : terms.filter(({ code }) => !useful(code));
  const item = ({ code, name }: Term) => counted(facet, code, name, facets);
  return (
    <Details
      summary={chosen.length > 0 && !closed ? `${legend} (${chosen.length} chosen)` : legend}
      open={open || (chosen.length > 0 && !closed)}
      text={
        <>
          <Checkboxes
            name={facet}
            classes="govuk-checkboxes--small"
            fieldset={{ legend: { text: legend, classes: "govuk-visually-hidden" } }}
            hint={{ text: several }}
            values={chosen}
            items={some.map(item)}
          />
          <Folded name={facet} legend={legend} items={[...others, ...none].map(item)} />
        </>
      }
    />
  );
}

const ANY = "Show people who match any of these";

/** A choice with how many it would leave; scripts find the figure by its facet and code. */
const counted = (facet: Facet, code: string, name: string, facets: SearchAnswer["facets"], before = ""): ChoiceItem => ({
  value: code,
  text: (
    <>
      {before === "" ? null : <span class="govuk-visually-hidden">{before} </span>}
      {name} <span data-count={`${facet}:${code}`}>({(facets[facet].get(code) ?? 0).toLocaleString("en-GB")})</span>
    </>
  ),
});

interface FoldedProps {
  readonly name: Facet;
  readonly legend: string;
  readonly items: readonly ChoiceItem[];
}

/** Choices that few want, or that would find no one, out of the way. None of them is ticked. */
const Folded = ({ name, legend, items }: FoldedProps) =>
  items.length === 0 ? null : (
    <Details
      summary={
        <>
          Show {items.length} more<span class="govuk-visually-hidden">: {legend.toLowerCase()}</span>
        </>
      }
      text={
        <Checkboxes
          name={name}
          idPrefix={`${name}-more`}
          classes="govuk-checkboxes--small"
          fieldset={{ legend: { text: `${legend}: more`, classes: "govuk-visually-hidden" } }}
          items={items}
        />
      }
    />
  );

function TimeBoxes({ chosen, facets, nobody }: Boxes) {
  const useful = (code: string) => chosen.includes(code) || (facets.when.get(code) ?? 0) > 0;
  const spans = SPAN_CODES.filter(useful);
  const byDay = days.map((day) => ({ day, times: parts.map((part) => ({ part, code: `${day.code}-${part.code}` })).filter(({ code }) => useful(code)) }));
  const single = byDay.filter(({ times }) => times.length > 0);
  if (spans.length + single.length === 0) return null;
  const none = nobody ? [] : [...SPAN_CODES, ...TIMES].filter((code) => !useful(code));
  return (
    <Details
      summary={chosen.length > 0 ? `${LABELS.when} (${chosen.length} chosen)` : LABELS.when}
      open
      text={
        <>
          <Checkboxes
            name="when"
            classes="govuk-checkboxes--small"
            fieldset={{ legend: { text: LABELS.when, classes: "govuk-visually-hidden" } }}
            hint={{ text: "Only show people who are free at all the times I tick" }}
            values={chosen}
            items={spans.map((code) => counted("when", code, timeWords(code), facets))}
          />
          {single.length > 0 ? (
            <Details
              summary="Choose days"
              open={chosen.some((code) => !SPAN_CODES.includes(code))}
              text={single.map(({ day, times }) => (
                <Checkboxes
                  name="when"
                  idPrefix={`when-${day.code}`}
                  classes="govuk-checkboxes--small trellis-times"
                  fieldset={{ legend: { text: day.name, classes: "govuk-fieldset__legend--s" } }}
                  values={chosen}
                  items={times.map(({ part, code }) => counted("when", code, part.name, facets, day.name))}
                />
              ))}
            />
          ) : null}
          <Folded name="when" legend={LABELS.when} items={none.map((code) => counted("when", code, timeWords(code), facets))} />
        </>
      }
    />
  );
}
