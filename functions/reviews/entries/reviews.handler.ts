import { edgeOf } from "../../../shared/http/edge.ts";
import { httpFunction } from "../../../shared/http/http-function.ts";
import { problemPage } from "../../../shared/pages/problem.page.tsx";
import { guardedByRoute, handlersByRoute } from "../../handlers-by-route.ts";
import { invitationHandlers } from "../handlers/invitation.handlers.ts";
import { openReviewHandlers, reviewsHandlers } from "../handlers/reviews.handlers.ts";
import { safetyHandlers } from "../handlers/safety.handlers.ts";
import { reviews } from "./reviews.composition.ts";

const deps = reviews(process.env);
const safety = safetyHandlers(deps);

/** Reviews: the officers' queue and record, and the person's page. */
export const handler = httpFunction(
  {
    ...handlersByRoute("reviews", { ...openReviewHandlers(deps), ...safety.open }),
    ...guardedByRoute("reviews", deps.protect, { ...reviewsHandlers(deps), ...invitationHandlers(deps), ...safety.guarded }),
  },
  edgeOf(process.env),
  problemPage,
);
