import * as z from "zod/mini";
import { RecordId } from "../../../shared/domain/fields.ts";
import { storedShape } from "../../../shared/table/stored-shape.ts";

/** Where an open case stands in the list by amount. */
export const caseAmountShape = storedShape({ entity: "case-amount", schemaVersion: 1 }, z.object({ case: RecordId }));
