import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { hash32 } from "../domain/hash.ts";
import { type Plane, wordsFor } from "./bits.ts";
import { FACETS, type Facet, type TileColumns } from "./tile.ts";

const FORMAT = 3;

interface Header {
  readonly format: number;
  readonly ids: readonly string[];
  /** Key, latitude, longitude, first row. */
  readonly areas: readonly (readonly [string, number, number, number])[];
  readonly planes: readonly (readonly [Facet | "district", string])[];
}

const PLANE_KINDS: readonly (Facet | "district")[] = [...FACETS, "district"];

/** A tile's columns as stored: a JSON header, three columns of doubles, two of days, then the planes; compressed. */
export function encodeColumns(columns: TileColumns): Uint8Array {
  const planes = PLANE_KINDS.flatMap((kind) => [...columns.planes[kind]].map(([value, plane]) => ({ kind, value, plane })));
  const header: Header = {
    format: FORMAT,
    ids: columns.ids,
    areas: columns.areas.map(({ key, lat, lon, start }) => [key, lat, lon, start]),
    planes: planes.map(({ kind, value }) => [kind, value]),
  };
  const head = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  const bytes = (array: Float64Array | Int32Array | Plane) => Buffer.from(array.buffer, array.byteOffset, array.byteLength);
  return zstdCompressSync(
    Buffer.concat([
      ...[length, head, bytes(columns.travelMiles), bytes(columns.ratePence), bytes(columns.hoursFree)],
      ...[bytes(columns.shownFrom), bytes(columns.shownUntil), ...planes.map(({ plane }) => bytes(plane))],
    ]),
  );
}

/** The inverse of `encodeColumns`. Throws on a format this build does not know. */
export function decodeColumns(stored: Uint8Array): TileColumns {
  const raw = zstdDecompressSync(stored);
  const headLength = raw.readUInt32LE(0);
  const header: Header = JSON.parse(raw.toString("utf8", 4, 4 + headLength));
  if (header.format !== FORMAT) throw new Error(`Unknown tile format ${header.format}`);
  // Typed arrays need aligned memory, which the offset behind the header is not: take a copy.
  const body = new Uint8Array(raw.subarray(4 + headLength)).buffer;
  const count = header.ids.length;
  let offset = 0;
  const doubles = () => {
    const column = new Float64Array(body, offset, count);
    offset += count * 8;
    return column;
  };
  const days = () => {
    const column = new Int32Array(body, offset, count);
    offset += count * 4;
    return column;
  };
  const [travelMiles, ratePence, hoursFree] = [doubles(), doubles(), doubles()];
  const [shownFrom, shownUntil] = [days(), days()];
  const planes = {
    service: new Map<string, Plane>(),
    group: new Map<string, Plane>(),
    skill: new Map<string, Plane>(),
    language: new Map<string, Plane>(),
    kind: new Map<string, Plane>(),
    gender: new Map<string, Plane>(),
    status: new Map<string, Plane>(),
    when: new Map<string, Plane>(),
    district: new Map<string, Plane>(),
  };
  const words = wordsFor(count);
  for (const [kind, value] of header.planes) {
    planes[kind].set(value, new Uint32Array(body, offset, words));
    offset += words * 4;
  }
  return {
    ids: header.ids,
    areas: header.areas.map(([key, lat, lon, start], index) => ({
      key,
      lat,
      lon,
      start,
      end: header.areas[index + 1]?.[3] ?? count,
    })),
    planes,
    travelMiles,
    ratePence,
    hoursFree,
    shownFrom,
    shownUntil,
  };
}

/** Cards a stored part holds at most: a page of results touches few parts, and a part stays far below 400 KB. */
const MOST_CARDS_A_PART = 448;
const FEWEST_CARDS_A_PART = 64;
/** Behind the fewest, one listing in so many begins a part. */
const ONE_BEGINS_IN = 128;

/**
 * The rows that parts begin with. A listing begins a part by what it is called, not by how many stand before it: so
 * whoever comes or goes changes the part they are in, and hardly ever another.
 */
export function partStarts(ids: readonly string[]): number[] {
  const starts: number[] = [];
  ids.forEach((id, row) => {
    const length = row - (starts.at(-1) ?? 0);
    const begins = (length >= FEWEST_CARDS_A_PART && hash32(id) % ONE_BEGINS_IN === 0) || length >= MOST_CARDS_A_PART;
    if (row === 0 || begins) starts.push(row);
  });
  return starts;
}

/** Cards as stored: one JSON text a line, compressed. */
export const encodeCards = (cards: readonly string[]): Uint8Array => zstdCompressSync(Buffer.from(cards.join("\n")));

/** The inverse of `encodeCards`. */
export const decodeCards = (stored: Uint8Array): readonly string[] => zstdDecompressSync(stored).toString("utf8").split("\n");
