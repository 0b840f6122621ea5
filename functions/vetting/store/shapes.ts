import * as z from "zod/mini";
import { type StoredBody, storedShape, type Upcasters } from "../../../shared/table/stored-shape.ts";

/** Which application of somebody's is open. */
const OpenCaseItem = z.object({ openFor: z.string() });
export const openCaseShape = storedShape({ entity: "open-case", schemaVersion: 1 }, OpenCaseItem);

/** Which earlier application of whoever has an address ended badly. */
const EarlierCaseItem = z.object({ earlier: z.string() });
export const earlierCaseShape = storedShape({ entity: "earlier-case", schemaVersion: 1 }, EarlierCaseItem);

/** A body with fields under other names; those it does not have are left out. */
const renamed =
  (names: Readonly<Record<string, string>>) =>
  (body: StoredBody): StoredBody =>
    Object.fromEntries(Object.entries(body).map(([name, value]) => [names[name] ?? name, value]));

const asItIs = (body: StoredBody): StoredBody => body;

/** Version 2 has the field's words: when a decision is promised, what blocks a case, and what it is accredited as. Version 3 has more tasks, and what becomes of an application that ended badly. Version 4 knows what was changed of public words. Version 5 says who applies: their legal name and date of birth. Version 6 has more skills. Version 7 may have a photo. Version 8 may have a visit to be seen to. */
export const caseUpcasters: Upcasters = {
  7: asItIs,
  6: asItIs,
  5: asItIs,
  4: asItIs,
  3: asItIs,
  2: asItIs,
  1: renamed({ standing: "accreditation", holds: "blockingEvidence", dueOn: "decideBy", sweepOn: "nextSweepOn", asked: "moreNeeded" }),
};
/** Version 3 says which officer sent something in the applicant's place. Version 4 has more reasons why a file is not kept. Version 5 has what was typed and waits for its file. Version 6 may say what a file was called. */
export const evidenceUpcasters: Upcasters = { 1: renamed({ sweepOn: "nextSweepOn" }), 2: asItIs, 3: asItIs, 4: asItIs, 5: asItIs };
/** Version 2 may say, by a hash, by which address somebody was written to. Version 3 may be of somebody an officer phones or writes to: how, what came of it, and who wrote down what they said. */
export const referenceUpcasters: Upcasters = { 1: asItIs, 2: asItIs };
