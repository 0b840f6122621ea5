import { type ApportionRoom, apportionIn, apportionRoom, makeRoom } from "../../../shared/domain/apportion.ts";
import type { MarketPolicy } from "../../../shared/policy/market.ts";
import type { Areas } from "./areas.ts";
import { type Basis, type MicroHours, microHours } from "./hours.ts";
import type { Need } from "./need.ts";
import { type Reach, reachFinder } from "./reach.ts";
import { type Group, groupKey, groupOf, type MarketListing, placeKey, type Supply } from "./supply.ts";

/** Groups at one place, and the furthest that any of them travels. */
export interface Base {
  readonly mostMiles: number;
  readonly groups: ReadonlyMap<string, Group>;
}

/** What the measure goes by besides need and supply. */
export type Measure = Pick<MarketPolicy, "decay" | "choice">;

/** Hours shared out: every hour that somebody offers goes to the need in its reach and skills, in proportion. */
export interface Market<B extends Basis> {
  readonly areas: Areas;
  readonly measure: Measure;
  /** Miles travelled, in hundredths of what listings say: another number than 100 is a trial. */
  readonly travelPercent: number;
  readonly need: Need<B>;
  readonly bases: ReadonlyMap<string, Base>;
  /** Hours shared with each small area and class (V), as `cellOf` has them. */
  readonly shared: Float64Array;
  /** How many there are to choose from (N) for each area and class, and how many of them nobody knows the hours of. */
  readonly choice: Int32Array;
  readonly unknownHours: Int32Array;
  /** Hours of those who reach and fit no need. */
  readonly unplaced: MicroHours;
}

/** What a group adds to or takes from: a market's sums, while they are made. */
export interface Sums {
  readonly shared: Float64Array;
  readonly choice: Int32Array;
  readonly unknownHours: Int32Array;
  unplaced: MicroHours;
}

/** Works groups of one market out, one after the other. */
export interface Sharing {
  /** What a group reaches; good until the next is asked for. */
  reachOf(group: Group): Reach;
  /**
   * Shares the group's hours over what it reaches and fits: cell after cell the need that counts (`weights`) and the hours (`shares`) of a room. Gives what
   * is asked of the group (Q), in hours needed times `decay.whole`; 0 where nothing is, and nothing is shared.
   */
  shares(group: Group, reach: Reach, classes?: readonly number[]): { readonly asked: number; readonly room: ApportionRoom };
  /** Adds (1) or takes away (-1) all that a group gives. */
  contribute(group: Group, sums: Sums, sign: 1 | -1): void;
}

/** Shares by one market's need, reach and measure. */
export function sharingOf({ areas, measure, need, bases }: Pick<Market<Basis>, "areas" | "measure" | "need" | "bases">): Sharing {
  const find = reachFinder(areas, measure.decay);
  const room = apportionRoom();
  const { classCount, hours } = need;
  const reached = new Float64Array(areas.codes.length).fill(UNTOUCHED);
  const leastHours = microHours(measure.choice.leastHours);

  const reachOf = (group: Group): Reach => find(group, bases.get(placeKey(group.place))?.mostMiles ?? group.miles);

  const shares: Sharing["shares"] = (group, reach, classes = group.classes) => {
    makeRoom(room, reach.count * classes.length);
    let count = 0;
    let asked = 0;
    for (let index = 0; index < reach.count; index += 1) {
      const from = (reach.at[index] ?? 0) * classCount;
      const weight = reach.weight[index] ?? 0;
      for (const needed of classes) {
        const counts = weight * (hours[from + needed] ?? 0);
        room.weights[count] = counts;
        asked += counts;
        count += 1;
      }
    }
    if (asked > 0) apportionIn(room, group.hours, count, asked);
    return { asked, room };
  };

  const countChoice = ({ members, classes }: Group, reach: Reach, { choice, unknownHours }: Sums, sign: 1 | -1): void => {
    const unknown = members.filter(({ hours: known }) => known === undefined).length;
    const all = unknown + members.filter(({ hours: known = -1 }) => known >= leastHours).length;
    if (all === 0 || classes.length === 0) return;
    const touched = peopleReached(areas, reach, reached);
    for (const area of touched) {
      const enough = (reached[area] ?? 0) * 100 >= measure.choice.reachPercent * (areas.people[area] ?? 0) && (areas.people[area] ?? 0) > 0;
      reached[area] = UNTOUCHED;
      if (!enough) continue;
      for (const needed of classes) {
        const at = area * classCount + needed;
        choice[at] = (choice[at] ?? 0) + sign * all;
        unknownHours[at] = (unknownHours[at] ?? 0) + sign * unknown;
      }
    }
  };

  const contribute: Sharing["contribute"] = (group, sums, sign) => {
    const reach = reachOf(group);
    countChoice(group, reach, sums, sign);
    if (group.hours === 0) return;
    const { asked, room: given } = shares(group, reach);
    if (asked === 0) {
      sums.unplaced += sign * group.hours;
      return;
    }
    const { shared } = sums;
    let count = 0;
    for (let index = 0; index < reach.count; index += 1) {
      const from = (reach.at[index] ?? 0) * classCount;
      for (const needed of group.classes) {
        shared[from + needed] = (shared[from + needed] ?? 0) + sign * (given.shares[count] ?? 0);
        count += 1;
      }
    }
  };

  return { reachOf, shares, contribute };
}

