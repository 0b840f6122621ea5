import type { Ask } from "./iam.ts";
import { type JsonObject, listIn, objectIn } from "./json.ts";
import type { Resource } from "./template.ts";

/** What must be known of a table to tell what a request reaches. Plain data. */
export interface TableOutline {
  readonly arn: string;
  /** Its key attributes, partition first. */
  readonly keys: readonly string[];
  /** The partition attribute of each index. */
  readonly indexes: Readonly<Record<string, string>>;
}

/** The outline of a table of the template. */
export function outlineOf({ id, properties }: Resource): TableOutline {
  const names = (schema: unknown) =>
    listIn(schema)
      .map(objectIn)
      .toSorted((a, b) => String(a["KeyType"]).localeCompare(String(b["KeyType"])))
      .map(({ AttributeName }) => String(AttributeName));
  return {
    arn: `arn:local:${id}`,
    keys: names(properties["KeySchema"]),
    indexes: Object.fromEntries(
      listIn(properties["GlobalSecondaryIndexes"]).map((index) => [String(objectIn(index)["IndexName"]), names(objectIn(index)["KeySchema"])[0] ?? ""]),
    ),
  };
}

/** A table by the name a request gives it; undefined for one that no template made. */
export type OutlineOf = (tableName: string) => TableOutline | undefined;

/** One item that a request names: in which table, by what action, and the item or key it is named by. */
export interface Touched {
  readonly action: string;
  readonly table: string;
  readonly item: JsonObject;
}

const ITEM_ACTIONS: Readonly<Record<string, string>> = {
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
  Get: "GetItem",
};

/** The items a request names by their keys: none of a query, a scan, or anything else. */
export function touchedBy(operation: string, body: JsonObject): readonly Touched[] {
  const { TableName, Key, Item, RequestItems, TransactItems } = body;
  switch (operation) {
    case "GetItem":
    case "UpdateItem":
    case "DeleteItem":
      return [{ action: operation, table: String(TableName), item: objectIn(Key) }];
    case "PutItem":
      return [{ action: operation, table: String(TableName), item: objectIn(Item) }];
    case "BatchGetItem":
      return Object.entries(objectIn(RequestItems)).flatMap(([table, wanted]) =>
        listIn(objectIn(wanted)["Keys"]).map((key) => ({ action: operation, table, item: objectIn(key) })),
      );
    case "BatchWriteItem":
      return Object.entries(objectIn(RequestItems)).flatMap(([table, requests]) =>
        listIn(requests).map((request) => {
          const { PutRequest, DeleteRequest } = objectIn(request);
          return { action: operation, table, item: objectIn(objectIn(PutRequest)["Item"] ?? objectIn(DeleteRequest)["Key"]) };
        }),
      );
    case "TransactGetItems":
    case "TransactWriteItems":
      return listIn(TransactItems).flatMap((one) =>
        Object.entries(objectIn(one)).map(([kind, part]) => {
          const named = objectIn(part);
          return { action: ITEM_ACTIONS[kind] ?? kind, table: String(named["TableName"]), item: objectIn(named["Item"] ?? named["Key"]) };
        }),
      );
    default:
      return [];
  }
}

/**
 * All that must be allowed for a request. Items of one table and action are asked for together, as AWS has it: their
 * partitions are the leading keys of one ask, so that one statement must cover them all. A transaction needs the action
 * of each of its items, and no action of its own. Source: DynamoDB Developer Guide, "Using IAM with DynamoDB transactions".
 */
export function asksOf(operation: string, body: JsonObject, outlineOf: OutlineOf): readonly Ask[] {
  const touched = touchedBy(operation, body);
  const groups = Map.groupBy(touched, ({ action, table }) => `${action}\n${table}`);
  const asks = [...groups.values()].map((items): Ask => {
    const [{ action, table } = { action: operation, table: "" }] = items;
    const outline = outlineOf(table);
    const partition = outline?.keys[0] ?? "";
    return ask(action, outline?.arn ?? table, [...new Set(items.flatMap(({ item }) => valueIn(item[partition]) ?? []))]);
  });
  if (asks.length > 0) return asks;
  const outline = outlineOf(String(body["TableName"]));
  const arn = outline?.arn ?? String(body["TableName"] ?? "*");
  const { IndexName } = body;
  const resource = IndexName === undefined ? arn : `${arn}/index/${String(IndexName)}`;
  if (operation !== "Query") return [ask(operation, resource, [])];
  const attribute = IndexName === undefined ? outline?.keys[0] : outline?.indexes[String(IndexName)];
  return [ask(operation, resource, partitionAsked(body, attribute ?? ""))];
}

const ask = (operation: string, resource: string, leading: readonly string[]): Ask => ({
  action: `dynamodb:${operation}`,
  resource,
  context: leading.length === 0 ? {} : { "dynamodb:LeadingKeys": leading },
});

/** The partition that a query names: the value its condition holds the partition attribute equal to. */
function partitionAsked(body: JsonObject, attribute: string): readonly string[] {
  const { KeyConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues } = body;
  const names = objectIn(ExpressionAttributeNames);
  for (const [, name = "", value = ""] of String(KeyConditionExpression ?? "").matchAll(/([#\w.-]+)\s*=\s*(:\w+)/g)) {
    if ((name.startsWith("#") ? names[name] : name) === attribute) return valueIn(objectIn(ExpressionAttributeValues)[value]) ?? [];
  }
  return [];
}

const valueIn = (attribute: unknown): readonly string[] | undefined => {
  const [value] = Object.values(objectIn(attribute));
  return value === undefined ? undefined : [String(value)];
};
