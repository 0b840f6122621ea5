import { access } from "node:fs/promises";
import { join } from "node:path";
import { GAZETTEER_FILE } from "../../shared/geography/gazetteer-file.ts";
import { buildBundles, bundleFolder } from "../bundle.ts";
import { runDirectoryCommand } from "./commands.ts";
import { ensureTables, StartError, startEngine } from "./engine.ts";
import { openHome, runningSystem } from "./home.ts";
import { synthesizeLocal } from "./template.ts";

// npm run import -- KIND FILE...: into the local system if it runs, otherwise into its data.

const words = process.argv.slice(2);

async function run(): Promise<number> {
  const home = await openHome();
  const running = await runningSystem(home);
  if (running) return runDirectoryCommand(["import", ...words], running);
  await access(join(bundleFolder("public"), GAZETTEER_FILE)).catch(() => buildBundles());
  const system = synthesizeLocal(home.assembly);
  const engine = await startEngine(home.database);
  try {
    await ensureTables(engine.endpoint, system);
    const tableName = system.ofType("AWS::DynamoDB::Table")[0]?.id ?? "";
    return await runDirectoryCommand(["import", ...words], { endpoint: engine.endpoint, tableName });
  } finally {
    await engine.stop();
  }
}

try {
  process.exitCode = await run();
} catch (error) {
  process.stderr.write(`${error instanceof StartError ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = 1;
}
