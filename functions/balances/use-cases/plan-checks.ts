import { type EpochMillis, instantOf, londonDate } from "../../../shared/domain/time.ts";
import { type DayMarks, eachDueDay, messagesOf } from "../../../shared/due/plan.ts";
import type { DuePart, DueStore } from "./due-ports.ts";

/** Accounts to look at: those of a part of a run, or by themselves as something became known of them. */
export type CheckMessage = DuePart | { readonly accounts: readonly string[] };

/** So many accounts go in one message: what is noted of them fits one write unit. */
const ACCOUNTS_A_MESSAGE = 25;

/** The messages that have accounts looked at by themselves. */
export const checkMessages = (accounts: readonly string[]): readonly CheckMessage[] =>
  Array.from({ length: Math.ceil(accounts.length / ACCOUNTS_A_MESSAGE) }, (_, at) => ({
    accounts: accounts.slice(at * ACCOUNTS_A_MESSAGE, (at + 1) * ACCOUNTS_A_MESSAGE),
  }));

export interface PlanDeps {
  readonly marks: DayMarks;
  readonly store: Pick<DueStore, "dueOn" | "notePart" | "notePlanned">;
  readonly send: (messages: readonly CheckMessage[]) => Promise<void>;
}

/**
 * Finds which accounts are due, council by council and day by day since the last that was gone through whole, and hands them on. Who is due is noted
 * before anybody is told, so that a run shows whoever was forgotten. Run twice, or by two at once, it hands on twice what comes to the same.
 */
export async function planChecks({ marks, store, send }: PlanDeps, at: EpochMillis): Promise<{ readonly due: number; readonly itemsRead: number }> {
  let [due, itemsRead] = [0, 0];
  // An account that is new, or changed, is looked at by itself: a day that is done is done.
  const done = await marks.lastDone();
  await eachDueDay(marks, londonDate(at), async (day, council) => {
    if (done.get(council) === day) return;
    const read = (items: number) => {
      itemsRead += items;
    };
    for await (const accounts of store.dueOn(council, day, read)) {
      const parts = messagesOf(accounts, ACCOUNTS_A_MESSAGE, (some): DuePart => ({ council, day, part: some[0] ?? "", accounts: some }));
      for (const part of parts) await store.notePart(part);
      await send(parts);
      due += accounts.length;
    }
    await store.notePlanned({ council, day, plannedAt: instantOf(at) });
  });
  return { due, itemsRead };
}
