import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import type { ShapeVersions } from "../table/stored-shape.ts";

/** Versions of the stored record; its schema is in `stored-shapes.ts`. */
export const logRecordVersions: ShapeVersions = {
  ...{ entity: "log-record", schemaVersion: 5 },
  upcasters: {
    // Records of the first version stand under keys that nobody asks for any more; a snapshot made anew has what they told.
    1: ({ changes, ...rest }) => ({ ...rest, changes: Array.isArray(changes) ? changes.map((change: object) => ({ version: 0, ...change })) : [] }),
    // Version 3 may say of each check how long it counts.
    2: (body) => body,
    // Version 4 has the first words of what somebody says about themselves.
    3: (body) => body,
    // Version 5 may name a photo.
    4: (body) => body,
  },
};

/**
 * Above this many characters a log record is compressed: what a listing was and what it is say much the same, and
 * every search of the next seconds reads it again.
 */
const PACK_FROM = 600;

/** What a log record's item holds: its JSON text, or that text compressed. */
export function logRecordBody(record: object): { readonly body: string } | { readonly packed: Uint8Array } {
  const body = JSON.stringify(record);
  return body.length < PACK_FROM ? { body } : { packed: zstdCompressSync(Buffer.from(body)) };
}

/** The JSON text of a stored log record. */
export function logRecordText(body: string | undefined, packed: string | undefined): string {
  if (body !== undefined) return body;
  if (packed === undefined) throw new Error("A stored log record has neither text nor packed text");
  return zstdDecompressSync(Buffer.from(packed, "base64")).toString("utf8");
}
