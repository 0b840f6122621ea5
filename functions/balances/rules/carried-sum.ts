import * as z from "zod/mini";
import { PlainDate } from "../../../shared/domain/time.ts";

/**
 * What was posted up to a day, summed up: what a check has to know of it. Whoever goes on from it need not read the movements themselves, and comes to the
 * same to the penny. It holds for what it was made from alone, which `basis` tells.
 */
export const Carried = z.object({
  /** The last day that is in it. */
  on: PlainDate,
  basis: z.string(),
  /** What `paidUpTo` came to. */
  balancePence: z.number(),
  paid: z.array(z.number()),
  contributionPence: z.number(),
  personal: z.array(z.object({ id: z.string(), pence: z.number() })),
  /** The contributions since when statements say all without a hole. */
  spanPence: z.number(),
  /** The last day on which money came in of which nobody knew what it is. */
  unknownOn: z.optional(PlainDate),
  /** The balance that the last day with movements ended with, where they add up. */
  endedPence: z.optional(z.number()),
});
export type Carried = z.infer<typeof Carried>;
