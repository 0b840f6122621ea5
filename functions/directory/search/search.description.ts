import * as z from "zod/mini";
import { type ApiContract, PROBLEMS } from "../../../shared/http/contract.ts";
import { WHEN_CODES } from "../../../shared/listing/availability.ts";
import { publicFields } from "../../../shared/listing/public-fields.ts";
import { FACETS } from "../../../shared/snapshot/tile.ts";
import { clientGroups, codesOf, genders, kinds, publicStatuses, services, skills } from "../../../shared/taxonomy/taxonomy.ts";
import { SORTS } from "./criteria.ts";
import { DEFAULT_LIMIT, DEFAULT_MILES, DEFAULT_STATUSES, type SearchQuery } from "./search.contract.ts";

interface ParameterWords {
  readonly description: string;
  readonly schema: object;
}

const codes = (values: readonly string[]) => ({ type: "string", enum: values });

/** The search parameters in words, for the API description. One that is missing does not compile. */
export const SEARCH_PARAMETERS: Readonly<Record<keyof SearchQuery, ParameterWords>> = {
  near: {
    description:
      "Where support is needed: a postcode (alone or in an address), sector, outcode, or a name of a town, village, suburb or ward, with its county where several have it.",
    schema: { type: "string", maxLength: 80 },
  },
  miles: { description: "How far away listings may be based.", schema: { type: "integer", minimum: 1, maximum: 50, default: DEFAULT_MILES } },
  service: { description: "Services offered, all of these.", schema: codes(codesOf(services)) },
  group: { description: "Client groups they have experience with, all of these.", schema: codes(codesOf(clientGroups)) },
  skill: { description: "Skills they have, all of these.", schema: codes(codesOf(skills)) },
  language: { description: "Languages spoken, any of these (ISO 639).", schema: { type: "string" } },
  kind: { description: "Kinds of provider, any of these.", schema: codes(codesOf(kinds)) },
  gender: { description: "Gender, any of these.", schema: codes(codesOf(genders)) },
  when: {
    description: "Times they are free, all of these. `weekdays-morning` is every weekday morning, `any-morning` one or more mornings of the week.",
    schema: codes(WHEN_CODES),
  },
  maxRate: { description: "Highest price, in pence an hour.", schema: { type: "integer", minimum: 0, maximum: 100_000 } },
  hours: { description: "Hours available a week, at least.", schema: { type: "integer", minimum: 0, maximum: 168 } },
  status: { description: `Vetting status, any of these; ${DEFAULT_STATUSES.join(" and ")} when left out.`, schema: codes(codesOf(publicStatuses)) },
  sort: { description: "What to show first.", schema: { ...codes(SORTS), default: "distance" } },
  limit: { description: "Results a page.", schema: { type: "integer", minimum: 1, maximum: 50, default: DEFAULT_LIMIT } },
  cursor: { description: "The `next` of the page before.", schema: { type: "string" } },
};

const miles = z.number();

/** How many results each code would leave, by filter. */
const Facets = z.record(z.enum(FACETS), z.record(z.string(), z.number()));

const Advice = z.object({
  drop: z.array(z.object({ parameter: z.string(), value: z.optional(z.string()), total: z.number() })),
  nearest: z.optional(z.object({ miles })),
});

/**
 * What a search takes and answers. Not parsed as it is sent: the answer is put together from cards that are kept as text, so
 * that a page of results costs no parsing (docs/decisions/0017-api-contracts.md). Every search of the tests is held against
 * it instead.
 */
export const searchContract: ApiContract = {
  answers: {
    200: z.object({
      near: z.object({
        label: z.string(),
        resolution: z.enum(["postcode", "sector", "outcode", "place"]),
        outside: z.optional(z.string()).check(z.describe("Given outside every council here: the district or county that has its own; empty where not known.")),
      }),
      total: z.number(),
      results: z.array(z.object({ miles, ...publicFields })),
      facets: Facets,
      next: z.optional(z.string()),
      advice: z.optional(Advice),
    }),
  },
  problems: [400, 404, 429, ...PROBLEMS.open],
};
