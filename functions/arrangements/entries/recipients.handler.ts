import { edgeOf } from "../../../shared/http/edge.ts";
import { httpFunction } from "../../../shared/http/http-function.ts";
import { problemPage } from "../../../shared/pages/problem.page.tsx";
import { guardedByRoute } from "../../handlers-by-route.ts";
import { recipientHandlers } from "../handlers/recipient.handlers.ts";
import { setUpTimesHandlers } from "../handlers/set-up-times.handlers.ts";
import { recipients } from "./recipients.composition.ts";

const deps = recipients(process.env);

const handlers = { ...recipientHandlers(deps), ...setUpTimesHandlers(deps) };

/** What the council's records say of people who get a direct payment: for officers, and for the people themselves. */
export const handler = httpFunction(guardedByRoute("recipients", deps.protect, handlers), edgeOf(process.env), problemPage);
