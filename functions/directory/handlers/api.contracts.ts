import * as z from "zod/mini";
import { type ApiContract, PROBLEMS } from "../../../shared/http/contract.ts";
import { publicFields } from "../../../shared/listing/public-fields.ts";

const Term = z.object({ code: z.string(), name: z.string() });
const Service = z.extend(Term, {
  plain: z.optional(z.string()),
  /** The service's id in the esd list, and how near the meanings are. */
  esd: z.object({ id: z.number(), match: z.string() }),
});

/** What the routes of this slice's API answer that are parsed as they are sent. Searches are described in `search/search.description.ts`. */
export const publicContracts = {
  listing: { answers: { 200: z.object({ ...publicFields, about: z.exactOptional(z.string()) }) }, problems: [404, 429, ...PROBLEMS.open] },
  taxonomy: {
    answers: {
      200: z.object({
        version: z.string(),
        services: z.array(Service),
        clientGroups: z.array(Term),
        skills: z.array(Term),
        languages: z.array(Term),
      }),
    },
    problems: PROBLEMS.open,
  },
} as const satisfies Readonly<Record<string, ApiContract>>;
