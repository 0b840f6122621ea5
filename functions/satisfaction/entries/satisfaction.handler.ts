import { edgeOf } from "../../../shared/http/edge.ts";
import { httpFunction } from "../../../shared/http/http-function.ts";
import { problemPage } from "../../../shared/pages/problem.page.tsx";
import { guardedByRoute, handlersByRoute } from "../../handlers-by-route.ts";
import { figuresHandlers } from "../handlers/figures.handlers.ts";
import { replyHandlers } from "../handlers/reply.handlers.ts";
import { satisfaction } from "./satisfaction.composition.ts";

const deps = satisfaction(process.env);
const figures = figuresHandlers(deps);

/** Figures of feedback, for staff and for everyone, and replies of providers. */
export const handler = httpFunction(
  {
    ...handlersByRoute("satisfaction", figures.open),
    ...guardedByRoute("satisfaction", deps.protect, { ...figures.guarded, ...replyHandlers(deps) }),
  },
  edgeOf(process.env),
  problemPage,
);
