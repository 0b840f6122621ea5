import { createHash, randomBytes } from "node:crypto";
import type { EpochMillis } from "../../../shared/domain/time.ts";
import type { PublicListing, SnapshotRow } from "../../../shared/listing/public-listing.ts";
import type { Manifest, SnapshotStore, TileEntry } from "../ports.ts";
import { partition } from "./partition.ts";
import { columnsOf, tileFrom } from "./tile.ts";
import { CARDS_A_PART, encodeCards, encodeColumns } from "./tile-format.ts";

/** How long tiles and log records stay for readers still on an older manifest, and for people between two pages. */
const RETIREMENT_MS = 15 * 60_000;

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
 * Brings the snapshot up to date and publishes it. Tiles are written first, the manifest last, so a
 * crash in between leaves the old snapshot whole; unchanged tiles keep their name and are not
 * written again. Returns nothing when there was nothing to do or another builder came first.
 * Searches go on throughout.
 */
export async function buildSnapshot(store: SnapshotStore, now: () => EpochMillis, source: SnapshotSource = "log"): Promise<SnapshotReport | undefined> {
  const old = await store.manifest();
  const log = await store.logAfter(old?.base ?? 0);
  const changed = log.some(({ changes }) => changes.length > 0);
  const isPast = ({ since }: { readonly since: number }): boolean => now() - since > RETIREMENT_MS;
  const overdue = old?.retired.some(isPast) ?? false;
  if (!changed && !overdue && source === "log") return undefined;

  const base = source === "truth" ? await store.head() : (log.at(-1)?.sequence ?? old?.base ?? 0);
  const rows = source === "truth" ? await rowsOfTruth(store) : await rowsOfSnapshot(store, old);
  if (source === "log") {
    for (const { changes } of log) {
      for (const { id, after } of changes) {
        if (after) rows.set(id, after);
        else rows.delete(id);
      }
    }
  }

  const known = new Map(old?.tiles.map((tile) => [tile.key, tile]));
  const tiles: TileEntry[] = [];
  let tilesWritten = 0;
  for (const members of partition(rows.values())) {
    const { entry, columns, cards } = encodeTile(members);
    if (!known.has(entry.key)) {
      await store.writeTile(entry.key, columns, cards);
      tilesWritten += 1;
    }
    tiles.push(entry);
  }

  const listed = new Set(tiles.map(({ key }) => key));
  const gone = [...known.values()].filter(({ key }) => !listed.has(key));
  const retired = (old?.retired ?? []).filter(({ key }) => !listed.has(key));
  const expired = retired.filter(isPast);
  const earlier = old ? [...old.earlier, { base: old.base, since: now() }] : [];
  const manifest: Manifest = {
    version: (old?.version ?? 0) + 1,
    base,
    tiles,
    cursorKey: old?.cursorKey ?? randomBytes(32).toString("base64"),
    retired: [...retired.filter((one) => !expired.includes(one)), ...gone.map(({ key, parts }) => ({ key, parts, since: now() }))],
    earlier: earlier.filter((one) => !isPast(one)),
  };
  const published = await store.publish(manifest);
  if (!published.ok) return undefined;
  for (const { key, parts } of expired) await store.deleteTile(key, parts);
  // Records a snapshot held that was replaced long ago: nobody needs them any more.
  const trimmed = Math.max(0, ...earlier.filter(isPast).map((one) => one.base));
  if (trimmed > 0) await store.trimLog(trimmed);
  return { version: manifest.version, listings: rows.size, tiles: tiles.length, tilesWritten };
}

async function rowsOfTruth(store: SnapshotStore): Promise<Map<string, SnapshotRow>> {
  const rows = new Map<string, SnapshotRow>();
  for await (const row of store.allRows()) rows.set(row.listing.id, row);
  return rows;
}

async function rowsOfSnapshot(store: SnapshotStore, manifest: Manifest | undefined): Promise<Map<string, SnapshotRow>> {
  const rows = new Map<string, SnapshotRow>();
  for (const { key, parts } of manifest?.tiles ?? []) {
    const columns = await store.columns(key);
    if (!columns) throw new Error(`Tile ${key} of the current snapshot is missing`);
    const cards = (await Promise.all(Array.from({ length: parts }, (_, part) => store.cards(key, part)))).flat();
    for (const { key: area, lat, lon, start, end } of columns.areas) {
      for (const card of cards.slice(start, end)) {
        if (card === undefined) throw new Error(`Cards of tile ${key} are missing`);
        const listing: PublicListing = JSON.parse(card);
        rows.set(listing.id, { area: { key: area, lat, lon }, listing });
      }
    }
  }
  return rows;
}

function encodeTile(rows: readonly SnapshotRow[]) {
  const plain = columnsOf(rows);
  const columns = encodeColumns(plain);
  const texts = rows.map(({ listing }) => JSON.stringify(listing));
  const cards: Uint8Array[] = [];
  for (let at = 0; at < texts.length; at += CARDS_A_PART) cards.push(encodeCards(texts.slice(at, at + CARDS_A_PART)));
  const hash = createHash("sha256").update(columns);
  for (const part of cards) hash.update(part);
  const { box } = tileFrom(plain);
  const entry: TileEntry = { key: hash.digest("base64url").slice(0, 22), count: rows.length, parts: cards.length, box };
  return { entry, columns, cards };
}
