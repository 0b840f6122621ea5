import type { MarketPolicy } from "../../../shared/policy/market.ts";
import type { ClassHours } from "./demand.ts";
import type { NeedClass } from "./need-class.ts";

/** Hours a week of each service (code) that one person has arranged. */
export type ArrangedHours = Readonly<Record<string, number>>;

/** A class with its hours, and where they are from. */
export interface SourcedClass extends NeedClass, ClassHours {
  readonly from: "arrangements" | "sample";
}

/**
 * What recipients need of each class, in the order of their codes. Where so many people have a service as the policy asks for, what they have arranged of it
 * says how much each recipient has on average; the rest of the need is what the sample says is not arranged yet, and of several classes of the service each
 * has the part that the sample gives it. Elsewhere the sample alone counts.
 */
export function classHoursOf(people: readonly ArrangedHours[], { classes, leastPeople }: MarketPolicy["demand"]): readonly SourcedClass[] {
  const arrangedIn = (hoursEach: number, unarrangedPercent: number): number => (hoursEach * (100 - unarrangedPercent)) / 100;
  const factors = new Map(
    [...Map.groupBy(classes, ({ service }) => service)].flatMap(([service, some]) => {
      const having = people.filter((hours) => (hours[service] ?? 0) > 0);
      const sample = some.reduce((sum, { hoursEach, unarrangedPercent }) => sum + arrangedIn(hoursEach, unarrangedPercent), 0);
      if (having.length < leastPeople || sample === 0) return [];
      const mean = having.reduce((sum, hours) => sum + (hours[service] ?? 0), 0) / people.length;
      return [[service, mean / sample] as const];
    }),
  );
  return classes
    .map((one) => {
      const factor = factors.get(one.service);
      return factor === undefined ? { ...one, from: "sample" as const } : { ...one, hoursEach: one.hoursEach * factor, from: "arrangements" as const };
    })
    .toSorted((a, b) => (a.code < b.code ? -1 : 1));
}