const UNTOUCHED = -1;

/** Counts the people of each area who are reached, from `UNTOUCHED` on; gives the areas. */
function peopleReached({ small, parentOf }: Areas, reach: Reach, reached: Float64Array): readonly number[] {
  const touched: number[] = [];
  for (let index = 0; index < reach.count; index += 1) {
    const at = reach.at[index] ?? 0;
    const area = parentOf[at] ?? 0;
    const before = reached[area] ?? UNTOUCHED;
    if (before === UNTOUCHED) touched.push(area);
    reached[area] = Math.max(0, before) + (small[at]?.people ?? 0);
  }
  return touched;
}

/** Listings by the places they work from, alike ones in one group. */
export function basesOf(listings: readonly MarketListing[], travelPercent: number): Map<string, Base> {
  const bases = new Map<string, Base>();
  for (const [key, there] of Map.groupBy(listings, ({ place }) => placeKey(place))) {
    const alike = Map.groupBy(there, (listing) => groupKey(listing, travelPercent));
    bases.set(key, baseOf([...alike].flatMap(([group, members]) => groupOf(group, members, travelPercent) ?? [])));
  }
  return bases;
}

/** Groups at one place. */
export const baseOf = (groups: readonly Group[]): Base => ({
  mostMiles: groups.reduce((most, { miles }) => Math.max(most, miles), 0),
  groups: new Map(groups.map((group) => [group.key, group])),
});

/**
 * Shares supply out over need (two-step floating catchment areas on the reach that each listing declares: Luo and Wang 2003; Kilinc, Milburn and Heier Stamm
 * 2017; as hours, spatial availability: Soukhov, Paez, Higgins and Mohamed 2023). All of it is whole numbers, apportioned by largest remainder, ties by the
 * code of the small area and then the class: the order of what is given changes nothing. Both must be of one basis.
 */
export function marketOf<B extends Basis>(areas: Areas, measure: Measure, supply: Supply<B>, need: Need<NoInfer<B>>, travelPercent = 100): Market<B> {
  if (supply.basis !== need.basis) throw new TypeError(`Hours of ${supply.basis} are never held against hours of ${need.basis}`);
  const ids = new Set(supply.listings.map(({ id }) => id));
  if (ids.size < supply.listings.length) throw new RangeError("A listing stands twice");
  const bases = basesOf(supply.listings, travelPercent);
  const sharing = sharingOf({ areas, measure, need, bases });
  const sums = {
    shared: new Float64Array(need.hours.length),
    choice: new Int32Array(areas.codes.length * need.classCount),
    unknownHours: new Int32Array(areas.codes.length * need.classCount),
    unplaced: 0,
  };
  for (const { groups } of bases.values()) for (const group of groups.values()) sharing.contribute(group, sums, 1);
  return { areas, measure, travelPercent, need, bases, ...sums };
}
