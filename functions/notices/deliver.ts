import { type EpochMillis, HOUR_MS, instantOf, MINUTE_MS } from "../../shared/domain/time.ts";
import type { NoticeOnItsWay, NoticeSender, NoticeStore, WaitingNotice } from "./ports.ts";

export interface DeliverDeps {
  readonly store: NoticeStore;
  readonly sender: NoticeSender;
  readonly now: () => EpochMillis;
  /** What is remembered of an address of an account that takes nothing. */
  readonly markOf: (account: string, address: string) => string;
  /** How long one attempt has a notice to itself. */
  readonly claimMinutes: number;
  /** When it is first asked whether a notice arrived, and when no more. */
  readonly arrivalMinutes: number;
  readonly arrivalHours: number;
  readonly tell: (event: "notice-sent" | "notice-failed", notice: { readonly code: string; readonly channel: string; readonly fault?: string }) => void;
}

/** Why a notice is to be tried again later. Says nothing of whom it is to. */
export class TryLater extends Error {}

export type Delivered = "sent" | "failed" | "nobody-to-tell" | "gone";

/**
 * Sends a notice, once however often it is asked to. Whoever takes a notice has it alone for some minutes. After a
 * first attempt nobody can be sure of, the sender is asked whether it has the notice before it is given it again.
 * What cannot arrive by one way goes by the next that is left; of what was sent, the sender is asked whether it arrived.
 * Throws where it must be tried again.
 */
export const deliver = (deps: DeliverDeps) => {
  const { store, sender, now, claimMinutes, tell } = deps;
  const deliverOne = async (id: string): Promise<Delivered> => {
    const notice = await store.read(id, now());
    if (notice?.state === "on its way") return (await follow(deps, notice)) === "again" ? deliverOne(id) : ended(id);
    if (notice?.state !== "waiting") return notice?.state ?? "gone";
    const claimedAt = now();
    const attempt = await store.claim(id, claimedAt, claimedAt - claimMinutes * MINUTE_MS);
    if (attempt === undefined) {
      const state = (await store.read(id, now()))?.state;
      if (state === "waiting") throw new TryLater("Another attempt has this notice");
      return state === "on its way" ? "sent" : (state ?? "gone");
    }
    const done = await sendBy(notice, attempt, claimedAt);
    return done === "again" ? deliverOne(id) : done;
  };

  const ended = async (id: string): Promise<Delivered> => {
    const state = (await store.read(id, now()))?.state;
    return state === "on its way" || state === "waiting" ? "sent" : (state ?? "gone");
  };

  /** Hands a notice over by the way it has; `again` where it now waits by another. */
  const sendBy = async (notice: WaitingNotice, attempt: number, claimedAt: EpochMillis): Promise<"sent" | "failed" | "again"> => {
    const { id, code, account, nth, reference, address, others } = notice;
    const { channel } = notice.template;
    const [way, ...rest] = others;
    // Whoever has no account has no other way.
    const mark = account === undefined ? "" : deps.markOf(account, address);
    // An address that took nothing lately waits while there is another way.
    if (way && account !== undefined && (await store.failing(account, now())).has(mark)) {
      await store.passOn(id, nth, { way, others: rest, lookAt: lookAt(deps) });
      return "again";
    }
    const known =
      attempt > 1
        ? await sender.find(reference).catch(async (error: unknown) => {
            await store.release(id, claimedAt);
            throw error;
          })
        : undefined;
    const handed = known === undefined ? await sender.send(notice) : { outcome: "sent" as const, notifyId: known.notifyId };
    switch (handed.outcome) {
      case "sent":
        await store.sent(id, { notifyId: handed.notifyId, mark, at: now(), lookAt: lookAt(deps) });
        tell("notice-sent", { code, channel });
        return "sent";
      case "never": {
        const undelivered = { channel, mark, at: instantOf(now()) };
        tell("notice-failed", { code, channel, fault: handed.fault });
        if (way) {
          await store.passOn(id, nth, { way, others: rest, undelivered, lookAt: lookAt(deps) });
          return "again";
        }
        await store.failed(id, { fault: handed.fault, at: now(), undelivered });
        return "failed";
      }
      case "refused":
        await store.release(id, claimedAt);
        throw new TryLater(handed.fault);
    }
  };
  return deliverOne;
};

const lookAt = ({ now, arrivalMinutes }: DeliverDeps): EpochMillis => now() + arrivalMinutes * MINUTE_MS;

/** Asks whether a notice arrived; `again` where it now waits by another way. */
async function follow(deps: DeliverDeps, notice: NoticeOnItsWay): Promise<"again" | "done"> {
  const { store, sender, now, arrivalHours, tell } = deps;
  const { id, code, channel, mark, nth, reference, sentAt, others } = notice;
  const arrival = (await sender.find(reference))?.arrival ?? "under-way";
  if (arrival === "under-way" && now() - sentAt < arrivalHours * HOUR_MS) return "done";
  if (arrival === "arrived" || arrival === "under-way") {
    await store.settled(id);
    return "done";
  }
  const undelivered = arrival === "never" ? { channel, mark, at: instantOf(now()) } : undefined;
  tell("notice-failed", { code, channel, fault: arrival });
  const [way, ...rest] = others;
  if (!way) {
    await store.failed(id, { fault: "undelivered", at: now(), undelivered });
    return "done";
  }
  await store.passOn(id, nth, { way, others: rest, undelivered, lookAt: lookAt(deps) });
  return "again";
}
