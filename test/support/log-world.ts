import type { SnapshotStore } from "../../functions/directory/ports.ts";
import { finder } from "../../functions/directory/search/find.ts";
import { ok, refused } from "../../shared/domain/result.ts";
import type { ListingWrite, StoredListing } from "../../shared/listing/change.ts";
import { listingWrites } from "../../shared/listing/listing-writes.ts";
import { logRecordVersions } from "../../shared/listing/log-record-format.ts";
import { publicProfileOf, type SnapshotRow } from "../../shared/listing/public-listing.ts";
import { servicePolicy } from "../../shared/policy/service.ts";
import { dynamoDirectoryReader, manifestVersions, tileVersions } from "../../shared/snapshot/dynamo-directory-reader.ts";
import type { Manifest } from "../../shared/snapshot/ports.ts";
import type { ItemKey } from "../../shared/table/definition.ts";
import type { WireItem, WireValue } from "../../shared/table/hot-call.ts";
import type { HotReader } from "../../shared/table/hot-reader.ts";
import { keys } from "../../shared/table/keys.ts";
import { markOf } from "../../shared/table/stored-shape.ts";

/** A moment long ago at which every world begins. */
const BEGINNING = Date.parse("2026-11-22T12:00:00Z");

interface Kept {
  readonly item: WireItem;
  /** When an eventually consistent read first shows it. */
  readonly seenFrom: number;
  expiresAt?: number;
}

interface Underway {
  readonly commitAt: number;
  readonly seenFrom: number;
  readonly write: ListingWrite;
  readonly items: readonly Readonly<Record<string, unknown>>[];
}

const wire = (value: unknown): WireValue => {
  if (typeof value === "string") return { S: value };
  if (typeof value === "number") return { N: String(value) };
  if (value instanceof Uint8Array) return { B: Buffer.from(value).toString("base64") };
  return { BOOL: value === true };
};
const wireItem = (item: object): WireItem => Object.fromEntries(Object.entries(item).map(([name, value]) => [name, wire(value)]));
const place = ({ pk, sk }: ItemKey): string => `${pk}|${sk}`;

/**
 * The public part of a table in memory, and a true time that only a test moves: commits take as long as they are told to,
 * and are seen as late. Records are made by the code that writes them, and read by the code that reads them.
 * `inOrder`: whoever sees a change of a listing sees those before it, as with a partition's replicas.
 */
