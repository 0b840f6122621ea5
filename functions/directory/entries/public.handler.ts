import { edgeOf } from "../../../shared/http/edge.ts";
import { httpFunction } from "../../../shared/http/http-function.ts";
import { problemPage } from "../../../shared/pages/problem.page.tsx";
import { handlersByRoute } from "../../handlers-by-route.ts";
import { publicHandlers } from "../handlers/public.handlers.ts";
import { publicDirectory } from "./public.composition.ts";

/** The public directory: search and pages, from the snapshot alone. */
export const handler = httpFunction(handlersByRoute("public", publicHandlers(publicDirectory(process.env))), edgeOf(process.env), problemPage);
