import * as z from "zod/mini";
import { RecordId } from "../domain/fields.ts";
import { storedShape } from "../table/stored-shape.ts";

/** Who holds a staff role of a council. */
const StaffRoleItem = z.object({ account: RecordId });
export const staffRoleShape = storedShape({ entity: "staff-role", schemaVersion: 1 }, StaffRoleItem);
