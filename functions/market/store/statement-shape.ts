import * as z from "zod/mini";
import { storedShape } from "../../../shared/table/stored-shape.ts";
import { Edition } from "../rules/statement.ts";

/** An edition of a statement as everybody reads it. */
export const publicStatementShape = storedShape({ entity: "public-market-statement", schemaVersion: 1 }, z.extend(Edition, { service: z.string() }));
