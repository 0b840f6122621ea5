import type { FunctionSpec } from "../function-spec.ts";
import { VerifyEnv } from "./verify.env.ts";

export const operationsFunctions = {
  verify: {
    entry: "functions/operations/verify.handler.ts",
    env: VerifyEnv,
    table: { mode: "scan" },
    memoryMb: 1769,
    timeoutSeconds: 900,
    ifItFails: "It is not known whether every audit trail is whole.",
    byHand: true,
  },
} as const satisfies Record<string, FunctionSpec>;
