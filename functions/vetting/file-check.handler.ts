import { fileStore } from "../../shared/files/file-store.ts";
import { log } from "../../shared/runtime/log.ts";
import { FileCheckEnv } from "./file-check.env.ts";
import { checkFile, type FileCheckDeps } from "./file-check.ts";

const store = fileStore({ ...process.env, ...FileCheckEnv.parse(process.env) });

/** What is not taken is removed at once. */
const outcome: FileCheckDeps["outcome"] = async (key, result) => {
  if (!result.ok) await store.remove(key);
};

/** Woken by the malware scan of a file that somebody handed in. */
export const handler = async (event: unknown): Promise<void> => {
  const result = await checkFile({ store, outcome }, event);
  log("file-checked", { outcome: result === "overtaken" ? result : result.ok ? result.value : result.refusal });
};
