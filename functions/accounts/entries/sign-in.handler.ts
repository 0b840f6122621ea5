import { edgeOf } from "../../../shared/http/edge.ts";
import { httpFunction } from "../../../shared/http/http-function.ts";
import { problemPage } from "../../../shared/pages/problem.page.tsx";
import { guardedByRoute, handlersByRoute, isPageForPeople } from "../../handlers-by-route.ts";
import { signedIn } from "../../signed-in.ts";
import { signInHandlers } from "../handlers/sign-in.handlers.ts";
import { stopMailsHandlers } from "../handlers/stop-mails.handlers.ts";
import { openIdProvider } from "../store/openid-provider.ts";
import { SignInEnv } from "./sign-in.env.ts";

const { ISSUER, PUBLIC_CLIENT, COUNCIL_CLIENTS, SITE_ADDRESS } = SignInEnv.parse(process.env);
const people = signedIn(process.env);
const provider = openIdProvider({
  issuer: new URL(ISSUER),
  publicClient: PUBLIC_CLIENT,
  councils: COUNCIL_CLIENTS,
  callback: new URL("/sign-in/callback", SITE_ADDRESS).href,
});
const signing = { ...people, isPageForPeople };
const { open, guarded } = signInHandlers(signing, provider);

/** Signing in and out. */
export const handler = httpFunction(
  { ...handlersByRoute("signIn", { ...open, ...stopMailsHandlers(signing, people.mailStops) }), ...guardedByRoute("signIn", people.protect, guarded) },
  edgeOf(process.env),
  problemPage,
);
