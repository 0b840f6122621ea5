import { edgeOf } from "../../../shared/http/edge.ts";
import { httpFunction } from "../../../shared/http/http-function.ts";
import { problemPage } from "../../../shared/pages/problem.page.tsx";
import { guardedByRoute, handlersByRoute } from "../../handlers-by-route.ts";
import { freeHoursHandlers } from "../handlers/free-hours.handlers.ts";
import { freeHours } from "./free-hours.composition.ts";

const deps = freeHours(process.env);
const { open, guarded } = freeHoursHandlers(deps);

/** How many hours a listed provider has free: on a page of theirs, or by the link they get every month. */
export const handler = httpFunction(
  { ...handlersByRoute("freeHours", open), ...guardedByRoute("freeHours", deps.protect, guarded) },
  edgeOf(process.env),
  problemPage,
);
