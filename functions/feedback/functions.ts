import { allGrants, grantsFor, REQUEST_GRANTS } from "../../shared/records/grants.ts";
import type { FunctionSpec } from "../function-spec.ts";
import { FeedbackEnv } from "./entries/feedback.env.ts";
import { feedbackEntities } from "./store/entities.ts";

/** The functions of the feedback slice. */
export const feedbackFunctions = {
  feedback: {
    entry: "functions/feedback/entries/feedback.handler.ts",
    env: FeedbackEnv,
    table: { mode: "write", signedIn: true, ...allGrants(grantsFor(feedbackEntities), REQUEST_GRANTS) },
    memoryMb: 1024,
    timeoutSeconds: 10,
    secrets: ["keys"],
    ifItFails: "No one can send feedback or join the working group, and what changed for it is not shown.",
  },
} as const satisfies Record<string, FunctionSpec>;
