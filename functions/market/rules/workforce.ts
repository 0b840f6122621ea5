import { daysAfter } from "../../../shared/domain/time.ts";
import type { MarketPolicy } from "../../../shared/policy/market.ts";
import { type NoFigure, whyNoFigure } from "./dominance.ts";
import type { MicroHours } from "./hours.ts";
import { listingsReaching } from "./reaching-council.ts";
import type { MarketInputs, NamedListing } from "./snapshot.ts";

/** Some of the people and agencies who can come, and their hours a week. What is free of each is on the list; what is arranged is not. */
export interface SomePeople {
  readonly listings: number;
  readonly freeHours: MicroHours;
}

/** Who can come to some part of a council, and what they have to give, on the day of a measure. */
export interface Workforce {
  readonly all: SomePeople;
  /** Of all: free hours and what is arranged, together; or why that is not shown. */
  readonly offered: MicroHours | NoFigure;
  readonly hoursUnknown: number;
  /** Whose free hours were confirmed within so many days. */
  readonly confirmed: SomePeople;
  /** Whose accreditation or a piece of evidence ends within so many days. */
  readonly due: SomePeople;
  readonly training: {
    /** Who has trained in keeping adults safe and in the Mental Capacity Act, and that counts on the day. */
    readonly trained: SomePeople;
    readonly due: SomePeople;
  };
  /** By skill (its code), in the order given. */
  readonly skills: readonly (SomePeople & { readonly skill: string })[];
}

/** What a workforce is reckoned by. */
export interface WorkforceFrame {
  readonly districts: readonly string[];
  readonly skills: readonly string[];
  readonly policy: Pick<MarketPolicy, "prices" | "confidence" | "fragile">;
}

/**
 * The people and agencies of the list who reach some part of these districts: what the measures of one night know of them. `now` has their free hours, `capacity`
 * these and what is arranged; both are of the same listings. Throws where they are of two days.
 */
export function workforceOf(now: MarketInputs, capacity: MarketInputs, { districts, skills, policy }: WorkforceFrame): Workforce {
  if (now.day !== capacity.day) throw new RangeError("The measures are of two days");
  const { day } = now;
  const reaching = listingsReaching(now, districts);
  const offered = new Map(capacity.listings.map(({ id, hours }) => [id, hours]));
  const some = (wanted: (listing: NamedListing) => boolean): SomePeople => {
    const found = reaching.filter(wanted);
    return { listings: found.length, freeHours: found.reduce((sum, { hours = 0 }) => sum + hours, 0) };
  };
  const known = reaching.flatMap(({ id }) => offered.get(id) ?? []);
  const since = daysAfter(day, -policy.confidence.confirmedDays);
  const until = daysAfter(day, policy.fragile.evidenceDays);
  return {
    all: some(() => true),
    offered: whyNoFigure(known, policy.prices) ?? known.reduce((sum, hours) => sum + hours, 0),
    hoursUnknown: reaching.filter(({ hours }) => hours === undefined).length,
    confirmed: some(({ hoursSaidOn }) => hoursSaidOn !== undefined && hoursSaidOn >= since),
    due: some(({ evidenceUntil }) => evidenceUntil !== undefined && evidenceUntil <= until),
    training: {
      trained: some(({ training }) => training !== undefined && (training.until ?? day) >= day),
      due: some(({ training }) => training?.until !== undefined && training.until >= day && training.until <= until),
    },
    skills: skills.map((skill) => ({ skill, ...some((listing) => listing.skills?.includes(skill) ?? false) })),
  };
}
