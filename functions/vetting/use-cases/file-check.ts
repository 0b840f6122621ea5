import { systemContext } from "../../../shared/audit/context.ts";
import { ok, refused } from "../../../shared/domain/result.ts";
import type { EpochMillis } from "../../../shared/domain/time.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import { checkContent } from "../../../shared/files/content-check.ts";
import { downloadName } from "../../../shared/files/file-name.ts";
import type { FileStore, StoredFile } from "../../../shared/files/file-store.ts";
import { ScanEvent, scanOutcome } from "../../../shared/files/scan-event.ts";
import { checkedKey, fileAt, isCheckedKey } from "../rules/file-keys.ts";
import { PHOTO } from "../rules/photo.ts";
import type { VettingDeps } from "./deps.ts";
import { noteFile } from "./evidence-work.ts";
import type { FileOutcome } from "./file-outcome.ts";
import { type DrawPhoto, notePhoto } from "./photo.ts";
import type { CaseStore } from "./ports.ts";

/** What looking at a file is given. */
export interface FileCheckDeps {
  readonly store: Pick<FileStore, "read">;
  /** Told of every file that was looked at, perhaps more than once. */
  outcome(key: string, result: FileOutcome, mark: string, file?: Partial<StoredFile>): Promise<void>;
  /** Whether the outcome of this file is noted already. */
  noted(key: string, mark: string): Promise<boolean>;
}

/** What noting the outcome of a file is given. */
export interface NoteOutcomeDeps extends Pick<VettingDeps, "newId" | "site"> {
  readonly store: CaseStore;
  readonly removeFile: (key: string) => Promise<void>;
  readonly keepFile: (key: string, bytes: Uint8Array, downloadName?: string) => Promise<void>;
  readonly draw: DrawPhoto;
  readonly now: () => EpochMillis;
}

/** Whether a case knows a file by its mark, whatever became of it. */
export const noted =
  ({ store }: Pick<NoteOutcomeDeps, "store">): FileCheckDeps["noted"] =>
  async (key, mark) => {
    const at = fileAt(key);
    const stored = at && (await store.caseWithEvidence(at.case));
    if (at?.evidence === PHOTO) return stored?.case.body.photo?.last?.mark === mark;
    return stored?.evidence.some(({ body }) => body.files.some((file) => file.mark === mark)) ?? false;
  };

/**
 * What is taken is put where no form leads, as far as it was checked, and noted with its evidence; what is not is noted too, and removed at once, as is what nothing asks for. Of a
 * photo pictures are made, and the file is kept nowhere. A file is
 * removed only once that is known: where the case is too busy to be written to, throws `TooBusy`, and the file stays for the next try.
 */
export const noteOutcome = ({ removeFile, keepFile, draw, now, ...deps }: NoteOutcomeDeps): FileCheckDeps["outcome"] => {
  const note = noteFile(deps);
  return async (key, result, mark, { bytes, name } = {}) => {
    // No scan looks at what was checked: what says so is not ours to act on.
    if (isCheckedKey(key)) return;
    const at = fileAt(key);
    if (at?.evidence === PHOTO) {
      await notePhoto({ ...deps, draw, now }, at, result, mark, bytes);
      return removeFile(key);
    }
    const checked = at && checkedKey(at, mark);
    let put = false;
    let kept = false;
    await changeUntilDone(async () => {
      const stored = at && (await deps.store.caseWithEvidence(at.case));
      if (!stored) return "done";
      const known = stored.evidence.find(({ body }) => body.id === at.evidence)?.body.files.find(({ id }) => id === at.file);
      // Kept before it is noted: whatever an officer is shown is there.
      if (checked && bytes && result.ok && !put && (known?.state !== "clean" || known.mark === mark)) {
        await keepFile(checked, bytes, name === undefined ? undefined : downloadName(name, result.value));
        put = true;
      }
      const look = { id: at.file, by: at.by, mark, name, outcome: result.ok ? { type: result.value } : { why: result.refusal } };
      const done = await note(stored, at.evidence, look, systemContext("file-check", now()));
      kept = done.ok;
      return done.ok || done.refusal === "gone" ? "done" : "again";
    });
    if (!kept && put && checked) await removeFile(checked);
    await removeFile(key);
  };
};

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
