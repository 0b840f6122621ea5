import { lowestBit, type Plane } from "../../../shared/snapshot/bits.ts";
import type { Reached } from "../../../shared/snapshot/catchment.ts";
import type { Tile } from "../../../shared/snapshot/tile.ts";
import { type Criteria, compareKeys, type OrderKey } from "./criteria.ts";
import { sortFigure, weeklyTie } from "./order.ts";

/** One listing found, and where it stands. */
export interface Pick {
  readonly tile: Tile;
  readonly row: number;
  readonly id: string;
  /** To the centre of its area; never shown finer than whole miles. */
  readonly miles: number;
  readonly key: OrderKey;
}

/** A tile with matches, and the areas of it that were reached, nearest first. */
export interface TileHit {
  readonly tile: Tile;
  readonly matched: Plane;
  readonly areas: readonly Reached[];
}

/** The next listings in order, at most `limit`, and whether more follow. */
export interface Page {
  readonly picks: readonly Pick[];
  readonly more: boolean;
}

/** The best listings after the cursor. */
export function nextPage(hits: readonly TileHit[], criteria: Criteria): Page {
  // One more than is shown, to know whether more follow.
  const best = criteria.sort === "distance" ? nearest(hits, criteria, criteria.limit + 1) : foremost(hits, criteria, criteria.limit + 1);
  return { picks: best.slice(0, criteria.limit), more: best.length > criteria.limit };
}

/** By distance: area by area outwards over all tiles, until nobody further out could be among the best. */
function nearest(hits: readonly TileHit[], criteria: Criteria, wanted: number): readonly Pick[] {
  const best: Pick[] = [];
  const from = criteria.after?.figure ?? 0;
  const next = new Uint32Array(hits.length);
  for (;;) {
    let closest = -1;
    let miles = best[wanted - 1]?.miles ?? Number.POSITIVE_INFINITY;
    for (let index = 0; index < hits.length; index += 1) {
      const reached = hits[index]?.areas[next[index] ?? 0];
      if (reached === undefined || reached.miles > miles) continue;
      closest = index;
      miles = reached.miles;
    }
    const hit = hits[closest];
    const at = next[closest];
    const area = at === undefined ? undefined : hit?.areas[at];
    if (hit === undefined || at === undefined || area === undefined) return best;
    next[closest] = at + 1;
    if (area.miles >= from) consider(best, wanted, hit, area, criteria);
  }
}

/** By anything else: everybody is looked at. */
function foremost(hits: readonly TileHit[], criteria: Criteria, wanted: number): readonly Pick[] {
  const best: Pick[] = [];
  for (const hit of hits) for (const area of hit.areas) consider(best, wanted, hit, area, criteria);
  return best;
}

/** Keeps the matches of an area that are among the best `wanted` after the cursor; `best` stays in order. */
function consider(best: Pick[], wanted: number, { tile, matched }: TileHit, { start, end, miles }: Reached, criteria: Criteria): void {
  for (let w = start >>> 5; w << 5 < end; w += 1) {
    for (let word = matched[w] ?? 0; word !== 0; word &= word - 1) {
      const row = (w << 5) + lowestBit(word);
      if (row < start || row >= end) continue;
      const figure = sortFigure(criteria, tile, row, miles);
      const worst = best[wanted - 1]?.key;
      if (worst !== undefined && figure > worst.figure) continue;
      const tie = weeklyTie(tile.idHash[row] ?? 0, criteria.week);
      if (worst !== undefined && figure === worst.figure && tie > worst.tie) continue;
      const id = tile.ids[row] ?? "";
      const key = { figure, tie, id };
      if (criteria.after === undefined || compareKeys(key, criteria.after) > 0) insert(best, wanted, { tile, row, id, miles, key });
    }
  }
}

function insert(best: Pick[], wanted: number, pick: Pick): void {
  let at = best.length;
  for (let before = best[at - 1]; before !== undefined && compareKeys(pick.key, before.key) < 0; before = best[at - 1]) {
    best[at] = before;
    at -= 1;
  }
  best[at] = pick;
  if (best.length > wanted) best.pop();
}
