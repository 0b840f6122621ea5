import { createHash, randomBytes } from "node:crypto";
import type { EpochMillis } from "../../../shared/domain/time.ts";
import type { SnapshotRow } from "../../../shared/listing/public-listing.ts";
import { KEPT_MS, SETTLED_MS, TILE_MS, WINDOW_MS } from "../../../shared/snapshot/log-times.ts";
import type { Manifest, StoredTile, TileEntry, TilePart } from "../../../shared/snapshot/ports.ts";
import { columnsOf, tileFrom } from "../../../shared/snapshot/tile.ts";
import { encodeCards, encodeColumns, partStarts } from "../../../shared/snapshot/tile-format.ts";
import type { NewTile, SnapshotStore } from "../ports.ts";
import { type Fold, foldLog } from "./fold.ts";
import { type CellRows, LISTINGS_A_TILE, partition } from "./partition.ts";

/** What building a snapshot did. */
export interface SnapshotReport {
  readonly version: number;
  readonly listings: number;
  readonly tiles: number;
  readonly tilesWritten: number;
}

/** Where the rows come from: the last snapshot and the log, or the truth itself. */
export type SnapshotSource = "log" | "truth";

/**
 * Brings the snapshot up to date and publishes it: of the log it takes what has settled, and reads and writes only
 * the tiles that this names. Tiles are written first, the manifest last, so a crash in between leaves the old
 * snapshot whole. Every tile expires some day unless it is renewed here, so whatever becomes of a builder, what it
 * wrote and nobody uses goes by itself; what was replaced goes soon. Returns nothing when there was nothing to do
 * or another builder came first: its own tiles are then gone again. Searches go on throughout.
 * A tile holds at most `most` listings, unless they live in one area.
 */
export async function buildSnapshot(
  store: SnapshotStore,
  now: () => EpochMillis,
  source: SnapshotSource = "log",
  most = LISTINGS_A_TILE,
): Promise<SnapshotReport | undefined> {
  const at = now();
  const old = (await store.manifest()) ?? nothingYet();
  const base = Math.max(old.base, at - SETTLED_MS);
  const log = source === "log" ? await store.logAfter(old.base, base) : [];
  const ageing = old.tiles.some(isAgeing(at));
  // Of the log the snapshot holds, what nobody's first page is older than: nobody needs it any more.
  await store.trimLog(Math.min(old.base, at - KEPT_MS - WINDOW_MS));
  if (source === "log" && !ageing && log.every(({ changes }) => changes.length === 0)) return undefined;

  const read = new Map<string, Promise<StoredTile | undefined>>();
  const tileOf = (key: string): Promise<StoredTile | undefined> => {
    const reading = read.get(key) ?? store.tile(key);
    read.set(key, reading);
    return reading;
  };
  const readTile = async ({ key }: TileEntry): Promise<StoredTile> => {
    const tile = await tileOf(key);
    if (!tile) throw new Error(`Tile ${key} of the current snapshot is missing`);
    return tile;
  };
  const partsOf = async (entries: readonly TileEntry[]) =>
    (await Promise.all(entries.map(({ key }) => tileOf(key)))).flatMap((tile) => tile?.parts.map(({ part }) => part) ?? []);

  const { replaced, cells }: Fold =
    source === "log"
      ? await foldLog(old, log, { readTile, cards: store.cards, most })
      : { replaced: old.tiles, cells: partition(await rowsOfTruth(store), "", most) };
  const ahead = source === "log" ? old.ahead : now() + WINDOW_MS;
  const replacedParts = await partsOf(replaced);
  const made = cells.map(encoder(replaced, replacedParts, at + TILE_MS));
  const written = made.filter((one) => one.tile !== undefined);
  for (const { tile } of written) if (tile) await store.writeTile(tile);

  const untouched = old.tiles.filter((entry) => !replaced.includes(entry));
  const tiles = await renewed(store, [...untouched, ...made.map(({ entry }) => entry)], readTile, at);
  const manifest: Manifest = { version: old.version + 1, base, ahead, tiles, cursorKey: old.cursorKey };
  const published = await store.publish(manifest, at);
  if (!published.ok) {
    await store.remove({ tiles: written.map(({ entry }) => entry.key), parts: written.flatMap(({ tile }) => tile?.newParts.map(({ part }) => part) ?? []) });
    return undefined;
  }
  const listed = new Set(tiles.map(({ key }) => key));
  const inUse = new Set(written.flatMap(({ tile }) => tile?.parts.map(({ part }) => part) ?? []));
  const gone = replaced.filter(({ key }) => !listed.has(key));
  await store.expire({ tiles: gone.map(({ key }) => key), parts: (await partsOf(gone)).filter((part) => !inUse.has(part)) }, at + KEPT_MS);
  return { version: manifest.version, listings: tiles.reduce((sum, { count }) => sum + count, 0), tiles: tiles.length, tilesWritten: written.length };
}

