import type { EpochMillis } from "../../shared/domain/time.ts";
import type { Undelivered, Way } from "../../shared/notices/stored-notice.ts";

/** A notice as it waits to be sent. */
export interface WaitingNotice extends Way {
  readonly id: string;
  readonly state: "waiting";
  readonly code: string;
  /** Whom it is to, where they have an account. */
  readonly account?: string | undefined;
  /** Which of its ways it goes by, from 1. */
  readonly nth: number;
  /** What the sender knows it by. */
  readonly reference: string;
  readonly values: Readonly<Record<string, string>>;
  /** The ways that are left should this one lead nowhere, in their order. */
  readonly others: readonly Way[];
}

/** A notice that was sent, and is not known to have arrived. */
export interface NoticeOnItsWay {
  readonly id: string;
  readonly state: "on its way";
  readonly code: string;
  readonly nth: number;
  readonly reference: string;
  readonly channel: string;
  /** A hash of the address it was sent to. */
  readonly mark: string;
  readonly sentAt: EpochMillis;
  readonly others: readonly Way[];
}

/** A notice that needs nothing more. */
export interface DoneNotice {
  readonly id: string;
  readonly state: "sent" | "failed" | "nobody-to-tell";
}

/** By what a notice goes next, and what is left then. */
export interface PassedOn {
  readonly way: Way;
  readonly others: readonly Way[];
  readonly undelivered?: Undelivered | undefined;
  /** When it is looked at whether it was sent, should nobody send it at once. */
  readonly lookAt: EpochMillis;
}

export interface NoticeStore {
  /** The notice as it is at a time; undefined where there is none, or its time to live is over. */
  read(id: string, at: EpochMillis): Promise<WaitingNotice | NoticeOnItsWay | DoneNotice | undefined>;
  /**
   * Takes a notice for one attempt to send it; the number of the attempt by the way it goes. Undefined where it is no longer waiting, or
   * somebody took it since `staleBefore`.
   */
  claim(id: string, at: EpochMillis, staleBefore: EpochMillis): Promise<number | undefined>;
  /** Gives up a claim, so that the next attempt need not wait for it to run out. */
  release(id: string, claimedAt: EpochMillis): Promise<void>;
  /** Notes that a notice was sent, and forgets where to, and what it said where no other way is left. Whether it arrived is looked at from `lookAt` on. */
  sent(id: string, sent: { readonly notifyId: string; readonly mark: string; readonly at: EpochMillis; readonly lookAt: EpochMillis }): Promise<void>;
  /** Notes that a notice can never arrive, and forgets the same; and the address that took nothing, where that is why. */
  failed(id: string, failed: { readonly fault: string; readonly at: EpochMillis; readonly undelivered?: Undelivered | undefined }): Promise<void>;
  /** Has a notice wait by the way after the nth, and nobody have it; notes the address that took nothing, where that is why. */
  passOn(id: string, nth: number, by: PassedOn): Promise<void>;
  /** Notes that nothing more is to be known of a notice that was sent, and forgets what it said. */
  settled(id: string): Promise<void>;
  /** Hashes of addresses that took nothing of what was sent to an account lately. */
  failing(account: string, at: EpochMillis): Promise<ReadonlySet<string>>;
}

/** What became of handing a notice over. */
export type Handed =
  | { readonly outcome: "sent"; readonly notifyId: string }
  /** It can never arrive: the address is none. */
  | { readonly outcome: "never"; readonly fault: string }
  /** It was not taken, and may be another time. */
  | { readonly outcome: "refused"; readonly fault: string };

/** What became of a notice that was handed over: it arrived, its address takes nothing, the sender gave it up for another reason, or it is still on its way. */
export type Arrival = "arrived" | "never" | "given-up" | "under-way";

export interface NoticeSender {
  /** What the sender calls a notice it was given before, under our reference for it, and what became of it. */
  find(reference: string): Promise<{ readonly notifyId: string; readonly arrival: Arrival } | undefined>;
  /** Hands a notice over. Throws where it cannot be told whether it was taken. */
  send(notice: WaitingNotice): Promise<Handed>;
}
