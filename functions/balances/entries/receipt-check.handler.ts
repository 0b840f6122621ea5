import { checkFile } from "../../../shared/files/check-file.ts";
import { fileStore } from "../../../shared/files/file-store.ts";
import { log } from "../../../shared/runtime/log.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { dynamoReceiptStore } from "../store/dynamo-receipt-store.ts";
import { noteReceipt, receiptNoted } from "../use-cases/check-receipt.ts";
import { ReceiptCheckEnv } from "./receipt-check.env.ts";

const { TABLE_NAME } = ReceiptCheckEnv.parse(process.env);
const files = fileStore(process.env);
const store = dynamoReceiptStore(openTable(awsConnectionFrom(process.env), TABLE_NAME));
const outcome = noteReceipt({
  store,
  removeFile: (key) => files.remove(key),
  keepFile: (key, bytes, downloadName) => files.keep(key, bytes, downloadName),
  now: Date.now,
});

/** Woken by the malware scan of a receipt that somebody sent. */
export const handler = async (event: unknown): Promise<void> => {
  const result = await checkFile({ store: files, outcome, noted: receiptNoted({ store }) }, event);
  log("file-checked", { outcome: result === "overtaken" ? result : result.ok ? result.value : result.refusal });
};
