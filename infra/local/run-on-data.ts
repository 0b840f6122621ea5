import { rolesOf } from "./callers.ts";
import { runCommand } from "./commands.ts";
import { ensureTables, StartError, startEngine, tablesIn } from "./engine.ts";
import { openHome, runningSystem } from "./home.ts";
import { prepared } from "./prepare.ts";
import { fieldKeysSecretOf, keysSecretOf, sealsPlaceOf, templateSecrets } from "./secrets.ts";
import { startStorage } from "./storage-alone.ts";
import { placeOnPort } from "./template.ts";

/**
 * Runs a slice's command on the table of `TABLE_NAME` where one is named, on the local system's where it
 * runs, and otherwise on its data; then this process ends as the command did.
 */
export async function runOnData(
  command: Parameters<typeof runCommand>[0],
  words: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  try {
    process.exitCode = await run(command, words, more);
  } catch (error) {
    process.stderr.write(`${error instanceof StartError ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
    process.exitCode = 1;
  }
}

async function run(command: Parameters<typeof runCommand>[0], words: readonly string[], more: Readonly<Record<string, string>>): Promise<number> {
  const home = await openHome();
  const running = await runningSystem(home);
  if (running) return runCommand(command, words, running, more);
  const system = await prepared(home.assembly, placeOnPort(Number(process.env["PORT"] ?? 3000)));
  const engine = await startEngine(home.database);
  const roles = rolesOf(system);
  const secrets = await templateSecrets(system, home, roles);
  const storage = await startStorage(system, home, roles);
  try {
    await ensureTables(engine.endpoint, system);
    const { records, ledger } = tablesIn(system);
    const seals = sealsPlaceOf(system, storage.url);
    const keys = { secrets: secrets.url, keysSecret: keysSecretOf(system), fieldKeysSecret: fieldKeysSecretOf(system) };
    const on = { endpoint: engine.endpoint, tableName: records.id, ledgerName: ledger.id, ...keys, seals };
    return await runCommand(command, words, on, more);
  } finally {
    await storage.stop();
    await secrets.stop();
    await engine.stop();
  }
}
