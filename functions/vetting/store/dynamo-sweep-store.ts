import { BatchWriteCommand, GetCommand, PutCommand, QueryCommand, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { shapeOf } from "../../../shared/records/entity.ts";
import type { ItemKey } from "../../../shared/table/definition.ts";
import { indexes, keys, recordName } from "../../../shared/table/keys.ts";
import { markOf, newestBody, readItem, storedShape } from "../../../shared/table/stored-shape.ts";
import type { Table } from "../../../shared/table/table-client.ts";
import type { DueItem, SweepStore } from "../use-cases/ports.ts";
import { recordEntities } from "./entities.ts";

const DELETES_A_BATCH = 25;

/** The last day whose due checks were handed on. */
export const sweepShape = storedShape({ entity: "sweep", schemaVersion: 1 }, z.object({ day: z.string() }));
const Due = z.object({ pk: z.string(), sk: z.string() });
/** What removing a case needs of it, whatever else it holds. */
const Listed = z.object({ listing: z.optional(z.string()), state: z.string() });
const listedIn = (item: Readonly<Record<string, unknown>>) =>
  Listed.parse(newestBody(shapeOf("case", recordEntities.case), item["schemaVersion"], item["body"]));
const Key = z.object({ pk: z.string(), sk: z.string() });

const CASE = keys.vettingCase("").pk;
const EVIDENCE = keys.evidence("", "").sk;

/** The store of the nightly sweep. `read` is told of every item that a query read. */
export function dynamoSweepStore({ name: TableName, client }: Table, read: (items: number) => void = () => undefined): SweepStore {
  const keysIn = async (input: Omit<QueryCommandInput, "TableName">): Promise<readonly ItemKey[]> => {
    const found: ItemKey[] = [];
    let ExclusiveStartKey: QueryCommandInput["ExclusiveStartKey"];
    do {
      const page = await client.send(
        new QueryCommand({ TableName, ...input, ProjectionExpression: "pk, sk", ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}) }),
      );
      found.push(...(page.Items ?? []).map((item) => Key.parse(item)));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return found;
  };
  const remove = async (found: readonly ItemKey[]): Promise<void> => {
    for (let at = 0; at < found.length; at += DELETES_A_BATCH) {
      let requests = found.slice(at, at + DELETES_A_BATCH).map((key) => ({ DeleteRequest: { Key: { ...key } } }));
      while (requests.length > 0) {
        const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [TableName]: requests } }));
        requests = (UnprocessedItems?.[TableName] ?? []).flatMap(({ DeleteRequest }) =>
          DeleteRequest?.Key ? [{ DeleteRequest: { Key: Key.parse(DeleteRequest.Key) } }] : [],
        );
      }
    }
  };
  const partition = (pk: string) => keysIn({ KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": pk }, ConsistentRead: true });
  const trailOf = (key: ItemKey) => partition(keys.auditEntry(recordName(key), 0).pk);

  return {
    async sweepDone() {
      const { Item } = await client.send(new GetCommand({ TableName, Key: keys.sweep(), ConsistentRead: true }));
      return Item && readItem(sweepShape, Item).day;
    },
    async noteSweepDone(day) {
      await client.send(new PutCommand({ TableName, Item: { ...keys.sweep(), ...markOf(sweepShape), day } }));
    },
    async *dueOn(day) {
      let ExclusiveStartKey: QueryCommandInput["ExclusiveStartKey"];
      do {
        const page = await client.send(
          new QueryCommand({
            TableName,
            IndexName: "gsi3",
            KeyConditionExpression: "gsi3pk = :due",
            ExpressionAttributeValues: { ":due": indexes.sweep(day) },
            ProjectionExpression: "pk, sk",
            ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
          }),
        );
        read(page.ScannedCount ?? 0);
        yield (page.Items ?? []).map((item): DueItem => {
          const { pk, sk } = Due.parse(item);
          return { case: pk.slice(CASE.length), ...(sk.startsWith(EVIDENCE) ? { evidence: sk.slice(EVIDENCE.length) } : {}) };
        });
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey);
    },
    async removeCase(id) {
      const own = keys.vettingCase(id);
      const references = await keysIn({
        IndexName: "gsi1",
        KeyConditionExpression: "gsi1pk = :references",
        ExpressionAttributeValues: { ":references": indexes.referencesOf(id) },
      });
      const { Item } = await client.send(new GetCommand({ TableName, Key: { ...own }, ConsistentRead: true, ProjectionExpression: "body, schemaVersion" }));
      const { listing, state } = Item ? listedIn(Item) : {};
      const evidence = (await partition(own.pk)).filter(({ sk }) => sk !== own.sk);
      // The case goes last: a removal that is stopped is begun again by what is due of it.
      // A place that another application renewed is that one's.
      const listed = listing === undefined || state === "renewed" ? [] : [keys.listing(listing), keys.publicListing(listing)];
      for (const key of [...references, ...evidence, ...listed]) await remove([...(await trailOf(key)), key]);
      await remove([...(await trailOf(own)), own]);
    },
  };
}