export function logWorld({ inOrder = false } = {}) {
  const items = new Map<string, Kept>();
  const truth = new Map<string, StoredListing>();
  /** Every version of a listing there was, with when all can see it. */
  const told: { readonly id: string; readonly version: number; readonly seenFrom: number }[] = [];
  let underway: Underway[] = [];
  let now = BEGINNING;

  const keep = (item: ItemKey & Readonly<Record<string, unknown>>, seenFrom: number): void => {
    const { expiresAt } = item;
    items.set(place(item), { item: wireItem(item), seenFrom, ...(typeof expiresAt === "number" ? { expiresAt } : {}) });
  };

  const commit = ({ write: { listing, digest, replaces }, commitAt, seenFrom: late, items: records }: Underway): void => {
    // The transaction's condition: of two changes of one version only one is committed.
    if (truth.get(listing.id)?.version !== replaces?.version) return;
    const version = (replaces?.version ?? 0) + 1;
    const before = told.filter(({ id }) => id === listing.id).map((one) => one.seenFrom);
    // A version the log says nothing of is seen with the last it told of.
    const seenFrom = records.length > 0 ? Math.max(late, ...(inOrder ? before : [])) : (before.at(-1) ?? commitAt);
    const loggedAt = records.map(({ sk }) => Number(String(sk).slice(3, 16))).at(0) ?? replaces?.loggedAt;
    truth.set(listing.id, { listing, digest, version, audit: { sequence: version, hash: "" }, ...(loggedAt === undefined ? {} : { loggedAt }) });
    told.push({ id: listing.id, version, seenFrom });
    for (const record of records) keep({ pk: "", sk: "", ...record }, seenFrom);
  };

  const reader: HotReader = {
    meter: { requests: 0, readUnits: 0, bytes: 0 },
    get: async (key) => items.get(place(key))?.item,
    queryBetween: async (pk, first, last) =>
      [...items.values()]
        .filter(({ item, seenFrom }) => seenFrom <= now && item["pk"]?.S === pk && (item["sk"]?.S ?? "") >= first && (item["sk"]?.S ?? "") <= last)
        .map(({ item }) => item)
        .sort((a, b) => ((a["sk"]?.S ?? "") < (b["sk"]?.S ?? "") ? -1 : 1)),
  };
  const directory = dynamoDirectoryReader(reader);

  const store: SnapshotStore = {
    ...directory,
    async writeTile({ key, columns, parts, newParts, until }) {
      const mark = { ...markOf(tileVersions), expiresAt: until };
      for (const { part, cards } of newParts) keep({ ...keys.tileCards(part), ...mark, body: cards }, now);
      keep({ ...keys.tileIndex(key), ...mark, body: columns, parts: JSON.stringify(parts) }, now);
    },
    async renew({ tiles, parts }, was, until) {
      for (const key of [...tiles.map((tile) => keys.tileIndex(tile)), ...parts.map((part) => keys.tileCards(part))]) {
        const kept = items.get(place(key));
        if (!kept || (kept.expiresAt ?? 0) < was) throw new Error("It is gone, or on its way");
        kept.expiresAt = until;
      }
    },
    async expire({ tiles, parts }, at) {
      for (const key of [...tiles.map((tile) => keys.tileIndex(tile)), ...parts.map((part) => keys.tileCards(part))]) {
        const kept = items.get(place(key));
        if (kept) kept.expiresAt = at;
      }
    },
    async remove({ tiles, parts }) {
      for (const key of [...tiles.map((tile) => keys.tileIndex(tile)), ...parts.map((part) => keys.tileCards(part))]) items.delete(place(key));
    },
    async publish(manifest: Manifest, at) {
      // Looked at and replaced in one go, as a transaction does.
      const current = items.get(place(keys.manifest()))?.item["body"]?.S;
      if ((current === undefined ? 0 : JSON.parse(current).version) !== manifest.version - 1) return refused("overtaken");
      keep({ ...keys.manifest(), ...markOf(manifestVersions), body: JSON.stringify(manifest) }, now);
      keep(
        { ...keys.logRecord(at, "", manifest.version), ...markOf(logRecordVersions), body: JSON.stringify({ changes: [], snapshot: manifest.version }) },
        now,
      );
      return ok(undefined);
    },
    async trimLog(upTo) {
      for (const [name, { item }] of items)
        if (item["pk"]?.S === keys.logRecord(0, "", 0).pk && Number(item["sk"]?.S?.slice(3, 16)) <= upTo) items.delete(name);
    },
    async *allRows() {
      for (const row of rows()) yield row;
    },
    isEmpty: async () => items.size === 0,
  };

  const rows = (): SnapshotRow[] => [...truth.values()].flatMap(({ listing }) => publicProfileOf(listing)?.row ?? []);

  return {
    store,
    rows,
    now: () => now,
    /** A clock that is off by so many milliseconds. */
    clock: (off: number) => () => now + off,
    /** Time goes by: what is due to be committed is, and what has expired goes. */
    wait(millis: number): void {
      now += millis;
      const due = underway.filter(({ commitAt }) => commitAt <= now).sort((a, b) => a.commitAt - b.commitAt);
      underway = underway.filter((one) => !due.includes(one));
      for (const one of due) commit(one);
      for (const [name, { expiresAt }] of items) if (expiresAt !== undefined && expiresAt <= now) items.delete(name);
    },
    /** Sends a change by a clock that is off; it is committed after a while, seen later still, and perhaps told twice. */
    send(
      change: (before: StoredListing | undefined) => ListingWrite,
      id: string,
      { off, takes, late, twice }: { off: number; takes: number; late: number; twice: boolean },
    ): void {
      const write = change(truth.get(id));
      const records = (sentAt: number) =>
        listingWrites("table", [write], "listing:import")
          .others(sentAt)
          .flatMap(({ write: { Put } }) => (Put?.Item?.["pk"] === keys.logRecord(0, "", 0).pk ? [Put.Item] : []));
      const commitAt = now + takes;
      // The same change under another stamp: what a repeat of a request whose answer was lost might leave.
      const items = [...records(now + off), ...(twice ? records(now + off + 1) : [])];
      underway.push({ commitAt, seenFrom: commitAt + late, write, items });
      if (takes === 0) this.wait(0);
    },
    /** The newest version of each listing that every read shows. */
    seen(): ReadonlyMap<string, number> {
      const newest = new Map<string, number>();
      for (const { id, version, seenFrom } of told) if (seenFrom <= now) newest.set(id, Math.max(version, newest.get(id) ?? 0));
      return newest;
    },
    versions: () => new Map([...truth.values()].map(({ listing, version }) => [String(listing.id), version])),
    /** A process that searches, with a clock of its own. */
    searcher: (off: number) => finder(directory, () => now + off),
    /** Items of tiles that no manifest names, and when they expire. */
    async strays(): Promise<readonly (number | undefined)[]> {
      const named = new Set<string>();
      for (const { key } of (await directory.manifest())?.tiles ?? []) {
        named.add(place(keys.tileIndex(key)));
        for (const part of (await directory.tile(key))?.parts ?? []) named.add(place(keys.tileCards(part.part)));
      }
      return [...items].flatMap(([name, { expiresAt }]) => (/^PUBLIC#(TILE|CARDS)/.test(name) && !named.has(name) ? [expiresAt] : []));
    },
    /** How far apart clocks may be, to either side; how long a commit may take, and how late it may be seen. */
    bounds: {
      off: (servicePolicy.changeLog.clocksApartSeconds * 1000) / 2,
      takes: servicePolicy.changeLog.commitSeconds * 1000,
      late: servicePolicy.changeLog.lateReadSeconds * 1000,
    },
  };
}
export type LogWorld = ReturnType<typeof logWorld>;
