import { pounds } from "../../../shared/domain/money.ts";
import { hoursWords, timeWords } from "../../../shared/pages/listing-words.ts";
import { languageName, nameOf } from "../../../shared/taxonomy/taxonomy.ts";
import { DEFAULT_STATUSES } from "../search/search.contract.ts";
import { type SearchState, searchUrl } from "./search-url.ts";

/** Whether the council's checks are left as they are when nothing is chosen. */
export const isDefaultStatus = (status: readonly string[]): boolean => [...status].sort().join() === [...DEFAULT_STATUSES].sort().join();

interface ActiveFilter {
  readonly words: string;
  readonly without: SearchState;
}

function activeFilters(state: SearchState): readonly ActiveFilter[] {
  const { filters } = state;
  const listed = (name: "service" | "group" | "skill" | "when" | "language" | "kind" | "gender", wordsOf: (code: string) => string) =>
    filters[name].map((code) => ({
      words: wordsOf(code),
      without: { ...state, filters: { ...filters, [name]: filters[name].filter((other) => other !== code) } },
    }));
  const { maxRate, hours, ...plain } = filters;
  return [
    ...listed("service", (code) => nameOf("service", code)),
    ...listed("group", (code) => nameOf("group", code)),
    ...listed("skill", (code) => nameOf("skill", code)),
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
      : [{ words: `At least ${hoursWords(hours)} available`, without: { ...state, filters: { ...plain, ...(maxRate === undefined ? {} : { maxRate }) } } }]),
  ];
}

/** What is being filtered by, in words. */
export const filterWordsOf = (state: SearchState): readonly string[] => activeFilters(state).map(({ words }) => words);

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
          filters: { service: [], group: [], skill: [], when: [], language: [], kind: [], gender: [], status: DEFAULT_STATUSES },
        })}
      >
        Clear all filters
      </a>
    </section>
  );
}
