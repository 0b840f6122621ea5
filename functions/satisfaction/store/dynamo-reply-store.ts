import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { ListingId } from "../../../shared/listing/listing.ts";
import { readListings } from "../../../shared/listing/listing-writes.ts";
import { publicScoreShape } from "../../../shared/listing/stored-shapes.ts";
import { recordTable } from "../../../shared/records/record-table.ts";
import { keys } from "../../../shared/table/keys.ts";
import { readStored } from "../../../shared/table/stored-shape.ts";
import type { Table } from "../../../shared/table/table-client.ts";
import type { ReplyStore, SatisfactionRecords } from "../use-cases/ports.ts";
import { satisfactionEntities } from "./entities.ts";
import { satisfactionIndexes, satisfactionKeys } from "./keys.ts";

/** The store of replies. */
export function dynamoReplyStore(table: Table): ReplyStore {
  const records = recordTable<SatisfactionRecords>(table, satisfactionEntities);
  return {
    async listing(id) {
      const known = ListingId.safeParse(id);
      return known.success ? (await readListings(table, [known.data])).get(id) : undefined;
    },
    reply: (listing) => records.get("provider-reply", satisfactionKeys.reply(listing)),
    repliesOf: (account) => records.byPerson("provider-reply", satisfactionIndexes.repliesOf(account)),
    waiting: (council, after) => records.byCouncil("provider-reply", satisfactionIndexes.replies(council), after),
    async publicScore(listing) {
      const { pk, sk } = keys.publicScore(listing);
      const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: { pk, sk } }));
      return Item && readStored(publicScoreShape, Item["schemaVersion"], JSON.parse(String(Item["body"])));
    },
    trailOf: (reply) => records.trail("provider-reply", reply),
    commit: (context, changes) => records.commit(context, changes),
  };
}
