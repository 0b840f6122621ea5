import * as z from "zod/mini";
import { EdgeEnv } from "../shared/http/edge.env.ts";

/** How the people of one council sign in: through their own provider, by a client of its own. */
const CouncilClient = z.object({
  /** GSS code. */
  authority: z.string(),
  /** The client of the user pool that leads to their provider, and to no other. */
  client: z.string(),
  /** What the addresses of their people end in, after the @. */
  mailDomains: z.array(z.string()),
});
export type CouncilClient = z.infer<typeof CouncilClient>;

/** The councils whose people may sign in, as JSON text. */
const CouncilClients = z.pipe(
  z.string(),
  z.pipe(
    z.transform((text: string): unknown => JSON.parse(text)),
    z.array(CouncilClient),
  ),
);

/** What every function for signed-in people is told by its environment. */
export const SignedInEnv = z.extend(EdgeEnv, {
  TABLE_NAME: z.string(),
  /** The secret that holds the keys of sessions. */
  KEYS_SECRET: z.string(),
  /** The council of people who name none (GSS code). */
  AUTHORITY: z.string(),
  /** Where people reach Trellis. */
  SITE_ADDRESS: z.url(),
  COUNCIL_CLIENTS: CouncilClients,
});
