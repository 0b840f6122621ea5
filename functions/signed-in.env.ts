import * as z from "zod/mini";
import { EdgeEnv } from "../shared/http/edge.env.ts";

/** What every function for signed-in people is told by its environment. */
export const SignedInEnv = z.extend(EdgeEnv, {
  TABLE_NAME: z.string(),
  /** The secret that holds the keys of sessions. */
  KEYS_SECRET: z.string(),
  /** The council of people who name none (GSS code). */
  AUTHORITY: z.string(),
  /** Where people reach Trellis. */
  SITE_ADDRESS: z.url(),
  /** The client that people who work for a council sign in through. */
  COUNCIL_CLIENT: z.string(),
});
