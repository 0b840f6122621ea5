import type { ProviderReply } from "../../functions/satisfaction/rules/reply.ts";
import { COUNCIL } from "./councils.ts";

/** A reply that waits for an officer. */
export const aReply = (more: Partial<ProviderReply> = {}): ProviderReply => ({
  ...{ id: "pa-1", authority: COUNCIL, owner: "percy", state: "waiting" },
  ...{ words: "Thank you for what you say.", sentAt: "2026-11-20T09:00:00.000Z" },
  ...more,
});
