import { randomUUID } from "node:crypto";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { ok, type Result, refused } from "../domain/result.ts";
import { type EpochMillis, expiryAt, instantOf } from "../domain/time.ts";
import { pause } from "../runtime/pause.ts";
import type { ItemKey } from "../table/definition.ts";
import { keys, recordName } from "../table/keys.ts";
import { markOf } from "../table/stored-shape.ts";
import { type GuardedWrite, type OldItem, type Table, transact } from "../table/table-client.ts";
import type { AuditContext, IdempotencyKey, RecordVersion } from "./context.ts";
import { type AuditEntry, type AuditHead, bodyHashOf, type FieldChange, NO_ENTRIES, nextEntry, reasonHashOf } from "./entry.ts";
import { onceShape } from "./once.ts";
import { auditEntryShape, auditReasonShape } from "./trail.ts";

/** A record to be written, with what its trail says of it. */
export interface RecordWrite {
  readonly key: ItemKey;
  readonly entity: string;
  readonly schemaVersion: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Attributes that depend on when the transaction is sent. */
  readonly stamped?: (sentAt: EpochMillis) => Readonly<Record<string, unknown>>;
  /** What this replaces; absent when the record is new. */
  readonly replaces?: RecordVersion | undefined;
  readonly action: string;
  readonly changes: readonly FieldChange[];
  readonly reason?: string | undefined;
  readonly authority?: string | undefined;
}

/** The record was looked at meanwhile: its trail moved on, but not the record. */
interface Moved {
  readonly record: string;
  readonly head: AuditHead;
}

const NO_RECORD = "An entry was to be added to the trail of a record that is not there";
const StoredHead = z.object({ audit: z.object({ sequence: z.number(), hash: z.string() }) });

export type CommitRefusal = "stale" | "repeat";

/**
 * Writes records, each with one entry in its audit trail, and whatever else belongs to the change: all or
 * nothing. `stale` when a record is no longer the version this replaces; `repeat` when the request's own
 * key was used before, with nothing written. Entries that others add meanwhile are followed, not lost;
 * `others` is asked for its writes at every try, with the moment it is sent at. Where
 * something is stamped with it, it is committed soon after or given up: sent late it is stamped anew, and unanswered it is `TooBusy`.
 */
export async function commit(
  table: Table,
  context: AuditContext,
  records: readonly RecordWrite[],
  others: (sentAt: EpochMillis) => readonly GuardedWrite<"stale" | "clash">[] = () => [],
): Promise<Result<readonly RecordVersion[], CommitRefusal>> {
  const heads = new Map(records.map(({ key, replaces }) => [recordName(key), replaces?.audit ?? NO_ENTRIES]));
  for (let clash = 0; ; clash += 1) {
    const sentAt = table.now();
    const audited = records.map((record) => auditedWrites(table.name, context, record, heads.get(recordName(record.key)) ?? NO_ENTRIES, sentAt));
    const writes = [
      ...(context.idempotencyKey ? [onceWrite(table.name, context.idempotencyKey, context.at)] : []),
      ...audited.flatMap((one) => one.writes),
      ...(await others(sentAt)),
    ];
    // Another has done it meanwhile.
    if (writes.length === 0) return ok([]);
    const done = await transact<CommitRefusal | "clash" | Moved>(table, writes, records.some(({ stamped }) => stamped) ? sentAt : undefined);
    if (done.ok) return ok(audited.map(({ stored }) => stored));
    const { refusal } = done;
    if (typeof refusal === "object") heads.set(refusal.record, refusal.head);
    else if (refusal !== "clash") return refused(refusal);
    await pause(clash);
  }
}

/** The two writes of an audited record: the record, if it is still what it replaces, and the entry. */
export function auditedWrites(TableName: string, context: AuditContext, record: RecordWrite, head: AuditHead, sentAt: EpochMillis) {
  const { key, entity, schemaVersion, attributes, stamped, replaces, action, changes, reason, authority } = record;
  const name = recordName(key);
  const version = (replaces?.version ?? 0) + 1;
  const said = { ...attributes, ...stamped?.(sentAt), entity, schemaVersion, version };
  const made = entryAfter(head, context, { record: name, action, changes, reason, authority, body: bodyHashOf(said) });
  const stored: RecordVersion = { version, audit: { sequence: made.entry.sequence, hash: made.entry.hash } };
  const Item = { ...said, ...key, audit: stored.audit };
  const condition = replaces
    ? {
        ConditionExpression: "version = :was AND audit.#sequence = :sequence",
        ExpressionAttributeNames: { "#sequence": "sequence" },
        ExpressionAttributeValues: { ":was": replaces.version, ":sequence": head.sequence },
        ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
      }
    : { ConditionExpression: "attribute_not_exists(pk)" };
  const explain = (old: OldItem | undefined): "stale" | Moved => {
    const moved = replaces && Number(old?.["version"]?.N) === replaces.version ? headIn(old) : undefined;
    return moved ? { record: name, head: moved } : "stale";
  };
  const writes: GuardedWrite<"stale" | Moved>[] = [
    { write: { Put: { TableName, Item, ...condition } }, ifConditionFails: "stale", explain },
    ...entryWrites(TableName, made, "stale" as const),
  ];
  return { writes, stored };
}

