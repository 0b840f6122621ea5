import QuickLRU from "quick-lru";
import type { EpochMillis } from "../../../shared/domain/time.ts";
import type { Change } from "../../../shared/listing/change.ts";
import { setBit, wordsFor } from "../../../shared/snapshot/bits.ts";
import { KEPT_MS } from "../../../shared/snapshot/log-times.ts";
import { type SearchableTile, searchable, type TileSet, tileSet } from "../../../shared/snapshot/matches.ts";
import type { DirectoryReader, LogPosition, LogRecord } from "../../../shared/snapshot/ports.ts";
import type { Tile } from "../../../shared/snapshot/tile.ts";
import { cardPlace, type DirectoryState, type DirectoryView, directoryView, hadSeen, overlayOf, positionOf } from "../../../shared/snapshot/view.ts";
import { type Computed, compute, milesIfMatching } from "./compute.ts";
import type { Criteria } from "./criteria.ts";
import type { Pick } from "./next-page.ts";

/** One result: its card as JSON text, and its distance. */
export interface Found {
  readonly card: string;
  readonly miles: number;
}

/** A page of a search. */
export interface FoundPage {
  readonly total: number;
  readonly facets: Computed["facets"];
  readonly results: readonly Found[];
  /** The last listing of the page, where more follow. */
  readonly last?: Pick["key"];
  /** The last listing before the page before, where `before` of the search says how many there are. */
  readonly back?: Pick["key"];
  /** The log position this page's order belongs to. */
  readonly position: LogPosition;
  readonly cursorKey: string;
}

/** Card parts a process keeps: about 90 MB at 600 bytes a card, and at most twice that while old ones go. */
const PARTS_KEPT = 600;

export interface Finder {
  /**
   * Starts asking the change log. The question is on its way when this returns, so that everything up
   * to `find` is done while the answer comes.
   */
  ask(): Freshness;
  /**
   * One page of a search, true as of when the log was asked, made into an answer by `build`. With
   * `since` (the log position of the first page) listings keep the places they had then, so that
   * pages neither repeat nor skip; who has gone or no longer matches is left out, and what is shown
   * is what is true now.
   */
  find<Answer>(freshness: Freshness, criteria: Criteria, since: LogPosition | undefined, build: (page: FoundPage) => Answer): Promise<Answer>;
  /** Totals and order only, over what is already fresh: for the advice on an empty result. */
  recount(criteria: Criteria): Promise<Computed>;
  /** The key that seals page cursors. */
  cursorKey(): Promise<string>;
}

/** Resolves when what the log had to say has been taken in. */
export type Freshness = Promise<DirectoryState>;

/** Finds listings over a snapshot that is checked against the change log on every search. */
export function finder(reader: DirectoryReader, now: () => EpochMillis): Finder {
  const view = directoryView(reader, now);
  const parts = new QuickLRU<string, readonly string[]>({ maxSize: PARTS_KEPT });

  const reached = async (criteria: Criteria): Promise<DirectoryState> => {
    for (;;) {
      const state = await view.current();
      if (await view.reach(state, criteria.point, criteria.miles)) return state;
    }
  };

  /** A card that needs no reading. */
  const cardInHand = (state: DirectoryState, { tile, row }: Pick): string | undefined => {
    if (tile === state.overlay?.tile) return state.overlay.cards[row];
    const place = cardPlace(tile, row);
    return place && parts.get(place.part)?.[place.at];
  };

  const cardOf = async ({ tile, row }: Pick): Promise<string | undefined> => {
    const place = cardPlace(tile, row);
    const cards = place && (await reader.cards(place.part));
    if (place && cards) parts.set(place.part, cards);
    return place && cards?.[place.at];
  };

  const pageOf = async (criteria: Criteria, since: LogPosition | undefined, earlier: readonly LogRecord[]) => {
    for (;;) {
      const state = await reached(criteria);
      const computed = computeOver(state, criteria, since, earlier);
      const shown = settled(state, computed.picks, criteria, since, earlier);
      const cards = shown.map((pick) => cardInHand(state, pick) ?? cardOf(pick));
      const texts = cards.every((card) => typeof card === "string") ? cards : await Promise.all(cards);
      if (texts.includes(undefined)) {
        await view.reload(state);
        continue;
      }
      const last = computed.more ? computed.picks.at(-1)?.key : undefined;
      const { after: _, before, ...fromTheStart } = criteria;
      const back = before === undefined ? undefined : computeOver(state, { ...fromTheStart, limit: before }, since, earlier).picks.at(-1)?.key;
      const page: FoundPage = {
        total: computed.total,
        facets: computed.facets,
        results: shown.map(({ miles }, index) => ({ card: String(texts[index]), miles })),
        ...(last ? { last } : {}),
        ...(back ? { back } : {}),
        position: since ?? positionOf(state),
        cursorKey: state.manifest.cursorKey,
      };
      return { state, page };
    }
  };

  return {
    ask() {
      const loading = view.refresh();
      loading.catch(() => undefined);
      return loading;
    },
    async find(freshness, criteria, since, build) {
      const earlier = since === undefined ? [] : await changesBetween(view, reader, since, now());
      // The answer is made while the log is being asked: nearly always it has nothing new.
      let { state, page } = await pageOf(criteria, since, earlier);
      let answer = build(page);
      await freshness;
      while (state !== (await view.current())) {
        ({ state, page } = await pageOf(criteria, since, earlier));
        answer = build(page);
      }
      return answer;
    },
    async recount(criteria) {
      return compute(searchable(await reached(criteria)), criteria);
    },
    cursorKey: async () => (await view.current()).manifest.cursorKey,
  };
}

