import type { WireItem, WireValue } from "./hot-call.ts";
import type { HotReader } from "./hot-reader.ts";
import { queried, type StoredItem } from "./pages.ts";
import type { Table } from "./table-client.ts";

/** Every item of a partition with a sort key from `first` to `last`, both included, in order. Eventually consistent unless `fresh`. */
export type RangeReader = (pk: string, first: string, last: string, fresh: boolean) => Promise<readonly StoredItem[]>;

/** Ranges by the full SDK client. */
export const rangesOf =
  (table: Table): RangeReader =>
  (pk, first, last, fresh) =>
    queried(table, {
      KeyConditionExpression: "pk = :pk AND sk BETWEEN :first AND :last",
      ExpressionAttributeValues: { ":pk": pk, ":first": first, ":last": last },
      ConsistentRead: fresh,
    });

/** The same by the reader of the hot path, for whoever reads a hundred thousand of them in a night. */
export const hotRangesOf =
  ({ queryBetween }: Pick<HotReader, "queryBetween">): RangeReader =>
  async (pk, first, last, fresh) =>
    (await queryBetween(pk, first, last, fresh)).map(itemOf);

const itemOf = (item: WireItem): StoredItem =>
  Object.fromEntries(Object.entries(item).flatMap(([name, value]) => (value === undefined ? [] : [[name, nativeOf(value)]])));

/** A value as the SDK's document client gives it. Not by its converter: that expects bytes where DynamoDB's JSON has text. */
function nativeOf({ S, N, B, BOOL, M, L, SS }: WireValue): unknown {
  if (S !== undefined) return S;
  if (N !== undefined) return Number(N);
  if (B !== undefined) return bytesOf(Buffer.from(B, "base64"));
  if (BOOL !== undefined) return BOOL;
  if (M !== undefined) return itemOf(M);
  if (L !== undefined) return L.map(nativeOf);
  return SS === undefined ? null : new Set(SS);
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Buffer): Uint8Array => new Uint8Array(buffer, byteOffset, byteLength);
