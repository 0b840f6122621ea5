import { randomInt, randomUUID } from "node:crypto";
import { referenceOf } from "../domain/reference.ts";

/** A new id of a record: says nothing, and is never given twice. */
export const newId = (): string => randomUUID();

/** A new reference that can be read aloud, such as 'LEI-4KX7'. It may be given already. */
export const newReference = (prefix: string): string => referenceOf(prefix, randomInt);
