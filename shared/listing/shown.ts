import type { PlainDate } from "../domain/time.ts";
import type { Listing } from "./listing.ts";
import { PUBLIC_STATUSES } from "./listing.ts";

/** What decides whether, and on which days, the public may see a listing. */
export type Standing = Pick<Listing, "status" | "accreditedOn" | "accreditedUntil">;

/** The first and the last day on which an accreditation counts, each where there is one. */
export interface ShownDays {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/** The days on which the public may see a listing of a public status. Outside the list nothing was accredited, and so nothing begins or ends. */
export const shownDays = ({ status, accreditedOn, accreditedUntil }: Standing): ShownDays =>
  status === "unaccredited" ? {} : { from: accreditedOn, until: accreditedUntil };

/**
 * Whether the public may see a listing on a day, London time: its status is public, its accreditation has begun and is not
 * over. The one rule for searches, pages, answers and feeds: the snapshot's tiles say the same for all their rows at once.
 */
export function isShownOn(standing: Standing, day: PlainDate): boolean {
  const { from, until } = shownDays(standing);
  return PUBLIC_STATUSES.includes(standing.status) && (from === undefined || from <= day) && (until === undefined || day <= until);
}
