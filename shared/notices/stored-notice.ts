import * as z from "zod/mini";
import { storedShape } from "../table/stored-shape.ts";

/** Where a notice stands: `failed` can never arrive, and `nobody-to-tell` had no address to go to. */
export const NOTICE_STATES = ["waiting", "sent", "failed", "nobody-to-tell"] as const;

const Text = z.object({ id: z.string(), version: z.number(), channel: z.string(), format: z.string(), language: z.string() });

/** A way to tell somebody: a text, and an address of its channel. */
export const Way = z.object({ template: Text, address: z.string() });
export type Way = z.infer<typeof Way>;

/** An address that nothing can be sent to, as a hash: by which channel, and since when that is known. */
export const Undelivered = z.object({ channel: z.string(), mark: z.string(), at: z.string() });
export type Undelivered = z.infer<typeof Undelivered>;

/**
 * A notice as it is stored, in whatever state. Where it goes and what it says are kept until it is sent; where there is another way, until
 * it has arrived.
 */
const StoredNotice = z.object({
  id: z.string(),
  authority: z.string(),
  code: z.string(),
  createdAt: z.string(),
  about: z.optional(z.string()),
  attempts: z.number(),
  state: z.enum(NOTICE_STATES),
  template: z.optional(Text),
  /** The ways that are left should this one lead nowhere. */
  otherWays: z.optional(z.array(Way)),
  /** Which of its ways it goes by, from 1. */
  way: z.optional(z.number()),
  /** A hash of the address it was sent to. */
  mark: z.optional(z.string()),
  undelivered: z.optional(z.array(Undelivered)),
  to: z.object({ account: z.optional(z.string()), address: z.optional(z.string()) }),
  values: z.optional(z.record(z.string(), z.string())),
  claimedAt: z.optional(z.string()),
  endedAt: z.optional(z.string()),
  notifyId: z.optional(z.string()),
  fault: z.optional(z.string()),
  /** Seconds: when it may be cleared away. */
  expiresAt: z.number(),
});
/** Version 2 has other ways, and what became of those it went: in version 1 there was one. */
export const noticeShape = storedShape({ ...{ entity: "notice", schemaVersion: 2 }, upcasters: { 1: (body) => body } }, StoredNotice);
