import type { ActingDeps } from "../use-cases/acting-ports.ts";
import { marketHandlers } from "./market.handlers.ts";
import { pricesHandlers } from "./prices.handlers.ts";
import { statementHandlers } from "./statement.handlers.ts";
import { takeUpHandlers } from "./take-up.handlers.ts";
import { targetHandlers } from "./target.handlers.ts";
import { whatIfHandlers } from "./what-if.handlers.ts";
import { workforceHandlers } from "./workforce.handlers.ts";

/** Every handler of gaps in the market: those for everybody, and those behind a guard. */
export function allMarketHandlers(deps: ActingDeps) {
  const { open, guarded } = statementHandlers(deps);
  return {
    open,
    guarded: {
      ...marketHandlers(deps),
      ...takeUpHandlers(deps),
      ...pricesHandlers(deps),
      ...workforceHandlers(deps),
      ...whatIfHandlers(deps),
      ...guarded,
      ...targetHandlers(deps),
    },
  };
}
