import type { EpochMillis } from "../domain/time.ts";
import type { Actor, AuditHead } from "./entry.ts";

/** One thing somebody does: who, for whom, when, in answer to which request. */
export interface AuditContext {
  readonly actor: Actor;
  readonly onBehalfOf?: string | undefined;
  /** The council they act for, where they act for one (GSS code). */
  readonly authority?: string | undefined;
  readonly at: EpochMillis;
  readonly requestId: string;
  /** Given for a request that must not be done twice. */
  readonly idempotencyKey?: IdempotencyKey | undefined;
}

/** A request's own key and what was answered, stored with the write it guards. */
export interface IdempotencyKey {
  /** Hash of who asked and the key they gave. */
  readonly key: string;
  /** Hash of what was asked: the same key for something else is a mistake, not a repeat. */
  readonly fingerprint: string;
  /** The answer to give to a repeat. */
  readonly outcome: string;
  /** When the key may be forgotten. */
  readonly until: EpochMillis;
}

/** What every audited record carries besides its own. */
export interface RecordVersion {
  /** Counts the record's changes: what `If-Match` names. */
  readonly version: number;
  readonly audit: AuditHead;
}

/** A record as it is stored: what it says, and the figures that guard its next write. */
export interface Versioned<Body> extends RecordVersion {
  readonly body: Body;
}

/** An act of Trellis itself, or of whoever runs it: nobody asked for it in a request. */
export const systemContext = (what: string, at: EpochMillis): AuditContext => ({ actor: { subject: `system:${what}`, role: "system" }, at, requestId: what });
