import { wholeMiles } from "../domain/geo.ts";
import type { Check } from "../listing/listing.ts";
import type { PublicListing } from "../listing/public-listing.ts";
import { checkWords } from "../policy/council.ts";
import { nameOf } from "../taxonomy/taxonomy.ts";

/** 'less than 1 mile away', 'about 3 miles away'. */
export function distanceWords(miles: number): string {
  const whole = wholeMiles(miles);
  return whole === 0 ? "less than 1 mile away" : `about ${milesWords(whole)} away`;
}

/** '1 mile', '12 miles'. */
export const milesWords = (miles: number): string => `${miles} ${miles === 1 ? "mile" : "miles"}`;

/** '1 hour', '12 hours'. */
export const hoursWords = (hours: number): string => `${hours} ${hours === 1 ? "hour" : "hours"}`;

/** What stands behind 'Hours available': '31 a week', 'not known'; or that there are none to be had. */
export const hoursAvailable = (hours: number | undefined): string =>
  hours === undefined ? "not known" : hours === 0 ? "Not taking new work" : `${hours} a week`;

/** '1 person or provider', '12 people and providers'. */
export const countWords = (count: number): string => (count === 1 ? "1 person or provider" : `${count.toLocaleString("en-GB")} people and providers`);

/** The checks that count on a day: one that has run out is said no more. */
const checksOn = ({ checks }: PublicListing, today: string): readonly Check[] => checks.filter(({ until }) => until === undefined || until >= today);

/** What the council itself looked at, and what it took their word for; of each what counts on a day. */
export function checksApart(listing: PublicListing, today: string): { readonly checked: readonly Check[]; readonly told: readonly Check[] } {
  const all = checksOn(listing, today);
  return { checked: all.filter(({ code }) => !checkWords(code).toldToUs), told: all.filter(({ code }) => checkWords(code).toldToUs) };
}

/** The last day on which all of it counts: the earliest end of the place on the list and of every check. Undefined where nothing ends. */
export const validUntil = (listing: PublicListing, today: string): string | undefined =>
  listing.status === "unaccredited"
    ? undefined
    : [listing.accreditedUntil, ...checksOn(listing, today).map(({ until }) => until)].filter((end) => end !== undefined).toSorted()[0];

/** 'A, B and C'. */
export function listWords(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

/** 'Monday morning' for `mon-morning`, 'Weekday mornings' for `weekdays-morning`, 'Any morning' for `any-morning`. */
export function timeWords(time: string): string {
  const [day = "", part = ""] = time.split("-");
  if (day === "weekdays") return `Weekday ${nameOf("part", part)}s`;
  if (day === "any") return `Any ${nameOf("part", part)}`;
  return `${nameOf("day", day)} ${nameOf("part", part)}`;
}
