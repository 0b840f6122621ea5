import { setTimeout } from "node:timers/promises";
import { TooBusy } from "../domain/busy.ts";

const TRIES_BORNE = 40;
const LONGEST_PAUSE_MS = 320;

/**
 * Tries a change, which reads anew each time, until it is done: what others change meanwhile is followed, not overwritten.
 * Waits longer after each try, and never as long as others that clashed at the same moment; but not the first time, when
 * all that was missing is where things stand. Throws `TooBusy` in the end.
 */
export async function changeUntilDone(change: () => Promise<"done" | "again">): Promise<void> {
  for (let clash = 0; (await change()) === "again"; clash += 1) await pause(clash);
}

/** Waits before the next try after so many clashes. Throws `TooBusy` where there were too many. */
export async function pause(clash: number): Promise<void> {
  if (clash >= TRIES_BORNE) throw new TooBusy("The record is too busy to write to");
  if (clash === 0) return;
  await setTimeout(Math.random() * Math.min(LONGEST_PAUSE_MS, 10 * 2 ** clash));
}
