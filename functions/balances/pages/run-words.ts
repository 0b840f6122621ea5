import type { RunReport } from "../rules/run-summary.ts";

export const RUN_STATE_WORDS: Readonly<Record<RunReport["state"], string>> = {
  closed: "Finished",
  open: "Not finished",
  "not-begun": "Not started",
};
