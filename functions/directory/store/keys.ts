import { keyOf } from "../../../shared/table/key-templates.ts";

/** The keys of the search snapshot, and of the first start. */
export const directoryKeys = {
  manifest: keyOf("PUBLIC#SNAPSHOT", "MANIFEST"),
  tileIndex: keyOf("PUBLIC#TILE#{tile}", "INDEX"),
  tileCards: keyOf("PUBLIC#CARDS#{part}", "CARDS"),
  firstStart: keyOf("SYSTEM#DATA", "FIRST-START"),
} as const;
