import type { Area } from "../../../shared/listing/listing.ts";
import { changedMarket } from "./change-market.ts";
import type { Certificate, Floor } from "./floor.ts";
import { gapOf } from "./gap.ts";
import type { Basis, MicroHours } from "./hours.ts";
import type { Market } from "./market.ts";
import { cellOf } from "./need.ts";
import { areasReached, comingOf, type Newcomer, type Scope, wholeFloor } from "./what-if.ts";

/** What one more would change from a sector. */
export interface SectorUse {
  readonly sector: Area;
  /** How far the floor (U) would fall. */
  readonly floorFall: MicroHours;
  /** How far the hours short as things are shared (G) would fall. */
  readonly shortfallFall: MicroHours;
}

/** A sector before its floor is worked out: at most so much could it fall. */
interface Candidate extends Omit<SectorUse, "floorFall"> {
  readonly atMost: MicroHours;
}

/**
 * The sector from which the next one with these hours would help most: the largest fall of the floor for each hour they bring; of equal ones the largest fall
 * of what is short, then the first by its code. Undefined where there is no sector, or they bring nothing. Floors are worked out only of sectors that can still
 * be the best: a floor falls by no more than the newcomer's hours, and by no more than the need they reach of the set that shows why it cannot be met.
 */
export function bestSector(
  market: Market<Basis>,
  newcomer: Omit<Newcomer, "place">,
  sectors: readonly Area[],
  scope: Scope,
  before: Floor = wholeFloor(market, scope),
): SectorUse | undefined {
  if (newcomer.hours === 0) return undefined;
  const short = neededOf(market, before.certificate);
  const candidates = sectors
    .map((sector) => candidateOf(market, { ...newcomer, place: sector }, scope, short))
    .toSorted((a, b) => b.atMost - a.atMost || b.shortfallFall - a.shortfallFall || (a.sector.key < b.sector.key ? -1 : 1));
  let best: SectorUse | undefined;
  for (const { sector, atMost, shortfallFall } of candidates) {
    if (best && !comesBefore({ sector, shortfallFall, floorFall: atMost }, best)) continue;
    const floorFall = atMost === 0 ? 0 : before.short - wholeFloor(withOne(market, { ...newcomer, place: sector }), scope).short;
    const use = { sector, shortfallFall, floorFall };
    if (!best || comesBefore(use, best)) best = use;
  }
  return best;
}

const withOne = (market: Market<Basis>, each: Newcomer): Market<Basis> => changedMarket(market, comingOf({ count: 1, each }));

/** Whether one helps more than another. They bring the same hours, so that the larger fall is the larger for each hour. */
const comesBefore = (a: SectorUse, b: SectorUse): boolean =>
  a.floorFall !== b.floorFall
    ? a.floorFall > b.floorFall
    : a.shortfallFall !== b.shortfallFall
      ? a.shortfallFall > b.shortfallFall
      : a.sector.key < b.sector.key;

/** Of each small area (its place), the classes that the set names, and their hours. */
function neededOf({ areas, need }: Market<Basis>, certificate: Certificate | undefined): ReadonlyMap<number, ReadonlyMap<number, MicroHours>> {
  const placeOf = new Map(areas.small.map(({ code }, at) => [code, at]));
  const found = new Map<number, Map<number, MicroHours>>();
  for (const { small, needed } of certificate?.cells ?? []) {
    const at = placeOf.get(small) ?? 0;
    const there = found.get(at) ?? new Map<number, MicroHours>();
    found.set(at, there.set(needed, need.hours[cellOf(at, need.classCount, needed)] ?? 0));
  }
  return found;
}

function candidateOf(market: Market<Basis>, newcomer: Newcomer, scope: Scope, short: ReturnType<typeof neededOf>): Candidate {
  const changed = withOne(market, newcomer);
  const { standing } = scope.policy;
  let [shortfallFall, couldMeet] = [0, 0];
  for (const code of areasReached(changed, newcomer, scope)) {
    for (const needed of newcomer.classes) shortfallFall += gapOf(market, code, needed, standing).shortfall - gapOf(changed, code, needed, standing).shortfall;
    // Whole areas: some of their small areas may not be reached, so that it is never too little.
    for (const small of market.areas.partsOf[market.areas.placeOf.get(code) ?? -1] ?? [])
      for (const needed of newcomer.classes) couldMeet += short.get(small)?.get(needed) ?? 0;
  }
  return { sector: newcomer.place, shortfallFall, atMost: Math.min(newcomer.hours, couldMeet) };
}
