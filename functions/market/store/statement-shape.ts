import * as z from "zod/mini";
import { GssCode } from "../../../shared/domain/fields.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { storedShape } from "../../../shared/table/stored-shape.ts";
import { Edition } from "../rules/statement.ts";

/** An edition of a statement as everybody reads it. */
export const publicStatementShape = storedShape({ entity: "public-market-statement", schemaVersion: 1 }, z.extend(Edition, { service: z.string() }));

/** That a council published one: no more than the list of all councils says of it. */
export const listedStatementShape = storedShape(
  { entity: "listed-market-statement", schemaVersion: 1 },
  z.object({ authority: GssCode, service: z.string(), publishedOn: PlainDate }),
);
