import type { LookedCell, LookedMeasure } from "./at-time.ts";
import { type Standing, standingOf } from "./gap.ts";
import type { MicroHours } from "./hours.ts";
import type { GapArea, GapFigures, GapSnapshot, StoredFloor } from "./snapshot.ts";

/** What of a measure is looked at: one class, by its place, or all; a district, or all of the council. */
export interface Looked {
  readonly needed?: number | undefined;
  readonly district?: string | undefined;
}

/** Hours of one area, or of several together. */
export interface Sums {
  readonly need: MicroHours;
  readonly shared: MicroHours;
  readonly shortfall: MicroHours;
  /** Hours in reach for each hour needed; absent where nothing is needed. */
  readonly reachable?: number;
  readonly standing: Standing;
}

/** An area as a table has it. Nothing is said of it where too few people are expected there, and too few known. */
export interface GapRow extends Sums {
  readonly area: GapArea;
  readonly tooFew: boolean;
  /** What is known of the class; absent where it is all of them. */
  readonly cell?: LookedCell | undefined;
  /** How many classes are short in it, or have no hours. */
  readonly classesShort: number;
}

const isShort = (standing: Standing): boolean => standing === "short" || standing === "no-hours";

/** The cells of an area, by its place in the snapshot. */
export const cellsOf = ({ cells, classes }: Pick<LookedMeasure, "cells" | "classes">, area: number): readonly LookedCell[] =>
  cells.slice(area * classes.length, (area + 1) * classes.length);

/** Sums of cells, and how far hours go over all of them: more than enough of one class makes up for nothing in another. */
export function sumsOf(cells: readonly GapFigures[], limits: GapSnapshot["limits"]): Sums {
  const sums = { need: 0, shared: 0, shortfall: 0 };
  for (const { need, shared, shortfall } of cells) {
    sums.need += need;
    sums.shared += shared;
    sums.shortfall += shortfall;
  }
  const [only] = cells;
  return {
    ...sums,
    ...(sums.need === 0 ? {} : { reachable: sums.shared / sums.need }),
    standing: only !== undefined && cells.length === 1 ? only.standing : standingOf(sums.need, sums.shared, limits),
  };
}

/** Whether too few people are expected in an area, and too few known, for figures of it to be shown. */
export const hasTooFew = ({ modelled, observed }: Pick<GapArea, "modelled" | "observed">, leastPeople: number): boolean =>
  modelled < leastPeople && observed < leastPeople;

const RANK: readonly Standing[] = ["no-hours", "short", "tight", "enough", "no-need"];

/** The areas of what is looked at: where most hours are short first, equal ones by name, and those with too few people last. */
export function rowsOf(snapshot: LookedMeasure, { needed, district }: Looked): readonly GapRow[] {
  const rows = snapshot.areas.flatMap((area, at): GapRow[] => {
    if (district !== undefined && area.district !== district) return [];
    const all = cellsOf(snapshot, at);
    const cell = needed === undefined ? undefined : all[needed];
    const some = cell === undefined ? all : [cell];
    return [
      {
        area,
        tooFew: hasTooFew(area, snapshot.leastPeople),
        ...(cell === undefined ? {} : { cell }),
        ...sumsOf(some, snapshot.limits),
        classesShort: all.filter(({ standing }) => isShort(standing)).length,
      },
    ];
  });
  const order = (row: GapRow): number => (row.tooFew ? RANK.length : RANK.indexOf(row.standing));
  return rows.toSorted((a, b) =>
    a.tooFew !== b.tooFew ? Number(a.tooFew) - Number(b.tooFew) : b.shortfall - a.shortfall || order(a) - order(b) || (a.area.name < b.area.name ? -1 : 1),
  );
}

/** All of what is looked at together. */
export const totalOf = (snapshot: LookedMeasure, looked: Looked, which: (area: GapArea) => boolean = () => true): Sums & { readonly areas: number } => {
  const places = snapshot.areas.flatMap((area, at) => ((looked.district === undefined || area.district === looked.district) && which(area) ? [at] : []));
  const cells = places.flatMap((at) => {
    const all = cellsOf(snapshot, at);
    const cell = looked.needed === undefined ? undefined : all[looked.needed];
    return cell === undefined ? all : [cell];
  });
  const sums = sumsOf(cells, snapshot.limits);
  return { ...sums, standing: standingOf(sums.need, sums.shared, snapshot.limits), areas: places.length };
};

/** The floor under what is looked at: of a class, or of all together. It is of the whole council, never of a district. */
export const floorUnder = ({ floors }: Pick<GapSnapshot, "floors">, needed: number | undefined): StoredFloor | undefined =>
  needed === undefined ? floors.at(-1) : floors[needed];

/** How many of some rows are short, or have no hours. */
export const shortIn = (rows: readonly GapRow[]): number => rows.filter(({ tooFew, standing }) => !tooFew && isShort(standing)).length;

/** The least hours in reach for each hour needed, in hundredths, of each class of a map but the worst, which begins at nothing: the best first. */
export const shadeLimits = ({ shortBelowPercent, tightBelowPercent }: GapSnapshot["limits"]): readonly number[] => [
  tightBelowPercent,
  shortBelowPercent,
  shortBelowPercent / 2,
];

/** Which of the four classes of a map an area is in, by how many hours are in reach for each hour needed: 1 is the best, 4 the worst; undefined where nothing is said of it. */
export function shadeOf({ tooFew, reachable }: Pick<GapRow, "tooFew" | "reachable">, limits: GapSnapshot["limits"]): 1 | 2 | 3 | 4 | undefined {
  if (tooFew || reachable === undefined) return undefined;
  const [enough = 0, tight = 0, short = 0] = shadeLimits(limits);
  const percent = reachable * 100;
  return percent >= enough ? 1 : percent >= tight ? 2 : percent >= short ? 3 : 4;
}
