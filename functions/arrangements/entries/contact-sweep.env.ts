import { SignedInEnv } from "../../signed-in.env.ts";

/** What the sweep of requests to be contacted is told by its environment: it makes links, as whoever answers does. */
export const ContactSweepEnv = SignedInEnv;
