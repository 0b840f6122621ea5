import { allGrants, grantsFor, NOTICE_GRANTS, partitionsOf, REQUEST_GRANTS } from "../../shared/records/grants.ts";
import { keys } from "../../shared/table/keys.ts";
import type { FunctionSpec } from "../function-spec.ts";
import { ArrangementsEnv } from "./entries/arrangements.env.ts";
import { arrangementsEntities } from "./store/entities.ts";

export const arrangementsFunctions = {
  arrangements: {
    entry: "functions/arrangements/entries/arrangements.handler.ts",
    env: ArrangementsEnv,
    table: {
      mode: "write",
      signedIn: true,
      ...allGrants(grantsFor(arrangementsEntities), NOTICE_GRANTS, REQUEST_GRANTS),
      reads: partitionsOf(keys.listing),
    },
    memoryMb: 1024,
    timeoutSeconds: 15,
    secrets: ["keys"],
    ifItFails: "People who get support cannot see or change who they use.",
  },
} as const satisfies Record<string, FunctionSpec>;
