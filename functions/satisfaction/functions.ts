import { allGrants, grantsFor, partitionsOf, REQUEST_GRANTS } from "../../shared/records/grants.ts";
import { keys } from "../../shared/table/keys.ts";
import type { FunctionSpec } from "../function-spec.ts";
import { SatisfactionEnv } from "./entries/satisfaction.env.ts";
import { SatisfactionPlanEnv } from "./entries/satisfaction-plan.env.ts";
import { satisfactionEntities } from "./store/entities.ts";
import { satisfactionIndexes, satisfactionKeys } from "./store/keys.ts";

/** The functions of what people say of their support. */
export const satisfactionFunctions = {
  satisfaction: {
    entry: "functions/satisfaction/entries/satisfaction.handler.ts",
    env: SatisfactionEnv,
    table: {
      mode: "write",
      signedIn: true,
      ...allGrants(grantsFor(satisfactionEntities), REQUEST_GRANTS),
      // Neither true counts nor what scores were made of.
      reads: partitionsOf(satisfactionKeys.staffFigures, satisfactionKeys.publicFigures, keys.listing),
    },
    memoryMb: 1024,
    timeoutSeconds: 10,
    secrets: ["keys"],
    ifItFails: "No one sees what people say of their support, and providers cannot reply to it.",
  },
  satisfactionPlan: {
    entry: "functions/satisfaction/entries/satisfaction-plan.handler.ts",
    env: SatisfactionPlanEnv,
    table: {
      mode: "write",
      partitions: [
        keys.dayDone("satisfactionPlan", "").pk,
        keys.dayDone("satisfactionScores", "").pk,
        ...partitionsOf(satisfactionKeys.staffFigures, satisfactionKeys.publicFigures, satisfactionKeys.trueFigures, satisfactionKeys.score, keys.publicScore),
      ],
      indexes: { gsi2: partitionsOf(satisfactionIndexes.scored) },
      reads: partitionsOf(keys.feedbackFact, keys.providerAnswer),
    },
    memoryMb: 1024,
    timeoutSeconds: 900,
    ifItFails: "Figures of what people say come out late. Nothing is lost: the next run makes up for it.",
    // After the figures of reviews, and before people are up.
    schedule: { dailyAtUtc: "05:45" },
  },
} as const satisfies Record<string, FunctionSpec>;
