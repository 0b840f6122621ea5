import * as z from "zod/mini";
import { type StoredBody, storedShape, type Upcasters } from "../../../shared/table/stored-shape.ts";

/** Which application of somebody's is open. */
const OpenCaseItem = z.object({ openFor: z.string() });
export const openCaseShape = storedShape({ entity: "open-case", schemaVersion: 1 }, OpenCaseItem);

/** A body with fields under other names; those it does not have are left out. */
const renamed =
  (names: Readonly<Record<string, string>>) =>
  (body: StoredBody): StoredBody =>
    Object.fromEntries(Object.entries(body).map(([name, value]) => [names[name] ?? name, value]));

/** Version 2 has the field's words: when a decision is promised, what blocks a case, and what it is accredited as. */
export const caseUpcasters: Upcasters = {
  1: renamed({ standing: "accreditation", holds: "blockingEvidence", dueOn: "decideBy", sweepOn: "nextSweepOn", asked: "moreNeeded" }),
  // Version 3 knows what was changed of public words; before, nothing was held back.
  2: (body) => body,
};
export const evidenceUpcasters: Upcasters = { 1: renamed({ sweepOn: "nextSweepOn" }) };
