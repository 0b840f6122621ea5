import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { noteLook } from "../../../shared/audit/looks.ts";
import { addressId } from "../../../shared/people/address-id.ts";
import { recordTable } from "../../../shared/records/record-table.ts";
import { indexes, recordName } from "../../../shared/table/keys.ts";
import { queried } from "../../../shared/table/pages.ts";
import { readItem } from "../../../shared/table/stored-shape.ts";
import { readItems, type Table } from "../../../shared/table/table-client.ts";
import type { Records } from "../use-cases/ports.ts";
import type { RecipientStore } from "../use-cases/recipient-ports.ts";
import { arrangementsEntities } from "./entities.ts";
import { arrangementsKeys } from "./keys.ts";
import { recipientLinkShape } from "./recipient-shapes.ts";

/** The store of people who get a direct payment. */
export function dynamoRecipientStore(table: Table): RecipientStore {
  const records = recordTable<Pick<Records, "recipient">>(table, { recipient: arrangementsEntities.recipient });
  const recipient: RecipientStore["recipient"] = (id) => records.get("recipient", arrangementsKeys.recipient(id));
  return {
    recipient,
    async recipients(ids) {
      const items = await readItems(
        table,
        ids.map((id) => arrangementsKeys.recipient(id)),
      );
      const found = items.map((item) => records.recordFrom("recipient", item));
      return new Map(found.map((record) => [record.body.id, record]));
    },
    async linkedWith(account) {
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: { ...arrangementsKeys.recipientOf(account) }, ConsistentRead: true }),
      );
      return Item && recipient(readItem(recipientLinkShape, Item).recipient);
    },
    async accountsAt(email) {
      const items = await queried(table, {
        IndexName: "gsi1",
        KeyConditionExpression: "gsi1pk = :partition",
        ExpressionAttributeValues: { ":partition": indexes.accountsAt(addressId(email)) },
      });
      return items.flatMap(({ gsi1sk }) => (typeof gsi1sk === "string" ? [gsi1sk] : []));
    },
    trail: (body) => records.trail("recipient", body),
    async noteLook({ id }, context, action) {
      const key = arrangementsKeys.recipient(id);
      await noteLook(table, context, { account: id, key, action: `looked:${action}`, about: recordName(key) });
    },
    commit: (context, changes) => records.commit(context, changes),
  };
}
