import type { Pool } from "../rules/pool.ts";

/** Where a pool stands. */
export const POOL_STATE_WORDS: Readonly<Record<Pool["state"], string>> = {
  proposed: "Waiting for answers",
  running: "Now",
  ended: "Ended",
  dropped: "Did not start",
};
/** Its colour; the words say it too. */
export const POOL_STATE_CLASSES: Readonly<Record<Pool["state"], string>> = {
  proposed: "govuk-tag--yellow",
  running: "govuk-tag--green",
  ended: "govuk-tag--grey",
  dropped: "govuk-tag--grey",
};

/** What is said when something is done. */
export const POOL_DONE: Readonly<Record<string, string>> = {
  wish: "Saved. People near you who want the same support can now ask you.",
  "end-wish": "Saved. No one can ask you any more.",
  proposed: "Sent. We will tell you when they answer.",
  agree: "You agreed.",
  decline: "You said no.",
  leave: "You left the group.",
  pay: "Saved.",
};
