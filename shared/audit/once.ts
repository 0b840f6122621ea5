import * as z from "zod/mini";
import { storedShape } from "../table/stored-shape.ts";

/** A request's own key and its answer, as stored; `expiresAt` in seconds, when it may be cleared away. */
export const onceShape = storedShape({ entity: "once", schemaVersion: 1 }, z.object({ fingerprint: z.string(), outcome: z.string(), expiresAt: z.number() }));
