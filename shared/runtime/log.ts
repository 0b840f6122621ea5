/** Every event that may be logged, and the only fields each may carry. Nothing else is ever written; `who` and `where` are keyed hashes. */
const EVENTS = {
  "request-served": ["route", "status", "millis", "requestId", "who", "where"],
  "request-failed": ["route", "requestId", "fault"],
  "access-refused": ["route", "requestId", "why"],
  "sign-in-refused": ["requestId", "why"],
  "retention-found": ["day", "due"],
  "retention-applied": ["erased", "deleted", "postponed"],
  "retention-failed": ["fault"],
  "keys-rotated": [],
  "keys-unread": ["fault"],
  "reviews-opened": ["day", "due", "done", "sent"],
  "figures-published": ["day", "due", "done"],
  "reviews-failed": ["fault"],
  "file-checked": ["outcome"],
  "file-imported": ["kind", "added", "changed", "unchanged", "refused"],
  "trails-verified": ["records", "entries", "broken", "unsealed"],
  "trails-sealed": ["entries"],
  "sweep-found": ["day", "due"],
  "sweep-dealt": ["items", "done"],
  "sweep-failed": ["fault"],
  "balances-found": ["day", "due"],
  "balances-checked": ["items"],
  "balances-told": ["results"],
  "balance-rules-tried": ["accounts"],
  "money-counted": ["day", "accounts", "published"],
  "balances-failed": ["fault"],
  "balance-facts-brought": [],
  "requests-found": ["day", "due"],
  "requests-dealt": ["items", "done"],
  "requests-failed": ["fault"],
  "balances-swept": ["day", "due", "done"],
  "balances-well": ["day", "told"],
  "contacts-swept": ["day", "due", "done"],
  "notice-sent": ["code", "channel"],
  "notice-failed": ["code", "channel", "fault"],
  "notice-delayed": ["fault"],
  "notices-waiting": ["found"],
  "snapshot-built": ["version", "listings", "tiles", "tilesWritten", "millis"],
  "snapshot-overtaken": ["version"],
  "hours-asked": ["found", "asked"],
  "alerts-told": ["alerts", "told"],
  "market-measured": ["day", "councils", "cells"],
  "search-not-counted": ["fault"],
  "signals-counted": ["day", "days", "searches", "published"],
  "set-ups-noted": ["day", "seen", "written"],
} as const;

export type EventName = keyof typeof EVENTS;
export type EventFields<Name extends EventName> = {
  readonly [Field in (typeof EVENTS)[Name][number]]?: string | number;
};

/** Writes one line of JSON: the event's name and its allowed fields. */
export function log<Name extends EventName>(event: Name, fields: EventFields<Name>): void {
  process.stdout.write(`${JSON.stringify({ event, ...fields })}\n`);
}
