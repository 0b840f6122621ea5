import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import type { Movement } from "./movement.ts";

/**
 * What a statement said of a movement besides: another text, another of the ids that a supplier makes anew for each export, or that it is the first or the last of its
 * day, of which the statement has so many rows. `alone`: it has no other day, and says so only if its first row is the oldest.
 */
export const Learned = z.object({
  movement: z.string(),
  text: z.optional(z.string()),
  reference: z.optional(z.string()),
  place: z.optional(oneOf(["first", "last"])),
  ofRows: z.optional(z.number()),
  alone: z.optional(z.literal(true)),
});
export type Learned = z.infer<typeof Learned>;

/** What is stored of an account on some days: whole days, and everything that was learned of their movements. */
export interface KnownMovements {
  readonly movements: readonly Movement[];
  readonly learned: readonly Learned[];
  /** Movements that a statement of the whole day did not show. */
  readonly vanished: readonly string[];
}
