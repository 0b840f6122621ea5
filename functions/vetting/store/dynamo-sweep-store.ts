import { GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { NoteRemoval } from "../../../shared/audit/seal-bucket.ts";
import { dayMarks, duePages, keysIn, keysOfPartition, removeItems, trailKeys } from "../../../shared/due/dynamo-due.ts";
import { shapeOf } from "../../../shared/records/entity.ts";
import type { ItemKey } from "../../../shared/table/definition.ts";
import { indexes, keys, recordName } from "../../../shared/table/keys.ts";
import { newestBody } from "../../../shared/table/stored-shape.ts";
import type { Table } from "../../../shared/table/table-client.ts";
import type { DueItem, SweepStore } from "../use-cases/ports.ts";
import { vettingEntities } from "./entities.ts";
import { vettingIndexes, vettingKeys } from "./keys.ts";

/** What removing a case needs of it, whatever else it holds. */
const Listed = z.object({
  listing: z.optional(z.string()),
  state: z.string(),
  addressHash: z.optional(z.string()),
  photo: z.optional(z.object({ shown: z.optional(z.string()) })),
});
const listedIn = (item: Readonly<Record<string, unknown>>) =>
  Listed.parse(newestBody(shapeOf("case", vettingEntities.case), item["schemaVersion"], item["body"]));

const CASE = vettingKeys.vettingCase("").pk;
const LISTING = keys.listing("").pk;
const EVIDENCE = vettingKeys.evidence("", "").sk;
const VISIT = vettingKeys.visit("").sk;

const dueItem = ({ pk, sk }: ItemKey): DueItem =>
  pk.startsWith(LISTING)
    ? { listing: pk.slice(LISTING.length) }
    : {
        case: pk.slice(CASE.length),
        ...(sk === VISIT ? { visit: true as const } : {}),
        ...(sk.startsWith(EVIDENCE) ? { evidence: sk.slice(EVIDENCE.length) } : {}),
      };

/** The store of the nightly sweep. `read` hears of every item that a query read, `noteRemoval` of every record before it goes with its trail. */
export function dynamoSweepStore(table: Table, read: (items: number) => void = () => undefined, noteRemoval: NoteRemoval = async () => undefined): SweepStore {
  const { name: TableName, client } = table;
  return {
    ...dayMarks(table, "sweep"),
    async *dueItems(day, council) {
      for await (const page of duePages(table, indexes.sweep(day, council), { read })) yield page.map(dueItem);
    },
    async removeCase(id) {
      const caseKey = vettingKeys.vettingCase(id);
      const references = await keysIn(table, {
        IndexName: "gsi1",
        KeyConditionExpression: "gsi1pk = :references",
        ExpressionAttributeValues: { ":references": vettingIndexes.referencesOf(id) },
      });
      const { Item } = await client.send(new GetCommand({ TableName, Key: { ...caseKey }, ConsistentRead: true, ProjectionExpression: "body, schemaVersion" }));
      const { listing, state, addressHash, photo } = Item ? listedIn(Item) : {};
      const evidence = (await keysOfPartition(table, caseKey.pk)).filter(({ sk }) => sk !== caseKey.sk);
      // The case goes last: a removal that is stopped is begun again by what is due of it.
      // A place that another application renewed is that one's.
      const listed = listing === undefined || state === "renewed" ? [] : [keys.listing(listing), keys.publicListing(listing)];
      const earlier = addressHash === undefined ? [] : [vettingKeys.earlierCase(addressHash, id)];
      const pictures = [...(photo?.shown === undefined ? [] : [keys.shownPhoto(photo.shown)]), vettingKeys.pictures(id)];
      for (const key of [...references, ...evidence, ...pictures, ...listed, ...earlier, caseKey]) {
        const trail = await trailKeys(table, key);
        if (trail.length > 0) await noteRemoval(recordName(key));
        await removeItems(table, [...trail, key]);
      }
    },
  };
}
