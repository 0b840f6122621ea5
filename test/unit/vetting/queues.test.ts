import { describe, expect, it } from "vitest";
import { CASE_STATES } from "../../../functions/vetting/rules/moves.ts";
import { QUEUES, queueOf } from "../../../functions/vetting/rules/queues.ts";
import { NOON, TODAY } from "./scene.ts";

describe("where officers find a case", () => {
  it("is by what they have to do next, in every state there is", () => {
    const quiet = Object.fromEntries(CASE_STATES.map((state) => [state, queueOf({ state, tasks: [] })]));
    expect(quiet).toEqual({
      draft: "draft",
      referred: "draft",
      submitted: "waiting",
      "in-review": "waiting",
      "needs-more": "asked",
      recommended: "waiting",
      accredited: "listed",
      provisional: "listed",
      paused: "listed",
      suspended: "listed",
      lapsed: "waiting",
      refused: "waiting",
      "review-asked": "waiting",
      withdrawn: "waiting",
      renewed: "waiting",
    });
  });
  it("is among the tasks for a listed case with something to do", () => {
    const tasks = [{ code: "status-check", about: "dbs", since: TODAY } as const];
    const busy = CASE_STATES.filter((state) => queueOf({ state, tasks }) === "tasks");
    expect(busy).toEqual(["accredited", "provisional", "paused", "suspended"]);
  });
  it("is among those that are over once it has ended, whatever its state and tasks", () => {
    for (const state of CASE_STATES) expect(queueOf({ state, tasks: [{ code: "lapsed", since: TODAY }], endedAt: NOON })).toBe("over");
  });
  it("is among the tasks although it has ended, where its applicant asked to be erased", () => {
    expect(queueOf({ state: "refused", tasks: [{ code: "erasure", since: TODAY }], endedAt: NOON })).toBe("tasks");
  });
  it("is one of the queues there are", () => {
    expect([...QUEUES]).toEqual(["waiting", "asked", "tasks", "listed", "draft", "over"]);
  });
});
