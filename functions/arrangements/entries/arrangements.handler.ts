import { edgeOf } from "../../../shared/http/edge.ts";
import { httpFunction } from "../../../shared/http/http-function.ts";
import { problemPage } from "../../../shared/pages/problem.page.tsx";
import { guardedByRoute } from "../../handlers-by-route.ts";
import { arrangementHandlers } from "../handlers/arrangement.handlers.ts";
import { concernHandlers } from "../handlers/concern.handlers.ts";
import { supportHandlers } from "../handlers/support.handlers.ts";
import { supportQuestionHandlers } from "../handlers/support-questions.handlers.ts";
import { arrangements } from "./composition.ts";

const deps = arrangements(process.env);

/** Pages on which recipients, and whoever acts for them, keep whom they use, and on which officers see whom a provider supports. */
export const handler = httpFunction(
  guardedByRoute("arrangements", deps.protect, {
    ...supportHandlers(deps),
    ...arrangementHandlers(deps),
    ...supportQuestionHandlers(deps),
    ...concernHandlers(deps),
  }),
  edgeOf(process.env),
  problemPage,
);
