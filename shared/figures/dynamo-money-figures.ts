import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { keys } from "../table/keys.ts";
import { queried } from "../table/pages.ts";
import { markOf, readItem, storedShape } from "../table/stored-shape.ts";
import type { Table } from "../table/table-client.ts";
import { MoneyFigures, type MoneyFiguresStore } from "./money-figures.ts";

export const moneyFiguresShape = storedShape({ entity: "money-figures", schemaVersion: 1 }, MoneyFigures);

/** Figures of money in the table of records: one item a council and month. */
export const dynamoMoneyFigures = (table: Table): MoneyFiguresStore => ({
  async since(council, first) {
    const { pk, sk } = keys.moneyFigures(council, first);
    const found = await queried(table, {
      KeyConditionExpression: "pk = :pk AND sk >= :first",
      ExpressionAttributeValues: { ":pk": pk, ":first": sk },
      ScanIndexForward: false,
      ConsistentRead: true,
    });
    return found.map((item) => readItem(moneyFiguresShape, item));
  },
  async publish(council, figures) {
    const Item = { ...keys.moneyFigures(council, figures.publication.period), ...markOf(moneyFiguresShape), ...figures };
    try {
      await table.client.send(new PutCommand({ TableName: table.name, Item, ConditionExpression: "attribute_not_exists(pk)" }));
      return true;
    } catch (error) {
      if (error instanceof Error && error.name === "ConditionalCheckFailedException") return false;
      throw error;
    }
  },
});
