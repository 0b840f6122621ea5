import { SignedInEnv } from "../../signed-in.env.ts";

/** What the function of requests to be contacted is told by its environment. */
export const ContactsEnv = SignedInEnv;
