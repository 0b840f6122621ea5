import type { Basis, MicroHours } from "./hours.ts";
import { type Market, sharingOf } from "./market.ts";
import type { Part } from "./parts.ts";
import type { Group } from "./supply.ts";

/** What stands behind one class in one area: the parts of its hours (`partsOf`), and the hours it would have alone (`aloneHours`). */
export interface Behind {
  readonly parts: readonly Part[];
  readonly alone: MicroHours;
}

/** What `partsOf` and `aloneHours` find, for every class in every one of some areas (codes), in one pass over the groups. The function gives that of a cell. */
export function behindAll(market: Market<Basis>, codes: readonly string[]): (code: string, needed: number) => Behind {
  const { areas, bases, measure, need } = market;
  const wanted = new Set(codes.map((code) => areas.placeOf.get(code)));
  const sharing = sharingOf(market);
  const found = new Map<number, { parts: Part[]; alone: number }>();
  const behind = (area: number, needed: number): { parts: Part[]; alone: number } => {
    const cell = area * need.classCount + needed;
    const known = found.get(cell) ?? { parts: [], alone: 0 };
    found.set(cell, known);
    return known;
  };

  const take = (group: Group): void => {
    const reach = sharing.reachOf(group);
    const people = new Map<number, number>();
    const rows: (readonly [row: number, area: number])[] = [];
    for (let row = 0; row < reach.count; row += 1) {
      const at = reach.at[row] ?? 0;
      const area = areas.parentOf[at] ?? 0;
      if (!wanted.has(area)) continue;
      rows.push([row, area]);
      people.set(area, (people.get(area) ?? 0) + (areas.small[at]?.people ?? 0));
    }
    if (rows.length === 0) return;
    /** The hours of the group that go to each area and class, if all goes to these classes. */
    const given = (classes: readonly number[]): ((area: number, column: number) => number) => {
      const sums = new Map<number, number>();
      const { asked, room } = sharing.shares(group, reach, classes);
      for (const [row, area] of asked > 0 ? rows : [])
        for (let column = 0; column < classes.length; column += 1) {
          const at = area * classes.length + column;
          sums.set(at, (sums.get(at) ?? 0) + (room.shares[row * classes.length + column] ?? 0));
        }
      return (area, column) => sums.get(area * classes.length + column) ?? 0;
    };
    const shared = given(group.classes);
    for (const [column, needed] of group.classes.entries()) {
      const alone = group.hours > 0 ? given([needed]) : () => 0;
      for (const [area, reached] of people) {
        const all = areas.people[area] ?? 0;
        const cell = behind(area, needed);
        cell.parts.push({ group, hours: shared(area, column), inReach: all > 0 && reached * 100 >= measure.choice.reachPercent * all });
        cell.alone += alone(area, 0);
      }
    }
  };

  for (const { groups } of bases.values()) for (const group of groups.values()) take(group);
  return (code, needed) => behind(areas.placeOf.get(code) ?? -1, needed);
}
