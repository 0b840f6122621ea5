import * as z from "zod/mini";
import type { FunctionSpec } from "../function-spec.ts";

export const assetsFunctions = {
  assets: {
    entry: "functions/assets/assets.handler.ts",
    env: z.object({}),
    table: { mode: "none" },
    memoryMb: 256,
    timeoutSeconds: 5,
    ifItFails: "Pages appear without their style, and are harder to read.",
  },
} as const satisfies Record<string, FunctionSpec>;
