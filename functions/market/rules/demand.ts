import { apportion } from "../../../shared/domain/apportion.ts";
import type { MarketPolicy, PeopleGroup } from "../../../shared/policy/market.ts";
import { type Basis, MICRO_HOURS_AN_HOUR, type MicroHours } from "./hours.ts";

/** What is known of an area: who lives there (people by group), and how many recipients the council knows there. */
export interface AreaPeople {
  readonly area: string;
  readonly people: Readonly<Partial<Record<PeopleGroup, number>>>;
  readonly observed: number;
}

/** Recipients of an area three ways, always said which. `combined` is in millionths of a recipient, whole, and sums to the council's total. */
export interface Recipients {
  readonly area: string;
  readonly modelled: number;
  readonly observed: number;
  readonly combined: number;
  /** How much of the combined number is observed, in hundredths. */
  readonly observedPercent: number;
}

const MILLION = 1_000_000;

/**
 * A recipients' number between a model (E) and what was observed (y): the more is expected, the more what was observed counts. `prior` is a; undefined
 * where nothing speaks for any difference from the model. Gamma-Poisson: D. Clayton and J. Kaldor, "Empirical Bayes estimates of age-standardized relative
 * risks for use in disease mapping", Biometrics 43, 1987.
 */
export const combine = (modelled: number, observed: number, prior: number | undefined): number =>
  prior === undefined ? modelled : (modelled * (observed + prior)) / (modelled + prior);

/** How much of a combined number is observed, 0 to 1. */
export const observedShare = (modelled: number, prior: number | undefined): number => (prior === undefined ? 0 : modelled / (modelled + prior));

/** The weight of the model (a), from how far what was observed is spread around it; undefined where it is spread no more than chance spreads it. */
export function priorOf(pairs: readonly { readonly modelled: number; readonly observed: number }[], leastPrior: number): number | undefined {
  const spread = pairs.reduce((sum, { modelled, observed }) => sum + (observed - modelled) ** 2 - modelled, 0);
  if (spread <= 0) return undefined;
  return Math.max(leastPrior, pairs.reduce((sum, { modelled }) => sum + modelled ** 2, 0) / spread);
}

/**
 * The recipients of a council's areas: `total` of them as the rates of the policy spread them over who lives there, and as what was observed corrects that. In
 * the order of the areas' codes, whatever the order given. Throws where an area stands twice, a number is not a whole one of 0 or more, or nobody lives anywhere.
 */
export function recipientsOf(
  given: readonly AreaPeople[],
  total: number,
  { ratesPerTenThousand, leastPrior }: Pick<MarketPolicy["demand"], "ratesPerTenThousand" | "leastPrior">,
): readonly Recipients[] {
  const areas = given.toSorted((a, b) => (a.area < b.area ? -1 : 1));
  if (areas.some(({ area }, at) => areas[at - 1]?.area === area)) throw new RangeError("An area stands twice");
  const whole = (count: number): boolean => Number.isSafeInteger(count) && count >= 0;
  if (!whole(total) || !areas.every(({ people, observed }) => whole(observed) && Object.values(people).every(whole)))
    throw new RangeError("Numbers of people are whole numbers of 0 or more");
  const scores = areas.map(({ people }) => scoreOf(people, ratesPerTenThousand));
  const sum = scores.reduce((all, score) => all + score, 0);
  if (sum === 0) throw new RangeError("No one lives in any of the areas");
  const pairs = areas.map(({ area, observed }, at) => ({ area, observed, modelled: (total * (scores[at] ?? 0)) / sum }));
  // Where no area has anyone, nothing was observed: that is no word against the model.
  const prior = areas.some(({ observed }) => observed > 0) ? priorOf(pairs, leastPrior) : undefined;
  const weights = pairs.map(({ modelled, observed }) => Math.round(combine(modelled, observed, prior) * MILLION));
  const combined = apportion(total * MILLION, weights);
  return pairs.map(({ area, observed, modelled }, at) => ({
    ...{ area, modelled, observed, combined: combined[at] ?? 0 },
    observedPercent: Math.round(observedShare(modelled, prior) * 100),
  }));
}

function scoreOf(people: AreaPeople["people"], rates: MarketPolicy["demand"]["ratesPerTenThousand"]): number {
  let score = 0;
  for (const [group, rate] of Object.entries(rates)) score += rate * (Object.entries(people).find(([of]) => of === group)?.[1] ?? 0);
  return score;
}

/** What recipients need of one class: hours a week for each, and how much of it is not arranged yet, in hundredths. */
export interface ClassHours {
  readonly code: string;
  readonly hoursEach: number;
  readonly unarrangedPercent: number;
}

/**
 * Hours that each area needs of each class, in the order given: R times h times u, where u is what is not yet arranged (`now`), or all (`capacity`). For each
 * class the council's hours are whole millionths, and the areas' sum to them exactly.
 */
export function hoursNeeded(basis: Basis, recipients: readonly Recipients[], classes: readonly ClassHours[]): ReadonlyMap<string, readonly MicroHours[]> {
  const weights = recipients.map(({ combined }) => combined);
  const people = weights.reduce((sum, count) => sum + count, 0) / MILLION;
  const byClass = classes.map(({ hoursEach, unarrangedPercent }) => {
    const percent = basis === "now" ? unarrangedPercent : 100;
    return apportion(Math.round((people * hoursEach * percent * MICRO_HOURS_AN_HOUR) / 100), weights);
  });
  return new Map(recipients.map(({ area }, at) => [area, byClass.map((hours) => hours[at] ?? 0)]));
}
