import { ok, type Result, refused } from "../domain/result.ts";
import { type ContentRefusal, checkContent } from "./content-check.ts";
import type { FileStore, StoredFile } from "./file-store.ts";
import type { FileType } from "./file-types.ts";
import { ScanEvent, scanOutcome } from "./scan-event.ts";

/** What became of a file: its kind, or why it is not taken. */
export type FileOutcome = Result<FileType, ContentRefusal | "threat" | "unscanned">;

/** What looking at a file is given. */
export interface FileCheckDeps {
  readonly store: Pick<FileStore, "read">;
  /** Told of every file that was looked at, perhaps more than once. */
  outcome(key: string, result: FileOutcome, mark: string, file?: Partial<StoredFile>): Promise<void>;
  /** Whether the outcome of this file is noted already. */
  noted(key: string, mark: string): Promise<boolean>;
}

/** Not yet marked as clean in the bucket, or already removed: to be tried again. */
class NotReadable extends Error {
  override readonly name = "NotReadable";
}

/**
 * Looks at a file once the malware scan has: only what is clean is opened, and only by its content is it judged.
 * A file that is gone, or was sent again since (another scan follows), has no outcome. Throws `NotReadable` where it cannot be
 * read yet, to be tried again.
 */
export async function checkFile({ store, outcome, noted }: FileCheckDeps, event: unknown): Promise<FileOutcome | "overtaken"> {
  const scanned = ScanEvent.parse(event);
  const { objectKey, eTag } = scanned.detail.s3ObjectDetails;
  const scan = scanOutcome(scanned);
  if (scan !== "clean") return reported(outcome, objectKey, refused(scan), eTag);
  const read = await store.read(objectKey, eTag);
  if (read.ok) {
    const { bytes, name } = read.value;
    const checked = checkContent(bytes);
    return checked.ok
      ? reported(outcome, objectKey, ok(checked.value.type), eTag, { bytes: checked.value.bytes, name })
      : reported(outcome, objectKey, checked, eTag, { name });
  }
  switch (read.refusal) {
    case "too-big":
      return reported(outcome, objectKey, refused("too-big"), eTag);
    case "missing":
    case "changed":
      return "overtaken";
    case "held-back":
      if (await noted(objectKey, eTag)) return "overtaken";
      throw new NotReadable("The file cannot be read");
  }
}

async function reported(outcome: FileCheckDeps["outcome"], key: string, result: FileOutcome, mark: string, file?: Partial<StoredFile>): Promise<FileOutcome> {
  await outcome(key, result, mark, file);
  return result;
}
