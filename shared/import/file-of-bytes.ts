import { randomUUID } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UnusableFile } from "./encoding.ts";

/** Takes bytes in as a file that lies here for so long; or says what is wrong with the whole of it, in words that go after "It". Nothing of it is left afterwards. */
export async function takenAsFile<Report>(bytes: Uint8Array, take: (file: string) => Promise<Report>): Promise<Report | { readonly unusable: string }> {
  const file = join(tmpdir(), `${randomUUID()}.csv`);
  try {
    await writeFile(file, bytes);
    return await take(file);
  } catch (error) {
    if (!(error instanceof UnusableFile)) throw error;
    // The name of our copy of it tells nobody anything.
    return { unusable: error.message.replace(`${file} `, "") };
  } finally {
    await rm(file, { force: true });
  }
}
