import { deflateRawSync, inflateRawSync } from "node:zlib";

/** A body as bytes: what a check reads and writes is paid for by its size, and JSON repeats itself. A window of about its size: each call makes one anew, which takes longer than what it is for. */
export const packed = (body: unknown): Uint8Array => deflateRawSync(JSON.stringify(body), { level: 9, windowBits: 13, memLevel: 5 });

/** The body in bytes, unparsed. */
export const unpacked = (bytes: unknown): unknown => (bytes instanceof Uint8Array ? JSON.parse(inflateRawSync(bytes).toString("utf8")) : undefined);