/**
 * Adds an entry to a record's trail without changing the record: somebody looked at it, or was refused.
 * Throws when there is no such record: what cannot be noted must not happen. One transaction, from `head` where whoever asks
 * has just read the record, or else from what one small read tells; entries that others add meanwhile are followed. `beside` goes into
 * the same transaction: where its condition fails nothing is written, and the answer is false.
 */
export async function note(
  table: Table,
  context: AuditContext,
  { key, head, ...entry }: Pick<RecordWrite, "key" | "action" | "changes" | "reason" | "authority"> & { readonly head?: AuditHead | undefined },
  beside: readonly GuardedWrite<never>["write"][] = [],
): Promise<boolean> {
  const record = recordName(key);
  let from = head ?? (await headOf(table, key));
  for (let clash = 0; ; clash += 1) {
    const next = entryAfter(from, context, { ...entry, record });
    const done = await transact<AuditHead | "missing" | "beside">(table, [
      {
        write: {
          Update: {
            TableName: table.name,
            Key: key,
            UpdateExpression: "SET audit = :head",
            ConditionExpression: "audit.#sequence = :sequence",
            ExpressionAttributeNames: { "#sequence": "sequence" },
            ExpressionAttributeValues: { ":head": { sequence: next.entry.sequence, hash: next.entry.hash }, ":sequence": from.sequence },
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          },
        },
        ifConditionFails: "missing",
        explain: (old) => headIn(old) ?? "missing",
      },
      ...entryWrites(table.name, next, "missing" as const),
      ...beside.map((write) => ({ write, ifConditionFails: "beside" as const })),
    ]);
    if (done.ok) return true;
    if (done.refusal === "beside") return false;
    if (done.refusal === "missing") throw new Error(NO_RECORD);
    if (typeof done.refusal === "object") from = done.refusal;
    await pause(clash);
  }
}

/** Where a record's trail stands, read consistently. Throws when there is no such record. */
async function headOf({ name: TableName, client }: Table, { pk, sk }: ItemKey): Promise<AuditHead> {
  const { Item } = await client.send(new GetCommand({ TableName, Key: { pk, sk }, ConsistentRead: true, ProjectionExpression: "audit" }));
  if (!Item) throw new Error(NO_RECORD);
  return StoredHead.parse(Item).audit;
}

type EntryContent = Pick<RecordWrite, "action" | "changes" | "reason" | "authority"> & { readonly record: string; readonly body?: string };

/** An entry made ready, and the words that are kept beside it. */
interface NewEntry {
  readonly entry: AuditEntry;
  readonly words: { readonly reason: string; readonly salt: string } | undefined;
}

function entryAfter(head: AuditHead, { actor, onBehalfOf, authority, at, requestId }: AuditContext, { reason, ...content }: EntryContent): NewEntry {
  const words = reason === undefined ? undefined : { reason: reason.toWellFormed(), salt: randomUUID() };
  const reasonHash = words && reasonHashOf(words.reason, words.salt);
  const entry = nextEntry(head, { ...content, authority: content.authority ?? authority, actor, onBehalfOf, at: instantOf(at), requestId, reasonHash });
  return { entry, words };
}

/** An entry, and why in an item of its own: put where nothing is yet, for entries are written once. */
function entryWrites<Refused>(TableName: string, { entry, words }: NewEntry, ifConditionFails: Refused): readonly GuardedWrite<Refused>[] {
  const { record, sequence } = entry;
  const items = [
    { ...keys.auditEntry(record, sequence), ...markOf(auditEntryShape), ...entry },
    ...(words ? [{ ...keys.auditReason(record, sequence), ...markOf(auditReasonShape), record, sequence, ...words }] : []),
  ];
  return items.map((Item) => ({ write: { Put: { TableName, Item, ConditionExpression: "attribute_not_exists(pk)" } }, ifConditionFails }));
}

function headIn(item: OldItem | undefined): AuditHead | undefined {
  const { sequence, hash } = item?.["audit"]?.M ?? {};
  return sequence?.N === undefined || hash?.S === undefined ? undefined : { sequence: Number(sequence.N), hash: hash.S };
}

/** Keeps a request's own key, unless it is kept already; one whose time is over may still lie there, and is written over. */
const onceWrite = (TableName: string, { key, fingerprint, outcome, until }: IdempotencyKey, at: EpochMillis): GuardedWrite<"repeat"> => ({
  write: {
    Put: {
      TableName,
      Item: { ...keys.once(key), ...markOf(onceShape), fingerprint, outcome, expiresAt: expiryAt(until) },
      ConditionExpression: "attribute_not_exists(pk) OR expiresAt <= :now",
      ExpressionAttributeValues: { ":now": at / 1000 },
    },
  },
  ifConditionFails: "repeat",
});
