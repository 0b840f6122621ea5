import type { Table } from "../../shared/table/table-client.ts";

/** The same table, and how often it was asked. */
export function counting(table: Table): { readonly counted: Table; readonly reads: () => number } {
  let sent = 0;
  const client = new Proxy(table.client, {
    get: (target, name) => {
      const value = Reflect.get(target, name);
      if (name !== "send" || typeof value !== "function") return value;
      return (...args: readonly unknown[]) => {
        sent += 1;
        return Reflect.apply(value, target, args);
      };
    },
  });
  return { counted: { ...table, client }, reads: () => sent };
}

/** What requests were charged, in units. */
export interface Units {
  read: number;
  write: number;
}

/** Counts the units that a table's requests are charged, as the engine says. Source: DynamoDB Developer Guide, "Read and write operations". */
export function metered({ client }: Table): Units {
  const units = { read: 0, write: 0 };
  client.middlewareStack.add(
    (next) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: "TOTAL" });
      const answer = await next(args);
      const output: { ConsumedCapacity?: Capacity | readonly Capacity[] } = Object(answer.output);
      const isRead = !("TransactItems" in args.input || "Item" in args.input || isBatchOfWrites(args.input));
      for (const { CapacityUnits = 0 } of [output.ConsumedCapacity ?? []].flat()) units[isRead ? "read" : "write"] += CapacityUnits;
      return answer;
    },
    { step: "initialize", priority: "low", name: "metered" },
  );
  return units;
}

/** Requests of a batch are a list of writes by table, or the keys that are read of it. */
const isBatchOfWrites = (input: object): boolean => "RequestItems" in input && Object.values(Object(input.RequestItems)).every(Array.isArray);

interface Capacity {
  readonly CapacityUnits?: number;
}

const KILOBYTE = 1024;

/** The size of an item as DynamoDB counts it: names and texts in UTF-8, bytes as they are, numbers at two digits a byte, and what holds others. */
export function sizeOf(value: unknown): number {
  if (value instanceof Uint8Array) return value.byteLength;
  if (Array.isArray(value)) return value.reduce((sum, one) => sum + 1 + sizeOf(one), 3);
  if (typeof value === "object" && value !== null) return Object.entries(value).reduce((sum, [name, one]) => sum + 1 + name.length + sizeOf(one), 3);
  if (typeof value === "number") return Math.ceil(String(Math.abs(value)).length / 2) + 1;
  return typeof value === "string" ? Buffer.byteLength(value) : 1;
}

/** What writing some items in transactions is charged. */
export const unitsOfWrites = (items: readonly unknown[]): number => items.reduce<number>((sum, item) => sum + 2 * Math.ceil(sizeOf(item) / KILOBYTE), 0);
/** What a query that read some items is charged where it need not be consistent. */
export const unitsOfRead = (items: readonly unknown[]): number => 0.5 * Math.ceil(items.reduce<number>((sum, item) => sum + sizeOf(item), 0) / (4 * KILOBYTE));
