import { keyOf } from "../../../shared/table/key-templates.ts";

/** The key of the first start. */
export const directoryKeys = {
  firstStart: keyOf("SYSTEM#DATA", "FIRST-START"),
} as const;
