import { edgeOf } from "../../../shared/http/edge.ts";
import { httpFunction } from "../../../shared/http/http-function.ts";
import { problemPage } from "../../../shared/pages/problem.page.tsx";
import { guardedByRoute } from "../../handlers-by-route.ts";
import { balancesHandlers } from "../handlers/balances.handlers.ts";
import { financeHandlers } from "../handlers/finance.handlers.ts";
import { financeOffice } from "./finance.composition.ts";

const deps = financeOffice(process.env);

/** Questions about the balance of a direct payment: the person's page, and the finance officers'. */
export const handler = httpFunction(
  guardedByRoute("balances", deps.protect, { ...balancesHandlers(deps), ...financeHandlers(deps) }),
  edgeOf(process.env),
  problemPage,
);