const nothingYet = (): Manifest => ({ version: 0, base: 0, ahead: 0, tiles: [], cursorKey: randomBytes(32).toString("base64") });

const isAgeing =
  (at: EpochMillis) =>
  ({ until }: TileEntry): boolean =>
    until - at < TILE_MS / 2;

async function rowsOfTruth(store: SnapshotStore): Promise<readonly SnapshotRow[]> {
  const rows: SnapshotRow[] = [];
  for await (const row of store.allRows()) rows.push(row);
  return rows;
}

/** Lets tiles that have lived half their life live anew. Before they are published: a tile never goes before its manifest says. */
async function renewed(
  store: SnapshotStore,
  tiles: readonly TileEntry[],
  readTile: (entry: TileEntry) => Promise<StoredTile>,
  at: EpochMillis,
): Promise<TileEntry[]> {
  const ageing = isAgeing(at);
  const until = at + TILE_MS;
  const all: TileEntry[] = [];
  for (const entry of tiles) {
    if (ageing(entry)) await store.renew({ tiles: [entry.key], parts: (await readTile(entry)).parts.map(({ part }) => part) }, entry.until, until);
    all.push(ageing(entry) ? { ...entry, until } : entry);
  }
  return all;
}

/** A tile of the new snapshot: one that stays as it is, or one to be written. */
interface MadeTile {
  readonly entry: TileEntry;
  readonly tile?: NewTile;
}

const hashOf = (...pieces: readonly Uint8Array[]): string => {
  const hash = createHash("sha256");
  for (const piece of pieces) hash.update(piece);
  return hash.digest("base64url").slice(0, 22);
};
/** A name is what something holds and who wrote it: the same content from two builders is two items, so neither can end the other's. */
const NAME_DIVIDER = ".";
const contentOf = (name: string): string => name.split(NAME_DIVIDER)[0] ?? "";

/** Makes tiles of rows. What is stored already, of the tiles they replace, is used again: whole tiles, and parts with the same cards. */
function encoder(replaced: readonly TileEntry[], replacedParts: readonly string[], until: EpochMillis): (cell: CellRows) => MadeTile {
  const mine = `${NAME_DIVIDER}${randomBytes(9).toString("base64url")}`;
  const tilesKnown = new Map(replaced.map((entry) => [`${entry.cell}/${contentOf(entry.key)}`, entry]));
  const partsKnown = new Map(replacedParts.map((part) => [contentOf(part), part]));
  const earliest = Math.min(...replaced.map((entry) => entry.until));
  return ({ cell, rows }) => {
    const plain = columnsOf(rows);
    const columns = encodeColumns(plain);
    const texts = rows.map(({ listing }) => JSON.stringify(listing));
    const newParts: { part: string; cards: Uint8Array }[] = [];
    const parts: TilePart[] = [];
    const starts = partStarts(plain.ids);
    for (const [index, from] of starts.entries()) {
      const rowsOfPart = texts.slice(from, starts[index + 1]);
      const cards = encodeCards(rowsOfPart);
      const known = partsKnown.get(hashOf(cards));
      const part = known ?? hashOf(cards) + mine;
      parts.push({ part, rows: rowsOfPart.length });
      if (!known) newParts.push({ part, cards });
    }
    const content = hashOf(columns, Buffer.from(parts.map(({ part }) => contentOf(part)).join()));
    const known = tilesKnown.get(`${cell}/${content}`);
    if (known) return { entry: known };
    const key = content + mine;
    const expires = newParts.length === parts.length ? until : Math.min(until, earliest);
    const entry: TileEntry = { key, cell, count: rows.length, box: tileFrom(plain).box, until: expires };
    return { entry, tile: { key, columns, parts, newParts, until } };
  };
}
