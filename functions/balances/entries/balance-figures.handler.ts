import { londonDate } from "../../../shared/domain/time.ts";
import { log } from "../../../shared/runtime/log.ts";
import { publishMoneyFigures } from "../use-cases/publish-money-figures.ts";
import { balanceFigures } from "./balance-figures.composition.ts";

const deps = balanceFigures(process.env);

/** Every night: publishes figures of money of the months whose statements should have come, by the time the clock gives. */
export const handler = async (event: { readonly time?: string }): Promise<void> => {
  const at = event.time === undefined ? Date.now() : Date.parse(event.time);
  log("money-counted", { day: londonDate(at), ...(await publishMoneyFigures(deps, at)) });
};
