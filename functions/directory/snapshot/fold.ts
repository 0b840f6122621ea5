import type { Change } from "../../../shared/listing/change.ts";
import type { PublicListing, SnapshotRow } from "../../../shared/listing/public-listing.ts";
import type { LogRecord, Manifest, StoredTile, TileEntry } from "../../../shared/snapshot/ports.ts";
import type { SnapshotStore } from "../ports.ts";
import { type CellRows, cellFinder, partition } from "./partition.ts";

/** The tiles a fold of the log replaces, and the rows of those that come in their place. */
export interface Fold {
  readonly replaced: readonly TileEntry[];
  readonly cells: readonly CellRows[];
}

/** What the log did to one listing: how it was before, and how it is now. */
interface Outcome {
  readonly before?: SnapshotRow;
  readonly after?: SnapshotRow;
  /** How it was in between. A change told twice may have been taken in by the fold before: then the listing is here already. */
  readonly between: readonly SnapshotRow[];
}

/** Of each listing what its changes came to, whatever the order they stand in: by their versions. */
function outcomes(log: readonly LogRecord[]): ReadonlyMap<string, Outcome> {
  const changes = new Map<string, Change[]>();
  for (const change of log.flatMap((record) => record.changes)) changes.set(change.id, [...(changes.get(change.id) ?? []), change]);
  return new Map(
    [...changes].map(([id, all]) => {
      const [first, ...later] = all.toSorted((a, b) => a.version - b.version);
      const after = (later.at(-1) ?? first)?.after;
      const between = later.flatMap(({ before }) => before ?? []);
      return [id, { ...(first?.before ? { before: first.before } : {}), ...(after ? { after } : {}), between }];
    }),
  );
}

/** What a fold reads, and how many listings a tile of its holds at most. */
export interface FoldDeps {
  /** Throws for a tile that is not there: a manifest names it. */
  readonly readTile: (entry: TileEntry) => Promise<StoredTile>;
  readonly cards: SnapshotStore["cards"];
  readonly most: number;
}

/**
 * Folds the log into the tiles it names: those its listings were in, and those they are in now. All tiles are read where
 * a listing is not in the tile it should be in, or may be in another: then the tiles are ahead of the log.
 */
export async function foldLog({ tiles, ahead, base }: Manifest, log: readonly LogRecord[], { readTile, cards, most }: FoldDeps): Promise<Fold> {
  const entries = new Map(tiles.map((entry) => [entry.cell, entry]));
  const cellOf = cellFinder([...entries.keys()]);
  const held = new Map<string, Map<string, SnapshotRow>>();
  const open = async (cell: string): Promise<Map<string, SnapshotRow>> => {
    const entry = entries.get(cell);
    const rows = held.get(cell) ?? (entry ? await rowsOf(entry, await readTile(entry), cards) : new Map<string, SnapshotRow>());
    held.set(cell, rows);
    return rows;
  };
  const outcome = outcomes(log);
  let whole = base < ahead;
  for (const [id, { before, after, between }] of outcome) {
    for (const row of after ? [...between, after] : between) await open(cellOf(row.area));
    if (before && !(await open(cellOf(before.area))).has(id)) whole = true;
  }
  if (whole) for (const cell of entries.keys()) await open(cell);
  for (const [id, { before, after, between }] of outcome) {
    const places = [...(before ? [before] : []), ...between].map(({ area }) => cellOf(area));
    for (const cell of whole ? held.keys() : places) held.get(cell)?.delete(id);
    if (after) held.get(cellOf(after.area))?.set(id, after);
  }
  return {
    replaced: [...held.keys()].flatMap((cell) => entries.get(cell) ?? []),
    cells: [...held].flatMap(([cell, rows]) => partition(rows.values(), cell, most)),
  };
}

async function rowsOf({ key }: TileEntry, { columns, parts }: StoredTile, cards: SnapshotStore["cards"]): Promise<Map<string, SnapshotRow>> {
  const texts = (await Promise.all(parts.map(({ part }) => cards(part)))).flat();
  const rows = new Map<string, SnapshotRow>();
  for (const { key: area, lat, lon, start, end } of columns.areas) {
    for (const card of texts.slice(start, end)) {
      if (card === undefined) throw new Error(`Cards of tile ${key} are missing`);
      const listing: PublicListing = JSON.parse(card);
      rows.set(listing.id, { area: { key: area, lat, lon }, listing });
    }
  }
  return rows;
}
