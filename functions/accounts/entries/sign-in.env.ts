import * as z from "zod/mini";

/** What the sign-in function is told by its environment. */
export const SignInEnv = z.object({
  TABLE_NAME: z.string(),
  AUTHORITY: z.string(),
  SITE_ADDRESS: z.url(),
  /** The identity provider (OpenID Connect). */
  ISSUER: z.url(),
  /** The client the public signs in through, and the one for people who work for a council. */
  PUBLIC_CLIENT: z.string(),
  COUNCIL_CLIENT: z.string(),
});
