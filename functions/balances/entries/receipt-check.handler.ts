import { checkFile } from "../../../shared/files/check-file.ts";
import { fileStore } from "../../../shared/files/file-store.ts";
import { log } from "../../../shared/runtime/log.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { pageAt } from "../rules/page-keys.ts";
import { dynamoPaperStore } from "../store/dynamo-paper-store.ts";
import { dynamoReceiptStore } from "../store/dynamo-receipt-store.ts";
import { notePage, pageNoted } from "../use-cases/check-page.ts";
import { noteReceipt, receiptNoted } from "../use-cases/check-receipt.ts";
import { ReceiptCheckEnv } from "./receipt-check.env.ts";

const { TABLE_NAME } = ReceiptCheckEnv.parse(process.env);
const files = fileStore(process.env);
const table = openTable(awsConnectionFrom(process.env), TABLE_NAME);
const [receipts, papers] = [dynamoReceiptStore(table), dynamoPaperStore(table)];
const keeping = {
  removeFile: (key: string) => files.remove(key),
  keepFile: (key: string, bytes: Uint8Array, downloadName?: string) => files.keep(key, bytes, downloadName),
  now: Date.now,
};
const ofReceipts = { outcome: noteReceipt({ store: receipts, ...keeping }), noted: receiptNoted({ store: receipts }) };
const ofPages = { outcome: notePage({ store: papers, ...keeping }), noted: pageNoted({ store: papers }) };
const of = (key: string) => (pageAt(key) === undefined ? ofReceipts : ofPages);

/** Woken by the malware scan of a receipt, or of a photograph of a statement, that somebody sent. */
export const handler = async (event: unknown): Promise<void> => {
  const result = await checkFile(
    { store: files, outcome: (key, ...more) => of(key).outcome(key, ...more), noted: (key, mark) => of(key).noted(key, mark) },
    event,
  );
  log("file-checked", { outcome: result === "overtaken" ? result : result.ok ? result.value : result.refusal });
};
