import { edgeOf } from "../../../shared/http/edge.ts";
import { httpFunction } from "../../../shared/http/http-function.ts";
import { problemPage } from "../../../shared/pages/problem.page.tsx";
import { guardedByRoute, handlersByRoute } from "../../handlers-by-route.ts";
import { allContactHandlers } from "../handlers/contacts.handlers.ts";
import { contacts } from "./contacts.composition.ts";

const deps = contacts(process.env);
const { open, guarded } = allContactHandlers(deps);

/** Asking a provider to be contacted, and what the two then write; and what the council does about both. */
export const handler = httpFunction(
  { ...handlersByRoute("contacts", open), ...guardedByRoute("contacts", deps.protect, guarded) },
  edgeOf(process.env),
  problemPage,
);
