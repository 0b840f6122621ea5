import * as z from "zod/mini";
import { DELEGATE_KINDS, SCOPES } from "../../../shared/access/roles.ts";
import { storedShape } from "../../../shared/table/stored-shape.ts";

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
