import * as z from "zod/mini";
import { SignedInEnv } from "../../signed-in.env.ts";

/** What the sign-in function is told by its environment. */
export const SignInEnv = z.extend(SignedInEnv, {
  /** The identity provider (OpenID Connect). */
  ISSUER: z.url(),
  /** The client the public signs in through. */
  PUBLIC_CLIENT: z.string(),
});
