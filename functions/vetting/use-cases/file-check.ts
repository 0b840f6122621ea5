import { systemContext } from "../../../shared/audit/context.ts";
import type { EpochMillis } from "../../../shared/domain/time.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import type { FileCheckDeps } from "../../../shared/files/check-file.ts";
import { downloadName } from "../../../shared/files/file-name.ts";
import { checkedKey, fileAt, isCheckedKey } from "../rules/file-keys.ts";
import { PHOTO } from "../rules/photo.ts";
import type { VettingDeps } from "./deps.ts";
import { noteFile } from "./evidence-work.ts";
import { type DrawPhoto, notePhoto } from "./photo.ts";
import type { CaseStore } from "./ports.ts";

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
