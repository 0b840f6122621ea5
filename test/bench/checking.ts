import { appendFileSync, createReadStream, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { QueryCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { checkCycle } from "../../functions/balances/rules/check.ts";
import { dynamoDueStore } from "../../functions/balances/store/dynamo-due-store.ts";
import { dynamoCheckStore } from "../../functions/balances/store/dynamo-ledger-store.ts";
import { dynamoOverLineStore } from "../../functions/balances/store/dynamo-over-line-store.ts";
import { ledgerKeys } from "../../functions/balances/store/keys.ts";
import { checkDue } from "../../functions/balances/use-cases/check-due.ts";
import { noteOverLine } from "../../functions/balances/use-cases/note-over-line.ts";
import { type CheckMessage, planChecks } from "../../functions/balances/use-cases/plan-checks.ts";
import { localAwsEnvironment } from "../../infra/local/engine.ts";
import { dayMarks } from "../../shared/due/dynamo-due.ts";
import { balancePolicyOn } from "../../shared/policy/balances.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { hotReader } from "../../shared/table/hot-reader.ts";
import { hotRangesOf, type RangeReader } from "../../shared/table/range-reader.ts";
import { openTable, type Table } from "../../shared/table/table-client.ts";
import type { CheckedTable } from "./balances.ts";
import { DUE_ON } from "./due-day.ts";
import { metered, unitsOfRead, unitsOfWrites } from "./units.ts";

// The process that checks: what is found, and what deals with it, as the two functions do, several messages at once; and between its turns the floor.

/** Accounts at once, of the checks as of the floor: a message looks at five of its accounts side by side. */
const AT_ONCE = 20;
const MESSAGES_AT_ONCE = AT_ONCE / 5;
/** Messages of one turn. Checks and floor take turns, so that whatever else the machine does slows both. */
const TURN = 16;
/** The floor is one turn in so many: of many accounts a part says enough. */
const FLOOR_ACCOUNTS = 10_000;
const A_RESULT = 9000;
const at = Date.parse(`${DUE_ON}T05:00:00Z`);

/** How long something took, and how long it had a processor, in seconds. */
interface Took {
  seconds: number;
  cpuSeconds: number;
}

/** Deals with all there is, several at once, and adds how long it took. */
async function timed<One>(took: Took, all: readonly One[], atOnce: number, deal: (one: One) => Promise<void>): Promise<void> {
  const left = all.values();
  const began = performance.now();
  const before = process.cpuUsage();
  const worker = async (): Promise<void> => {
    for (const one of left) await deal(one);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  took.seconds += (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(before);
  took.cpuSeconds += (user + system) / 1_000_000;
}

/** One query of what a check of an account reads, and one transaction of two items of the sizes that a check writes, by the SDK alone. */
function floorOf({ client, name: TableName }: Table, from: (account: string) => string) {
  const sums = { accounts: 0, seconds: 0, cpuSeconds: 0, readUnits: 0, writeUnits: 0 };
  const one = async (account: string): Promise<void> => {
    const { pk, sk: end } = ledgerKeys.head(account);
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :end",
        ExpressionAttributeValues: { ":pk": pk, ":from": from(account), ":end": end },
      }),
    );
    const head = Items.find(({ sk }) => sk === end);
    const result = { ...ledgerKeys.result(account, A_RESULT, 1), entity: "check-result", schemaVersion: 1, packed: new Uint8Array(600) };
    await client.send(
      new TransactWriteCommand({
        TransactItems: [
          { Put: { TableName, Item: result, ConditionExpression: "attribute_not_exists(pk)" } },
          { Put: { TableName, Item: { ...head }, ConditionExpression: "version = :v", ExpressionAttributeValues: { ":v": head?.["version"] } } },
        ],
      }),
    );
    sums.accounts += 1;
    sums.readUnits += unitsOfRead(Items);
    sums.writeUnits += unitsOfWrites([head, result]);
  };
  return {
    sums,
    turn: (accounts: readonly string[]) => timed(sums, accounts, AT_ONCE, one),
  };
}

/** Messages wait outside of the process, as in a queue: what is held of them is a turn. */
function queueIn(folder: string) {
  const file = join(folder, "queue.jsonl");
  writeFileSync(file, "");
  return {
    send: async (some: readonly CheckMessage[]) => appendFileSync(file, some.map((message) => `${JSON.stringify(message)}\n`).join("")),
    async *turns(): AsyncGenerator<readonly CheckMessage[]> {
      let turn: CheckMessage[] = [];
      for await (const line of createInterface({ input: createReadStream(file) })) {
        turn.push(JSON.parse(line));
        if (turn.length < TURN) continue;
        yield turn;
        turn = [];
      }
      if (turn.length > 0) yield turn;
    },
  };
}

process.once("message", async ({ endpoint, ledger, folder }: CheckedTable) => {
  const connection = awsConnectionFrom(localAwsEnvironment(endpoint));
  const table = openTable(connection, ledger, () => at);
  const units = metered(table);
  const reader = hotReader(connection, ledger);
  let read = "";
  const noting: RangeReader = (pk, first, last, fresh) => {
    read = first;
    return hotRangesOf(reader)(pk, first, last, fresh);
  };
  const store = dynamoCheckStore(table, noting);
  const runs = dynamoDueStore(table);
  const deal = checkDue({
    store,
    runs,
    check: checkCycle,
    policyOn: balancePolicyOn,
    tell: async () => undefined,
    now: () => at,
    noteOverLine: noteOverLine({ store, over: dynamoOverLineStore(table) }),
  });
  const queue = queueIn(folder);
  const began = performance.now();
  const { due, itemsRead } = await planChecks({ marks: dayMarks(table, "balancePlan"), store: runs, send: queue.send }, at);
  const took = { seconds: (performance.now() - began) / 1000, cpuSeconds: 0 };
  const planned = { ...units };
  const floorTable = openTable(connection, ledger);
  metered(floorTable);
  const floor = floorOf(floorTable, () => read);
  const each = Math.max(1, Math.floor(due / FLOOR_ACCOUNTS));
  let turn = 0;
  for await (const some of queue.turns()) {
    const compare = () => (turn % each === 0 ? floor.turn(some.flatMap(({ accounts }) => accounts)) : undefined);
    // Whoever comes second finds it warm.
    if (turn % (2 * each) === 0) await compare();
    await timed(took, some, MESSAGES_AT_ONCE, async (message) => void (await deal(message)));
    if (turn % (2 * each) !== 0) await compare();
    turn += 1;
  }
  const { accounts, ...sums } = floor.sums;
  process.send?.({
    accountsDue: due,
    itemsRead,
    seconds: took.seconds,
    cpuMs: { check: (took.cpuSeconds / due) * 1000, floor: (sums.cpuSeconds / accounts) * 1000 },
    floorPerSecond: Math.round(accounts / sums.seconds),
    peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
    readUnits: (units.read - planned.read + reader.meter.readUnits) / due,
    writeUnits: units.write / due,
    bySize: { readUnits: sums.readUnits / accounts, writeUnits: sums.writeUnits / accounts },
  });
  process.disconnect();
});
