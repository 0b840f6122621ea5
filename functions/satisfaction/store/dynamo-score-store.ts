import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { publicScoreShape } from "../../../shared/listing/stored-shapes.ts";
import { keys } from "../../../shared/table/keys.ts";
import { queried } from "../../../shared/table/pages.ts";
import { markOf, readItem } from "../../../shared/table/stored-shape.ts";
import { type Table, transactUntilClear } from "../../../shared/table/table-client.ts";
import type { ScoreStore } from "../use-cases/ports.ts";
import { satisfactionIndexes, satisfactionKeys } from "./keys.ts";
import { scoreShape } from "./shapes.ts";

const LISTING = satisfactionKeys.score("").pk;

/** The scores of providers. What everyone sees is written with what it was made of. */
export const dynamoScoreStore = (table: Table): ScoreStore => ({
  async score(listing) {
    const { pk, sk } = satisfactionKeys.score(listing);
    const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: { pk, sk }, ConsistentRead: true }));
    return Item && readItem(scoreShape, Item).score;
  },
  async scored(council) {
    const items = await queried(table, {
      IndexName: "gsi2",
      KeyConditionExpression: "gsi2pk = :council",
      ExpressionAttributeValues: { ":council": satisfactionIndexes.scored(council) },
      ProjectionExpression: "pk",
    });
    return items.map((item) => String(item["pk"]).slice(LISTING.length));
  },
  async put(council, listing, before, score) {
    const { name: TableName } = table;
    const Item = { ...satisfactionKeys.score(listing), ...markOf(scoreShape), listing, score, gsi2pk: satisfactionIndexes.scored(council), gsi2sk: listing };
    const condition = before
      ? {
          ConditionExpression: "score.#quarter = :was",
          ExpressionAttributeNames: { "#quarter": "quarter" },
          ExpressionAttributeValues: { ":was": before.quarter },
        }
      : { ConditionExpression: "attribute_not_exists(pk)" };
    const { quarter, shown } = score;
    const seen = { ...keys.publicScore(listing), ...markOf(publicScoreShape), body: JSON.stringify({ quarter, shown }) };
    const done = await transactUntilClear(table, [
      { write: { Put: { TableName, Item, ...condition } }, ifConditionFails: "changed" as const },
      { write: { Put: { TableName, Item: seen } }, ifConditionFails: "changed" as const },
    ]);
    return done.ok;
  },
});
