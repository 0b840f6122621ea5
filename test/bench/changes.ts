import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { GetCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { dynamoListingStore } from "../../functions/directory/store/dynamo-listing-store.ts";
import { ensureTables, localAwsEnvironment, startEngine } from "../../infra/local/engine.ts";
import { synthesizeLocal } from "../../infra/local/synthesize.ts";
import { systemContext } from "../../shared/audit/context.ts";
import { TooBusy } from "../../shared/domain/busy.ts";
import { ListingId } from "../../shared/listing/listing.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { openTable, type Table } from "../../shared/table/table-client.ts";
import { aListing } from "../support/builders.ts";
import { benchRebuild } from "./rebuild.ts";
import { median, printRow, say } from "./report.ts";

const WRITERS = [50, 200];
const ROUNDS = 5;
const CHANGES_A_WRITER = 4;
/** As many as a client has connections, so that nobody waits for one. */
const WRITERS_A_CLIENT = 50;
/** What AWS takes where the embedded engine takes none. */
const READ_MS = 4;
const TRANSACTION_MS = 16;

/** Commands that reached the engine. */
interface Sent {
  transactions: number;
  /** The last transaction, to be sent again as it is. */
  last?: TransactWriteCommand;
}

/** A table as far away as on AWS, and what is sent to it. */
function distant(table: Table, sent: Sent): Table {
  const { client } = table;
  const send = async (command: any, ...options: any[]): Promise<any> => {
    const writes = command instanceof TransactWriteCommand;
    if (writes) {
      sent.transactions += 1;
      sent.last = command;
    }
    await setTimeout(writes ? TRANSACTION_MS : READ_MS);
    return (client as any).send(command, ...options);
  };
  return { ...table, client: Object.assign(Object.create(client), { send }) };
}

/**
 * Changes of public listings by many writers at once, each of its own listings, beside the floor: the same
 * transactions without a log's head, sent by the SDK alone after a read. Turn and turn about, so that a slow minute of the
 * machine slows both. Then what a snapshot costs after ten changes, and a search while others change listings.
 */
export async function benchChanges(size: number | undefined): Promise<void> {
  const system = synthesizeLocal(mkdtempSync(join(tmpdir(), "trellis-bench-")));
  for (const writers of WRITERS) {
    const engine = await startEngine(join(mkdtempSync(join(tmpdir(), "trellis-changes-")), "data.db"));
    try {
      const name = `changes-${writers}`;
      await ensureTables(engine.endpoint, system, name);
      const tables = Array.from({ length: Math.ceil(writers / WRITERS_A_CLIENT) }, () =>
        openTable(awsConnectionFrom(localAwsEnvironment(engine.endpoint)), name),
      );
      await measure(tables, writers);
      for (const { client } of tables) client.destroy();
    } finally {
      await engine.stop();
    }
  }
  await benchRebuild(system, size);
}

async function measure(near: readonly Table[], writers: number): Promise<void> {
  const sent: Sent = { transactions: 0 };
  const tables = near.map((table) => distant(table, sent));
  const [table] = tables;
  if (!table) throw new Error("There is no table to write to");
  const context = () => systemContext("import", Date.now());
  const each = Array.from({ length: writers }, (_, writer) => ({ id: ListingId.parse(`writer-${writer}`), table: tables[writer % tables.length] ?? table }));
  await Promise.all(each.map(({ id, table }) => dynamoListingStore(table).commit([{ listing: aListing({ id }), digest: "0" }], context(), "listing:import")));
  const figures = { changes: [] as number[], floor: [] as number[], ratio: [] as number[] };
  let [done, refused, tried] = [0, 0, 0];

  const change = async ({ id, table }: Writer): Promise<void> => {
    const store = dynamoListingStore(table);
    const replaces = (await store.read([id])).get(id);
    if (!replaces) throw new Error(`${id} is not there`);
    const listing = { ...replaces.listing, hoursFree: ((replaces.listing.hoursFree ?? 0) + 1) % 40 };
    try {
      const committed = await store.commit([{ listing, digest: `${replaces.version}`, replaces }], context(), "listing:import");
      if (committed.ok) done += 1;
      else refused += 1;
    } catch (error) {
      if (!(error instanceof TooBusy)) throw error;
      refused += 1;
    }
  };
  const perSecond = async (act: (writer: Writer) => Promise<void>): Promise<number> => {
    const began = performance.now();
    await Promise.all(
      each.map(async (writer) => {
        for (let turn = 0; turn < CHANGES_A_WRITER; turn += 1) await act(writer);
      }),
    );
    return (writers * CHANGES_A_WRITER) / ((performance.now() - began) / 1000);
  };

  // Once to warm up, and to see what a change puts.
  await Promise.all(each.map(change));
  const plain = plainChange(sent.last, table.name);
  await Promise.all(each.map(plain));
  [done, refused] = [0, 0];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = sent.transactions;
    const changes = await perSecond(change);
    tried += sent.transactions - before;
    const floor = await perSecond(plain);
    figures.changes.push(changes);
    figures.floor.push(floor);
    figures.ratio.push(changes / floor);
  }
  printRow({
    bench: "changes",
    writers,
    perSecond: Math.round(median(figures.changes)),
    triesPerChange: Number((tried / Math.max(1, done)).toFixed(3)),
    refused,
    floorPerSecond: Math.round(median(figures.floor)),
    ratio: Number(median(figures.ratio).toFixed(2)),
  });
  say(`  ${median(figures.ratio).toFixed(2)}x the floor of ${Math.round(median(figures.floor))} plain transactions of the same items a second`);
}

interface Writer {
  readonly id: ListingId;
  readonly table: Table;
}

/**
 * The items of a change put by the SDK alone, each writer's under keys of its own: the record where its version is the one
 * read, the audit entry where there is none, the public profile in place of the last, the log record without more.
 */
function plainChange(like: TransactWriteCommand | undefined, TableName: string): (writer: Writer) => Promise<void> {
  const puts = (like?.input.TransactItems ?? []).flatMap(({ Put }) => (Put?.Item && /^(LISTING|AUDIT|PUBLIC)#/.test(String(Put.Item["pk"])) ? [Put] : []));
  const versions = new Map<string, number>();
  return async ({ id, table }) => {
    await table.client.send(new GetCommand({ TableName, Key: { pk: `FLOOR#${id}#LISTING`, sk: "ITEM" }, ConsistentRead: true }));
    const was = versions.get(id) ?? 0;
    versions.set(id, was + 1);
    const TransactItems = puts.map(({ Item, ConditionExpression }) => {
      const isRecord = Item?.["version"] !== undefined;
      const [kind = ""] = String(Item?.["pk"]).split("#");
      const follows = kind === "AUDIT" || Item?.["pk"] === "PUBLIC#LOG";
      const place = { pk: Item?.["pk"] === "PUBLIC#LOG" ? "FLOOR#LOG" : `FLOOR#${id}#${kind}`, sk: follows ? `${id}#${was}` : "ITEM" };
      const condition =
        isRecord && was > 0
          ? { ConditionExpression: "version = :was", ExpressionAttributeValues: { ":was": was } }
          : { ConditionExpression: "attribute_not_exists(pk)" };
      return { Put: { TableName, Item: { ...Item, ...place, ...(isRecord ? { version: was + 1 } : {}) }, ...(ConditionExpression ? condition : {}) } };
    });
    await table.client.send(new TransactWriteCommand({ TransactItems }));
  };
}
