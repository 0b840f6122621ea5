import { spawn } from "node:child_process";
import { join } from "node:path";
import { GAZETTEER_FILE } from "../../shared/geography/gazetteer-file.ts";
import { bundleFolder } from "../bundle-folders.ts";
import { stageSettings } from "../stages.ts";
import { localAwsEnvironment } from "./engine.ts";
import type { RunningSystem } from "./home.ts";

const root = join(import.meta.dirname, "..", "..");

/** The slices' own commands. */
const COMMANDS = {
  directory: "functions/directory/entries/command.ts",
  accounts: "functions/accounts/entries/command.ts",
  vetting: "functions/vetting/entries/command.ts",
  arrangements: "functions/arrangements/entries/command.ts",
  balances: "functions/balances/entries/command.ts",
  market: "functions/market/entries/command.ts",
  audit: "functions/operations/audit.command.ts",
} as const;

/** How Node runs a slice's command: one that seals and opens thousands of fields, or reads millions of rows, leaves garbage faster than it is taken out, unless memory comes first. */
const NODE_FLAGS: Partial<Readonly<Record<keyof typeof COMMANDS, readonly string[]>>> = {
  arrangements: ["--optimize-for-size"],
  // A file of any size is taken in a few megabytes at a time: what a row leaves behind is mostly gone before it is looked for, if there is room for it from the start. (Of 10 Node makes 16, as it takes powers of two.)
  balances: ["--min-semi-space-size=8", "--max-semi-space-size=8", "--max-old-space-size=128"],
};
export const nodeFlagsOf = (name: keyof typeof COMMANDS): readonly string[] => NODE_FLAGS[name] ?? [];

/** Runs a slice's own command in a process of its own, on a table; resolves to its exit code. */
export function runCommand(
  name: keyof typeof COMMANDS,
  words: readonly string[],
  { endpoint, tableName, ledgerName, secrets, keysSecret, fieldKeysSecret, seals, queues }: Omit<RunningSystem, "pid" | "port">,
  more: Readonly<Record<string, string>> = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...nodeFlagsOf(name), join(root, COMMANDS[name]), ...words], {
      stdio: ["ignore", "inherit", "inherit"],
      env: {
        ...process.env,
        ...localAwsEnvironment(endpoint),
        AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets,
        TABLE_NAME: tableName,
        LEDGER_TABLE: ledgerName,
        KEYS_SECRET: keysSecret,
        FIELD_KEYS_SECRET: fieldKeysSecret,
        AWS_ENDPOINT_URL_S3: seals.storage,
        TRAILS_BUCKET: seals.bucket,
        SEAL_SECRET: seals.secret,
        ...(queues ? { AWS_ENDPOINT_URL_SQS: queues.endpoint, ...queues.urls } : {}),
        AUTHORITY: stageSettings("local").authority,
        ...more,
        GAZETTEER: join(bundleFolder("public"), GAZETTEER_FILE),
      },
    });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
