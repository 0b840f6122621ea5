import type { MarketPolicy } from "../../../shared/policy/market.ts";

/** Why a figure of some listings is not shown: they are too few, or so few of them have most of the hours that the figure is theirs. */
export type NoFigure = "few" | "dominated";

/** Whether a figure of listings with these hours a week could tell what one of them asks for or has arranged; undefined where it could not. */
export function whyNoFigure(hours: readonly number[], { leastListings, largest, largestPercent }: MarketPolicy["prices"]): NoFigure | undefined {
  if (hours.length < leastListings) return "few";
  const sum = (some: readonly number[]): number => some.reduce((all, one) => all + one, 0);
  const most = hours.toSorted((a, b) => b - a).slice(0, largest);
  return sum(most) * 100 > sum(hours) * largestPercent ? "dominated" : undefined;
}
