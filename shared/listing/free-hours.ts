import type { PlainDate } from "../domain/time.ts";
import type { Listing } from "./listing.ts";

/** Hundredths of an hour: sums of halves and of what a register has with decimals come out even, in any order. */
const exactly = (hours: number): number => Math.round(hours * 100) / 100;

/** What is known of the hours of a listing. One that says nothing of them has none arranged, and offers what its source said. */
const hoursOf = ({ hours, hoursFree }: Listing): NonNullable<Listing["hours"]> =>
  hours ?? { arranged: 0, ...(hoursFree === undefined ? {} : { offered: hoursFree, said: hoursFree }) };

/** The listing with these hours, and what is free by them; the hours are left out where the free ones say it all. */
function withHours({ hours: _hours, hoursFree: _free, ...listing }: Listing, hours: NonNullable<Listing["hours"]>): Listing {
  const { arranged, offered, said } = hours;
  const plain = arranged === 0 && offered === said;
  return {
    ...listing,
    ...(offered === undefined ? {} : { hoursFree: Math.max(0, exactly(offered - arranged)) }),
    ...(plain ? {} : { hours }),
  };
}

/**
 * A listing once an arrangement of so many hours a week has begun (more than 0) or ended (less than 0). What is free follows, and is never less than
 * none; where nobody said how much is free it stays unknown, and what is arranged is kept.
 */
export function withArranged(listing: Listing, change: number): Listing {
  const { arranged, ...said } = hoursOf(listing);
  return withHours(listing, { ...said, arranged: Math.max(0, exactly(arranged + change)) });
}

/**
 * A listing as its source (a row of a register, an application) has it on a day, with the hours of the one it replaces. A figure that the source said
 * before is no news: it says nothing of what was arranged since, nor of what the provider said. Another figure is what is free beside the arrangements
 * of today.
 */
export function withFreeSaid(before: Listing | undefined, listing: Listing, on: PlainDate): Listing {
  const { hoursFree: said } = listing;
  const known = before === undefined ? { arranged: 0 } : hoursOf(before);
  if (before !== undefined && known.said === said) return saidOn(withHours(listing, known), before.hoursSaidOn);
  return saidOn(withHours(listing, { arranged: known.arranged, ...(said === undefined ? {} : { offered: exactly(said + known.arranged), said }) }), on);
}

/** A listing once its provider has said, on a day, how many hours a week are free beside what is arranged. What their source said before does not undo it. */
export function withFreeNow(listing: Listing, free: number, on: PlainDate): Listing {
  const known = hoursOf(listing);
  return saidOn(withHours(listing, { ...known, offered: exactly(free + known.arranged) }), on);
}

/** Only whoever has an account can be asked whether it is still so. */
const saidOn = (listing: Listing, day: PlainDate | undefined): Listing =>
  listing.provider === undefined || day === undefined ? listing : { ...listing, hoursSaidOn: day };