function computeOver(state: DirectoryState, criteria: Criteria, since: LogPosition | undefined, earlier: readonly LogRecord[]): Computed {
  const then = since === undefined ? undefined : asItWas(state, since, earlier);
  return compute(then ?? searchable(state), criteria);
}

/** The first change of each listing after a log position: what it was at that position. */
function firstChanges(state: DirectoryState, since: LogPosition, earlier: readonly LogRecord[]): ReadonlyMap<string, Change> {
  const records = [...earlier, ...state.history];
  // Whoever had seen one version of a listing had seen those before it, though their records may have come later.
  const seen = new Map<string, number>();
  for (const record of records) if (hadSeen(since, record)) for (const { id, version } of record.changes) seen.set(id, Math.max(version, seen.get(id) ?? 0));
  const first = new Map<string, Change>();
  for (const { changes } of records) {
    for (const change of changes) {
      if (change.version <= (seen.get(change.id) ?? 0) || change.version >= (first.get(change.id)?.version ?? Number.POSITIVE_INFINITY)) continue;
      first.set(change.id, change);
    }
  }
  return first;
}

/** The tiles as they were at a log position; nothing when that is what they are now. */
function asItWas(state: DirectoryState, since: LogPosition, earlier: readonly LogRecord[]): TileSet | undefined {
  const first = firstChanges(state, since, earlier);
  if (first.size === 0) return undefined;
  const tiles = searchable(state).tiles.map(({ tile, dead }): SearchableTile => {
    const masked = dead ? dead.slice() : new Uint32Array(wordsFor(tile.count));
    for (const id of first.keys()) {
      const row = tile.rowOf(id);
      if (row !== undefined) setBit(masked, row);
    }
    return { tile, dead: masked };
  });
  const then = overlayOf([...first.values()].flatMap(({ before }) => (before ? [before] : [])));
  return tileSet(then ? [...tiles, then] : tiles);
}

/** Picks of an earlier order, each as it is now; those that no longer match are left out. */
function settled(
  state: DirectoryState,
  picks: readonly Pick[],
  criteria: Criteria,
  since: LogPosition | undefined,
  earlier: readonly LogRecord[],
): readonly Pick[] {
  if (since === undefined) return picks;
  const first = firstChanges(state, since, earlier);
  return picks.flatMap((pick) => {
    if (!first.has(pick.id)) return [pick];
    const now = locate(state, pick.id);
    const miles = now && milesIfMatching(now.tile, now.row, criteria);
    return miles === undefined ? [] : [{ ...pick, ...now, miles }];
  });
}

function locate(state: DirectoryState, id: string): { tile: Tile; row: number } | undefined {
  for (const { tile, dead } of searchable(state).tiles) {
    const row = tile.rowOf(id);
    if (row !== undefined && !(((dead?.[row >>> 5] ?? 0) >>> (row & 31)) & 1)) return { tile, row };
  }
  return undefined;
}

/**
 * The records from `since` to where this process's memory begins. Needed only when the process
 * started, or its snapshot was renewed, after the first page was shown.
 */
async function changesBetween(view: DirectoryView, reader: DirectoryReader, since: LogPosition, at: EpochMillis): Promise<readonly LogRecord[]> {
  const { from } = await view.current();
  if (since.upTo >= from) return [];
  // Cleared away by now: the page then follows the last listing shown, in today's order.
  if (at - since.upTo > KEPT_MS) return [];
  return reader.logAfter(since.upTo, from);
}
