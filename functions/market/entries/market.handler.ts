import { edgeOf } from "../../../shared/http/edge.ts";
import { httpFunction } from "../../../shared/http/http-function.ts";
import { problemPage } from "../../../shared/pages/problem.page.tsx";
import { guardedByRoute } from "../../handlers-by-route.ts";
import { marketHandlers } from "../handlers/market.handlers.ts";
import { pricesHandlers } from "../handlers/prices.handlers.ts";
import { takeUpHandlers } from "../handlers/take-up.handlers.ts";
import { workforceHandlers } from "../handlers/workforce.handlers.ts";
import { market } from "./market.composition.ts";

const deps = market(process.env);

/** Where support is short, for staff. */
export const handler = httpFunction(
  guardedByRoute("market", deps.protect, { ...marketHandlers(deps), ...takeUpHandlers(deps), ...pricesHandlers(deps), ...workforceHandlers(deps) }),
  edgeOf(process.env),
  problemPage,
);
