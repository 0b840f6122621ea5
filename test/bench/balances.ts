import { fork } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dynamoLedgerStore } from "../../functions/balances/store/dynamo-ledger-store.ts";
import { ensureTables, ledgerNameOf, localAwsEnvironment, startEngine } from "../../infra/local/engine.ts";
import { synthesizeLocal } from "../../infra/local/synthesize.ts";
import { cycleNumbered } from "../../shared/domain/cycles.ts";
import { daysAfter } from "../../shared/domain/time.ts";
import { dayMarks } from "../../shared/due/dynamo-due.ts";
import { councilsToPlan } from "../../shared/policy/due-council.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { openTable, type Table } from "../../shared/table/table-client.ts";
import { cyclesTo, FIRST_PAYMENT, newHead, posted, someFacts } from "../support/ledger-scene.ts";
import { printRow, say } from "./report.ts";

const SIZE = 3000;
const WRITERS = 16;
/** Statements before the one that is measured, and the rows of each: 38 a month. */
const CYCLES = 3;
const ROWS = 38;
/** US dollars for a million units, on demand. Source: DynamoDB pricing, us-east-1, from memory; London is some 19 % dearer. */
const PRICES = { read: 0.125, write: 0.625 };
const MONTHS_A_CYCLE = 13 / 12;

export const DUE_ON = daysAfter(cycleNumbered(FIRST_PAYMENT, CYCLES).to, 8);

/** The table that is checked, and where. */
export interface CheckedTable {
  readonly endpoint: string;
  readonly ledger: string;
}

/** What the process that checks answers. */
export interface Checked {
  readonly accountsDue: number;
  readonly itemsRead: number;
  readonly seconds: number;
  readonly floorPerSecond: number;
  readonly peakMb: number;
  /** Of one check, the noting of its run among it. */
  readonly readUnits: number;
  readonly writeUnits: number;
}

/**
 * A day on which every account is due, with three months of statements each: found by the planner and checked by the worker, beside the floor: one query of
 * an account's partition and one transaction of two items of the same sizes, on the same engine in the same run.
 */
export async function benchBalances(accounts = SIZE): Promise<void> {
  const engine = await startEngine(join(mkdtempSync(join(tmpdir(), "trellis-balances-")), "data.db"));
  try {
    await ensureTables(engine.endpoint, synthesizeLocal(mkdtempSync(join(tmpdir(), "trellis-assembly-"))), "balances");
    const ledger = ledgerNameOf("balances");
    await fill(openTable(awsConnectionFrom(localAwsEnvironment(engine.endpoint)), ledger), accounts);
    const { accountsDue, itemsRead, seconds, floorPerSecond, peakMb, readUnits, writeUnits } = await checkElsewhere({ endpoint: engine.endpoint, ledger });
    const monthUsd = ((accounts * MONTHS_A_CYCLE) / 1_000_000) * (readUnits * PRICES.read + writeUnits * PRICES.write);
    const rounded = { readUnits: round(readUnits), writeUnits: round(writeUnits), monthUsd: round(monthUsd) };
    const perSecond = Math.round(accountsDue / seconds);
    printRow({ bench: "balances", accounts, accountsDue, itemsRead, perSecond, floorPerSecond, seconds: round(seconds), peakMb, ...rounded });
    say(`  ${(perSecond / floorPerSecond).toFixed(2)} of the floor; reads ${(itemsRead / accountsDue).toFixed(2)} items for each account that is due`);
  } finally {
    await engine.stop();
  }
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

async function fill(table: Table, accounts: number): Promise<void> {
  const store = dynamoLedgerStore(table);
  const statements = cyclesTo(CYCLES, { rows: ROWS });
  const left = Array.from({ length: accounts }, (_, index) => `account-${index}`).values();
  const writer = async (): Promise<void> => {
    for (const account of left) {
      const facts = someFacts(account);
      // All cycles but the last have a result.
      const head = { ...newHead(facts), measured: CYCLES - 1, nextDueOn: DUE_ON };
      await store.learn(undefined, head, facts, []);
      for (const statement of statements) await posted(store, account, [statement]);
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
  const marks = dayMarks(table, "balancePlan");
  for (const council of councilsToPlan()) await marks.noteDone(council, daysAfter(DUE_ON, -1));
}

function checkElsewhere(table: CheckedTable): Promise<Checked> {
  const child = fork(new URL("./checking.ts", import.meta.url));
  return new Promise((resolve, reject) => {
    child.once("message", (checked: Checked) => resolve(checked));
    child.once("exit", (code) => reject(new Error(`The checks ended with ${code}`)));
    child.send(table);
  });
}
