import type { Point } from "../../../shared/domain/geo.ts";
import type { SnapshotRow } from "../../../shared/listing/public-listing.ts";

/** A tile is split until it holds at most this many listings; a single area is never split. */
export const LISTINGS_A_TILE = 3000;

interface AreaRows {
  readonly lat: number;
  readonly lon: number;
  readonly rows: SnapshotRow[];
}

/** The rows of a tile, and the cell of the globe they live in. */
export interface CellRows {
  readonly cell: string;
  readonly rows: SnapshotRow[];
}

/** A cell is this much high, in degrees, and twice as wide. */
const WHOLE = { lat: 0, lon: 0, height: 180 };
type Square = typeof WHOLE;

const QUARTERS = [0, 1, 2, 3] as const;
const quarterOf = ({ lat, lon }: Square, point: Point): number => (point.lat >= lat ? 2 : 0) + (point.lon >= lon ? 1 : 0);
function quarter({ lat, lon, height }: Square, which: number): Square {
  const half = height / 2;
  return { lat: lat + (which >= 2 ? half : -half) / 2, lon: lon + (which % 2 === 1 ? half : -half), height: half };
}
const squareOf = (cell: string): Square => [...cell].reduce((square, which) => quarter(square, Number(which)), WHOLE);

/**
 * Divides rows of a cell into tiles: a quadtree over the whole globe with fixed midlines, so that an area
 * stays in its tile while others come and go, and unchanged tiles need not be written again.
 * Within a tile rows stand area by area along a Hilbert curve, then by id.
 */
export function partition(rows: Iterable<SnapshotRow>, within = "", most = LISTINGS_A_TILE): CellRows[] {
  const areas = new Map<string, AreaRows>();
  for (const row of rows) {
    // The middle of an area moves, and its listings follow one after another: till then there are two of its name.
    const { key, lat, lon } = row.area;
    const name = `${key}#${lat}#${lon}`;
    const known = areas.get(name);
    if (known) known.rows.push(row);
    else areas.set(name, { lat, lon, rows: [row] });
  }
  const tiles: CellRows[] = [];
  const split = (inside: readonly AreaRows[], cell: string, square: Square) => {
    const total = inside.reduce((sum, area) => sum + area.rows.length, 0);
    if (total === 0) return;
    if (total <= most || inside.length === 1 || square.height < 1e-6) {
      tiles.push({ cell, rows: inTileOrder(inside) });
      return;
    }
    for (const which of QUARTERS) {
      split(
        inside.filter((area) => quarterOf(square, area) === which),
        `${cell}${which}`,
        quarter(square, which),
      );
    }
  };
  split([...areas.values()], within, squareOf(within));
  return tiles;
}

/**
 * The cell a point belongs to among those of the tiles there are; where it is in none of them, the largest that has
 * none of them inside.
 */
export function cellFinder(cells: readonly string[]): (point: Point) => string {
  const tiles = new Set(cells);
  const divided = new Set(cells.flatMap((cell) => [...cell].map((_, depth) => cell.slice(0, depth))));
  return (point) => {
    let cell = "";
    for (let square = WHOLE; !tiles.has(cell) && divided.has(cell); ) {
      const which = quarterOf(square, point);
      cell += which;
      square = quarter(square, which);
    }
    return cell;
  };
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
