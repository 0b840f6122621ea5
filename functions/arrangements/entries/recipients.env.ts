import * as z from "zod/mini";
import { SignedInEnv } from "../../signed-in.env.ts";

/** What the function of people who get a direct payment is told by its environment. */
export const RecipientsEnv = z.extend(SignedInEnv, {
  /** The secret that holds the keys of sealed fields. */
  FIELD_KEYS_SECRET: z.string(),
});
