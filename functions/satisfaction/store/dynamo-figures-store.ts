import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { Period } from "../../../shared/domain/small-numbers/period.ts";
import type { Audience } from "../../../shared/domain/small-numbers/rules.ts";
import { expiryAt } from "../../../shared/domain/time.ts";
import type { ItemKey } from "../../../shared/table/definition.ts";
import { itemsOf, queried } from "../../../shared/table/pages.ts";
import { markOf, readItem } from "../../../shared/table/stored-shape.ts";
import { type Table, transactUntilClear } from "../../../shared/table/table-client.ts";
import type { FiguresStore, ShownFigures } from "../use-cases/ports.ts";
import { satisfactionKeys } from "./keys.ts";
import { figuresShape, trueFiguresShape } from "./shapes.ts";

const figuresKey = (audience: Audience, council: string, period: string, version: number): ItemKey =>
  audience === "public" ? satisfactionKeys.publicFigures(council, period, version) : satisfactionKeys.staffFigures(council, period, version);

/** Publications as pages read them. */
export const dynamoShownFigures = (table: Table): ShownFigures => ({
  async newest(audience, council, period) {
    const { pk } = figuresKey(audience, council, "", 0);
    const { Items = [] } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: period === undefined ? "pk = :pk" : "pk = :pk AND begins_with(sk, :period)",
        ExpressionAttributeValues: { ":pk": pk, ...(period === undefined ? {} : { ":period": `${period}#` }) },
        ScanIndexForward: false,
        Limit: 1,
        ConsistentRead: true,
      }),
    );
    const [item] = Items;
    return item && readItem(figuresShape, item);
  },
});

/** Publications as the job keeps them, with what they were made of. */
export const dynamoFiguresStore = (table: Table): FiguresStore => ({
  ...dynamoShownFigures(table),
  async periods(audience, council) {
    const items = await queried(table, {
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": figuresKey(audience, council, "", 0).pk },
      ProjectionExpression: "sk",
      ScanIndexForward: false,
      ConsistentRead: true,
    });
    return [...new Set(items.map((item) => Period.parse(String(item["sk"]).split("#")[0])))];
  },
  async trueFigures(council, { period, version }) {
    const { pk, sk } = satisfactionKeys.trueFigures(council, period, version);
    const [item] = await itemsOf(table, pk, sk);
    return item && readItem(trueFiguresShape, item).tables;
  },
  async publish(council, { publication, earlier }, tables, keptUntil) {
    const { audience, period, version } = publication;
    const once = { TableName: table.name, ConditionExpression: "attribute_not_exists(pk)" };
    const shown = { ...figuresKey(audience, council, period, version), ...markOf(figuresShape), publication, earlier };
    const behind = { ...satisfactionKeys.trueFigures(council, period, version), ...markOf(trueFiguresShape), tables, expiresAt: expiryAt(keptUntil) };
    const done = await transactUntilClear(table, [
      { write: { Put: { ...once, Item: shown } }, ifConditionFails: "there" as const },
      { write: { Put: { ...once, Item: behind } }, ifConditionFails: "there" as const },
    ]);
    return done.ok;
  },
});
