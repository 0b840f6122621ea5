import { appendFile, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hash32 } from "../domain/hash.ts";

/** So much of a file is put on one shelf, about: what is worked on at a time is held in memory whole. */
const SHELF_BYTES = 1_000_000;
/** So many letters wait in memory before they are written away. */
const WAITING_LETTERS = 1_000_000;

/** Texts put aside by a key, on this machine's disk, until `close`. */
export interface Shelves {
  /** Puts a text aside with others of its key. It holds no line break. */
  put(key: string, text: string): void;
  /** Once what was put and is still in memory is not too much of it. */
  settled(): Promise<void>;
  /** All that was put aside, shelf by shelf: every text of a key is on one shelf, in the order in which it was put. */
  shelves(): AsyncIterable<readonly string[]>;
  /** Leaves nothing behind. */
  close(): Promise<void>;
}

/** As many shelves as a file needs, so that the largest takes no more memory than a small one. */
export async function shelvesFor(file: string): Promise<Shelves> {
  const { size } = await stat(file);
  const folder = await mkdtemp(join(tmpdir(), "trellis-rows-"));
  const waiting: string[][] = Array.from({ length: Math.ceil(size / SHELF_BYTES) || 1 }, () => []);
  let letters = 0;
  const pathOf = (shelf: number): string => join(folder, String(shelf));
  const writeAway = async (): Promise<void> => {
    letters = 0;
    for (const [shelf, texts] of waiting.entries())
      if (texts.length > 0)
        await appendFile(
          pathOf(shelf),
          texts
            .splice(0)
            .map((text) => `${text}\n`)
            .join(""),
        );
  };
  return {
    put(key, text) {
      waiting[hash32(key) % waiting.length]?.push(text);
      letters += text.length;
    },
    async settled() {
      if (letters > WAITING_LETTERS) await writeAway();
    },
    async *shelves() {
      await writeAway();
      for (const shelf of waiting.keys()) {
        const written = await readFile(pathOf(shelf), "utf8").catch(absent);
        if (written !== "") yield written.slice(0, -1).split("\n");
      }
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Nothing was put on a shelf. */
function absent(error: unknown): string {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
  throw error;
}
