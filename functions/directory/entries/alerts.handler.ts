import { edgeOf } from "../../../shared/http/edge.ts";
import { httpFunction } from "../../../shared/http/http-function.ts";
import { problemPage } from "../../../shared/pages/problem.page.tsx";
import { guardedByRoute, handlersByRoute } from "../../handlers-by-route.ts";
import { alertHandlers } from "../handlers/alert.handlers.ts";
import { alerts } from "./alerts.composition.ts";

const deps = alerts(process.env);
const { open, guarded } = alertHandlers(deps);

/** Searches that people want to hear of when someone new matches. */
export const handler = httpFunction(
  { ...handlersByRoute("alerts", open), ...guardedByRoute("alerts", deps.protect, guarded) },
  edgeOf(process.env),
  problemPage,
);
