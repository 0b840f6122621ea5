import { type Box, milesToBoxAtLeast, type Point } from "../domain/geo.ts";
import { hash32 } from "../domain/hash.ts";
import type { EpochMillis } from "../domain/time.ts";
import type { Change } from "../listing/change.ts";
import { type Plane, setBit, wordsFor } from "./bits.ts";
import { WINDOW_MS } from "./log-times.ts";
import type { DirectoryReader, LogPosition, LogRecord, Manifest, TileEntry, TilePart } from "./ports.ts";
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

/** What a process knows of the directory: a snapshot, and every change since. Replaced, never edited, but for `held` and `upTo`. */
export interface DirectoryState {
  readonly manifest: Manifest;
  /** Every log record stamped up to this moment is taken in. It moves on while nothing new comes. */
  upTo: EpochMillis;
  /** From when on `history` is whole. */
  readonly from: EpochMillis;
  /** Log records with changes this process has seen, by their keys. */
  readonly history: readonly LogRecord[];
  /** The latest change of each listing changed since the snapshot. */
  readonly changed: ReadonlyMap<string, Change>;
  readonly overlay?: Overlay;
  readonly held: Map<string, HeldTile>;
}

const tileParts = new WeakMap<Tile, readonly TilePart[]>();

/** The part that the card of a row is in, and which of its cards it is; undefined for an overlay, which has none. */
export function cardPlace(tile: Tile, row: number): { readonly part: string; readonly at: number } | undefined {
  let at = row;
  for (const { part, rows } of tileParts.get(tile) ?? []) {
    if (at < rows) return { part, at };
    at -= rows;
  }
  return undefined;
}

/** How many log records a process remembers, of those the snapshot holds, for people in the middle of paging. */
const RECORDS_REMEMBERED = 2048;
/** So many records of the last moments a position names one by one. With more the pages of a search may repeat or skip who changed as the first was made. */
const MOST_NAMED = 48;

/** How much of the log a state has taken in. */
export function positionOf({ history, upTo }: DirectoryState): LogPosition {
  const later = history.slice(history.findLastIndex(({ at }) => at <= upTo) + 1);
  if (later.length > MOST_NAMED) return { upTo: later.at(-1)?.at ?? upTo, also: [] };
  return { upTo, also: later.map(({ key }) => hash32(key)) };
}

/** Whether somebody at a position had seen a record. */
export const hadSeen = ({ upTo, also }: LogPosition, { at, key }: LogRecord): boolean => at <= upTo || also.includes(hash32(key));

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

function stateFrom(manifest: Manifest, upTo: EpochMillis, from: EpochMillis, history: readonly LogRecord[], held: Map<string, HeldTile>): DirectoryState {
  const changed = new Map<string, Change>();
  for (const { at, changes } of history) {
    if (at <= manifest.base) continue;
    // Of two changes of one listing the later version counts, in whatever order they came and however often.
    for (const change of changes) if (change.version > (changed.get(change.id)?.version ?? -1)) changed.set(change.id, change);
  }
  for (const one of held.values()) {
    const dead = overtaken(one.tile, changed.keys());
    if (dead) one.dead = dead;
    else delete one.dead;
  }
  const overlay = overlayOf([...changed.values()].flatMap(({ after }) => (after ? [after] : [])));
  return { manifest, upTo, from, history, changed, held, ...(overlay ? { overlay } : {}) };
}

const nothingYet = (): Manifest => ({
  version: 0,
  base: 0,
  ahead: 0,
  tiles: [],
  cursorKey: Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64"),
});

/** A process's view of the directory. */
export interface DirectoryView {
  /** The state as of now, without asking the log. The first call reads the manifest. */
  current(): Promise<DirectoryState>;
  /** Starts asking the log; resolves to the state that is at least as new as this call. */
  refresh(): Promise<DirectoryState>;
  /** Loads the tiles a circle reaches into the state; false when a tile is gone and the state was renewed. */
  reach(state: DirectoryState, point: Point, miles: number): Promise<boolean>;
  /** Starts afresh from the current manifest, as something of a state's is gone. Throws where it is still the same: then it ought to be there. */
  reload(without: DirectoryState): Promise<void>;
}

/**
 * Keeps a view of the directory that is checked against the change log on every search: a listing
 * changed before a search began is changed in its answer.
 *
 * The log has no end that writers queue for, so a record may appear between others that were read before. But it
 * appears within `WINDOW_MS` of its stamp or never: what is older than that at the beginning of a look has been seen by
 * it. What has been cleared away is in the snapshot that the log tells of last. So each look begins where the last one, less that window, began, and what is known from it already is passed over.
 */
