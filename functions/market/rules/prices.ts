import type { Pence } from "../../../shared/domain/money.ts";
import type { CouncilRates } from "../../../shared/policy/council-rates.ts";
import type { MarketPolicy } from "../../../shared/policy/market.ts";
import { type Areas, areasNear, areasOf } from "./areas.ts";
import { medianOf } from "./median.ts";
import type { MarketInputs, NamedListing } from "./snapshot.ts";

/** What people ask for an hour of a service, in pence. */
export interface AskedPrices {
  /** The middle of what is asked, to the nearest penny. */
  readonly median: Pence;
  /** How many of a hundred listings ask for more than the council pays, to the nearest; absent where the council publishes no rate. */
  readonly abovePercent?: number;
}

/** Why no price is shown: too few listings say one, or so few of them have most of the hours that the middle is theirs. */
export type NoPrice = "few" | "dominated";

/** A service, and what an hour of it costs by whom. */
export interface PriceRow {
  readonly service: string;
  /** Listings that reach some part of the council, do this and say what they ask for. */
  readonly listings: number;
  readonly council?: Pence;
  /** What the council would pay a managed service for the same. */
  readonly managed?: Pence;
  readonly asked: AskedPrices | NoPrice;
}

/**
 * What is asked for an hour of each service by those who reach some part of these districts, beside what the council pays: in the order of the classes of need, each
 * service once. No price is shown of few listings, or where the largest have more than so much of the hours a week that all of them offer: a buyer could tell theirs.
 */
export function pricesOf(
  { classes, small, listings }: Pick<MarketInputs, "classes" | "small" | "listings">,
  districts: readonly string[],
  rates: Pick<CouncilRates, "services" | "others"> | undefined,
  policy: MarketPolicy["prices"],
): readonly PriceRow[] {
  const ours = areasOf(small.filter(({ district }) => districts.includes(district)));
  const reaching = listings.filter((listing) => reaches(listing, ours));
  return [...new Set(classes.map(({ service }) => service))].map((service) => {
    const priced = reaching.flatMap((listing) =>
      listing.ratePence !== undefined && listing.classes.some((at) => classes[at]?.service === service)
        ? [{ pence: listing.ratePence, hours: listing.hours ?? 0 }]
        : [],
    );
    const paid = rates?.services[service] ?? rates?.others;
    return {
      service,
      listings: priced.length,
      ...(paid ? { council: paid.pence, managed: paid.managedPence } : {}),
      asked: whyNone(priced, policy) ?? askedOf(priced, paid?.pence),
    };
  });
}

interface Priced {
  readonly pence: Pence;
  readonly hours: number;
}

/** By the same miles, positions and districts as a search. */
const reaches = ({ place, travelMiles, districts }: NamedListing, areas: Areas): boolean =>
  districts.some((district) => areas.byDistrict.has(district)) || areasNear(areas, place, travelMiles).at.length > 0;

function whyNone(priced: readonly Priced[], { leastListings, largest, largestPercent }: MarketPolicy["prices"]): NoPrice | undefined {
  if (priced.length < leastListings) return "few";
  const hours = priced.map((one) => one.hours).toSorted((a, b) => b - a);
  const sum = (some: readonly number[]): number => some.reduce((all, one) => all + one, 0);
  return sum(hours.slice(0, largest)) * 100 > sum(hours) * largestPercent ? "dominated" : undefined;
}

function askedOf(priced: readonly Priced[], council: Pence | undefined): AskedPrices {
  const median = medianOf(priced.map(({ pence }) => pence));
  if (council === undefined) return { median };
  return { median, abovePercent: Math.round((priced.filter(({ pence }) => pence > council).length * 100) / priced.length) };
}
