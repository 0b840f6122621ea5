import type { EpochMillis } from "../../shared/domain/time.ts";

/** A notice as it waits to be sent. */
export interface WaitingNotice {
  readonly id: string;
  readonly state: "waiting";
  readonly code: string;
  /** Its text at GOV.UK Notify, and how it goes there. */
  readonly template: { readonly id: string; readonly channel: string };
  /** One address of the template's channel; of a letter, its lines. */
  readonly address: string;
  readonly values: Readonly<Record<string, string>>;
}

/** A notice that needs nothing more. */
export interface DoneNotice {
  readonly id: string;
  readonly state: "sent" | "failed" | "nobody-to-tell";
}

export interface NoticeStore {
  /** The notice as it is at a time; undefined where there is none, or its time to live is over. */
  read(id: string, at: EpochMillis): Promise<WaitingNotice | DoneNotice | undefined>;
  /**
   * Takes a notice for one attempt to send it; the number of the attempt. Undefined where it is no longer waiting, or
   * somebody took it since `staleBefore`.
   */
  claim(id: string, at: EpochMillis, staleBefore: EpochMillis): Promise<number | undefined>;
  /** Gives up a claim, so that the next attempt need not wait for it to run out. */
  release(id: string, claimedAt: EpochMillis): Promise<void>;
  /** Notes that a notice was sent, and forgets where to and what it said. */
  sent(id: string, sent: { readonly notifyId: string; readonly at: EpochMillis }): Promise<void>;
  /** Notes that a notice can never arrive, and forgets the same. */
  failed(id: string, failed: { readonly fault: string; readonly at: EpochMillis }): Promise<void>;
}

/** What became of handing a notice over. */
export type Handed =
  | { readonly outcome: "sent"; readonly notifyId: string }
  /** It can never arrive: the address is none. */
  | { readonly outcome: "never"; readonly fault: string }
  /** It was not taken, and may be another time. */
  | { readonly outcome: "refused"; readonly fault: string };

export interface NoticeSender {
  /** What the sender calls a notice it was given before, under our id for it. */
  find(reference: string): Promise<string | undefined>;
  /** Hands a notice over. Throws where it cannot be told whether it was taken. */
  send(notice: WaitingNotice): Promise<Handed>;
}
