import { edgeOf } from "../../../shared/http/edge.ts";
import { httpFunction } from "../../../shared/http/http-function.ts";
import { problemPage } from "../../../shared/pages/problem.page.tsx";
import { guardedByRoute } from "../../handlers-by-route.ts";
import { allRequestHandlers } from "../handlers/requests.handlers.ts";
import { requests } from "./requests.composition.ts";

const deps = requests(process.env);

/** Pages on which people ask for support and choose who answers, providers find and answer requests, and officers see what could not be found. */
export const handler = httpFunction(guardedByRoute("requests", deps.protect, allRequestHandlers(deps)), edgeOf(process.env), problemPage);
