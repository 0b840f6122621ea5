import * as z from "zod/mini";
import { oneOf } from "../domain/codes.ts";
import { between, GssCode, listOf, text } from "../domain/fields.ts";
import type { Point } from "../domain/geo.ts";
import { listedName } from "../domain/shown-name.ts";
import { PlainDate } from "../domain/time.ts";
import { clientGroups, codesOf, employments, genders, isLanguage, kinds, publicStatuses, services, skills } from "../taxonomy/taxonomy.ts";
import { Availability } from "./availability.ts";

/** Statuses the public may see and search for. */
export const PUBLIC_STATUSES = codesOf(publicStatuses);

/** Every vetting status a directory record may have; those not public are never in a search. */
export const STATUSES = [...PUBLIC_STATUSES, "applied", "paused", "suspended", "lapsed", "refused", "withdrawn"] as const;

/** A listing's id: ours, or a register's own. `#` cannot occur, so it is safe inside a key. */
export const ListingId = z
  .string({ error: "must be text" })
  .check(z.regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/, "must be 1 to 64 letters, digits, - _ or ."))
  .brand<"ListingId">();
export type ListingId = z.infer<typeof ListingId>;

const rowFields = {
  kind: oneOf(codesOf(kinds)),
  employment: oneOf(codesOf(employments)),
  displayName: listedName(100),
  about: z.optional(text(4000)),
  postcode: text(10),
  travelMiles: between(0, 200, "miles"),
  districts: z.optional(listOf(GssCode)),
  services: listOf(oneOf(codesOf(services))).check(z.minLength(1, "must name at least one service")),
  clientGroups: z.optional(listOf(oneOf(codesOf(clientGroups)))),
  skills: z.optional(listOf(oneOf(codesOf(skills)))),
  languages: z.optional(
    listOf(z.string({ error: "must be an ISO 639 code" }).check(z.refine((code: string) => isLanguage(code), "must be an ISO 639 code such as gu"))),
  ),
  gender: z.optional(oneOf(codesOf(genders))),
  availability: Availability,
  hoursFree: between(0, 168, "hours a week"),
  ratePence: between(0, 100_000, "pence an hour").check(z.refine((pence: number) => Number.isInteger(pence), "must be a whole number of pence")),
  status: oneOf(STATUSES),
  accreditedOn: z.optional(PlainDate),
  accreditedUntil: z.optional(PlainDate),
};

/** One line of a council's register, as `npm run import -- listings` takes it. */
export const RegisterRow = z
  .object({ id: z.optional(ListingId), ...rowFields })
  .check(
    z.refine(
      (row: { accreditedOn?: string | undefined; accreditedUntil?: string | undefined }) =>
        !row.accreditedOn || !row.accreditedUntil || row.accreditedOn <= row.accreditedUntil,
      { path: ["accreditedUntil"], error: "must not be before accreditedOn" },
    ),
  );
export type RegisterRow = z.infer<typeof RegisterRow>;

/**
 * Where the public may know a listing to be: a postcode sector (or, for sample data with no
 * postcodes imported, a place) and its centre. Never a home.
 */
export interface Area extends Point {
  /** `LE13 1`, or `place:` and a GeoNames id. */
  readonly key: string;
}

/** One thing that was checked: when, and the last day it counts, where it has one. */
export interface Check {
  readonly code: string;
  readonly on?: string;
  readonly until?: string;
}

/** The directory record: everything Trellis holds of a listing, private fields included. */
export interface Listing {
  readonly id: ListingId;
  /** The council whose record this is (GSS code). */
  readonly authority: string;
  /** Private: the account of whoever it is of, where it was made from a case. A register knows nobody's account. */
  readonly provider?: string;
  readonly kind: string;
  readonly employment: "employed" | "self-employed" | "organisation";
  readonly displayName: string;
  readonly about?: string;
  /** Private: only the area derived from it is ever published. */
  readonly postcode?: string;
  readonly area: Area;
  readonly travelMiles: number;
  readonly districts: readonly string[];
  readonly services: readonly string[];
  readonly clientGroups: readonly string[];
  readonly skills: readonly string[];
  readonly languages: readonly string[];
  readonly gender?: string;
  /** The name of their pictures, where an officer agreed to a photo. */
  readonly photo?: string;
  readonly availability: Availability;
  /** Absent where nobody told us, as for agencies from the CQC directory. */
  readonly hoursFree?: number;
  /**
   * Private, in hours a week: what is arranged with them, what they offer in all, and the figure their source (a register's row, an application) said
   * last. Absent where `hoursFree` says it all. `free-hours.ts` has the rule.
   */
  readonly hours?: { readonly arranged: number; readonly offered?: number; readonly said?: number };
  /** Private: the day on which somebody last said how many hours are free, where they have an account. */
  readonly hoursSaidOn?: string;
  readonly ratePence?: number;
  readonly status: string;
  readonly accreditedOn?: string;
  readonly accreditedUntil?: string;
  readonly checks: readonly Check[];
  readonly cqc?: { readonly locationId: string; readonly rating?: string; readonly ratedOn?: string };
}
