import { type Box, milesToBoxAtLeast, type Point } from "../../../shared/domain/geo.ts";
import type { Change } from "../../../shared/listing/change.ts";
import type { DirectoryReader, LogRecord, Manifest, TileEntry } from "../ports.ts";
import { type Plane, setBit, wordsFor } from "./bits.ts";
import { columnsOf, type Tile, tileFrom } from "./tile.ts";

/** A tile held in memory, and which of its rows a later change has overtaken. */
export interface HeldTile {
  readonly entry: TileEntry;
  readonly tile: Tile;
  dead?: Plane;
}

/** Changed listings since the snapshot, as a tile of their own, with their cards beside it. */
export interface Overlay {
  readonly tile: Tile;
  readonly cards: readonly string[];
}

/** What a process knows of the directory: a snapshot, and every change since. Replaced, never edited. */
export interface DirectoryState {
  readonly manifest: Manifest;
  /** The last log record taken in. */
  readonly position: number;
  /** Log records this process has seen, oldest first, without gaps up to `position`. */
  readonly history: readonly LogRecord[];
  /** The latest change of each listing changed since the snapshot. */
  readonly changed: ReadonlyMap<string, Change>;
  readonly overlay?: Overlay;
  readonly held: Map<string, HeldTile>;
}

const tileKeys = new WeakMap<Tile, string>();

/** The name of a tile of the snapshot; undefined for an overlay, which has none. */
export const keyOfTile = (tile: Tile): string | undefined => tileKeys.get(tile);

/** How many log records a process remembers for people in the middle of paging. */
const RECORDS_REMEMBERED = 2048;

/** Builds the tile of rows that are not in the snapshot. */
export function overlayOf(rows: readonly NonNullable<Change["after"]>[]): Overlay | undefined {
  if (rows.length === 0) return undefined;
  const ordered = [...rows].sort((a, b) => (a.area.key === b.area.key ? (a.listing.id < b.listing.id ? -1 : 1) : a.area.key < b.area.key ? -1 : 1));
  return {
    tile: tileFrom(columnsOf(ordered)),
    cards: ordered.map(({ listing }) => JSON.stringify(listing)),
  };
}

/** Marks rows of a tile that the changed listings have overtaken. */
function overtaken(tile: Tile, changed: Iterable<string>): Plane | undefined {
  let dead: Plane | undefined;
  for (const id of changed) {
    const row = tile.rowOf(id);
    if (row === undefined) continue;
    dead ??= new Uint32Array(wordsFor(tile.count));
    setBit(dead, row);
  }
  return dead;
}

function stateFrom(manifest: Manifest, position: number, history: readonly LogRecord[], held: Map<string, HeldTile>): DirectoryState {
  const changed = new Map<string, Change>();
  for (const { sequence, changes } of history) {
    if (sequence > manifest.base) for (const change of changes) changed.set(change.id, change);
  }
  for (const one of held.values()) {
    const dead = overtaken(one.tile, changed.keys());
    if (dead) one.dead = dead;
    else delete one.dead;
  }
  const overlay = overlayOf([...changed.values()].flatMap(({ after }) => (after ? [after] : [])));
  return { manifest, position, history, changed, held, ...(overlay ? { overlay } : {}) };
}

const nothingYet = (): Manifest => ({
  version: 0,
  base: 0,
  tiles: [],
  cursorKey: Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64"),
  retired: [],
  earlier: [],
});

/** A process's view of the directory. */
export interface DirectoryView {
  /** The state as of now, without asking the log. The first call reads the manifest. */
  current(): Promise<DirectoryState>;
  /** Starts asking the log; resolves to the state that is at least as new as this call. */
  refresh(): Promise<DirectoryState>;
  /** Loads the tiles a circle reaches into the state; false when a tile is gone and the state was renewed. */
  reach(state: DirectoryState, point: Point, miles: number): Promise<boolean>;
  /** Starts afresh from the current manifest. */
  reload(): Promise<DirectoryState>;
}

