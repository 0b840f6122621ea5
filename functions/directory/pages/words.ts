import { wholeMiles } from "../../../shared/domain/geo.ts";
import { longDate, monthAndYear } from "../../../shared/domain/time.ts";
import type { PublicListing } from "../../../shared/listing/public-listing.ts";
import { checkWords, councilName } from "../../../shared/policy/council.ts";
import { nameOf } from "../../../shared/taxonomy/taxonomy.ts";

/** 'less than 1 mile away', 'about 3 miles away'. */
export function distanceWords(miles: number): string {
  const whole = wholeMiles(miles);
  return whole === 0 ? "less than 1 mile away" : `about ${milesWords(whole)} away`;
}

/** '1 mile', '12 miles'. */
export const milesWords = (miles: number): string => `${miles} ${miles === 1 ? "mile" : "miles"}`;

/** '1 hour', '12 hours'. */
export const hoursWords = (hours: number): string => `${hours} ${hours === 1 ? "hour" : "hours"}`;

/** '1 person or provider', '12 people and providers'. */
export const countWords = (count: number): string => (count === 1 ? "1 person or provider" : `${count.toLocaleString("en-GB")} people and providers`);

/** 'Checked by Leicestershire: identity, DBS, references (May 2026)'. */
export function checkedWords(listing: PublicListing): string {
  if (listing.status === "unaccredited") return "Not checked for this list";
  const council = councilName(listing.authority) ?? "the council";
  const what = listing.checks.map(({ code }) => checkWords(code).name).join(", ");
  const when = listing.accreditedOn ? ` (${monthAndYear(listing.accreditedOn)})` : "";
  return what === "" ? `On the list of ${council}${when}` : `Checked by ${council}: ${what}${when}`;
}

/** When accreditation ends, or that it has; undefined where no end is known. */
export function accreditationEnd({ accreditedUntil, status }: PublicListing, today: string): string | undefined {
  if (!accreditedUntil || status === "unaccredited") return undefined;
  return accreditedUntil < today
    ? `These checks ran out on ${longDate(accreditedUntil)}. Ask the council before you rely on them.`
    : `These checks are good until ${longDate(accreditedUntil)}.`;
}

/** 'A, B and C'. */
export function listWords(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

/** 'Monday morning' for `mon-morning`. */
export function timeWords(time: string): string {
  const [day = "", part = ""] = time.split("-");
  return `${nameOf("day", day)} ${nameOf("part", part)}`;
}
