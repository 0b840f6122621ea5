import type { DemandFact, DemandKind } from "../../../shared/records/demand-facts.ts";
import { oneOfMany } from "../../../shared/signals/search-event.ts";

/** Somebody who could not find support, counted once in a quarter: in the month in which it was said first. */
export interface Unmet {
  readonly person: string;
  /** What says so, in that month; `several` where more than one does. */
  readonly part: DemandKind | "several";
  /** GSS code; absent where nothing says where they live. */
  readonly district?: string | undefined;
  /** The service; `any` where none is named, `several` where more than one is. */
  readonly service: string;
}

/** Facts of a month, and of the months before it in its quarter. */
export interface FactsOfQuarter {
  readonly now: readonly DemandFact[];
  readonly before: readonly DemandFact[];
}

/** By which name each person goes: the account, for whoever has facts by account and by the council's record. */
function namesOf(facts: readonly DemandFact[]): (fact: DemandFact) => string {
  const accountOf = new Map(facts.flatMap(({ person, recipient }) => (recipient === undefined || recipient === person ? [] : [[recipient, person] as const])));
  return ({ person, recipient }) => accountOf.get(recipient ?? person) ?? person;
}

/**
 * Everybody of a month who could not find support, each once: who was counted in an earlier month of the quarter is not counted again, so that a quarter is the sum
 * of its months. `districtOf` finds the district of the first half of a postcode.
 */
export function unmetIn({ now, before }: FactsOfQuarter, districtOf: (outcode: string) => string | undefined): readonly Unmet[] {
  const nameOf = namesOf([...before, ...now]);
  const counted = new Set(before.map(nameOf));
  return [...Map.groupBy(now, nameOf)].flatMap(([person, facts]): Unmet[] => {
    if (counted.has(person)) return [];
    const inOrder = facts.toSorted((a, b) => (a.on < b.on ? -1 : 1));
    const kinds = new Set(inOrder.map(({ kind }) => kind));
    const [kind] = kinds;
    if (kind === undefined) return [];
    const district = inOrder.flatMap((fact) => fact.district ?? (fact.outcode === undefined ? [] : (districtOf(fact.outcode) ?? [])))[0];
    const services = [...new Set(inOrder.flatMap((fact) => fact.services))];
    return [{ person, part: kinds.size > 1 ? "several" : kind, ...(district === undefined ? {} : { district }), service: oneOfMany(services) }];
  });
}
