import { logRecordText, logRecordVersions } from "../../../shared/listing/log-record-format.ts";
import { publicListingVersions } from "../../../shared/listing/public-listing.ts";
import { type HotReader, type WireItem, wireVersion } from "../../../shared/table/hot-reader.ts";
import { keys, sequenceKey } from "../../../shared/table/keys.ts";
import { expectNewest, newestText, type ShapeVersions } from "../../../shared/table/stored-shape.ts";
import type { DirectoryReader, LogRecord } from "../ports.ts";
import { decodeCards, decodeColumns } from "../snapshot/tile-format.ts";
import { directoryKeys } from "./keys.ts";

/** Versions of what this reader alone reads; the schemas are in `stored-shapes.ts`. */
export const manifestVersions = { entity: "manifest", schemaVersion: 1 };
export const tileVersions = { entity: "tile", schemaVersion: 1 };

const LAST_SEQUENCE = "SEQ#~";

/** The public reader over the hot client: it reaches only partitions that begin with `PUBLIC#`. */
export function dynamoDirectoryReader(reader: HotReader): DirectoryReader {
  return {
    async manifest() {
      const item = await reader.get(directoryKeys.manifest());
      return item && JSON.parse(bodyText(manifestVersions, item));
    },
    async columns(tile) {
      const item = await reader.get(directoryKeys.tileIndex(tile));
      return item && decodeColumns(tileBytes(item));
    },
    async cards(tile, part) {
      const item = await reader.get(directoryKeys.tileCards(tile, part));
      return item && decodeCards(tileBytes(item));
    },
    async logAfter(sequence) {
      const { pk, sk } = keys.logRecord(sequence + 1);
      const items = await reader.queryBetween(pk, sk, LAST_SEQUENCE);
      return items.map(logRecordFrom);
    },
    async profile(id) {
      const item = await reader.get(keys.publicListing(id));
      return item && JSON.parse(bodyText(publicListingVersions, item));
    },
  };
}

function logRecordFrom(item: WireItem): LogRecord {
  const sequence = Number(text(item, "sk").slice(sequenceKey(0).indexOf("#") + 1));
  return { sequence, ...JSON.parse(newestText(logRecordVersions, wireVersion(item), logRecordText(item["body"]?.S, item["packed"]?.B))) };
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
