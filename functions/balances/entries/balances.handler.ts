import { edgeOf } from "../../../shared/http/edge.ts";
import { httpFunction } from "../../../shared/http/http-function.ts";
import { problemPage } from "../../../shared/pages/problem.page.tsx";
import { guardedByRoute } from "../../handlers-by-route.ts";
import { balancesHandlers } from "../handlers/balances.handlers.ts";
import { financeHandlers } from "../handlers/finance.handlers.ts";
import { myBalanceHandlers } from "../handlers/my-balance.handlers.ts";
import { paperHandlers } from "../handlers/paper.handlers.ts";
import { receiptsHandlers } from "../handlers/receipts.handlers.ts";
import { trialHandlers } from "../handlers/trial.handlers.ts";
import { balanceCases } from "./cases.composition.ts";
import { financeDeps } from "./finance.composition.ts";
import { myBalanceDeps } from "./my-balance.composition.ts";

const deps = balanceCases(process.env);
const finance = financeDeps(process.env, deps);
const mine = myBalanceDeps(process.env, deps);
const handlers = {
  ...balancesHandlers({ ...deps, ledger: mine.ledger }),
  ...myBalanceHandlers(mine),
  ...receiptsHandlers(mine),
  ...paperHandlers(mine),
  ...financeHandlers(finance),
  ...trialHandlers(finance),
};

/** Questions about the balance of a direct payment: the person's page, and the finance officers'. */
export const handler = httpFunction(guardedByRoute("balances", deps.protect, handlers), edgeOf(process.env), problemPage);
