import { setTimeout } from "node:timers/promises";
import { TEST_MS } from "./time-outs.ts";

const PAUSE_MS = 25;

/** Waits for what comes about elsewhere, in another process or through a queue, for as long as a test may take. */
export async function until<Value>(look: () => Promise<Value | undefined> | Value | undefined): Promise<Value> {
  for (let waited = 0; waited < TEST_MS; waited += PAUSE_MS) {
    const found = await look();
    if (found !== undefined) return found;
    await setTimeout(PAUSE_MS);
  }
  throw new Error("It never came about");
}
