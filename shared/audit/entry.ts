import { createHash } from "node:crypto";
import type { Instant } from "../domain/time.ts";
import { inOrder } from "./in-order.ts";

/** Who did something, and in which capacity. Work nobody asked for in person is the system's own. */
export interface Actor {
  /** An account, or `system:` and what it was. */
  readonly subject: string;
  readonly role: string;
}

/** One field that changed. Values are given only where they tell nothing personal: codes, dates, numbers. */
export interface FieldChange {
  readonly field: string;
  readonly from?: string | number | undefined;
  readonly to?: string | number | undefined;
}

/** One entry of a record's audit trail: written with the change it tells of, and never again. */
export interface AuditEntry {
  /** The record, as `recordName` gives it. */
  readonly record: string;
  /** 1 for a record's first entry, without gaps. */
  readonly sequence: number;
  readonly at: Instant;
  readonly action: string;
  readonly actor: Actor;
  /** The person it was done for, where that is somebody else. */
  readonly onBehalfOf?: string | undefined;
  /** The council whose record it is (GSS code). */
  readonly authority?: string | undefined;
  readonly changes: readonly FieldChange[];
  /** Why, in somebody's words. Kept in an item of its own, which may be erased while the entry stays; of entries of before, within them. */
  readonly reason?: string | undefined;
  /** What `reasonHashOf` makes of the reason. */
  readonly reasonHash?: string | undefined;
  readonly requestId: string;
  /** What `bodyHashOf` makes of the record as the entry's change left it; absent where the record was only looked at. */
  readonly body?: string | undefined;
  /** The hash of the entry before; empty in the first. */
  readonly previous: string;
  readonly hash: string;
}

/** Where a record's trail stands. Kept on the record itself, so that a lost last entry is missed. */
export interface AuditHead {
  readonly sequence: number;
  readonly hash: string;
}

/** The change by which an entry of a look says how many further ones followed the entry before it: `from` its hour, `to` their number. */
export const FURTHER_LOOKS = "further-looks";

/** Before a record's first entry. */
export const NO_ENTRIES: AuditHead = { sequence: 0, hash: "" };

type Unsealed = Omit<AuditEntry, "sequence" | "previous" | "hash">;

/** The next entry of a trail: numbered, chained to the one before, and hashed. */
export function nextEntry(head: AuditHead, entry: Unsealed): AuditEntry {
  const chained = { ...entry, sequence: head.sequence + 1, previous: head.hash };
  return { ...chained, hash: hashOf(chained) };
}

/** Attributes of a record's item that no entry tells of: its address, its trail's end, and its places in indexes, which follow from the rest. */
const NOT_BODY = /^(pk|sk|audit|gsi\d(pk|sk))$/;

/** The hash of a record's item: SHA-256 over all it says, whatever order its fields come in, as the table gives it back. */
export function bodyHashOf(item: Readonly<Record<string, unknown>>): string {
  const said = Object.fromEntries(Object.entries(item).filter(([name]) => !NOT_BODY.test(name)));
  return hashed(inOrder(said) ?? "");
}

/** What an entry's hash should be: SHA-256 over every other field, in a fixed order. */
export function hashOf(entry: Omit<AuditEntry, "hash">): string {
  const { record, sequence, at, action, actor, onBehalfOf, authority, changes, reason, reasonHash, requestId, body, previous } = entry;
  const content = [
    [record, sequence, at, action, actor.subject, actor.role, onBehalfOf ?? null, authority ?? null],
    changes.map(({ field, from, to }) => [field, from ?? null, to ?? null]),
    // An entry of before reasons were kept apart, and bodies hashed, keeps the hash it had.
    [reasonHash ?? reason ?? null, requestId, previous, ...(body === undefined ? [] : [body])],
  ];
  return hashed(JSON.stringify(content));
}

/** SHA-256, as text. */
const hashed = (text: string): string => createHash("sha256").update(text).digest("base64url");

/** The hash of somebody's words: with a salt, that nobody finds them by guessing once words and salt are erased. */
export const reasonHashOf = (reason: string, salt: string): string => hashed(JSON.stringify([salt, reason]));

/** What is wrong with a trail; nothing when it is whole. `entries` in order of sequence; `body` is the hash of the record as it stands. */
export function brokenAt(record: string, head: AuditHead | undefined, entries: readonly AuditEntry[], body?: string): string | undefined {
  let before = NO_ENTRIES;
  for (const entry of entries) {
    const { sequence, previous, hash } = entry;
    if (sequence !== before.sequence + 1) return `entry ${before.sequence + 1} is missing`;
    if (entry.record !== record || previous !== before.hash || hash !== hashOf(entry)) return `entry ${sequence} was changed`;
    before = { sequence, hash };
  }
  if (!head) return entries.length > 0 ? "the record itself is missing" : undefined;
  if (head.sequence > before.sequence) return `entry ${before.sequence + 1} is missing`;
  if (head.sequence < before.sequence || head.hash !== before.hash) return `the record does not match entry ${before.sequence}`;
  const change = entries.findLast((entry) => entry.body !== undefined);
  if (body !== undefined && change && change.body !== body) return `the record is not as entry ${change.sequence} left it`;
  return undefined;
}
