import { TIMES } from "../../../shared/listing/availability.ts";
import { clientGroups, codesOf, genders, kinds, publicStatuses, services } from "../../../shared/taxonomy/taxonomy.ts";
import { SORTS } from "./criteria.ts";
import { DEFAULT_LIMIT, DEFAULT_MILES, DEFAULT_STATUSES, type SearchQuery } from "./search.contract.ts";

interface ParameterWords {
  readonly description: string;
  readonly schema: object;
}

const codes = (values: readonly string[]) => ({ type: "string", enum: values });

/** The search parameters in words, for the API description. One that is missing does not compile. */
export const SEARCH_PARAMETERS: Readonly<Record<keyof SearchQuery, ParameterWords>> = {
  near: { description: "Where support is needed: a postcode, sector, outcode or place name.", schema: { type: "string", maxLength: 80 } },
  miles: { description: "How far away listings may be based.", schema: { type: "integer", minimum: 1, maximum: 50, default: DEFAULT_MILES } },
  service: { description: "Services offered, all of these.", schema: codes(codesOf(services)) },
  group: { description: "Client groups they have experience with, all of these.", schema: codes(codesOf(clientGroups)) },
  language: { description: "Languages spoken, any of these (ISO 639).", schema: { type: "string" } },
  kind: { description: "Kinds of provider, any of these.", schema: codes(codesOf(kinds)) },
  gender: { description: "Gender, any of these.", schema: codes(codesOf(genders)) },
  when: { description: "Times they are free, all of these.", schema: codes(TIMES) },
  maxRate: { description: "Highest price, in pence an hour.", schema: { type: "integer", minimum: 0, maximum: 100_000 } },
  hours: { description: "Free hours a week, at least.", schema: { type: "integer", minimum: 0, maximum: 168 } },
  status: { description: `Vetting status, any of these; ${DEFAULT_STATUSES.join(" and ")} when left out.`, schema: codes(codesOf(publicStatuses)) },
  sort: { description: "What to show first.", schema: { ...codes(SORTS), default: "distance" } },
  limit: { description: "Results a page.", schema: { type: "integer", minimum: 1, maximum: 50, default: DEFAULT_LIMIT } },
  cursor: { description: "The `next` of the page before.", schema: { type: "string" } },
};
