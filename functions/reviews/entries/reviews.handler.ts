import { edgeOf } from "../../../shared/http/edge.ts";
import { httpFunction } from "../../../shared/http/http-function.ts";
import { problemPage } from "../../../shared/pages/problem.page.tsx";
import { guardedByRoute } from "../../handlers-by-route.ts";
import { reviewsHandlers } from "../handlers/reviews.handlers.ts";
import { reviews } from "./reviews.composition.ts";

const deps = reviews(process.env);

/** Reviews: the officers' queue and record, and the person's page. */
export const handler = httpFunction(guardedByRoute("reviews", deps.protect, reviewsHandlers(deps)), edgeOf(process.env), problemPage);
