import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleAlone } from "../../infra/bundle.ts";
import { ensureTables, ledgerNameOf, localAwsEnvironment, startEngine } from "../../infra/local/engine.ts";
import { synthesizeLocal } from "../../infra/local/synthesize.ts";
import { daysAfter } from "../../shared/domain/time.ts";
import { dayMarks } from "../../shared/due/dynamo-due.ts";
import { councilsToPlan } from "../../shared/policy/due-council.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { openTable } from "../../shared/table/table-client.ts";
import { populate } from "./balance-population.ts";
import { DUE_ON } from "./due-day.ts";
import { printRow, say } from "./report.ts";

const SIZES = [3000, 30_000, 130_000];
/** US dollars for a million units, on demand. Source: DynamoDB pricing, us-east-1, from memory; London is some 19 % dearer. */
const PRICES = { read: 0.125, write: 0.625 };
/** What is young is looked through often, and what is old has no more room than the import of statements gives it: else Node lets garbage lie. */
const YOUNG = ["--max-semi-space-size=4", "--max-old-space-size=128"];
const CYCLES_A_MONTH = 13 / 12;

/** The table that is checked, and where. */
export interface CheckedTable {
  readonly endpoint: string;
  readonly ledger: string;
  /** Where the messages wait. */
  readonly folder: string;
}

/** What the process that checks answers. */
export interface Checked {
  readonly accountsDue: number;
  readonly itemsRead: number;
  readonly seconds: number;
  readonly floorPerSecond: number;
  readonly peakMb: number;
  /** Of one check as the engine charges it, the noting of its run among it. */
  readonly readUnits: number;
  readonly writeUnits: number;
  /** How long this process had a processor for one, in milliseconds: on a machine that others use as well that says more than the clock. */
  readonly cpuMs: { readonly check: number; readonly floor: number };
  /** The units by the sizes of what the floor read and wrote. */
  readonly bySize: { readonly readUnits: number; readonly writeUnits: number };
}

/**
 * A day on which every account is due, with eight cycles of statements each: found by the planner and checked by the worker, beside the floor: one query of
 * what a check reads and one transaction of two items of the same sizes, by the SDK alone, on the same engine in the same run.
 */
export async function benchBalances(size?: number): Promise<void> {
  for (const accounts of size === undefined ? SIZES : [size]) await benchSize(accounts);
}

async function benchSize(accounts: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "trellis-balances-"));
  const file = join(folder, "data.db");
  const engine = await startEngine(file);
  try {
    await ensureTables(engine.endpoint, synthesizeLocal(join(folder, "assembly")), "balances");
    const ledger = ledgerNameOf("balances");
    const environment = { ...localAwsEnvironment(engine.endpoint), LEDGER_TABLE: ledger };
    const table = openTable(awsConnectionFrom(environment), ledger);
    say(`Putting ${accounts} accounts there ...`);
    const began = performance.now();
    const { importUnits } = await populate(table, environment, file, accounts);
    const marks = dayMarks(table, "balancePlan");
    for (const council of councilsToPlan()) await marks.noteDone(council, daysAfter(DUE_ON, -1));
    say(`  ${((performance.now() - began) / 1000).toFixed(0)} s; checking them ...`);
    table.client.destroy();
    const { accountsDue, itemsRead, seconds, floorPerSecond, peakMb, readUnits, writeUnits, bySize, cpuMs } = await checkElsewhere(
      {
        endpoint: engine.endpoint,
        ledger,
        folder,
      },
      folder,
    );
    const monthUsd = ((accounts * CYCLES_A_MONTH) / 1_000_000) * (readUnits * PRICES.read + writeUnits * PRICES.write);
    const rounded = { readUnits: round(readUnits), writeUnits: round(writeUnits), monthUsd: round(monthUsd) };
    const perSecond = Math.round(accountsDue / seconds);
    printRow({ bench: "balances", accounts, accountsDue, itemsRead, perSecond, floorPerSecond, seconds: round(seconds), peakMb, ...rounded });
    say(`  ${(perSecond / floorPerSecond).toFixed(2)} of the floor; reads ${(itemsRead / accountsDue).toFixed(2)} items for each account that is due`);
    say(`  ${round(cpuMs.check)} ms of a processor for a check, ${round(cpuMs.floor)} ms for the floor`);
    say(`  by sizes ${round(bySize.readUnits)} read and ${round(bySize.writeUnits)} write units a check`);
    say(`  ${round((writeUnits + importUnits) * CYCLES_A_MONTH)} write units an account and month: ${round(importUnits)} for a statement of four weeks`);
  } finally {
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

async function checkElsewhere(table: CheckedTable, folder: string): Promise<Checked> {
  const bundle = join(folder, "checking.mjs");
  await bundleAlone(fileURLToPath(new URL("./checking.ts", import.meta.url)), bundle);
  const child = fork(bundle, { execArgv: [...YOUNG] });
  return new Promise((resolve, reject) => {
    child.once("message", (checked: Checked) => resolve(checked));
    child.once("exit", (code) => reject(new Error(`The checks ended with ${code}`)));
    child.send(table);
  });
}
