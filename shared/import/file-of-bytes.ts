import { randomUUID } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FileFault } from "../domain/file-fault.ts";
import { UnusableFile } from "./encoding.ts";

/** Takes bytes in as a file that lies here for so long; or says what is wrong with the whole of it. Nothing of it is left afterwards. */
export async function takenAsFile<Report>(bytes: Uint8Array, take: (file: string) => Promise<Report>): Promise<Report | { readonly unusable: FileFault }> {
  const file = join(tmpdir(), `${randomUUID()}.csv`);
  try {
    await writeFile(file, bytes);
    return await take(file);
  } catch (error) {
    if (!(error instanceof UnusableFile)) throw error;
    return { unusable: error.fault };
  } finally {
    await rm(file, { force: true });
  }
}
