import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { Period } from "../domain/small-numbers/period.ts";
import type { Audience } from "../domain/small-numbers/rules.ts";
import { expiryAt } from "../domain/time.ts";
import type { ItemKey } from "../table/definition.ts";
import { itemsOf, queried } from "../table/pages.ts";
import { markOf, readItem, type StoredShape } from "../table/stored-shape.ts";
import { type Table, transactUntilClear } from "../table/table-client.ts";
import type { CountedTable } from "./counted.ts";
import type { FiguresStore, ShownFigures, StoredFigures } from "./ports.ts";

/** Where a slice keeps what it publishes, and in which shapes. Sort keys begin with the period and `#`, and end with the version. */
export interface FiguresPlace {
  readonly figuresKey: (audience: Audience, council: string, period: string, version: number) => ItemKey;
  readonly trueKey: (council: string, period: string, version: number) => ItemKey;
  readonly figuresShape: StoredShape<StoredFigures>;
  readonly trueShape: StoredShape<{ tables: readonly CountedTable[]; expiresAt: number }>;
}

/** Publications as pages read them. */
export const shownFiguresIn = (table: Table, { figuresKey, figuresShape }: Pick<FiguresPlace, "figuresKey" | "figuresShape">): ShownFigures => ({
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
export const figuresStoreIn = (table: Table, { figuresKey, trueKey, figuresShape, trueShape }: FiguresPlace): FiguresStore => ({
  ...shownFiguresIn(table, { figuresKey, figuresShape }),
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
    const { pk, sk } = trueKey(council, period, version);
    const [item] = await itemsOf(table, pk, sk);
    return item && readItem(trueShape, item).tables;
  },
  async publish(council, { publication, ...beside }, tables, keptUntil) {
    const { audience, period, version } = publication;
    const once = { TableName: table.name, ConditionExpression: "attribute_not_exists(pk)" };
    const shown = { ...figuresKey(audience, council, period, version), ...markOf(figuresShape), publication, ...beside };
    const behind = { ...trueKey(council, period, version), ...markOf(trueShape), tables, expiresAt: expiryAt(keptUntil) };
    const done = await transactUntilClear(table, [
      { write: { Put: { ...once, Item: shown } }, ifConditionFails: "there" as const },
      { write: { Put: { ...once, Item: behind } }, ifConditionFails: "there" as const },
    ]);
    return done.ok;
  },
});
