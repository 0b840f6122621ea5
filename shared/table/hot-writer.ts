import type { AwsConnection } from "./aws-connection.ts";
import type { ItemKey } from "./definition.ts";
import { type Costed, hotCall, type WireItem, type WireValue } from "./hot-call.ts";

/** Small writes beside the hot path, tried once: for what may be lost. */
export interface HotWriter {
  /** Sets attributes of one item, made where there is none; those in `once` only where they are not set yet. Answers all that it then has. */
  set(key: ItemKey, attributes: Readonly<Record<string, WireValue>>, once?: Readonly<Record<string, WireValue>>): Promise<WireItem>;
}

/** A writer of one table. */
export function hotWriter(connection: AwsConnection, tableName: string): HotWriter {
  const call = hotCall(connection, tableName, { requests: 0, readUnits: 0, bytes: 0 }, 1);
  return {
    async set({ pk, sk }, attributes, once = {}) {
      const all = Object.entries({ ...attributes, ...once });
      const set = all.map(([name], at) => (name in once ? `#n${at} = if_not_exists(#n${at}, :v${at})` : `#n${at} = :v${at}`));
      const answer = await call<Costed & { Attributes: WireItem }>("UpdateItem", {
        Key: { pk: { S: pk }, sk: { S: sk } },
        UpdateExpression: `SET ${set.join(", ")}`,
        ExpressionAttributeNames: Object.fromEntries(all.map(([name], at) => [`#n${at}`, name])),
        ExpressionAttributeValues: Object.fromEntries(all.map(([, value], at) => [`:v${at}`, value])),
        ReturnValues: "ALL_NEW",
      });
      return answer.Attributes;
    },
  };
}
