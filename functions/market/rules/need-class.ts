import type { Listing } from "../../../shared/listing/listing.ts";

/**
 * A class of need: a service, for people of a group, in a language. Each hour of need belongs to exactly one class; a class without a group or a language
 * is need for which neither matters.
 */
export interface NeedClass {
  readonly code: string;
  readonly service: string;
  readonly group?: string;
  readonly language?: string;
}

/** What of a listing decides which need it fits. */
export type Offer = Pick<Listing, "services" | "clientGroups" | "languages">;

/** Whether a listing offers the service, takes the group and speaks the language of a class: as a search for them finds it. */
export const fits = ({ services, clientGroups, languages }: Offer, { service, group, language }: NeedClass): boolean =>
  services.includes(service) && (group === undefined || clientGroups.includes(group)) && (language === undefined || languages.includes(language));

/** The classes that a listing fits, as places in the list, ascending. */
export const classesOf = (offer: Offer, classes: readonly NeedClass[]): readonly number[] =>
  classes.flatMap((needed, index) => (fits(offer, needed) ? [index] : []));

/** Classes in the order that everything else goes by, which is that of their codes. Throws where a code stands twice. */
export function inOrder(classes: readonly NeedClass[]): readonly NeedClass[] {
  if (new Set(classes.map(({ code }) => code)).size < classes.length) throw new RangeError("A class of need stands twice");
  return classes.toSorted((a, b) => (a.code < b.code ? -1 : 1));
}
