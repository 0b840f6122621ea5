import { renderToString } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import { FilterForm } from "../../functions/directory/pages/filters.tsx";
import type { SearchState } from "../../functions/directory/pages/search-url.ts";
import { FACETS, type Facet } from "../../shared/snapshot/tile.ts";

const NONE = { service: [], group: [], skill: [], when: [], language: [], kind: [], gender: [], status: ["accredited", "provisional"] };
const facetsOf = (counts: Partial<Record<Facet, Readonly<Record<string, number>>>>) => {
  const of = (facet: Facet) => new Map(Object.entries(counts[facet] ?? {}));
  const [service, group, skill, language, kind, gender, status, when] = FACETS.map(of);
  if (!service || !group || !skill || !language || !kind || !gender || !status || !when) throw new Error("Every facet has its counts");
  return { service, group, skill, language, kind, gender, status, when };
};
const COUNTS = facetsOf({
  service: { "personal-care": 4, meals: 2 },
  group: { dementia: 1 },
  skill: { hoisting: 3 },
  language: { en: 4, gu: 1 },
  kind: { "personal-assistant": 4 },
  gender: { female: 3 },
  status: { accredited: 4, provisional: 1 },
  when: { "mon-morning": 2, "any-morning": 2 },
});
const formOf = (filters: Partial<SearchState["filters"]> = {}, facets = COUNTS, total = 4): string =>
  renderToString(
    <FilterForm state={{ near: "Melton Mowbray", miles: 10, sort: "distance", filters: { ...NONE, ...filters } }} facets={facets} total={total} />,
  );
/** What stands in the form without unfolding a 'Show more'. */
const atHand = (html: string): string => html.replaceAll(/<details class="govuk-details"><summary[^>]*><span[^>]*>Show \d+ more.*?<\/details>/g, "");

describe("the filters", () => {
  it("say of each group whether all or any of what is ticked is meant", () => {
    const hints = [...formOf().matchAll(/class="govuk-hint">([^<]*)</g)].map(([, hint]) => hint);
    expect(hints).toEqual([
      "Only show people who do everything I tick",
      "Only show people who are free at all the times I tick",
      "Show people who match any of these",
      "Only show people with experience of everything I tick",
      "Only show people with all the skills I tick",
      "Show people who match any of these",
      "Show people who match any of these",
      "Show people who match any of these",
    ]);
  });
  it("fold away what would find no one, however many there are, and lose none of it", () => {
    const html = formOf();
    expect(atHand(html)).not.toContain(">(0)<");
    expect(atHand(html)).toContain('value="hoisting"');
    expect(atHand(html)).not.toContain('value="makaton"');
    for (const code of ["makaton", "garden", "autism", "agency", "male", "unaccredited", "sun-night", "weekdays-morning"])
      expect(html).toContain(`value="${code}"`);
    expect(html).toContain('Show 15 more<span class="govuk-visually-hidden">: skills</span>');
  });
  it("never fold away what is ticked, though it finds no one", () => {
    const filters = { service: ["garden"], skill: ["makaton"], when: ["sun-night"], language: ["bfi"], gender: ["male"] };
    for (const total of [4, 0]) {
      const html = atHand(formOf(filters, COUNTS, total));
      for (const code of Object.values(filters).flat()) expect(html, code).toMatch(new RegExp(`value="${code}"[^>]* checked`));
    }
  });
  it("give every box an id of its own", () => {
    const ids = [...formOf({ skill: ["makaton"] }).matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(ids.length).toBe(new Set(ids).size);
  });
});
