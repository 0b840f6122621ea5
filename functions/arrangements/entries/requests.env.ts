import * as z from "zod/mini";
import { SignedInEnv } from "../../signed-in.env.ts";

/** What the function of requests for support is told by its environment. */
export const RequestsEnv = z.extend(SignedInEnv, {
  /** The queue of the function that tells providers. */
  REQUEST_TELL_QUEUE_URL: z.url(),
});
