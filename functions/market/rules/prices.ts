import type { Pence } from "../../../shared/domain/money.ts";
import type { CouncilRates } from "../../../shared/policy/council-rates.ts";
import type { MarketPolicy } from "../../../shared/policy/market.ts";
import { type NoFigure, whyNoFigure } from "./dominance.ts";
import { medianOf } from "./median.ts";
import { listingsReaching } from "./reaching-council.ts";
import type { MarketInputs } from "./snapshot.ts";

/** What people ask for an hour of a service, in pence. */
export interface AskedPrices {
  /** The middle of what is asked, to the nearest penny. */
  readonly median: Pence;
  /** How many of a hundred listings ask for more than the council pays, to the nearest; absent where the council publishes no rate. */
  readonly abovePercent?: number;
}

/** A service, and what an hour of it costs by whom. */
export interface PriceRow {
  readonly service: string;
  /** Listings that reach some part of the council, do this and say what they ask for. */
  readonly listings: number;
  readonly council?: Pence;
  /** What the council would pay a managed service for the same. */
  readonly managed?: Pence;
  readonly asked: AskedPrices | NoFigure;
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
  const reaching = listingsReaching({ small, listings }, districts);
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
      asked:
        whyNoFigure(
          priced.map(({ hours }) => hours),
          policy,
        ) ?? askedOf(priced, paid?.pence),
    };
  });
}

interface Priced {
  readonly pence: Pence;
  readonly hours: number;
}

function askedOf(priced: readonly Priced[], council: Pence | undefined): AskedPrices {
  const median = medianOf(priced.map(({ pence }) => pence));
  if (council === undefined) return { median };
  return { median, abovePercent: Math.round((priced.filter(({ pence }) => pence > council).length * 100) / priced.length) };
}
