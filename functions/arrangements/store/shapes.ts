import * as z from "zod/mini";
import { storedShape } from "../../../shared/table/stored-shape.ts";

/** Which listing's question a link is of. */
export const hoursLinkShape = storedShape({ entity: "hours-link", schemaVersion: 1 }, z.object({ listing: z.string() }));
