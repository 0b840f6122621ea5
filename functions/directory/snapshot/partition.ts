import type { SnapshotRow } from "../../../shared/listing/public-listing.ts";

/** A tile is split until it holds at most this many listings; a single area is never split. */
export const LISTINGS_A_TILE = 3000;

interface AreaRows {
  readonly lat: number;
  readonly lon: number;
  readonly rows: SnapshotRow[];
}

/**
 * Divides rows into tiles: a quadtree over the whole globe with fixed midlines, so that an area
 * stays in its tile while others come and go, and unchanged tiles need not be written again.
 * Within a tile rows stand area by area along a Hilbert curve, then by id.
 */
export function partition(rows: Iterable<SnapshotRow>, most = LISTINGS_A_TILE): SnapshotRow[][] {
  const areas = new Map<string, AreaRows>();
  for (const row of rows) {
    const known = areas.get(row.area.key);
    if (known) known.rows.push(row);
    else areas.set(row.area.key, { lat: row.area.lat, lon: row.area.lon, rows: [row] });
  }
  const tiles: SnapshotRow[][] = [];
  const split = (within: readonly AreaRows[], lat: number, lon: number, height: number) => {
    const total = within.reduce((sum, area) => sum + area.rows.length, 0);
    if (total === 0) return;
    if (total <= most || within.length === 1 || height < 1e-6) {
      tiles.push(inTileOrder(within));
      return;
    }
    const half = height / 2;
    for (const north of [false, true]) {
      for (const east of [false, true]) {
        const inside = within.filter((area) => area.lat >= lat === north && area.lon >= lon === east);
        split(inside, lat + (north ? half : -half) / 2, lon + (east ? half : -half), half);
      }
    }
  };
  split([...areas.values()], 0, 0, 180);
  return tiles;
}

function inTileOrder(areas: readonly AreaRows[]): SnapshotRow[] {
  return [...areas]
    .map((area) => ({ area, place: hilbert(area.lat, area.lon) }))
    .sort((a, b) => a.place - b.place || (keyOf(a.area) < keyOf(b.area) ? -1 : 1))
    .flatMap(({ area }) => area.rows.sort((a, b) => (a.listing.id < b.listing.id ? -1 : 1)));
}

const keyOf = (area: AreaRows): string => area.rows[0]?.area.key ?? "";

/** The distance of a point along a Hilbert curve of 2^16 by 2^16 cells over the globe. */
function hilbert(lat: number, lon: number): number {
  let x = Math.min(65_535, Math.floor(((lon + 180) / 360) * 65_536));
  let y = Math.min(65_535, Math.floor(((lat + 90) / 180) * 65_536));
  let along = 0;
  for (let side = 32_768; side > 0; side >>>= 1) {
    const right = (x & side) > 0 ? 1 : 0;
    const up = (y & side) > 0 ? 1 : 0;
    along += side * side * ((3 * right) ^ up);
    if (up === 0) {
      if (right === 1) {
        x = 65_535 - x;
        y = 65_535 - y;
      }
      [x, y] = [y, x];
    }
  }
  return along;
}
