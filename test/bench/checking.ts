import { QueryCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { checkCycle } from "../../functions/balances/rules/check.ts";
import { dynamoDueStore } from "../../functions/balances/store/dynamo-due-store.ts";
import { dynamoLedgerStore } from "../../functions/balances/store/dynamo-ledger-store.ts";
import { ledgerKeys } from "../../functions/balances/store/keys.ts";
import { checkDue } from "../../functions/balances/use-cases/check-due.ts";
import { type CheckMessage, planChecks } from "../../functions/balances/use-cases/plan-checks.ts";
import { localAwsEnvironment } from "../../infra/local/engine.ts";
import { dayMarks } from "../../shared/due/dynamo-due.ts";
import { balancePolicyOn } from "../../shared/policy/balances.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { openTable, type Table } from "../../shared/table/table-client.ts";
import { type CheckedTable, DUE_ON } from "./balances.ts";

// The process that checks: what is found, and what deals with it, as the two functions do, several messages at once; and beside it the floor.

const AT_ONCE = 8;
const at = Date.parse(`${DUE_ON}T05:00:00Z`);

/** The size of an item as DynamoDB counts it, near enough: names, and values as text or bytes. */
const sizeOf = (value: unknown): number => {
  if (value instanceof Uint8Array) return value.byteLength;
  if (typeof value === "object" && value !== null)
    return Object.entries(value).reduce((sum, [name, one]) => sum + (Array.isArray(value) ? 1 : name.length) + sizeOf(one), 3);
  return typeof value === "number" ? Math.ceil(String(value).length / 2) + 1 : String(value).length;
};
const KILOBYTE = 1024;

/** Counts the units that requests are charged. Source: DynamoDB Developer Guide, "Read and write operations": worked out from sizes, as the engine does not say. */
function metered(table: Table) {
  const units = { read: 0, write: 0 };
  table.client.middlewareStack.add(
    (next, context) => async (args) => {
      const answer = await next(args);
      const input = args.input as any;
      const output = answer.output as any;
      if (String(context.commandName).startsWith("Query")) {
        const size = (output.Items ?? []).reduce((sum: number, item: unknown) => sum + sizeOf(item), 0);
        units.read += Math.max(1, Math.ceil(size / (4 * KILOBYTE))) * (input.ConsistentRead ? 1 : 0.5);
      }
      if (String(context.commandName).startsWith("Put")) units.write += Math.ceil(sizeOf(input.Item) / KILOBYTE);
      if (String(context.commandName).startsWith("TransactWrite"))
        for (const { Put, Delete } of input.TransactItems) units.write += 2 * Math.max(1, Math.ceil(sizeOf(Put?.Item ?? Delete?.Key) / KILOBYTE));
      return answer;
    },
    { step: "initialize", priority: "low", name: "metered" },
  );
  return units;
}

/** One query of an account's partition and one transaction of two items, by the SDK alone. */
async function floor({ client, name: TableName }: Table, accounts: readonly string[]): Promise<number> {
  const left = accounts.values();
  const began = performance.now();
  const worker = async (): Promise<void> => {
    for (const account of left) {
      const { pk, sk: end } = ledgerKeys.head(account);
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :end",
          ExpressionAttributeValues: { ":pk": pk, ":from": "DAYS#", ":end": end },
        }),
      );
      const head = Items.find(({ sk }) => sk === end);
      await client.send(
        new TransactWriteCommand({
          TransactItems: [
            {
              Put: {
                TableName,
                Item: { ...ledgerKeys.result(account, 9000, 1), entity: "check-result", packed: new Uint8Array(600) },
                ConditionExpression: "attribute_not_exists(pk)",
              },
            },
            { Put: { TableName, Item: { ...head }, ConditionExpression: "version = :v", ExpressionAttributeValues: { ":v": head?.["version"] } } },
          ],
        }),
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return Math.round(accounts.length / ((performance.now() - began) / 1000));
}

process.once("message", async ({ endpoint, ledger }: CheckedTable) => {
  const connection = awsConnectionFrom(localAwsEnvironment(endpoint));
  const table = openTable(connection, ledger, () => at);
  const units = metered(table);
  const store = dynamoLedgerStore(table);
  const runs = dynamoDueStore(table);
  const deal = checkDue({ store, runs, check: checkCycle, policyOn: balancePolicyOn, tell: async () => undefined, now: () => at });
  const waiting: CheckMessage[] = [];
  const began = performance.now();
  const { due, itemsRead } = await planChecks(
    { marks: dayMarks(table, "balancePlan"), store: runs, send: async (messages) => void waiting.push(...messages) },
    at,
  );
  const planned = { ...units };
  const accounts = waiting.flatMap((message) => message.accounts);
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let message = waiting.pop(); message; message = waiting.pop()) await deal(message);
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  const peakMb = Math.round(process.resourceUsage().maxRSS / KILOBYTE);
  const readUnits = (units.read - planned.read) / due;
  const writeUnits = units.write / due;
  const floorPerSecond = await floor(openTable(connection, ledger), accounts);
  process.send?.({ accountsDue: due, itemsRead, seconds, floorPerSecond, peakMb, readUnits, writeUnits });
  process.disconnect();
});
