import * as z from "zod/mini";
import { DELEGATE_KINDS, SCOPES } from "../access/roles.ts";
import { publishedPolicyShape } from "../policy/published-policy.ts";
import { type ShapeVersions, storedShape } from "../table/stored-shape.ts";

/** A delegate's leave to act, on their account. */
const ActsForItem = z.object({
  actsFor: z.object({
    delegation: z.string(),
    person: z.string(),
    kind: z.enum(DELEGATE_KINDS),
    scopes: z.array(z.enum(SCOPES)),
    from: z.string(),
    until: z.optional(z.string()),
  }),
});
export const actsForShape = storedShape({ entity: "acts-for", schemaVersion: 1 }, ActsForItem);

/** What waits for somebody at an address: the record's kind and id. */
const InvitationItem = z.object({ kind: z.string(), id: z.string() });
export const invitationShape = storedShape({ entity: "invitation", schemaVersion: 1 }, InvitationItem);

/** Which application of somebody's is open. */
const OpenCaseItem = z.object({ openFor: z.string() });
const openCaseShape = storedShape({ entity: "open-case", schemaVersion: 1 }, OpenCaseItem);

/** Every kind of item that follows from a record. */
export const derivedShapes = [actsForShape, invitationShape, openCaseShape, publishedPolicyShape] as const;

/** The shape of a derived item. Throws for a kind that is not declared here: nothing is stored without a version. */
export function derivedShape(entity: string): ShapeVersions {
  const shape = derivedShapes.find((known) => known.entity === entity);
  if (!shape) throw new Error(`Items of the kind ${entity} have no declared shape: add one to shared/records/derived-shapes.ts`);
  return shape;
}
