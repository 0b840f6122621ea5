import { edgeOf } from "../../../shared/http/edge.ts";
import { httpFunction } from "../../../shared/http/http-function.ts";
import { problemPage } from "../../../shared/pages/problem.page.tsx";
import { guardedByRoute, handlersByRoute } from "../../handlers-by-route.ts";
import { vettingHandlers } from "../handlers/vetting.handlers.ts";
import { vetting } from "./composition.ts";

const deps = vetting(process.env);
const { open, guarded } = vettingHandlers(deps);

/** Pages and API of applying to be listed, and of checking who does. */
export const handler = httpFunction(
  { ...handlersByRoute("vetting", open), ...guardedByRoute("vetting", deps.protect, guarded) },
  edgeOf(process.env),
  problemPage,
);
