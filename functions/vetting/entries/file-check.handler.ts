import { systemContext } from "../../../shared/audit/context.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import { fileStore } from "../../../shared/files/file-store.ts";
import { newId } from "../../../shared/runtime/ids.ts";
import { log } from "../../../shared/runtime/log.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { fileAt } from "../rules/file-keys.ts";
import { dynamoCaseStore } from "../store/dynamo-case-store.ts";
import { noteFile } from "../use-cases/evidence-work.ts";
import { checkFile, type FileCheckDeps } from "../use-cases/file-check.ts";
import { FileCheckEnv } from "./file-check.env.ts";

const { TABLE_NAME, SITE_ADDRESS } = FileCheckEnv.parse(process.env);
const files = fileStore(process.env);
const store = dynamoCaseStore(openTable(awsConnectionFrom(process.env), TABLE_NAME));
const note = noteFile({ store, newId, site: new URL(SITE_ADDRESS) });

/** What is taken is noted with its evidence; what is not is noted too, and removed at once. */
const outcome: FileCheckDeps["outcome"] = async (key, result, mark) => {
  const at = fileAt(key);
  let kept = false;
  await changeUntilDone(async () => {
    const stored = at && (await store.caseWithEvidence(at.case));
    if (!stored) return "done";
    const checked = { id: at.file, mark, outcome: result.ok ? { type: result.value } : { why: result.refusal } };
    const done = await note(stored, at.evidence, checked, systemContext("file-check", Date.now()));
    kept = done.ok;
    return done.ok || done.refusal === "gone" ? "done" : "again";
  });
  if (!kept) await files.remove(key);
};

/** Woken by the malware scan of a file that somebody handed in. */
export const handler = async (event: unknown): Promise<void> => {
  const result = await checkFile({ store: files, outcome }, event);
  log("file-checked", { outcome: result === "overtaken" ? result : result.ok ? result.value : result.refusal });
};
