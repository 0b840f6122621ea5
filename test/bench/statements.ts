import { execFile } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { ledgerKeys } from "../../functions/balances/store/keys.ts";
import { nodeFlagsOf } from "../../infra/local/commands.ts";
import { ensureTables, ledgerNameOf, localAwsEnvironment, startEngine } from "../../infra/local/engine.ts";
import { synthesizeLocal } from "../../infra/local/synthesize.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { openTable } from "../../shared/table/table-client.ts";
import { benchDaily } from "./daily-statements.ts";
import { accountOf, cardOf, openAccounts } from "./opened-accounts.ts";
import { printRow, say } from "./report.ts";
import { HEADER, ROWS_A_MONTH, rowOf } from "./statement-rows.ts";

const AUTHORITY = "E10000018";
const COMMAND = join(import.meta.dirname, "../../functions/balances/entries/command.ts");
const READER = join(import.meta.dirname, "../../functions/balances/use-cases/read-statement.ts");
const LAYOUTS = join(import.meta.dirname, "../../shared/policy/statement-layouts.ts");
/** Runs the command as `npm run import` does, and says how much memory and processor time it took. */
const SPENT = `process.once("exit", () => { const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage(); process.stderr.write(\`peak \${maxRSS} cpu \${(userCPUTime + systemCPUTime) / 1e6}\`); });`;
const PROBE = `${SPENT} await import(process.argv[1]);`;
/** Reads and understands every row in the same way, and does nothing with them. */
const PARSE = `${SPENT}
const [, reader, layouts, file] = process.argv;
const layout = (await import(layouts)).statementLayouts().get("trellis");
const began = performance.now();
let rows = 0;
for await (const row of (await import(reader)).readStatement(file, { name: "trellis", layout })) rows += row.is === "movement" ? 1 : 0;
process.stdout.write(String(rows / ((performance.now() - began) / 1000)));`;

/** Imports so many rows, a month of as many accounts as that is, and then the same file again; and a month of some accounts in daily files. */
export async function benchStatements(rows = 500_000): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "trellis-statements-"));
  const file = join(folder, "statement.csv");
  const accounts = Math.ceil(rows / ROWS_A_MONTH);
  await writeStatement(file, accounts);
  const database = join(folder, "data.db");
  const engine = await startEngine(database);
  try {
    await ensureTables(engine.endpoint, synthesizeLocal(join(folder, "assembly")), "statements");
    const environment = { ...localAwsEnvironment(engine.endpoint), LEDGER_TABLE: ledgerNameOf("statements"), AUTHORITY };
    say(`Opening ${accounts} accounts ...`);
    const table = openTable(awsConnectionFrom(environment), ledgerNameOf("statements"));
    await openAccounts(table, database, AUTHORITY, accounts);
    table.client.destroy();
    const parsing = await inNode(PARSE, [READER, LAYOUTS, file], {});
    for (const time of ["first", "again"]) {
      say(`Importing ${accounts * ROWS_A_MONTH} rows, ${time} ...`);
      const before = await unitsHeld(environment, accounts);
      const began = performance.now();
      const run = await inNode(PROBE, [COMMAND, "import", "card-statement", file, "--layout", "trellis"], environment);
      const seconds = (performance.now() - began) / 1000;
      const added = Number(/(\d+) new/.exec(run.stdout)?.[1]);
      const after = await unitsHeld(environment, accounts);
      printRow({
        bench: "statements",
        rows: accounts * ROWS_A_MONTH,
        time,
        added,
        perSecond: Math.round((accounts * ROWS_A_MONTH) / seconds),
        parseOnlyPerSecond: Math.round(Number(parsing.stdout)),
        // Processor time, which tells more where others are at work: all of the import, beside reading alone.
        ...{ cpuSeconds: run.cpuSeconds, parseOnlyCpuSeconds: parsing.cpuSeconds },
        peakMb: run.peakMb,
        writeUnits: Number((after - before).toFixed(1)),
      });
    }
    await benchDaily(environment, ledgerNameOf("statements"), AUTHORITY, folder);
  } finally {
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Day by day, as a supplier writes it: an account's rows are all over the file. */
async function writeStatement(file: string, accounts: number): Promise<void> {
  const stream = createWriteStream(file);
  stream.write(`${HEADER}\n`);
  for (let row = 0; row < ROWS_A_MONTH; row += 1)
    for (let account = 0; account < accounts; account += 1) if (!stream.write(`${rowOf(cardOf(account), row).text}\n`)) await once(stream, "drain");
  stream.end();
  await once(stream, "finish");
}

/** Runs a script in a process of its own, as the command line runs the commands of the slice. */
async function inNode(script: string, words: readonly string[], environment: Readonly<Record<string, string>>) {
  const all = [...nodeFlagsOf("balances"), "--input-type=module", "-e", script, "--", ...words];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, all, { env: { ...process.env, ...environment } });
  const [, peak, cpu] = /peak (\d+) cpu ([\d.]+)/.exec(stderr) ?? [];
  return { stdout, peakMb: Math.round(Number(peak) / 1024), cpuSeconds: Number(Number(cpu).toFixed(1)) };
}

/**
 * What writing an account's month costs, by DynamoDB's price of a transaction: two units for each kilobyte begun of each item. Of the accounts one in a hundred is looked at,
 * as they are all alike.
 */
async function unitsHeld(environment: Readonly<Record<string, string>>, accounts: number): Promise<number> {
  const table = openTable(awsConnectionFrom(environment), ledgerNameOf("statements"));
  let units = 0;
  let looked = 0;
  for (let account = 0; account < accounts; account += 100) {
    const { Items = [] } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": ledgerKeys.head(accountOf(account)).pk },
      }),
    );
    const segments = Items.filter(({ sk }) => String(sk).startsWith("DAYS#"));
    for (const segment of segments) units += unitsOf(segment);
    if (segments.length > 0) units += Items.filter(({ sk }) => sk === "HEAD").reduce((sum, head) => sum + unitsOf(head), 0);
    looked += 1;
  }
  table.client.destroy();
  return units / looked;
}

const KILOBYTE = 1024;
const unitsOf = (item: Readonly<Record<string, unknown>>): number =>
  2 *
  Math.ceil(
    Object.entries(item).reduce((sum, [name, value]) => sum + name.length + (value instanceof Uint8Array ? value.length : JSON.stringify(value).length), 0) /
      KILOBYTE,
  );
