import { importCensusAreas, importDistricts } from "../../../shared/geography/import-areas.ts";
import { importPostcodes } from "../../../shared/geography/import-postcodes.ts";
import type { GeographyStore } from "../../../shared/geography/ports.ts";
import { csvRows, type FileRow, type ImportReport, jsonLines, type Progress } from "../../../shared/import/rows.ts";
import { CQC_COLUMNS, importCqc } from "../import/import-cqc.ts";
import { type ImportDeps, importRegister, registerRowFromCsv } from "../import/import-register.ts";
import { repositionListings } from "../import/reposition.ts";

export interface ImporterDeps extends Omit<ImportDeps, "progress" | "geography"> {
  readonly geography: GeographyStore;
  /** Told how far a file has come, by what its rows are. */
  readonly progressOf: (what: string) => Progress;
}

/** What the files of an import hold. */
export const IMPORT_KINDS = ["postcodes", "districts", "areas", "listings", "cqc"] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];
export const isImportKind = (word: string): word is ImportKind => IMPORT_KINDS.some((kind) => kind === word);

/** What an import did; and how many listings moved with the middle of their postcode area. */
export interface Imported extends ImportReport {
  readonly moved: number;
}

/** Brings the rows of files in, whoever hands them over: the command line, or a file dropped in the bucket. Throws `MissingColumns` for a file that is another's. */
export const importer =
  ({ progressOf, ...deps }: ImporterDeps) =>
  async (kind: ImportKind, files: readonly string[]): Promise<Imported> => {
    const { geography, listings, context } = deps;
    const register = (what: string): ImportDeps => ({ ...deps, progress: progressOf(what) });
    switch (kind) {
      case "postcodes": {
        const report = await importPostcodes(files, geography, progressOf("postcodes"));
        return { ...report, moved: await repositionListings(report.moved, listings, context) };
      }
      case "districts":
        return each(files, (file) => importDistricts(file, geography));
      case "areas":
        return each(files, (file) => importCensusAreas(file, geography));
      case "listings":
        return each(files, (file) => importRegister(registerRows(file), register("listings")));
      case "cqc":
        return each(files, (file) => importCqc(csvRows(file, CQC_COLUMNS), register("CQC locations")));
    }
  };

/** The report in words, line by line, for whoever brought the files: what was refused, and what was taken. */
export function reportLines(kind: ImportKind, { added, changed, unchanged, refused, moved }: Imported): readonly string[] {
  const numbers = [`${added} new`, `${changed} changed`, `${unchanged} unchanged`].join(", ");
  return [
    ...(moved > 0 ? [`  ${moved} listings moved with the middle of their postcode area`] : []),
    ...refused.map(({ line, field, reason }) => `  line ${line}: ${field} ${reason}`),
    `${kind}: ${added + changed + unchanged} rows taken (${numbers}), ${new Set(refused.map(({ line }) => line)).size} refused`,
  ];
}

async function* registerRows(file: string): AsyncGenerator<FileRow> {
  if (!file.toLowerCase().endsWith(".csv")) {
    yield* jsonLines(file);
    return;
  }
  for await (const row of csvRows(file, [["kind"], ["displayName"], ["postcode"]])) {
    yield "values" in row ? { line: row.line, values: registerRowFromCsv(row.values) } : row;
  }
}

async function each(files: readonly string[], take: (file: string) => Promise<ImportReport>): Promise<Imported> {
  const total = { added: 0, changed: 0, unchanged: 0 };
  const refused: ImportReport["refused"][number][] = [];
  for (const file of files) {
    const report = await take(file);
    for (const count of ["added", "changed", "unchanged"] as const) total[count] += report[count];
    refused.push(...report.refused);
  }
  return { ...total, refused, moved: 0 };
}
