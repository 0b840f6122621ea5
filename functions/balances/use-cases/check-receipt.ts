import { systemContext } from "../../../shared/audit/context.ts";
import type { EpochMillis } from "../../../shared/domain/time.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import type { FileCheckDeps } from "../../../shared/files/check-file.ts";
import { downloadName } from "../../../shared/files/file-name.ts";
import { isNoted, type ReceiptLook, withLook } from "../rules/receipt.ts";
import { checkedReceiptKey, receiptAt } from "../rules/receipt-keys.ts";
import type { ReceiptStore } from "./receipt-ports.ts";

/** What noting the outcome of a receipt's file is given. */
export interface CheckReceiptDeps {
  readonly store: Pick<ReceiptStore, "receipt" | "commit">;
  readonly removeFile: (key: string) => Promise<void>;
  readonly keepFile: (key: string, bytes: Uint8Array, downloadName?: string) => Promise<void>;
  readonly now: () => EpochMillis;
}

/** Whether a receipt knows a file by its mark, whatever became of it. */
export const receiptNoted =
  ({ store }: Pick<CheckReceiptDeps, "store">): FileCheckDeps["noted"] =>
  async (key, mark) => {
    const at = receiptAt(key);
    const found = at && (await store.receipt(at.account, at.movement));
    return found !== undefined && at !== undefined && isNoted(found.body, at.file, mark);
  };

/**
 * What is taken is put where no form leads, as far as it was checked, and noted with its receipt; what is not is noted too, and removed, as is what no receipt
 * waits for. A clean file takes the place of the one before it. A file is removed only once that is known.
 */
export const noteReceipt =
  ({ store, removeFile, keepFile, now }: CheckReceiptDeps): FileCheckDeps["outcome"] =>
  async (key, result, mark, { bytes, name } = {}) => {
    const at = receiptAt(key);
    if (!at) return;
    const checked = checkedReceiptKey(at, mark);
    const look: ReceiptLook = { id: at.file, mark, name, ...(result.ok ? { type: result.value } : { why: result.refusal }) };
    let replaced: string | undefined;
    let put = false;
    let isKept = false;
    await changeUntilDone(async () => {
      const before = await store.receipt(at.account, at.movement);
      if (!before || before.body.owner === undefined) return "done";
      isKept = before.body.file?.id === at.file && before.body.file.mark === mark;
      if (isNoted(before.body, at.file, mark)) return "done";
      // Kept before it is noted: whatever an officer is shown is there.
      if (result.ok && bytes && !put) {
        await keepFile(checked, bytes, name === undefined ? undefined : downloadName(name, result.value));
        put = true;
      }
      const { file } = before.body;
      replaced = result.ok && file ? checkedReceiptKey({ ...at, file: file.id }, file.mark) : undefined;
      const after = withLook(before.body, look, now());
      const action = result.ok ? "receipt:keep" : "receipt:refuse";
      const done = await store.commit(systemContext("receipt-check", now()), [{ entity: "receipt", before, after, action }]);
      isKept = done.ok && result.ok;
      return done.ok ? "done" : "again";
    });
    if (put && !isKept) await removeFile(checked);
    if (isKept && replaced !== undefined && replaced !== checked) await removeFile(replaced);
    await removeFile(key);
  };
