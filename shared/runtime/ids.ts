import { randomUUID } from "node:crypto";

/** A new id of a record: says nothing, and is never given twice. */
export const newId = (): string => randomUUID();
