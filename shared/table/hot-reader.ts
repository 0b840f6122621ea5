import type { AwsConnection } from "./aws-connection.ts";
import type { ItemKey } from "./definition.ts";
import { type Costed, hotCall, type Meter, type WireItem } from "./hot-call.ts";

/** What an item says its shape's version is; undefined where it says nothing. */
export function wireVersion(item: WireItem): number | undefined {
  const said = item["schemaVersion"]?.N;
  return said === undefined ? undefined : Number(said);
}

/**
 * Reads for the hot path: no marshalling, no middleware, so half the time of the full SDK client
 * and a third of its start (docs/decisions/0004-hot-reader.md). It can only read. Throttling, 5xx and lost
 * connections are retried with growing pauses; then the fault is thrown.
 */
export interface HotReader {
  /** One item, eventually consistent unless `fresh`. */
  get(key: ItemKey, fresh?: boolean): Promise<WireItem | undefined>;
  /** Every item of a partition with a sort key from `first` to `last`, both included, in order; all pages. Eventually consistent unless `fresh`. */
  queryBetween(pk: string, first: string, last: string, fresh?: boolean): Promise<readonly WireItem[]>;
  readonly meter: Meter;
}

/** A reader of one table. */
export function hotReader(connection: AwsConnection, tableName: string): HotReader {
  const meter: Meter = { requests: 0, readUnits: 0, bytes: 0 };
  const call = hotCall(connection, tableName, meter);
  return {
    meter,
    async get({ pk, sk }, fresh = false) {
      const answer = await call<Costed & { Item?: WireItem }>("GetItem", {
        Key: { pk: { S: pk }, sk: { S: sk } },
        ...(fresh ? { ConsistentRead: true } : {}),
      });
      return answer.Item;
    },
    async queryBetween(pk, first, last, fresh = false) {
      const items: WireItem[] = [];
      let from: unknown;
      do {
        const page = await call<Costed & { Items: WireItem[]; LastEvaluatedKey?: unknown }>("Query", {
          KeyConditionExpression: "pk = :pk AND sk BETWEEN :first AND :last",
          ExpressionAttributeValues: { ":pk": { S: pk }, ":first": { S: first }, ":last": { S: last } },
          ...(fresh ? { ConsistentRead: true } : {}),
          ...(from ? { ExclusiveStartKey: from } : {}),
        });
        items.push(...page.Items);
        from = page.LastEvaluatedKey;
      } while (from);
      return items;
    },
  };
}
