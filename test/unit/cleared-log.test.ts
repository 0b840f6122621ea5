import { describe, expect, it } from "vitest";
import type { DirectoryReader, LogRecord, Manifest } from "../../functions/directory/ports.ts";
import type { Criteria } from "../../functions/directory/search/criteria.ts";
import { finder } from "../../functions/directory/search/find.ts";
import { columnsOf, tileFrom } from "../../functions/directory/snapshot/tile.ts";
import { publicProfileOf, type SnapshotRow } from "../../shared/listing/public-listing.ts";
import { councilPolicy } from "../../shared/policy/council.ts";
import { aListing } from "../support/builders.ts";

const criteria: Criteria = {
  point: { lat: 52.766, lon: -0.887 },
  miles: 10,
  service: [],
  group: [],
  when: [],
  language: [],
  kind: [],
  gender: [],
  status: ["accredited"],
  sort: "distance",
  limit: 10,
  week: 2968,
  weights: councilPolicy("E10000018").fit,
};

/** Somebody so many hundredths of a degree to the north. */
function rowAt(id: string, north: number): SnapshotRow {
  const profile = publicProfileOf(aListing({ id, area: { key: `LE${north} 1`, lat: 52.766 + north / 100, lon: -0.887 } }));
  if (!profile) throw new Error("A listing here is public");
  return profile.row;
}
const addition = (sequence: number, row: SnapshotRow): LogRecord => ({ sequence, changes: [{ id: row.listing.id, after: row }] });
const still = (sequence: number): LogRecord => ({ sequence, changes: [] });

interface Stored {
  readonly version: number;
  readonly base: number;
  readonly rows: readonly SnapshotRow[];
  /** What of the log is still there. */
  readonly log: readonly LogRecord[];
}

/** A directory in memory, as it is stored at any time. */
function directoryOf(stored: () => Stored): DirectoryReader {
  const tileOf = (version: number): string => `tile-${version}`;
  const ordered = () => [...stored().rows].sort((a, b) => (a.area.key < b.area.key ? -1 : 1));
  return {
    async manifest(): Promise<Manifest> {
      const { version, base, rows } = stored();
      const { box } = tileFrom(columnsOf(ordered()));
      const cursorKey = Buffer.alloc(32).toString("base64");
      return { version, base, tiles: [{ key: tileOf(version), count: rows.length, parts: 1, box }], cursorKey, retired: [], earlier: [] };
    },
    columns: async (tile) => (tile === tileOf(stored().version) ? columnsOf(ordered()) : undefined),
    cards: async (tile) => (tile === tileOf(stored().version) ? ordered().map(({ listing }) => JSON.stringify(listing)) : undefined),
    logAfter: async (sequence) => stored().log.filter((record) => record.sequence > sequence),
    profile: async () => undefined,
  };
}

async function idsIn(found: ReturnType<typeof finder>, since?: number): Promise<readonly string[]> {
  const { results } = await found.find(found.ask(), criteria, since, (page) => page);
  return results.map(({ card }) => JSON.parse(card).id);
}

describe("a log of which old records were cleared away", () => {
  it("is not followed over the gap: a process that slept through it begins anew from the snapshot", async () => {
    let stored: Stored = { version: 1, base: 1, rows: [rowAt("a", 1)], log: [] };
    const found = finder(directoryOf(() => stored));
    expect(await idsIn(found)).toEqual(["a"]);
    // Records 2 to 7, which brought b and word of a new snapshot, are in that snapshot and nowhere else.
    stored = { version: 2, base: 7, rows: [rowAt("a", 1), rowAt("b", 2)], log: [addition(8, rowAt("c", 3)), addition(9, rowAt("d", 4))] };
    expect(await idsIn(found)).toEqual(["a", "b", "c", "d"]);
  });
  it("is followed where it has no gap", async () => {
    let stored: Stored = { version: 1, base: 1, rows: [rowAt("a", 1)], log: [] };
    const found = finder(directoryOf(() => stored));
    await idsIn(found);
    stored = { ...stored, log: [addition(2, rowAt("b", 2)), addition(3, rowAt("c", 3))] };
    expect(await idsIn(found)).toEqual(["a", "b", "c"]);
  });
  it("says nothing of the order in which somebody began to turn pages: they go on in today's", async () => {
    const moved: LogRecord = { sequence: 15, changes: [{ id: "a", before: rowAt("a", 1), after: rowAt("a", 5) }] };
    const log = (from: number) => Array.from({ length: 21 - from }, (_, index) => (index + from === 15 ? moved : still(index + from)));
    const rows = [rowAt("b", 2), rowAt("a", 5)];
    // Whole from their first page on, the log tells that a stood first; cleared up to 10, it tells nothing.
    expect(await idsIn(finder(directoryOf(() => ({ version: 1, base: 20, rows, log: log(4) }))), 3)).toEqual(["a", "b"]);
    expect(await idsIn(finder(directoryOf(() => ({ version: 1, base: 20, rows, log: log(11) }))), 3)).toEqual(["b", "a"]);
  });
});
