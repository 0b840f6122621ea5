import { edgeOf } from "../../../shared/http/edge.ts";
import { httpFunction } from "../../../shared/http/http-function.ts";
import { problemPage } from "../../../shared/pages/problem.page.tsx";
import { guardedByRoute } from "../../handlers-by-route.ts";
import { recipientHandlers } from "../handlers/recipient.handlers.ts";
import { recipients } from "./recipients.composition.ts";

const deps = recipients(process.env);

/** What the council's records say of people who get a direct payment: for officers, and for the people themselves. */
export const handler = httpFunction(guardedByRoute("recipients", deps.protect, recipientHandlers(deps)), edgeOf(process.env), problemPage);
