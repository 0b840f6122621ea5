import { createHash } from "node:crypto";
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { DAY_MS, expiryAt, HOUR_MS, type Instant, instantOf } from "../domain/time.ts";
import { servicePolicy } from "../policy/service.ts";
import { pause } from "../runtime/pause.ts";
import type { ItemKey } from "../table/definition.ts";
import { keys } from "../table/keys.ts";
import { itemsOf } from "../table/pages.ts";
import { markOf, readItem, storedShape } from "../table/stored-shape.ts";
import type { Table } from "../table/table-client.ts";
import { note } from "./commit.ts";
import type { AuditContext } from "./context.ts";
import { type AuditEntry, type AuditHead, FURTHER_LOOKS } from "./entry.ts";

/** How often somebody did the same again within the hour of an entry that tells of it. */
const LookCount = z.object({
  viewer: z.string(),
  action: z.string(),
  about: z.string(),
  /** The beginning of the hour. */
  hour: z.string(),
  further: z.number(),
  /** Seconds: when it may be cleared away. */
  expiresAt: z.number(),
});
export type LookCount = z.infer<typeof LookCount>;
export const lookCountShape = storedShape({ entity: "look-count", schemaVersion: 1 }, LookCount);

/** The hour something falls in, by its beginning. */
export const hourOf = (at: number): Instant => instantOf(Math.floor(at / HOUR_MS) * HOUR_MS);

/**
 * Notes on an account's trail that somebody looked at a record, or was refused: one entry for each viewer, record, kind of look and
 * hour. The first look of an hour is an entry, which also says how many further ones followed the entry before; later
 * ones are counted beside the trail, for entries are never changed. Throws when it cannot be noted: what cannot be noted must not
 * happen. Looks at the same moment are each counted once.
 */
export async function noteLook(
  table: Table,
  context: AuditContext,
  {
    account,
    key,
    action,
    about,
    head,
  }: { readonly account: string; readonly key: ItemKey; readonly action: string; readonly about: string; readonly head?: AuditHead | undefined },
): Promise<void> {
  const { actor, onBehalfOf, at } = context;
  const hour = hourOf(at);
  const what = createHash("sha256")
    .update([actor.role, onBehalfOf ?? "", action, about].join("\n"))
    .digest("base64url");
  const counter = keys.lookCount(account, actor.subject, what);
  for (let clash = 0; ; clash += 1) {
    const before = await countedWithin(table, counter, hour);
    if (before === "counted") return;
    const further = before && before.further > 0 ? [{ field: FURTHER_LOOKS, from: before.hour, to: before.further }] : [];
    const item: LookCount = { viewer: actor.subject, action, about, hour, further: 0, expiresAt: expiryAt(at + servicePolicy.lookCountDays * DAY_MS) };
    const done = await note(table, context, { key, head, action, changes: [{ field: "about", to: about }, ...further] }, [
      {
        Put: {
          TableName: table.name,
          Item: { ...counter, ...markOf(lookCountShape), ...item },
          ...(before
            ? {
                ConditionExpression: "#hour = :was AND #further = :further",
                ExpressionAttributeNames: { "#hour": "hour", "#further": "further" },
                ExpressionAttributeValues: { ":was": before.hour, ":further": before.further },
              }
            : { ConditionExpression: "attribute_not_exists(pk)" }),
        },
      },
    ]);
    if (done) return;
    // Somebody's other look came between: it is theirs to tell of, or ours to count.
    await pause(clash);
  }
}

/** Counts one more within an hour that an entry tells of; otherwise what was counted of an hour before, if anything. */
async function countedWithin(
  table: Table,
  counter: ItemKey,
  hour: Instant,
): Promise<"counted" | { readonly hour: string; readonly further: number } | undefined> {
  try {
    await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: counter,
        UpdateExpression: "SET #further = #further + :one",
        ConditionExpression: "#hour = :hour",
        ExpressionAttributeNames: { "#hour": "hour", "#further": "further" },
        ExpressionAttributeValues: { ":hour": hour, ":one": 1 },
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
    );
    return "counted";
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const { hour: was, further } = error.Item ?? {};
    return was?.S === undefined || further?.N === undefined ? undefined : { hour: was.S, further: Number(further.N) };
  }
}

/** What is counted beside an account's trail. */
export const lookCounts = async (table: Table, account: string): Promise<readonly LookCount[]> =>
  (await itemsOf(table, keys.lookCount(account, "", "").pk)).map((item) => readItem(lookCountShape, item));

const lookOf = (viewer: string, action: string, about: unknown): string => [viewer, action, about].join("\n");

/** How many looks each entry stands for, by its sequence, where there was more than one; `entries` newest first, as a page of a trail has them. */
export function looksPerEntry(entries: readonly AuditEntry[], counts: readonly LookCount[]): ReadonlyMap<number, number> {
  const further = new Map(counts.map(({ viewer, action, about, hour, further }) => [lookOf(viewer, action, about), { hour, further }]));
  const looks = new Map<number, number>();
  for (const { actor, action, at, changes, sequence } of entries) {
    const name = lookOf(actor.subject, action, changes.find(({ field }) => field === "about")?.to);
    const after = further.get(name);
    if (after && after.further > 0 && after.hour === hourOf(Date.parse(at))) looks.set(sequence, after.further + 1);
    const told = changes.find(({ field }) => field === FURTHER_LOOKS);
    if (told) further.set(name, { hour: String(told.from), further: Number(told.to) });
  }
  return looks;
}
