import { edgeOf } from "../../../shared/http/edge.ts";
import { httpFunction } from "../../../shared/http/http-function.ts";
import { problemPage } from "../../../shared/pages/problem.page.tsx";
import { guardedByRoute } from "../../handlers-by-route.ts";
import { statementsHandlers } from "../handlers/statements.handlers.ts";
import { statements } from "./statements.composition.ts";

const deps = statements(process.env);

/** Statements that people send of the account of their direct payment. */
export const handler = httpFunction(guardedByRoute("statements", deps.protect, statementsHandlers(deps)), edgeOf(process.env), problemPage);
