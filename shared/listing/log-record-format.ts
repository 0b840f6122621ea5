import { zstdCompressSync, zstdDecompressSync } from "node:zlib";

/** Versions of the stored record; its schema is in `stored-shapes.ts`. */
export const logRecordVersions = { entity: "log-record", schemaVersion: 1 };

/** Above this many characters a log record is compressed: a hundred listings of an import say much the same. */
const PACK_FROM = 2000;

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
