import { setTimeout } from "node:timers/promises";
import { TooBusy } from "../domain/busy.ts";

const CLASHES_BORNE = 40;
const LONGEST_PAUSE_MS = 320;

/**
 * Waits longer each time, and never as long as others that clashed at the same moment; but not the first time:
 * then all that was missing is where the trail stands. Throws `TooBusy` in the end.
 */
export async function pause(clash: number): Promise<void> {
  if (clash >= CLASHES_BORNE) throw new TooBusy("The record is too busy to write to");
  if (clash === 0) return;
  await setTimeout(Math.random() * Math.min(LONGEST_PAUSE_MS, 10 * 2 ** clash));
}
