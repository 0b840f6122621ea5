import { edgeOf } from "../../../shared/http/edge.ts";
import { httpFunction } from "../../../shared/http/http-function.ts";
import { problemPage } from "../../../shared/pages/problem.page.tsx";
import { dataSubject } from "../../data-subject.ts";
import { guardedByRoute, handlersByRoute, isPageForPeople } from "../../handlers-by-route.ts";
import { recordRegister } from "../../record-register.ts";
import { signedIn } from "../../signed-in.ts";
import { accountHandlers } from "../handlers/account.handlers.ts";

const people = signedIn(process.env);
const { open, guarded } = accountHandlers({
  ...people,
  isPageForPeople,
  dataSubject: dataSubject(people.table, people.site, process.env),
  register: recordRegister,
});

/** Pages and API of signed-in people and of councils' staff. */
export const handler = httpFunction(
  { ...handlersByRoute("account", open), ...guardedByRoute("account", people.protect, guarded) },
  edgeOf(process.env),
  problemPage,
);