/**
 * Keeps a view of the directory that is checked against the change log on every search: a listing
 * changed before a search began is changed in its answer.
 */
export function directoryView(reader: Pick<DirectoryReader, "manifest" | "columns" | "logAfter">): DirectoryView {
  let state: DirectoryState | undefined;
  let opening: Promise<DirectoryState> | undefined;
  let taking: Promise<unknown> = Promise.resolve();
  const loading = new Map<string, Promise<HeldTile | undefined>>();

  const load = async (manifest: Manifest): Promise<DirectoryState> => stateFrom(manifest, manifest.base, [], new Map());

  const reload = async () => {
    state = await load((await reader.manifest()) ?? nothingYet());
    return state;
  };

  const current = async () => {
    if (state) return state;
    opening ??= reload().finally(() => {
      opening = undefined;
    });
    return opening;
  };

  /** Takes in what the log said. One at a time: two answers may tell of the same records. */
  const take = async (records: readonly LogRecord[]): Promise<DirectoryState> => {
    const now = await current();
    const news = records.filter(({ sequence }) => sequence > now.position);
    const [first, last] = [news[0], news.at(-1)];
    if (!first || !last) return now;
    // A gap: records this process never saw have been cleared away. The snapshot has them.
    if (first.sequence !== now.position + 1) {
      const fresh = await reload();
      return take(await reader.logAfter(fresh.position));
    }
    const history = [...now.history, ...news];
    const kept = history.slice(Math.max(0, history.length - RECORDS_REMEMBERED));
    const announced = news.findLast(({ snapshot }) => snapshot !== undefined)?.snapshot ?? 0;
    const manifest = announced > now.manifest.version ? ((await reader.manifest()) ?? now.manifest) : now.manifest;
    const held = manifest === now.manifest ? now.held : stillListed(now.held, manifest);
    const remembered = manifest.base >= (kept[0]?.sequence ?? 1) - 1 ? kept : history;
    state = stateFrom(manifest, last.sequence, remembered, held);
    return state;
  };

  const hold = async (entry: TileEntry): Promise<HeldTile | undefined> => {
    const columns = await reader.columns(entry.key);
    const tile = columns && tileFrom(columns);
    if (tile) tileKeys.set(tile, entry.key);
    return tile && { entry, tile };
  };

  return {
    current,
    reload,
    async refresh() {
      const { position } = await current();
      const records = await reader.logAfter(position);
      if (records.length === 0) return current();
      const taken = taking.then(() => take(records));
      taking = taken.catch(() => undefined);
      return taken;
    },
    async reach(within, point, miles) {
      if (within.held.size === within.manifest.tiles.length) return true;
      const missing = within.manifest.tiles.filter(({ key, box }) => !within.held.has(key) && reaches(point, miles, box));
      if (missing.length === 0) return true;
      const loaded = await Promise.all(
        missing.map((entry) => {
          const underway = loading.get(entry.key) ?? hold(entry).finally(() => loading.delete(entry.key));
          loading.set(entry.key, underway);
          return underway;
        }),
      );
      for (const one of loaded) {
        if (!one) {
          await reload();
          return false;
        }
        if (within.held.has(one.entry.key)) continue;
        // Changes may have been taken in while the tile was on its way: those held now share its place.
        const { changed } = state?.held === within.held ? state : within;
        const dead = overtaken(one.tile, changed.keys());
        within.held.set(one.entry.key, { entry: one.entry, tile: one.tile, ...(dead ? { dead } : {}) });
      }
      return true;
    },
  };
}

const reaches = (point: Point, miles: number, box: Box): boolean => milesToBoxAtLeast(point, box) <= miles;

function stillListed(held: ReadonlyMap<string, HeldTile>, manifest: Manifest): Map<string, HeldTile> {
  const listed = new Set(manifest.tiles.map(({ key }) => key));
  return new Map([...held].flatMap(([key, one]) => (listed.has(key) ? [[key, { entry: one.entry, tile: one.tile }] as const] : [])));
}
