import { edgeOf } from "../../../shared/http/edge.ts";
import { httpFunction } from "../../../shared/http/http-function.ts";
import { problemPage } from "../../../shared/pages/problem.page.tsx";
import { guardedByRoute } from "../../handlers-by-route.ts";
import { poolHandlers } from "../handlers/pool.handlers.ts";
import { pooling } from "./pooling.composition.ts";

const deps = pooling(process.env);

/** Pages on which neighbours share one provider's support. */
export const handler = httpFunction(guardedByRoute("pooling", deps.protect, poolHandlers(deps)), edgeOf(process.env), problemPage);
