import type { EpochMillis } from "../../shared/domain/time.ts";
import type { NoticeSender, NoticeStore } from "./ports.ts";

export interface DeliverDeps {
  readonly store: NoticeStore;
  readonly sender: NoticeSender;
  readonly now: () => EpochMillis;
  /** How long one attempt has a notice to itself. */
  readonly claimMinutes: number;
  readonly tell: (event: "notice-sent" | "notice-failed", notice: { readonly code: string; readonly channel: string; readonly fault?: string }) => void;
}

/** Why a notice is to be tried again later. Says nothing of whom it is to. */
export class TryLater extends Error {}

/**
 * Sends a notice, once however often it is asked to. Whoever takes a notice has it alone for some minutes. After a
 * first attempt nobody can be sure of, the sender is asked whether it has the notice before it is given it again.
 * Throws where it must be tried again.
 */
export const deliver =
  ({ store, sender, now, claimMinutes, tell }: DeliverDeps) =>
  async (id: string): Promise<"sent" | "failed" | "nobody-to-tell" | "gone"> => {
    const notice = await store.read(id, now());
    if (notice?.state !== "waiting") return notice?.state ?? "gone";
    const claimedAt = now();
    const attempt = await store.claim(id, claimedAt, claimedAt - claimMinutes * 60_000);
    if (attempt === undefined) {
      const state = (await store.read(id, now()))?.state;
      if (state === "waiting") throw new TryLater("Another attempt has this notice");
      return state ?? "gone";
    }
    const { code } = notice;
    const { channel } = notice.template;
    const known =
      attempt > 1
        ? await sender.find(id).catch(async (error: unknown) => {
            await store.release(id, claimedAt);
            throw error;
          })
        : undefined;
    const handed = known === undefined ? await sender.send(notice) : { outcome: "sent" as const, notifyId: known };
    switch (handed.outcome) {
      case "sent":
        await store.sent(id, { notifyId: handed.notifyId, at: now() });
        tell("notice-sent", { code, channel });
        return "sent";
      case "never":
        await store.failed(id, { fault: handed.fault, at: now() });
        tell("notice-failed", { code, channel, fault: handed.fault });
        return "failed";
      case "refused":
        await store.release(id, claimedAt);
        throw new TryLater(handed.fault);
    }
  };
