import { servicePolicy } from "../../shared/policy/service.ts";
import type { FunctionSpec } from "../function-spec.ts";
import { SealEnv } from "./seal.env.ts";
import { VerifyEnv } from "./verify.env.ts";

export const operationsFunctions = {
  seal: {
    entry: "functions/operations/seal.handler.ts",
    env: SealEnv,
    table: { mode: "none" },
    memoryMb: 512,
    timeoutSeconds: 60,
    ifItFails: "No one would notice audit trails that were rewritten as a whole.",
    stream: { filter: { dynamodb: { NewImage: { entity: { S: ["audit-entry"] } } } }, gatherSeconds: servicePolicy.trails.sealSeconds },
    trails: "seal",
    secrets: ["seal"],
  },
  verify: {
    entry: "functions/operations/verify.handler.ts",
    env: VerifyEnv,
    table: { mode: "scan" },
    trails: "verify",
    secrets: ["seal"],
    memoryMb: 1769,
    timeoutSeconds: 900,
    ifItFails: "It is not known whether every audit trail is whole.",
    byHand: true,
  },
} as const satisfies Record<string, FunctionSpec>;
