import { httpFunction } from "../../../shared/http/http-function.ts";
import { problemPage } from "../../../shared/pages/problem.page.tsx";
import { guardedByRoute, handlersByRoute } from "../../handlers-by-route.ts";
import { accounts } from "../../signed-in.ts";
import { accountHandlers } from "../handlers/account.handlers.ts";

const own = accounts(process.env);
const { open, guarded } = accountHandlers(own);

/** Pages and API of signed-in people and of councils' staff. */
export const handler = httpFunction({ ...handlersByRoute("account", open), ...guardedByRoute("account", own.protect, guarded) }, problemPage);
