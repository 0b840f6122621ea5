import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { dynamoImportStore } from "../../functions/balances/store/dynamo-import-store.ts";
import { dynamoLedgerStore } from "../../functions/balances/store/dynamo-ledger-store.ts";
import { importStatement } from "../../functions/balances/use-cases/import-statement.ts";
import { statementsIn } from "../../functions/balances/use-cases/statement-store.ts";
import { shelvesFor } from "../../shared/import/row-shelves.ts";
import { statementLayouts } from "../../shared/policy/statement-layouts.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { hotReader } from "../../shared/table/hot-reader.ts";
import { openTable } from "../../shared/table/table-client.ts";
import { openAccount } from "../support/ledger-accounts.ts";
import { printRow } from "./report.ts";
import { HEADER, monthOf } from "./statement-rows.ts";
import { metered } from "./units.ts";

const ACCOUNTS = 25;

/** Imports a month of some accounts by a file for each day, and says what the engine charges for it, of an account. */
export async function benchDaily(environment: Readonly<Record<string, string>>, ledger: string, authority: string, folder: string): Promise<void> {
  const layout = statementLayouts().get("trellis");
  if (!layout) throw new Error("No layout of our own");
  const connection = awsConnectionFrom(environment);
  const table = openTable(connection, ledger);
  const ledgers = dynamoLedgerStore(table);
  const cards = Array.from({ length: ACCOUNTS }, (_, at) => `DAILY-${at}`);
  for (const card of cards) await openAccount(ledgers, card, authority, [card]);
  const days = Map.groupBy(cards.flatMap(monthOf), ({ day }) => day);
  const units = metered(table);
  for (const [day, rows] of days) {
    const file = join(folder, `${day}.csv`);
    await writeFile(file, [HEADER, ...rows.map(({ text }) => text), ""].join("\n"));
    const shelves = await shelvesFor(file);
    await importStatement(file, {
      ...{ store: statementsIn(dynamoImportStore(table, hotReader(connection, ledger), ledgers), ledgers), shelves, authority },
      ...{ named: { name: "trellis", layout }, now: Date.now, looked: async () => undefined, progress: () => undefined },
    });
    await shelves.close();
  }
  table.client.destroy();
  const each = (sum: number): number => Number((sum / ACCOUNTS).toFixed(1));
  printRow({
    bench: "statements",
    rows: cards.flatMap(monthOf).length,
    time: `in ${days.size} daily files`,
    writeUnits: each(units.write),
    readUnits: each(units.read),
  });
}
