import type { EngineAnswer, EngineRequest, Send } from "./engine-layer.ts";
import { type OutlineOf, touchedBy } from "./engine-request.ts";
import type { Dice } from "./faults.ts";
import { type JsonObject, listIn, objectIn } from "./json.ts";

/** How many more requests on its table may come before a written item can be read by whoever reads eventually consistently. */
export const MOST_REQUESTS_LATE = 20;
const READS = ["GetItem", "BatchGetItem", "Query", "Scan"];

/** A second copy of a table that falls behind it, item by item. */
interface Copy {
  readonly name: string;
  /** Requests on the table so far. */
  requests: number;
  /** Items written since they were last copied, and at which request they are. */
  readonly behind: Map<string, { readonly key: JsonObject; readonly due: number }>;
  /** What is being copied. One copying at a time, so that an older state never takes the place of a newer one. */
  copying: Promise<unknown>;
}

/**
 * Answers a share of eventually consistent reads, of tables and of indexes, by how things stood a few requests ago.
 * Beside each table the engine keeps a second one, to which every written item is copied some requests later, not by
 * any clock. A late read is the same read of that copy: each item as it truly was at some time, on its own, as replicas
 * have it. What is read consistently is never late.
 */
export function lateReads(send: Send, outlineOf: OutlineOf, diceFor: (table: string) => Dice): Send {
  const copies = new Map<string, Promise<Copy>>();
  const asked = (request: EngineRequest, operation: string, body: JsonObject) => send({ ...request, operation, body });

  const copyItem = async (request: EngineRequest, table: string, copy: Copy, key: JsonObject): Promise<void> => {
    const { Item } = bodyOf(await asked(request, "GetItem", { TableName: table, Key: key, ConsistentRead: true }));
    const done = await (Item === undefined
      ? asked(request, "DeleteItem", { TableName: copy.name, Key: key })
      : asked(request, "PutItem", { TableName: copy.name, Item }));
    bodyOf(done);
  };

  const made = async (request: EngineRequest, table: string): Promise<Copy> => {
    const name = `late-${table}`;
    const { Table } = bodyOf(await asked(request, "DescribeTable", { TableName: table }));
    const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes } = objectIn(Table);
    // One that an earlier run left is not what this table was.
    await asked(request, "DeleteTable", { TableName: name });
    const indexes = listIn(GlobalSecondaryIndexes).map((index) => {
      const { IndexName, KeySchema: keys, Projection } = objectIn(index);
      return { IndexName, KeySchema: keys, Projection };
    });
    const definition = { TableName: name, KeySchema, AttributeDefinitions, BillingMode: "PAY_PER_REQUEST" };
    bodyOf(await asked(request, "CreateTable", indexes.length > 0 ? { ...definition, GlobalSecondaryIndexes: indexes } : definition));
    let ExclusiveStartKey: unknown;
    do {
      const page = bodyOf(await asked(request, "Scan", { TableName: table, ConsistentRead: true, ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}) }));
      for (const Item of listIn(page["Items"])) bodyOf(await asked(request, "PutItem", { TableName: name, Item }));
      ExclusiveStartKey = page["LastEvaluatedKey"];
    } while (ExclusiveStartKey);
    return { name, requests: 0, behind: new Map(), copying: Promise.resolve() };
  };

  const copyOf = (request: EngineRequest, table: string): Promise<Copy> => {
    const known = copies.get(table) ?? made(request, table);
    copies.set(table, known);
    return known;
  };

  /** Copies what is due by now. */
  const catchUp = (request: EngineRequest, table: string, copy: Copy): Promise<unknown> => {
    copy.requests += 1;
    const due = [...copy.behind].filter(([, item]) => item.due <= copy.requests);
    for (const [id, { key }] of due) {
      copy.behind.delete(id);
      copy.copying = copy.copying.then(() => copyItem(request, table, copy, key));
    }
    return copy.copying;
  };

  return async (request) => {
    const { operation, body } = request;
    const touched = touchedBy(operation, body);
    const table = operation === "Query" || operation === "Scan" ? String(body["TableName"]) : touched[0]?.table;
    if (table === undefined) return send(request);
    const draws = diceFor(table);
    const copy = await copyOf(request, table);
    await catchUp(request, table, copy);
    if (READS.includes(operation)) return isEventual(operation, body) && draws.raises("late") ? readLate(request, table, copy.name, send) : send(request);
    const answer = await send(request);
    // Also where it was refused: what is copied again changes nothing.
    for (const { item } of touched) {
      const key = Object.fromEntries((outlineOf(table)?.keys ?? []).map((name) => [name, item[name]]));
      const id = JSON.stringify(key);
      // Written again while it is behind, it comes when the first of its writes does.
      if (!copy.behind.has(id)) copy.behind.set(id, { key, due: copy.requests + 1 + Math.floor(draws.draw() * MOST_REQUESTS_LATE) });
    }
    return answer;
  };
}

/** Whether a read takes what a replica has: all reads of indexes do. */
const isEventual = (operation: string, body: JsonObject): boolean =>
  operation === "BatchGetItem"
    ? Object.values(objectIn(body["RequestItems"])).every((wanted) => objectIn(wanted)["ConsistentRead"] !== true)
    : body["ConsistentRead"] !== true;

/** The same read of the copy; the answer speaks of the table. */
async function readLate(request: EngineRequest, table: string, copy: string, send: Send): Promise<EngineAnswer> {
  const { operation, body } = request;
  if (operation !== "BatchGetItem") return send({ ...request, body: { ...body, TableName: copy } });
  const answer = await send({ ...request, body: { ...body, RequestItems: renamed(body["RequestItems"], table, copy) } });
  if (answer.status !== 200) return answer;
  const { Responses, UnprocessedKeys, ...others } = bodyOf(answer);
  const back = { Responses: renamed(Responses, copy, table), UnprocessedKeys: renamed(UnprocessedKeys, copy, table) };
  return { ...answer, body: JSON.stringify({ ...others, ...back }) };
}

const renamed = (tables: unknown, from: string, to: string): JsonObject =>
  Object.fromEntries(Object.entries(objectIn(tables)).map(([name, value]) => [name === from ? to : name, value]));

function bodyOf({ status, body }: EngineAnswer): JsonObject {
  if (status !== 200) throw new Error(`The copy of a table for late reads could not be stored: ${body}`);
  return objectIn(JSON.parse(body));
}
