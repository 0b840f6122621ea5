import { randomBytes } from "node:crypto";
import { expiryAt, HOUR_MS, londonTime, monthsAfter, type PlainDate } from "../domain/time.ts";
import type { WireValue } from "../table/hot-call.ts";
import type { HotReader } from "../table/hot-reader.ts";
import { wireVersion } from "../table/hot-reader.ts";
import type { HotWriter } from "../table/hot-writer.ts";
import { keys } from "../table/keys.ts";
import { markOf, newestText } from "../table/stored-shape.ts";
import type { SearchedStore } from "./count-search.ts";
import { searchAreasVersions } from "./search-areas.ts";
import { searchedVersions, searchSaltVersions } from "./search-event.ts";

/** Partitions that the searches of a day are spread over. */
export const SHARDS = 16;
const SALT_BYTES = 32;
/** The night counts and removes what a day left; where it does not, it goes by itself, so long after the day began. */
const KEPT_HOURS = 48;

const wire = (value: string | number | boolean): WireValue =>
  typeof value === "string" ? { S: value } : typeof value === "number" ? { N: String(value) } : { BOOL: value };
const wired = (attributes: Readonly<Record<string, string | number | boolean | undefined>>): Readonly<Record<string, WireValue>> =>
  Object.fromEntries(Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, wire(value)]])));

/** When a day's searches, and its salt, are gone whatever happens. */
const goneAfter = (day: PlainDate): number => expiryAt(londonTime(day, "00:00") + KEPT_HOURS * HOUR_MS);

/** The shard of a visitor's mark: its first digit. */
export const shardOf = (visitor: string): number => Number.parseInt(visitor.slice(0, 1), SHARDS);

/** Searches of the day, over one small write each. */
export const dynamoSearchedStore = (reader: Pick<HotReader, "get">, writer: HotWriter): SearchedStore => ({
  async salt(span, day) {
    // A month's lots are dealt by one salt, until the month is over.
    const expiresAt = span === day ? goneAfter(day) : goneAfter(monthsAfter(`${span}-01`, 1));
    const made = { salt: randomBytes(SALT_BYTES).toString("base64"), ...markOf(searchSaltVersions), expiresAt };
    const { salt } = await writer.set(keys.searchSalt(span), {}, wired(made));
    if (salt?.S === undefined) throw new Error("A salt of searches has no text");
    return salt.S;
  },
  async areas() {
    const item = await reader.get(keys.searchAreas());
    return item && JSON.parse(newestText(searchAreasVersions, wireVersion(item), item["body"]?.S ?? "{}"));
  },
  async note(day, visitor, row) {
    await writer.set(keys.searched(day, shardOf(visitor), visitor), wired({ ...markOf(searchedVersions), ...row, expiresAt: goneAfter(day) }));
  },
});
