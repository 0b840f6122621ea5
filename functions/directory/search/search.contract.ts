import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { WHEN_CODES } from "../../../shared/listing/availability.ts";
import { clientGroups, codesOf, genders, isLanguage, kinds, publicStatuses, services, skills } from "../../../shared/taxonomy/taxonomy.ts";
import { SORTS } from "./criteria.ts";

export const DEFAULT_MILES = 10;
export const DEFAULT_LIMIT = 20;
export const DEFAULT_STATUSES: readonly string[] = ["accredited", "provisional"];

const MOST_VALUES = 60;

/** A parameter that may be given several times, or once with commas: `service=a&service=b`. */
const several = <Item extends z.core.$ZodType<string, string>>(item: Item) =>
  z.array(item).check(z.maxLength(MOST_VALUES, `must be given at most ${MOST_VALUES} times`));

/** A parameter that may be given once. */
const once = <Inner extends z.core.$ZodType<unknown, string>>(inner: Inner) =>
  z.optional(
    z.pipe(
      z.pipe(
        z.array(z.string()).check(z.maxLength(1, "must be given only once")),
        z.transform((values: string[]) => values[0] ?? ""),
      ),
      inner,
    ),
  );

const wholeNumber = (least: number, most: number, what: string) => {
  const message = `must be a whole number${what} from ${least} to ${most}`;
  return z.pipe(z.pipe(z.string().check(z.regex(/^\d{1,7}$/, message)), z.transform(Number)), z.number().check(z.gte(least, message), z.lte(most, message)));
};

/** The query of a search, read from the parameters as lists of texts. Empty texts count as not given. */
export const SearchQuery = z.object({
  near: z.pipe(
    z.pipe(
      z.array(z.string(), { error: "must be a postcode or a place, such as LE13 1GH or Melton Mowbray" }).check(z.maxLength(1, "must be given only once")),
      z.transform((values: string[]) => values[0] ?? ""),
    ),
    z.string().check(z.trim(), z.maxLength(80, "must be at most 80 characters")),
  ),
  miles: once(wholeNumber(1, 50, " of miles")),
  service: z.optional(several(oneOf(codesOf(services)))),
  group: z.optional(several(oneOf(codesOf(clientGroups)))),
  skill: z.optional(several(oneOf(codesOf(skills)))),
  language: z.optional(several(z.string().check(z.refine((code: string) => isLanguage(code), "must be an ISO 639 code such as gu")))),
  kind: z.optional(several(oneOf(codesOf(kinds)))),
  gender: z.optional(several(oneOf(codesOf(genders)))),
  when: z.optional(several(oneOf(WHEN_CODES))),
  maxRate: once(wholeNumber(0, 100_000, " of pence")),
  hours: once(wholeNumber(0, 168, " of hours")),
  status: z.optional(several(oneOf(codesOf(publicStatuses)))),
  sort: once(oneOf(SORTS)),
  limit: once(wholeNumber(1, 50, "")),
  cursor: once(z.string().check(z.maxLength(400, "is not a cursor of this search"))),
});
export type SearchQuery = z.infer<typeof SearchQuery>;

/** The parameters that may be repeated, or given once as a list with commas. */
export const LIST_PARAMETERS: ReadonlySet<string> = new Set(["service", "group", "skill", "language", "kind", "gender", "when", "status"]);

/** A query string as lists of texts by parameter: blanks dropped, comma lists divided, repeats once. */
export function parametersOf(query: URLSearchParams): Readonly<Record<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  for (const [name, value] of query) {
    const values = LIST_PARAMETERS.has(name) ? value.split(",") : [value];
    for (const one of values.map((text) => text.trim())) {
      const known = found.get(name) ?? [];
      if (one !== "" && !(LIST_PARAMETERS.has(name) && known.includes(one))) known.push(one);
      if (known.length > 0) found.set(name, known);
    }
  }
  return Object.fromEntries(found);
}
