import * as z from "zod/mini";
import { RecordId } from "../../../shared/domain/fields.ts";
import { storedShape } from "../../../shared/table/stored-shape.ts";

/** Which record of a recipient an account is linked with. */
export const recipientLinkShape = storedShape({ entity: "recipient-link", schemaVersion: 1 }, z.object({ recipient: RecordId }));
