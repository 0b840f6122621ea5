import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { councilCodes } from "../policy/council.ts";
import { log } from "../runtime/log.ts";
import { type DroppedFile, droppedFile } from "./dropped-file.ts";
import { UnusableFile } from "./encoding.ts";
import type { ImportBucket } from "./import-bucket.ts";
import { EVERY_KIND, REPORTS } from "./kinds.ts";
import { droppedReport, type NotedReport } from "./report.ts";

/** Takes in a file, of one of the kinds it was said to take, that lies here. */
type TakeFile = (dropped: DroppedFile, file: string) => Promise<NotedReport>;

/**
 * Takes in files that are dropped in the bucket, as `npm run import` does, and puts a report beside each. Taking a file twice changes nothing the
 * second time. What the person who dropped the file can put right stands in the report; anything else throws, and comes again.
 */
export function droppedFileTaker(bucket: ImportBucket, kinds: readonly string[], take: TakeFile): (event: unknown) => Promise<void> {
  const report = async (dropped: DroppedFile): Promise<readonly string[]> => {
    const { key, version, kind, authority, extension } = dropped;
    if (!kinds.includes(kind)) return [`There is no import ${kind}: use one of ${EVERY_KIND.join(", ")}`];
    if (!councilCodes.includes(authority)) return [`There is no policy for council ${authority}`];
    const file = join(tmpdir(), `${randomUUID()}.${extension}`);
    try {
      await bucket.copy(key, version, file);
      const done = await take(dropped, file);
      log("file-imported", { kind, added: done.added, changed: done.changed, unchanged: done.unchanged, refused: done.refused.length });
      return droppedReport(kind, done);
    } catch (error) {
      const why = wrongWith(error);
      if (why === undefined) throw error;
      return [why];
    } finally {
      await rm(file, { force: true });
    }
  };

  return async (event) => {
    const dropped = droppedFile(event);
    if (dropped === undefined) return;
    const lines = "why" in dropped ? [dropped.why] : await report(dropped);
    await bucket.put(`${REPORTS}${dropped.key}.txt`, `${lines.join("\n")}\n`);
  };
}

/** What is wrong with a whole file, in words for who brought it; undefined where it is not the file. */
function wrongWith(error: unknown): string | undefined {
  // The name of our copy of it tells nobody anything.
  return error instanceof UnusableFile ? error.message.replace(/^\/\S+ /, "The file ") : undefined;
}
