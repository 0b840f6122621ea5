import { createHmac, randomBytes } from "node:crypto";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { DAY_MS, type EpochMillis, MINUTE_MS } from "../domain/time.ts";
import type { ServicePolicy } from "../policy/service.ts";
import { keys } from "../table/keys.ts";
import { markOf, readItem, storedShape } from "../table/stored-shape.ts";
import { type Table, transactUntilClear } from "../table/table-client.ts";

const KEY_BYTES = 32;
/** A process asks again for keys it holds, so that a new one is known everywhere before it seals anything that matters. */
const KEPT_MS = 60 * MINUTE_MS;

const Ring = z.object({
  version: z.number(),
  /** Makes look-up hashes of e-mail addresses; never replaced, or nobody invited would be found. */
  lookup: z.string(),
  /** Keys that seal sessions, newest first. */
  sealing: z.array(z.object({ id: z.string(), key: z.string(), since: z.number() })).check(z.minLength(1)),
});
type Ring = z.infer<typeof Ring>;
export const keyRingShape = storedShape({ entity: "key-ring", schemaVersion: 1 }, Ring);

/** The keys of this installation. Kept in the table, under its own encryption key and permissions. */
export interface KeyRing {
  /** The key that seals now. */
  sealing(): Promise<{ readonly id: string; readonly key: Uint8Array }>;
  /** A key that sealed something; undefined when there is none of this name, or no longer. */
  opening(id: string): Promise<Uint8Array | undefined>;
  lookup(): Promise<Uint8Array>;
  /** Adds a new sealing key when the newest is old enough, and drops those nothing can still be sealed with. */
  rotate(now: EpochMillis): Promise<"rotated" | "kept">;
}

/** The key ring of a table; made on first use, by whichever process comes first. */
export function tableKeyRing(table: Table, now: () => EpochMillis, { session }: ServicePolicy): KeyRing {
  const { name: TableName, client } = table;
  let kept: { readonly ring: Ring; readonly at: EpochMillis } | undefined;

  const read = async (): Promise<Ring | undefined> => {
    const { Item } = await client.send(new GetCommand({ TableName, Key: keys.keyRing(), ConsistentRead: true }));
    return Item && readItem(keyRingShape, Item);
  };

  /** False when another process wrote first. */
  const write = async (ring: Ring): Promise<boolean> => {
    const Put = {
      TableName,
      Item: { ...keys.keyRing(), ...markOf(keyRingShape), ...ring },
      ConditionExpression: "attribute_not_exists(pk) OR version = :before",
      ExpressionAttributeValues: { ":before": ring.version - 1 },
    };
    return (await transactUntilClear(table, [{ write: { Put }, ifConditionFails: "overtaken" }])).ok;
  };

  const current = async (fresh = false): Promise<Ring> => {
    if (!fresh && kept && now() - kept.at < KEPT_MS) return kept.ring;
    let ring = await read();
    if (!ring) {
      const first: Ring = { version: 1, lookup: newKey(), sealing: [{ id: newId(), key: newKey(), since: now() }] };
      ring = (await write(first)) ? first : await read();
    }
    if (!ring) throw new Error("The key ring could neither be made nor read");
    kept = { ring, at: now() };
    return ring;
  };

  const bytes = (key: string): Uint8Array => Buffer.from(key, "base64");
  const find = ({ sealing }: Ring, id: string) => sealing.find((one) => one.id === id);

  return {
    async sealing() {
      const [newest] = (await current()).sealing;
      if (!newest) throw new Error("The key ring is empty");
      return { id: newest.id, key: bytes(newest.key) };
    },
    async opening(id) {
      // A key this process does not know may be newer than its copy; but nobody makes it ask again and again.
      const known = find(await current(), id) ?? find(await current(kept === undefined || now() - kept.at > MINUTE_MS), id);
      return known && bytes(known.key);
    },
    lookup: async () => bytes((await current()).lookup),
    async rotate(at) {
      const ring = await current(true);
      const [newest] = ring.sealing;
      if (newest && at - newest.since < session.keyDays * DAY_MS) return "kept";
      // Every session sealed before the last rotation but one is long over.
      const stillNeeded = ring.sealing.slice(0, 1);
      const next: Ring = { ...ring, version: ring.version + 1, sealing: [{ id: newId(), key: newKey(), since: at }, ...stillNeeded] };
      return (await write(next)) ? "rotated" : "kept";
    },
  };
}

/** Hashes that find people by their e-mail address, and tell nobody else what it is. */
export const addressHasher =
  (ring: Pick<KeyRing, "lookup">) =>
  async (email: string): Promise<string> =>
    createHmac("sha256", await ring.lookup())
      .update(`address\n${email.trim().toLowerCase()}`)
      .digest("base64url");

const newKey = (): string => randomBytes(KEY_BYTES).toString("base64");
const newId = (): string => randomBytes(6).toString("base64url");
