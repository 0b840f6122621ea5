import { edgeOf } from "../../../shared/http/edge.ts";
import { httpFunction } from "../../../shared/http/http-function.ts";
import { problemPage } from "../../../shared/pages/problem.page.tsx";
import { guardedByRoute, handlersByRoute } from "../../handlers-by-route.ts";
import { marketHandlers } from "../handlers/market.handlers.ts";
import { statementHandlers } from "../handlers/statement.handlers.ts";
import { targetHandlers } from "../handlers/target.handlers.ts";
import { whatIfHandlers } from "../handlers/what-if.handlers.ts";
import { market } from "./market.composition.ts";

const deps = market(process.env);
const statements = statementHandlers(deps);

/** Where support is short, for staff; and what a council says of it, for everybody. */
export const handler = httpFunction(
  {
    ...handlersByRoute("market", statements.open),
    ...guardedByRoute("market", deps.protect, { ...marketHandlers(deps), ...whatIfHandlers(deps), ...statements.guarded, ...targetHandlers(deps) }),
  },
  edgeOf(process.env),
  problemPage,
);
