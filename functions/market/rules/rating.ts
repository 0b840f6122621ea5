import type { MarketPolicy } from "../../../shared/policy/market.ts";
import type { MicroHours } from "./hours.ts";

export const SUPPLY_WORDS = ["good", "fair", "short", "not-enough-data"] as const;
export type SupplyWord = (typeof SUPPLY_WORDS)[number];
export const DEMAND_WORDS = ["rising", "stable", "falling", "not-enough-data"] as const;
export type DemandWord = (typeof DEMAND_WORDS)[number];

type Rules = MarketPolicy["rating"];

/** A word for supply, with the numbers that the rule went by: how much of the need (in hundredths, rounded down) has hours enough, and has a fair part of them. */
export interface SupplyRating {
  readonly word: SupplyWord;
  readonly goodPercent?: number;
  readonly fairPercent?: number;
}

/** Need and hours shared of a service in one area and class. */
export interface RatedCell {
  readonly need: MicroHours;
  readonly shared: MicroHours;
}

/**
 * A word for supply: good where so much of the need lies where hours are enough, fair where so much lies where they are a fair part, else short. Not enough
 * data where nothing is needed, or where so few people receive direct payments that a rating would be about them.
 */
export function supplyRating(cells: readonly RatedCell[], people: number, { goodPercent, fairPercent, ofNeedPercent, leastPeople }: Rules): SupplyRating {
  const need = cells.reduce((sum, cell) => sum + cell.need, 0);
  if (need === 0 || people < leastPeople) return { word: "not-enough-data" };
  const needWith = (percent: number): bigint =>
    cells.reduce((sum, cell) => (BigInt(cell.shared) * 100n >= BigInt(cell.need) * BigInt(percent) ? sum + BigInt(cell.need) : sum), 0n);
  const [good, fair] = [needWith(goodPercent), needWith(fairPercent)];
  const most = (some: bigint): boolean => some * 100n >= BigInt(need) * BigInt(ofNeedPercent);
  const percent = (some: bigint): number => Number((some * 100n) / BigInt(need));
  return { word: most(good) ? "good" : most(fair) ? "fair" : "short", goodPercent: percent(good), fairPercent: percent(fair) };
}

/** A word for demand, with how far it went in hundredths of what it was, rounded towards nothing. */
export interface DemandRating {
  readonly word: DemandWord;
  readonly changePercent?: number;
}

/** What was needed at a time, and of how many people that was found. */
export interface DemandThen {
  readonly need: MicroHours;
  readonly people: number;
}

/**
 * A word for demand since so many quarters ago: rising or falling by the policy's part of what it was, else stable. Not enough data where there is nothing of
 * that time, nothing was needed then, or it was of too few people at either time.
 */
export function demandRating(before: DemandThen | undefined, now: DemandThen, { demandPercent, leastPeople }: Rules): DemandRating {
  if (!before || before.need === 0 || before.people < leastPeople || now.people < leastPeople) return { word: "not-enough-data" };
  const change = (now.need - before.need) * 100;
  const limit = demandPercent * before.need;
  return { word: change >= limit ? "rising" : change <= -limit ? "falling" : "stable", changePercent: Math.trunc(change / before.need) };
}
