import { checkFile } from "../../../shared/files/check-file.ts";
import { fileStore } from "../../../shared/files/file-store.ts";
import { newId } from "../../../shared/runtime/ids.ts";
import { log } from "../../../shared/runtime/log.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { dynamoCaseStore } from "../store/dynamo-case-store.ts";
import { noted, noteOutcome } from "../use-cases/file-check.ts";
import { FileCheckEnv } from "./file-check.env.ts";

const { TABLE_NAME, SITE_ADDRESS } = FileCheckEnv.parse(process.env);
const files = fileStore(process.env);
const store = dynamoCaseStore(openTable(awsConnectionFrom(process.env), TABLE_NAME));
const outcome = noteOutcome({
  store,
  newId,
  site: new URL(SITE_ADDRESS),
  removeFile: (key) => files.remove(key),
  keepFile: (key, bytes, downloadName) => files.keep(key, bytes, downloadName),
  // Read when the first photo comes: most files are none.
  draw: async (bytes, type) => (await import("../../../shared/files/draw-photo.ts")).drawPhoto(bytes, type),
  now: Date.now,
});

/** Woken by the malware scan of a file that somebody handed in. */
export const handler = async (event: unknown): Promise<void> => {
  const result = await checkFile({ store: files, outcome, noted: noted({ store }) }, event);
  log("file-checked", { outcome: result === "overtaken" ? result : result.ok ? result.value : result.refusal });
};
