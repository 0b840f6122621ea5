import type { VettingCase } from "./case.ts";

/** Where officers look for cases. */
export const QUEUES = ["waiting", "asked", "tasks", "listed", "draft", "over"] as const;
export type Queue = (typeof QUEUES)[number];

/** Queues of cases that somebody has still something to do with. */
export const OPEN_QUEUES = ["waiting", "asked", "tasks"] as const satisfies readonly Queue[];

/** The queue a case stands in: what an officer has to do with it next. */
export function queueOf({ state, tasks, endedAt }: Pick<VettingCase, "state" | "tasks" | "endedAt">): Queue {
  if (endedAt !== undefined) return tasks.some(({ code }) => code === "erasure") ? "tasks" : "over";
  switch (state) {
    case "draft":
    case "referred":
      return "draft";
    case "needs-more":
      // They wait for us with a visit, whatever else we asked them for.
      return tasks.some(({ code }) => code === "visit") ? "waiting" : "asked";
    case "accredited":
    case "provisional":
    case "paused":
    case "suspended":
      return tasks.length > 0 ? "tasks" : "listed";
    default:
      return "waiting";
  }
}
