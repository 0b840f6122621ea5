import { ListingId } from "./listing.ts";

/** What stands between two listings in a cookie and in a link. No id holds it. */
const BETWEEN = ",";
/** Longer than any list of ours, and shorter than what browsers store of a cookie. */
const LONGEST = 3800;

/** People a browser carries as saved: a list made on this device, or a copy of what is stored with the account that is signed in. */
export interface CarriedPeople {
  readonly of: "device" | "account";
  readonly people: readonly ListingId[];
}

/** Public listing ids as one text. */
export const listingsText = (people: readonly ListingId[]): string => people.join(BETWEEN);

/** The listings of a text, each once, in its order; undefined unless every part of it is a listing's id. */
export function listingsIn(text: string): readonly ListingId[] | undefined {
  if (text.length > LONGEST) return undefined;
  const read = text.split(BETWEEN).map((part) => ListingId.safeParse(part));
  const people = read.flatMap(({ success, data }) => (success ? [data] : []));
  return people.length === read.length ? [...new Set(people)] : undefined;
}

/** What a browser is given to carry. */
export const carriedText = ({ of, people }: CarriedPeople): string => `${of}:${listingsText(people)}`;

/** What it brings back: nothing unless all of it is as we write it, whoever wrote it. */
export function carriedIn(text: string | undefined): CarriedPeople | undefined {
  const [, kind, list] = /^(device|account):(.+)$/s.exec(text ?? "") ?? [];
  const people = list === undefined ? undefined : listingsIn(list);
  return people && { of: kind === "account" ? "account" : "device", people };
}
