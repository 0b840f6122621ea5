import { deflateRawSync, inflateRawSync } from "node:zlib";

/** Room for about as much as a body is: each call makes it anew, and more than is needed takes a third of its time. */
const ROOM = { windowBits: 13, memLevel: 5, chunkSize: 4096 };

/** A body as bytes: what a check reads and writes is paid for by its size, and JSON repeats itself. */
export const packed = (body: unknown): Uint8Array => deflateRawSync(JSON.stringify(body), { level: 9, ...ROOM });

/** The body in bytes, unparsed. */
export const unpacked = (bytes: unknown): unknown => (bytes instanceof Uint8Array ? JSON.parse(inflateRawSync(bytes).toString("utf8")) : undefined);
