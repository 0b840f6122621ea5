import { type Result, refused } from "../../../shared/domain/result.ts";
import { type ContentRefusal, checkContent } from "../../../shared/files/content-check.ts";
import type { FileStore } from "../../../shared/files/file-store.ts";
import type { FileType } from "../../../shared/files/file-types.ts";
import { ScanEvent, scanOutcome } from "../../../shared/files/scan-event.ts";

/** What became of a file: its kind, or why it is not taken. */
export type FileOutcome = Result<FileType, ContentRefusal | "threat" | "unscanned">;

/** What looking at a file is given. */
export interface FileCheckDeps {
  readonly store: Pick<FileStore, "read">;
  /** Told of every file that was looked at, perhaps more than once. */
  outcome(key: string, result: FileOutcome, mark: string): Promise<void>;
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
export async function checkFile({ store, outcome }: FileCheckDeps, event: unknown): Promise<FileOutcome | "overtaken"> {
  const scanned = ScanEvent.parse(event);
  const { objectKey, eTag } = scanned.detail.s3ObjectDetails;
  const scan = scanOutcome(scanned);
  if (scan !== "clean") return reported(outcome, objectKey, refused(scan), eTag);
  const bytes = await store.read(objectKey, eTag);
  if (bytes.ok) return reported(outcome, objectKey, checkContent(bytes.value), eTag);
  switch (bytes.refusal) {
    case "too-big":
      return reported(outcome, objectKey, refused("too-big"), eTag);
    case "missing":
    case "changed":
      return "overtaken";
    case "held-back":
      throw new NotReadable("The file cannot be read");
  }
}

async function reported(outcome: FileCheckDeps["outcome"], key: string, result: FileOutcome, mark: string): Promise<FileOutcome> {
  await outcome(key, result, mark);
  return result;
}
