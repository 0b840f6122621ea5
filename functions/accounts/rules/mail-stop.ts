import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { GssCode } from "../../../shared/domain/fields.ts";

/** Whether somebody who is no user of ours wants no mails from us: their address as a keyed hash, what they said last, and when. */
export const MailStop = z.object({
  id: z.string().check(z.regex(/^[\w-]{43}$/)),
  /** Whose deployment it was said to. */
  authority: GssCode,
  state: oneOf(["stopped", "welcome"]),
  changedAt: z.string(),
});
export type MailStop = z.infer<typeof MailStop>;