export function directoryView(reader: Pick<DirectoryReader, "manifest" | "tile" | "logAfter">, now: () => EpochMillis): DirectoryView {
  let state: DirectoryState | undefined;
  let opening: Promise<DirectoryState> | undefined;
  /** Records that a look may meet again, by their keys. */
  let known = new Map<string, EpochMillis>();
  let taking: Promise<unknown> = Promise.resolve();
  const loading = new Map<string, Promise<HeldTile | undefined>>();

  /** One at a time: two answers may tell of the same records. */
  const inTurn = <Answer>(act: () => Promise<Answer>): Promise<Answer> => {
    const acted = taking.then(act);
    taking = acted.catch(() => undefined);
    return acted;
  };

  const current = async () => {
    if (state) return state;
    opening ??= (async () => {
      const manifest = (await reader.manifest()) ?? nothingYet();
      state = stateFrom(manifest, manifest.base, manifest.base, [], new Map());
      return state;
    })().finally(() => {
      opening = undefined;
    });
    return opening;
  };

  const renewed = async (before: DirectoryState): Promise<DirectoryState> => {
    const at = now();
    const manifest = (await reader.manifest()) ?? before.manifest;
    const records = await reader.logAfter(manifest.base);
    const upTo = Math.max(manifest.base, at - WINDOW_MS);
    known = stampsOf(records, upTo);
    state = stateFrom(manifest, upTo, manifest.base, records.filter(hasChanges), stillListed(before.held, manifest));
    return state;
  };

  /** What has been seen when a look of this moment, at all behind `from`, is taken in. */
  const moveOn = (to: DirectoryState, from: EpochMillis, at: EpochMillis): void => {
    if (from <= to.upTo) to.upTo = Math.max(to.upTo, at - WINDOW_MS);
  };

  /** Takes in what the log said. */
  const take = async (records: readonly LogRecord[], from: EpochMillis, at: EpochMillis): Promise<DirectoryState> => {
    const before = await current();
    const news = records.filter((record) => record.at > before.upTo && !known.has(record.key));
    if (news.length === 0) {
      moveOn(before, from, at);
      return before;
    }
    const announced = Math.max(0, ...news.map(({ snapshot = 0 }) => snapshot));
    const manifest = announced > before.manifest.version ? ((await reader.manifest()) ?? before.manifest) : before.manifest;
    const held = manifest === before.manifest ? before.held : stillListed(before.held, manifest);
    const history = [...before.history, ...news.filter(hasChanges)].sort((a, b) => (a.key < b.key ? -1 : 1));
    const inSnapshot = history.findLastIndex((record) => record.at <= manifest.base) + 1;
    const forgotten = Math.max(0, inSnapshot - RECORDS_REMEMBERED);
    const whole = Math.max(before.from, history[forgotten - 1]?.at ?? 0);
    state = stateFrom(manifest, Math.max(before.upTo, manifest.base), whole, history.slice(forgotten), held);
    moveOn(state, from, at);
    for (const { key, at: stamp } of news) known.set(key, stamp);
    for (const [key, stamp] of known) if (stamp <= state.upTo) known.delete(key);
    return state;
  };

  const hold = async (entry: TileEntry): Promise<HeldTile | undefined> => {
    const stored = await reader.tile(entry.key);
    if (!stored) return undefined;
    const tile = tileFrom(stored.columns);
    tileParts.set(tile, stored.parts);
    return { entry, tile };
  };

  const reload = async (without: DirectoryState): Promise<void> => {
    const fresh = await inTurn(async () => renewed(await current()));
    if (fresh.manifest.version <= without.manifest.version) throw new Error("A tile of the current snapshot is missing");
  };

  return {
    current,
    reload,
    async refresh() {
      const before = await current();
      const at = now();
      const from = before.upTo;
      const records = await reader.logAfter(from, undefined, known);
      if (records.length > 0) return inTurn(() => take(records, from, at));
      const after = await current();
      moveOn(after, from, at);
      return after;
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
          await reload(within);
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

const hasChanges = ({ changes }: LogRecord): boolean => changes.length > 0;

const stampsOf = (records: readonly LogRecord[], after: EpochMillis): Map<string, EpochMillis> =>
  new Map(records.flatMap(({ key, at }) => (at > after ? [[key, at] as const] : [])));

const reaches = (point: Point, miles: number, box: Box): boolean => milesToBoxAtLeast(point, box) <= miles;

function stillListed(held: ReadonlyMap<string, HeldTile>, manifest: Manifest): Map<string, HeldTile> {
  const listed = new Set(manifest.tiles.map(({ key }) => key));
  return new Map([...held].flatMap(([key, one]) => (listed.has(key) ? [[key, { entry: one.entry, tile: one.tile }] as const] : [])));
}
