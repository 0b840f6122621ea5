import * as z from "zod/mini";

/** A problem as it is sent: the members of RFC 9457, and ours (`problem.ts`). */
export const ProblemBody = z.object({
  /** A stable path naming the kind of problem. */
  type: z.string().check(z.regex(/^\/problems\/[a-z-]+$/)),
  title: z.string(),
  status: z.int(),
  detail: z.optional(z.string()),
  /** The request's id: what to name when asking about it. */
  instance: z.string(),
  /** One entry for each part of the input that cannot be used. */
  errors: z.optional(z.array(z.object({ parameter: z.string(), detail: z.string() }))),
  /** Texts to try instead. */
  suggestions: z.optional(z.array(z.string())),
});
