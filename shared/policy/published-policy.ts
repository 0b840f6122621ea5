import * as z from "zod/mini";
import { storedShape } from "../table/stored-shape.ts";

/** What a council set, as searches read it: the JSON of the item's `body`. */
export const PublishedPolicy = z.object({ version: z.number(), effectiveFrom: z.string(), figures: z.record(z.string(), z.number()) });
export type PublishedPolicy = z.infer<typeof PublishedPolicy>;

/** How a published policy is stored. */
export const publishedPolicyShape = storedShape({ entity: "published-policy", schemaVersion: 1 }, PublishedPolicy);
