import { daysAfter, type PlainDate } from "../../../shared/domain/time.ts";
import type { MarketPolicy } from "../../../shared/policy/market.ts";
import type { Areas } from "./areas.ts";
import { gapOf, type Standing, standingOf } from "./gap.ts";
import type { Basis, MicroHours } from "./hours.ts";
import { type Market, type Measure, marketOf } from "./market.ts";
import type { Need } from "./need.ts";
import { type Part, partsOf } from "./parts.ts";
import type { Supply } from "./supply.ts";

export const CONFIDENCE_WORDS = ["firm", "likely", "unsure"] as const;
export type ConfidenceWord = (typeof CONFIDENCE_WORDS)[number];

/** Why a figure is at best likely. */
export const DOUBTS = ["little-observed", "hours-not-confirmed", "near-border"] as const;
export type Doubt = (typeof DOUBTS)[number];

/** How sure a standing is, computed and not judged: each trial, what came of it, and each doubt. */
export interface Confidence {
  readonly word: ConfidenceWord;
  readonly trials: readonly { readonly of: "travel" | "need"; readonly percent: number; readonly standing: Standing }[];
  readonly doubts: readonly Doubt[];
}

/** A market, and the same one with people travelling further and less far. */
export interface Trials<B extends Basis> {
  readonly market: Market<B>;
  readonly travelling: readonly Market<B>[];
}

/** Makes a market and those that are tried beside it. What is given is enough where it holds everybody who reaches the areas that are asked about at the furthest trial. */
export function trialsOf<B extends Basis>(
  areas: Areas,
  measure: Measure,
  supply: Supply<B>,
  need: Need<NoInfer<B>>,
  rules: MarketPolicy["confidence"],
): Trials<B> {
  return {
    market: marketOf(areas, measure, supply, need),
    travelling: rules.travelPercents.map((percent) => marketOf(areas, measure, supply, need, percent)),
  };
}

/** What is known of an area beside its market. */
export interface AreaFacts {
  /** How much of the need there was observed, in hundredths. */
  readonly observedPercent: number;
  readonly nearBorder: boolean;
}

/**
 * How sure the standing of a class in an area is on a day: firm where every trial gives the same, likely where one differs, unsure where more do, and never
 * better than likely where there is a doubt. `parts` are those of the cell, where they are known already. Need that is so much more everywhere leaves the shares as they are, so those trials need no other market.
 */
export function confidenceOf(
  { market, travelling }: Trials<Basis>,
  code: string,
  needed: number,
  facts: AreaFacts,
  policy: Pick<MarketPolicy, "confidence" | "standing">,
  day: PlainDate,
  parts: readonly Part[] = partsOf(market, code, needed),
): Confidence {
  const { confidence, standing: limits } = policy;
  const gap = gapOf(market, code, needed, limits);
  const trials = [
    ...travelling.map((trial) => ({ of: "travel" as const, percent: trial.travelPercent, standing: gapOf(trial, code, needed, limits).standing })),
    ...confidence.needPercents.map((percent) => ({ of: "need" as const, percent, standing: standingOf(gap.need, gap.shared, limits, percent) })),
  ];
  const differing = trials.filter(({ standing }) => standing !== gap.standing).length;
  const doubts = [
    ...(facts.observedPercent < confidence.observedPercent ? ["little-observed" as const] : []),
    ...(mostlyUnconfirmed(parts, confidence, day) ? ["hours-not-confirmed" as const] : []),
    ...(facts.nearBorder ? ["near-border" as const] : []),
  ];
  const word = differing > 1 ? "unsure" : differing === 1 || doubts.length > 0 ? "likely" : "firm";
  return { word, trials, doubts };
}

/** Whether over so much of the hours that can be had there are from listings that nobody confirmed lately. Hours that nobody said a day for were not confirmed. */
function mostlyUnconfirmed(parts: readonly Part[], { confirmedDays, unconfirmedPercent }: MarketPolicy["confidence"], day: PlainDate): boolean {
  const since = daysAfter(day, -confirmedDays);
  const sums: { all: MicroHours; old: MicroHours } = { all: 0, old: 0 };
  for (const { group } of parts)
    for (const { hours = 0, hoursSaidOn = "" } of group.members) {
      sums.all += hours;
      if (hoursSaidOn < since) sums.old += hours;
    }
  return sums.old * 100 > sums.all * unconfirmedPercent;
}
