import { pause } from "../runtime/pause.ts";

/**
 * Tries a change, which reads anew each time, until it is done: what others change meanwhile is followed, not overwritten.
 * Waits longer after each try; throws `TooBusy` in the end.
 */
export async function changeUntilDone(change: () => Promise<"done" | "again">): Promise<void> {
  for (let clash = 0; (await change()) === "again"; clash += 1) await pause(clash);
}
