import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hash32 } from "../domain/hash.ts";

/** So much of a file is put on one shelf, about: what is worked on at a time is held in memory whole. */
const SHELF_BYTES = 1_000_000;
/** So much of each shelf waits in memory before it is written away, its head with it. */
const WAITING_BYTES = 4096;
/** At its head a piece that was written away says where the one before it is: so nothing is held of all but the last, as there are many. */
const HEAD_BYTES = 12;
/** The most bytes a letter of a text takes in UTF-8. */
const BYTES_A_LETTER = 3;

/** Texts put aside by a key, on this machine's disk, until `close`. */
export interface Shelves {
  /** Puts a text aside with others of its key. The text holds no line break, and the key neither that nor a tab. */
  put(key: string, text: string): void;
  /** All that was put aside, shelf by shelf, by its key: every text of a key is on one shelf, in the order in which it was put. */
  shelves(): AsyncIterable<ReadonlyMap<string, readonly string[]>>;
  /** Leaves nothing behind. */
  close(): Promise<void>;
}

/** As many shelves as a file needs, so that the largest takes no more memory than a small one. All are in one file, piece after piece as they fill. */
export async function shelvesFor(file: string): Promise<Shelves> {
  const { size } = await stat(file);
  const folder = await mkdtemp(join(tmpdir(), "trellis-rows-"));
  const shelves = Array.from({ length: Math.ceil(size / SHELF_BYTES) || 1 }, () => new Shelf());
  const written = openSync(join(folder, "rows"), "w+");
  let end = 0;
  /** Writes a piece away, with room for its head before it. */
  const writeAway = (shelf: Shelf, piece: Buffer): void => {
    writeHead(piece, shelf.last);
    const length = piece.length - HEAD_BYTES;
    for (let done = 0; done < piece.length; ) done += writeSync(written, piece, done, piece.length - done, end + done);
    shelf.last = { place: end, length };
    shelf.length += length;
    end += piece.length;
  };
  const empty = (shelf: Shelf): void => {
    if (shelf.filled > HEAD_BYTES) writeAway(shelf, shelf.waiting.subarray(0, shelf.filled));
    shelf.filled = HEAD_BYTES;
  };
  return {
    put(key, text) {
      const shelf = shelves[hash32(key) % shelves.length];
      if (!shelf) throw new Error("There is no such shelf");
      const line = `${key}\t${text}\n`;
      if (shelf.filled + line.length * BYTES_A_LETTER > WAITING_BYTES) empty(shelf);
      if (HEAD_BYTES + line.length * BYTES_A_LETTER > WAITING_BYTES) writeAway(shelf, Buffer.concat([Buffer.alloc(HEAD_BYTES), Buffer.from(line)]));
      else shelf.filled += shelf.waiting.write(line, shelf.filled);
    },
    async *shelves() {
      for (const shelf of shelves) empty(shelf);
      // One room for all, each in its turn: what lies outside the heap is let go of late.
      const room = Buffer.allocUnsafeSlow(HEAD_BYTES + Math.max(...shelves.map(({ length }) => length)));
      for (const shelf of shelves) if (shelf.length > 0) yield byKey(read(written, shelf, room));
    },
    async close() {
      closeSync(written);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Where in the file a piece of a shelf begins, and how much stands in it after its head; of a piece that there is none of, nothing. */
interface Piece {
  readonly place: number;
  readonly length: number;
}

const NO_PIECE: Piece = { place: 0, length: 0 };
const writeHead = (bytes: Buffer, { place, length }: Piece): void => {
  bytes.writeDoubleLE(place, 0);
  bytes.writeUInt32LE(length, 8);
};
const headOf = (bytes: Buffer): Piece => ({ place: bytes.readDoubleLE(0), length: bytes.readUInt32LE(8) });

class Shelf {
  readonly waiting = Buffer.allocUnsafeSlow(WAITING_BYTES);
  filled = HEAD_BYTES;
  /** What was written away last, and how much all of it is. */
  last = NO_PIECE;
  length = 0;
}

function read(file: number, { last, length }: Shelf, room: Buffer): string {
  const bytes = room.subarray(0, HEAD_BYTES + length);
  let end = bytes.length;
  // From the last piece to the first: where the head of one lies, the end of the one before comes next.
  for (let piece = last; piece.length > 0; piece = headOf(bytes.subarray(end - HEAD_BYTES))) {
    const begins = end - piece.length - HEAD_BYTES;
    for (let at = begins; at < end; ) {
      const more = readSync(file, bytes, at, end - at, piece.place + at - begins);
      if (more === 0) throw new Error("What was put aside is no longer there");
      at += more;
    }
    end -= piece.length;
  }
  return bytes.toString("utf8", HEAD_BYTES);
}

function byKey(written: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const line of written.slice(0, -1).split("\n")) {
    const tab = line.indexOf("\t");
    const [key, text] = [line.slice(0, tab), line.slice(tab + 1)];
    const some = found.get(key);
    if (some) some.push(text);
    else found.set(key, [text]);
  }
  return found;
}
