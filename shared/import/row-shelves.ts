import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hash32 } from "../domain/hash.ts";

/** So much of a file is put on one shelf, about: what is worked on at a time is held in memory whole. */
const SHELF_BYTES = 1_000_000;
/** So much of each shelf waits in memory before it is written away. */
const WAITING_BYTES = 4096;
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
  const writeAway = (shelf: Shelf, bytes: Buffer): void => {
    for (let done = 0; done < bytes.length; ) done += writeSync(written, bytes, done, bytes.length - done, end + done);
    shelf.places.push(end);
    shelf.lengths.push(bytes.length);
    end += bytes.length;
  };
  const empty = (shelf: Shelf): void => {
    if (shelf.filled > 0) writeAway(shelf, shelf.waiting.subarray(0, shelf.filled));
    shelf.filled = 0;
  };
  return {
    put(key, text) {
      const shelf = shelves[hash32(key) % shelves.length];
      if (!shelf) throw new Error("There is no such shelf");
      const line = `${key}\t${text}\n`;
      if (shelf.filled + line.length * BYTES_A_LETTER > WAITING_BYTES) empty(shelf);
      if (line.length * BYTES_A_LETTER > WAITING_BYTES) writeAway(shelf, Buffer.from(line));
      else shelf.filled += shelf.waiting.write(line, shelf.filled);
    },
    async *shelves() {
      for (const shelf of shelves) empty(shelf);
      for (const shelf of shelves) if (shelf.places.length > 0) yield byKey(read(written, shelf));
    },
    async close() {
      closeSync(written);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

class Shelf {
  readonly waiting = Buffer.allocUnsafeSlow(WAITING_BYTES);
  filled = 0;
  /** Where in the file what was written away begins, and how long each piece is: numbers alone, as there are many. */
  readonly places: number[] = [];
  readonly lengths: number[] = [];
}

function read(file: number, { places, lengths }: Shelf): string {
  const bytes = Buffer.allocUnsafeSlow(lengths.reduce((sum, length) => sum + length, 0));
  let filled = 0;
  for (const [piece, at] of places.entries()) {
    const length = lengths[piece] ?? 0;
    for (let done = 0; done < length; ) {
      const more = readSync(file, bytes, filled + done, length - done, at + done);
      if (more === 0) throw new Error("What was put aside is no longer there");
      done += more;
    }
    filled += length;
  }
  return bytes.toString("utf8");
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
