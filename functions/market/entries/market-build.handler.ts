import { londonDate } from "../../../shared/domain/time.ts";
import { log } from "../../../shared/runtime/log.ts";
import { buildMarket } from "../use-cases/build-market.ts";
import { marketBuild } from "./market-build.composition.ts";

const deps = marketBuild(process.env);

/** Every night, and once open data was brought in: measures where support is short, by the time the clock gives. */
export const handler = async (event: { readonly time?: string }): Promise<void> => {
  const at = event.time === undefined ? Date.now() : Date.parse(event.time);
  log("market-measured", { day: londonDate(at), ...(await buildMarket(deps, at)) });
};
