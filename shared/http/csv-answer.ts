import { type CsvCell, csvOf } from "../domain/csv-text.ts";
import type { HttpAnswer } from "./messages.ts";

/** A CSV to be saved under a name: nobody else keeps a copy. The name tells nothing of a person. */
export const csvAnswer = (name: string, head: readonly string[], rows: readonly (readonly CsvCell[])[]): HttpAnswer => ({
  kind: "file",
  type: "text/csv; charset=utf-8",
  bytes: Buffer.from(csvOf(head, rows)),
  headers: { "cache-control": "private, no-store", "content-disposition": `attachment; filename="${name}.csv"` },
});
