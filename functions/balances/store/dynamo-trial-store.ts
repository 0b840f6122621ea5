import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { DAY_MS, expiryAt, hasExpired } from "../../../shared/domain/time.ts";
import { dueCouncilOf } from "../../../shared/policy/due-council.ts";
import { itemsOf, queryPages } from "../../../shared/table/pages.ts";
import { markOf, readItem } from "../../../shared/table/stored-shape.ts";
import type { Table } from "../../../shared/table/table-client.ts";
import type { TrialStore } from "../use-cases/trial-ports.ts";
import { ledgerKeys } from "./keys.ts";
import { dueShape } from "./ledger-entities.ts";
import { SHARDS } from "./shards.ts";
import { trialPartShape, trialShape } from "./trial-shapes.ts";

/** So long an officer can come back to a trial. */
const KEPT_DAYS = 14;

/** Trials of other rules, in the table of money. */
export function dynamoTrialStore(table: Table): TrialStore {
  const { name: TableName, client } = table;
  const put = (Item: Readonly<Record<string, unknown>>) =>
    client.send(new PutCommand({ TableName, Item: { ...Item, expiresAt: expiryAt(table.now() + KEPT_DAYS * DAY_MS) } }));
  return {
    parts: SHARDS,
    put: async (trial) => void (await put({ ...ledgerKeys.trial(trial.council, trial.id), ...markOf(trialShape), ...trial })),
    async trial(council, id) {
      const { Item } = await client.send(new GetCommand({ TableName, Key: { ...ledgerKeys.trial(council, id) }, ConsistentRead: true }));
      return Item && !hasExpired(Item["expiresAt"], table.now()) ? readItem(trialShape, Item) : undefined;
    },
    async *accountsIn(council, shard) {
      const { pk } = ledgerKeys.due(dueCouncilOf(council), shard, 0, "");
      const pages = queryPages(table, { KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": pk }, ConsistentRead: true });
      for await (const { items } of pages) yield items.map((item) => readItem(dueShape, item).account);
    },
    notePart: async ({ council, trial, shard }, part) =>
      void (await put({ ...ledgerKeys.trialPart(council, trial, shard), ...markOf(trialPartShape), ...part })),
    async partsDone(council, id) {
      const { pk } = ledgerKeys.trialPart(council, id, 0);
      return (await itemsOf(table, pk, "PART#")).map((item) => readItem(trialPartShape, item));
    },
  };
}
