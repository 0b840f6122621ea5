import type { ActingDeps } from "../use-cases/acting-ports.ts";
import { accreditationHandlers } from "./accreditation.handlers.ts";
import { marketHandlers } from "./market.handlers.ts";
import { moneyHandlers } from "./money.handlers.ts";
import { pricesHandlers } from "./prices.handlers.ts";
import { signalsHandlers } from "./signals.handlers.ts";
import { statementHandlers } from "./statement.handlers.ts";
import { takeUpHandlers } from "./take-up.handlers.ts";
import { targetHandlers } from "./target.handlers.ts";
import { whatIfHandlers } from "./what-if.handlers.ts";
import { workforceHandlers } from "./workforce.handlers.ts";

/** Every handler of gaps in the market: those for everybody, and those behind a guard. */
export function allMarketHandlers(deps: ActingDeps) {
  const { open, guarded } = statementHandlers(deps);
  const shown = {
    ...marketHandlers(deps),
    ...takeUpHandlers(deps),
    ...pricesHandlers(deps),
    ...workforceHandlers(deps),
    ...signalsHandlers(deps),
    ...accreditationHandlers(deps),
    ...moneyHandlers(deps),
  };
  return { open, guarded: { ...shown, ...whatIfHandlers(deps), ...guarded, ...targetHandlers(deps) } };
}
