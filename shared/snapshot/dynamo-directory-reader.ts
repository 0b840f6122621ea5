import type { EpochMillis } from "../domain/time.ts";
import { logRecordText, logRecordVersions } from "../listing/log-record-format.ts";
import { publicListingVersions } from "../listing/public-listing.ts";
import { publicReplyVersions, publicScoreVersions } from "../listing/shown-feedback.ts";
import { shownPhotoVersions } from "../listing/shown-photo.ts";
import type { ItemKey } from "../table/definition.ts";
import type { WireItem } from "../table/hot-call.ts";
import { type HotReader, wireVersion } from "../table/hot-reader.ts";
import { keys } from "../table/keys.ts";
import { expectNewest, newestText, type ShapeVersions } from "../table/stored-shape.ts";
import type { DirectoryReader, LogRecord } from "./ports.ts";
import { decodeCards, decodeColumns } from "./tile-format.ts";

const withoutTiles = ({ version, cursorKey }: Readonly<Record<string, unknown>>) => ({ version, base: 0, ahead: 0, tiles: [], cursorKey });

/** Versions of what this reader alone reads; the schemas are in `stored-shapes.ts`. */
export const manifestVersions: ShapeVersions = {
  ...{ entity: "manifest", schemaVersion: 4 },
  // Tiles of earlier versions cannot be read: until the snapshot is made anew there are none.
  upcasters: { 1: withoutTiles, 2: withoutTiles, 3: withoutTiles },
};
export const tileVersions: ShapeVersions = { entity: "tile", schemaVersion: 4 };

/** The place in the log before every record stamped at a moment. */
const before = (at: EpochMillis): string => keys.logRecord(at, "", 0).sk;
const END_OF_LOG = "AT#~";
const STAMP_FROM = "AT#".length;
const STAMP_DIGITS = 13;

/** The public reader over the hot client: it reaches only partitions that begin with `PUBLIC#`, and pictures of public listings. */
export function dynamoDirectoryReader(reader: HotReader): DirectoryReader {
  /** What a manifest names and nothing changes. It is written before the manifest, but a replica may have had the manifest first. */
  const there = async (key: ItemKey) => (await reader.get(key)) ?? (await reader.get(key, true));

  return {
    async manifest() {
      const item = await reader.get(keys.manifest());
      return item && JSON.parse(bodyText(manifestVersions, item));
    },
    async tile(key) {
      const item = await there(keys.tileIndex(key));
      return item && { columns: decodeColumns(tileBytes(item)), parts: JSON.parse(text(item, "parts")) };
    },
    async cards(part) {
      const item = await there(keys.tileCards(part));
      return item && decodeCards(tileBytes(item));
    },
    async logAfter(after, upTo, known) {
      const { pk } = keys.logRecord(0, "", 0);
      const items = await reader.queryBetween(pk, before(after + 1), upTo === undefined ? END_OF_LOG : before(upTo + 1));
      // What is known already is not even unpacked: nearly all of what is read again.
      return items.filter((item) => !known?.has(text(item, "sk"))).map(logRecordFrom);
    },
    async photo(name) {
      const item = await reader.get(keys.shownPhoto(name));
      return item && JSON.parse(bodyText(shownPhotoVersions, item));
    },
    async profile(id) {
      const item = await reader.get(keys.publicListing(id));
      return item && JSON.parse(bodyText(publicListingVersions, item));
    },
    async profileWithFeedback(id) {
      const { pk, sk } = keys.publicListing(id);
      const items = await reader.queryBetween(pk, sk, keys.publicScore(id).sk);
      const itemAt = (key: ItemKey): WireItem | undefined => items.find((item) => item["sk"]?.S === key.sk);
      const [listing, score, reply] = [itemAt(keys.publicListing(id)), itemAt(keys.publicScore(id)), itemAt(keys.publicReply(id))];
      return (
        listing && {
          profile: JSON.parse(bodyText(publicListingVersions, listing)),
          ...(score ? { score: JSON.parse(bodyText(publicScoreVersions, score)) } : {}),
          ...(reply ? { reply: JSON.parse(bodyText(publicReplyVersions, reply)) } : {}),
        }
      );
    },
  };
}

function logRecordFrom(item: WireItem): LogRecord {
  const key = text(item, "sk");
  const at = Number(key.slice(STAMP_FROM, STAMP_FROM + STAMP_DIGITS));
  return { key, at, ...JSON.parse(newestText(logRecordVersions, wireVersion(item), logRecordText(item["body"]?.S, item["packed"]?.B))) };
}

/** The JSON of a body, as the newest version of its kind has it. */
export const bodyText = (versions: ShapeVersions, item: WireItem): string => newestText(versions, wireVersion(item), text(item, "body"));

function tileBytes(item: WireItem): Uint8Array {
  expectNewest(tileVersions, wireVersion(item));
  return binary(item, "body");
}

/** A text attribute; an item without it cannot be read, and that is a fault. */
function text(item: WireItem, name: string): string {
  const value = item[name]?.S;
  if (value === undefined) throw new Error(`Stored item has no text attribute ${name}`);
  return value;
}

function binary(item: WireItem, name: string): Uint8Array {
  const value = item[name]?.B;
  if (value === undefined) throw new Error(`Stored item has no binary attribute ${name}`);
  return Buffer.from(value, "base64");
}
