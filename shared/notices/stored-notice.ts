import * as z from "zod/mini";
import { storedShape } from "../table/stored-shape.ts";

/** Where a notice stands: `failed` can never arrive, and `nobody-to-tell` had no address to go to. */
export const NOTICE_STATES = ["waiting", "sent", "failed", "nobody-to-tell"] as const;

/** A notice as it is stored, in whatever state. Where it goes and what it says are kept until it is sent. */
const StoredNotice = z.object({
  id: z.string(),
  authority: z.string(),
  code: z.string(),
  createdAt: z.string(),
  about: z.optional(z.string()),
  attempts: z.number(),
  state: z.enum(NOTICE_STATES),
  template: z.optional(z.object({ id: z.string(), version: z.number(), channel: z.string(), format: z.string(), language: z.string() })),
  to: z.object({ account: z.optional(z.string()), address: z.optional(z.string()) }),
  values: z.optional(z.record(z.string(), z.string())),
  claimedAt: z.optional(z.string()),
  endedAt: z.optional(z.string()),
  notifyId: z.optional(z.string()),
  fault: z.optional(z.string()),
  /** Seconds: when it may be cleared away. */
  expiresAt: z.number(),
});
export const noticeShape = storedShape({ entity: "notice", schemaVersion: 1 }, StoredNotice);
