import { EdgeEnv } from "../../shared/http/edge.env.ts";
import type { FunctionSpec } from "../function-spec.ts";

export const assetsFunctions = {
  assets: {
    entry: "functions/assets/assets.handler.ts",
    env: EdgeEnv,
    table: { mode: "none" },
    memoryMb: 256,
    timeoutSeconds: 5,
    ifItFails: "Pages appear without their style, and are harder to read.",
  },
} as const satisfies Record<string, FunctionSpec>;
