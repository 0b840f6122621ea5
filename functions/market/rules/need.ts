import { apportion } from "../../../shared/domain/apportion.ts";
import { type Areas, placeOfArea } from "./areas.ts";
import type { Basis, MicroHours } from "./hours.ts";

/** Hours needed: not yet arranged (`now`), or all of them (`capacity`); of each small area, class after class. */
export interface Need<B extends Basis> {
  readonly basis: B;
  readonly classCount: number;
  readonly hours: Float64Array;
}

/** Where the hours of a class in a small area stand: by the code of the area, then by the class. */
export const cellOf = (small: number, classCount: number, needed: number): number => small * classCount + needed;

/**
 * An area's hours over its small areas, by the people who live there: a model, that needs are spread as people are. Whole, and the sum is kept. Where
 * nobody lives it goes evenly.
 */
export function spreadOver({ small, partsOf }: Areas, area: number, hours: MicroHours): readonly MicroHours[] {
  const people = (partsOf[area] ?? []).map((at) => small[at]?.people ?? 0);
  return apportion(hours, people.some((count) => count > 0) ? people : people.map(() => 1));
}

/**
 * Need by area (code) and class, spread over small areas. An area that is not named needs nothing. Throws where an area is not known, or its hours are not
 * whole numbers of 0 or more, one for each class.
 */
export function needOf<B extends Basis>(basis: B, areas: Areas, classCount: number, byArea: ReadonlyMap<string, readonly MicroHours[]>): Need<B> {
  const hours = new Float64Array(areas.small.length * classCount);
  for (const [code, needed] of byArea) {
    const area = placeOfArea(areas, code);
    if (needed.length !== classCount) throw new RangeError(`${code} has not one number of hours for each class`);
    for (const [index, sum] of needed.entries()) writeNeed(hours, areas, classCount, area, index, sum);
  }
  return { basis, classCount, hours };
}

/** Writes the hours of one class in one area, spread over its small areas. */
export function writeNeed(hours: Float64Array, areas: Areas, classCount: number, area: number, index: number, sum: MicroHours): void {
  const parts = areas.partsOf[area] ?? [];
  for (const [at, part] of spreadOver(areas, area, sum).entries()) hours[cellOf(parts[at] ?? 0, classCount, index)] = part;
}
