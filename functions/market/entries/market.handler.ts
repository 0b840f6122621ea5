import { edgeOf } from "../../../shared/http/edge.ts";
import { httpFunction } from "../../../shared/http/http-function.ts";
import { problemPage } from "../../../shared/pages/problem.page.tsx";
import { guardedByRoute, handlersByRoute } from "../../handlers-by-route.ts";
import { allMarketHandlers } from "../handlers/all.handlers.ts";
import { market } from "./market.composition.ts";

const deps = market(process.env);
const { open, guarded } = allMarketHandlers(deps);

/** Where support is short, for staff; what a council says of it, for everybody; and where they are wanted, for providers. */
export const handler = httpFunction(
  { ...handlersByRoute("market", open), ...guardedByRoute("market", deps.protect, guarded) },
  edgeOf(process.env),
  problemPage,
);
