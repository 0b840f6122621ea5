import * as z from "zod/mini";
import { RecordId } from "../../../shared/domain/fields.ts";
import { type StoredBody, storedShape, type Upcasters } from "../../../shared/table/stored-shape.ts";

/** That an arrangement has a question the council has not answered. */
export const openQuestionShape = storedShape({ entity: "open-question", schemaVersion: 1 }, z.object({ arrangement: RecordId }));

/** Version 2 has terms, payments and a table of moves; before, an arrangement was there or had ended. In version 3 either side may say until when it is paid. */
export const arrangementUpcasters: Upcasters = {
  1: (body: StoredBody) => ({ ...body, terms: [], employer: [], worked: [], paid: [], questions: [], hoursHeld: 0 }),
  2: (body: StoredBody) => body,
};

/** Version 2 knows when somebody waited for support; before, nobody was known to. */
export const setUpUpcasters: Upcasters = { 1: (body: StoredBody) => body };

/** Which listing's question a link is of. */
export const hoursLinkShape = storedShape({ entity: "hours-link", schemaVersion: 1 }, z.object({ listing: z.string() }));

/** Which pool somebody is a member of, or gives support in. */
export const poolMemberShape = storedShape({ entity: "pool-member", schemaVersion: 1 }, z.object({ pool: RecordId }));
