import * as z from "zod/mini";
import { storedShape } from "../../../shared/table/stored-shape.ts";

/** Which application of somebody's is open. */
const OpenCaseItem = z.object({ openFor: z.string() });
export const openCaseShape = storedShape({ entity: "open-case", schemaVersion: 1 }, OpenCaseItem);
