import { systemContext } from "../../../shared/audit/context.ts";
import type { EpochMillis } from "../../../shared/domain/time.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import type { FileCheckDeps } from "../../../shared/files/check-file.ts";
import { downloadName } from "../../../shared/files/file-name.ts";
import { checkedPageKey, pageAt } from "../rules/page-keys.ts";
import { closingOn, isPageNoted, type PageLook, withPage } from "../rules/paper-statement.ts";
import type { PaperStore } from "./paper-ports.ts";

/** What noting the outcome of a photograph of a statement is given. */
export interface CheckPageDeps {
  readonly store: Pick<PaperStore, "papers" | "commit">;
  readonly removeFile: (key: string) => Promise<void>;
  readonly keepFile: (key: string, bytes: Uint8Array, downloadName?: string) => Promise<void>;
  readonly now: () => EpochMillis;
}

/** Whether a closing knows a file by its mark, whatever became of it. */
export const pageNoted =
  ({ store }: Pick<CheckPageDeps, "store">): FileCheckDeps["noted"] =>
  async (key, mark) => {
    const at = pageAt(key);
    const closing = at && closingOn((await store.papers(at.account))?.body, at.on);
    return closing !== undefined && at !== undefined && isPageNoted(closing, at.file, mark);
  };

/**
 * A clean photograph is put where no form leads and noted as one more page; one that is not is noted too, and removed, as is what nobody waits for. A file is
 * removed only once that is known. Safe to repeat.
 */
export const notePage =
  ({ store, removeFile, keepFile, now }: CheckPageDeps): FileCheckDeps["outcome"] =>
  async (key, result, mark, { bytes, name } = {}) => {
    const at = pageAt(key);
    if (!at) return;
    const checked = checkedPageKey(at, mark);
    const look: PageLook = {
      id: at.file,
      mark,
      name,
      ...(at.by === undefined ? {} : { by: at.by }),
      ...(result.ok ? { type: result.value } : { why: result.refusal }),
    };
    let put = false;
    let isKept = false;
    await changeUntilDone(async () => {
      const before = await store.papers(at.account);
      const closing = closingOn(before?.body, at.on);
      isKept = closing?.pages.some(({ id, mark: known }) => id === at.file && known === mark) ?? false;
      if (!before || !closing || isPageNoted(closing, at.file, mark)) return "done";
      const after = withPage(before.body, at.on, look, now());
      if (!after) return "done";
      // Kept before it is noted: whatever an officer is shown is there.
      if (result.ok && bytes && !put) {
        await keepFile(checked, bytes, name === undefined ? undefined : downloadName(name, result.value));
        put = true;
      }
      const action = result.ok ? (at.by === undefined ? "paper:keep" : "paper:keep-for-person") : "paper:refuse";
      const done = await store.commit(systemContext("receipt-check", now()), [{ entity: "paper-statement", before, after, action }]);
      isKept = done.ok && result.ok;
      return done.ok ? "done" : "again";
    });
    if (put && !isKept) await removeFile(checked);
    await removeFile(key);
  };
