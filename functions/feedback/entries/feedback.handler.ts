import { edgeOf } from "../../../shared/http/edge.ts";
import { httpFunction } from "../../../shared/http/http-function.ts";
import { problemPage } from "../../../shared/pages/problem.page.tsx";
import { guardedByRoute, handlersByRoute } from "../../handlers-by-route.ts";
import { feedbackHandlers } from "../handlers/feedback.handlers.ts";
import { openFeedbackHandlers } from "../handlers/open-feedback.handlers.ts";
import { workingGroupHandlers } from "../handlers/working-group.handlers.ts";
import { youSaidHandlers } from "../handlers/you-said.handlers.ts";
import { feedback } from "./feedback.composition.ts";

const deps = feedback(process.env);

/** Feedback: the forms that anybody may send, staff's list, "You said, we did", and the working group. */
export const handler = httpFunction(
  {
    ...handlersByRoute("feedback", openFeedbackHandlers(deps)),
    ...guardedByRoute("feedback", deps.protect, { ...feedbackHandlers(deps), ...youSaidHandlers(deps), ...workingGroupHandlers(deps) }),
  },
  edgeOf(process.env),
  problemPage,
);
