import type { ParameterError, Read } from "../../../shared/domain/input.ts";
import { readTypedAmount } from "../../../shared/domain/typed-amount.ts";
import { SPAN_CODES } from "../../../shared/listing/availability.ts";
import type { MarketPolicy } from "../../../shared/policy/market.ts";
import type { MicroHours } from "./hours.ts";
import { microHours } from "./hours.ts";
import { classesOf, type NeedClass } from "./need-class.ts";

const MOST_HOURS = 168;

/** What somebody wants to try, but for where: that is looked up. */
export interface WhatIfAsked {
  readonly count: number;
  readonly place: string;
  readonly miles: number;
  readonly hours: MicroHours;
  readonly services: readonly string[];
  readonly groups: readonly string[];
  readonly languages: readonly string[];
  /** Places of the classes that they would fit, ascending. */
  readonly classes: readonly number[];
  /** Times and spans: `weekdays-evening`. */
  readonly times: readonly string[];
}

/** What can be chosen: of the classes that there is need of. */
export const choicesIn = (classes: readonly NeedClass[]) => ({
  services: [...new Set(classes.map(({ service }) => service))],
  groups: [...new Set(classes.flatMap(({ group }) => group ?? []))],
  languages: [...new Set(classes.flatMap(({ language }) => language ?? []))],
});

/**
 * Reads what somebody wants to try; refused by field. Without a group they take everybody. `mostMiles` is as far as anybody listed goes: further out nobody
 * knows what is needed.
 */
export function readWhatIf(
  query: URLSearchParams,
  classes: readonly NeedClass[],
  mostMiles: number,
  { mostListings }: MarketPolicy["whatIf"],
): Read<WhatIfAsked> {
  const typed = (name: string) => (query.get(name) ?? "").trim();
  const chosen = (name: string) => [...new Set(query.getAll(name))];
  const known = choicesIn(classes);
  const [count, miles, hours] = [readTypedAmount(typed("count"), "people"), readTypedAmount(typed("miles"), "miles"), readTypedAmount(typed("hours"), "hours")];
  const [services, groups, languages, times] = [chosen("services"), chosen("groups"), chosen("languages"), chosen("times")];
  const fit = classesOf({ services, clientGroups: groups.length > 0 ? groups : known.groups, languages }, classes);
  const outside = (some: readonly string[], all: readonly string[]) => some.some((code) => !all.includes(code));
  const errors: ParameterError[] = [
    ...(count !== undefined && Number.isInteger(count) && count >= 1 && count <= mostListings ? [] : [{ parameter: "count", detail: "wrong" }]),
    ...(typed("place") === "" ? [{ parameter: "place", detail: "missing" }] : []),
    ...(miles !== undefined && miles <= mostMiles ? [] : [{ parameter: "miles", detail: "wrong" }]),
    ...(hours !== undefined && hours > 0 && hours <= MOST_HOURS ? [] : [{ parameter: "hours", detail: "wrong" }]),
    ...(services.length === 0 || outside(services, known.services) ? [{ parameter: "services", detail: "wrong" }] : []),
    ...(outside(groups, known.groups) ? [{ parameter: "groups", detail: "unknown" }] : []),
    ...(outside(languages, known.languages) ? [{ parameter: "languages", detail: "unknown" }] : []),
    ...(outside(times, SPAN_CODES) ? [{ parameter: "times", detail: "unknown" }] : []),
  ];
  if (errors.length > 0 || count === undefined || miles === undefined || hours === undefined) return { ok: false, errors };
  return { ok: true, value: { count, place: typed("place"), miles, hours: microHours(hours), services, groups, languages, classes: fit, times } };
}
