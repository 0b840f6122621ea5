import { edgeOf } from "../../../shared/http/edge.ts";
import { httpFunction } from "../../../shared/http/http-function.ts";
import { problemPage } from "../../../shared/pages/problem.page.tsx";
import { guardedByRoute, handlersByRoute } from "../../handlers-by-route.ts";
import { savedHandlers } from "../handlers/saved.handlers.ts";
import { shortlist } from "./shortlist.composition.ts";

const deps = shortlist(process.env);
const { open, guarded } = savedHandlers(deps);

/** People saved: on a device, or with an account. */
export const handler = httpFunction(
  { ...handlersByRoute("shortlist", open), ...guardedByRoute("shortlist", deps.protect, guarded) },
  edgeOf(process.env),
  problemPage,
);
