import { edgeOf } from "../../../shared/http/edge.ts";
import { httpFunction } from "../../../shared/http/http-function.ts";
import { problemPage } from "../../../shared/pages/problem.page.tsx";
import { handlersByRoute } from "../../handlers-by-route.ts";
import { formHandlers } from "../handlers/form.handlers.ts";
import { forms } from "./forms.composition.ts";

/** Forms that a link opens: how somebody's support is. No account, and no session. */
export const handler = httpFunction(handlersByRoute("forms", formHandlers(forms(process.env))), edgeOf(process.env), problemPage);
