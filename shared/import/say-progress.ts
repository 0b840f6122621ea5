import type { Progress } from "./rows.ts";

const EVERY_MS = 2000;

/** Says how far something has come, at most every two seconds. */
export function sayProgress(say: (line: string) => void, what: string): Progress {
  let said = performance.now();
  return (count) => {
    if (performance.now() - said < EVERY_MS) return;
    said = performance.now();
    say(`  ${what}: ${count.toLocaleString("en-GB")} so far`);
  };
}
