import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { text } from "../../../shared/domain/fields.ts";

/** What the body of a move may say. */
export const MoveBody = z.object({ reason: z.optional(text(2000)), outcome: z.optional(oneOf(["accredited", "provisional", "refused"] as const)) });

/** What the body of each API route that takes one must meet. */
export const vettingBodies: Readonly<Record<string, readonly z.core.$ZodType[]>> = { apiMove: [MoveBody] };
