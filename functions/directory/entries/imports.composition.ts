import { londonDate } from "../../../shared/domain/time.ts";
import { type AreaDeps, importAreas, importDistricts } from "../../../shared/geography/import-areas.ts";
import { importPlaces } from "../../../shared/geography/import-places.ts";
import { importPostcodes } from "../../../shared/geography/import-postcodes.ts";
import type { Note } from "../../../shared/import/encoding.ts";
import { KINDS_OF_SLICE } from "../../../shared/import/kinds.ts";
import { addedUp, type NotedReport } from "../../../shared/import/report.ts";
import { csvRows, type FileRow, type ImportReport, jsonLines, type Progress } from "../../../shared/import/rows.ts";
import { ListingId } from "../../../shared/listing/listing.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { CQC_COLUMNS, importCqc, isFromCqc } from "../import/import-cqc.ts";
import { type ImportDeps, importRegister, REGISTER_COLUMNS, registerRowFromCsv } from "../import/import-register.ts";
import { importedListings, noPresence, type Presence, takeOff } from "../import/presence.ts";
import { repositionListings } from "../import/reposition.ts";

export interface ImporterDeps extends Omit<ImportDeps, "progress" | "geography">, Omit<AreaDeps, "today"> {
  /** Told how far a file has come, by what its rows are. */
  readonly progressOf: (what: string) => Progress;
  /** Whether listings that the files no longer have leave the list, however many. */
  readonly takeOffMissing?: boolean;
}

type ImportKind = (typeof KINDS_OF_SLICE)["directory"][number];
export const isImportKind = (word: string): word is ImportKind => KINDS_OF_SLICE.directory.some((kind) => kind === word);

/** What an import did; and how many listings moved with the middle of their postcode area. */
export interface Imported extends NotedReport {
  readonly moved: number;
}

const { goneAtOnce } = servicePolicy.imports;

/** Brings the rows of files in, whoever hands them over: the command line, or a file dropped in the bucket. Throws `UnusableFile` for a file that cannot be taken. */
export const importer =
  ({ progressOf, takeOffMissing = false, ...deps }: ImporterDeps) =>
  async (kind: ImportKind, files: readonly string[]): Promise<Imported> => {
    const { geography, openData, gazetteer, listings, context } = deps;
    const notes: string[] = [];
    const note: Note = (text) => void notes.push(`The file ${text}`);
    const presence = noPresence();
    const register = (what: string): ImportDeps => ({ ...deps, progress: progressOf(what) });
    const report = await (async (): Promise<ImportReport & { readonly moved?: number }> => {
      switch (kind) {
        case "postcodes": {
          const { moved, ...taken } = await importPostcodes(files, geography, progressOf("postcodes"), note);
          return { ...taken, moved: await repositionListings(moved, listings, context) };
        }
        case "districts":
          return addedUp(files, (file) => importDistricts(file, geography, openData));
        case "places":
          return addedUp(files, (file) => importPlaces(file, geography, note));
        case "areas":
          return importAreas(files, { geography, openData, gazetteer, today: londonDate(context.at) }, note);
        case "listings":
          return addedUp(files, (file) => importRegister(registerRows(file, note), register("listings"), presence));
        case "cqc":
          return addedUp(files, (file) => importCqc(csvRows(file, CQC_COLUMNS, note), register("CQC locations"), presence));
      }
    })();
    if (kind === "cqc") notes.push(...(await settleCqc(presence, deps, takeOffMissing)));
    if (kind === "listings") notes.push(...(await settleRegister(presence, deps, takeOffMissing)));
    return { moved: 0, ...report, notes };
  };

type Deps = Omit<ImporterDeps, "progressOf">;

/** CQC locations that are dormant, or gone from the whole directory, leave the list. */
async function settleCqc({ present, over, nameless }: Presence, deps: Deps, request: boolean): Promise<readonly string[]> {
  const ended = await takeOff(
    [...over].filter((id) => !present.has(id)).map((id) => ListingId.parse(id)),
    deps,
  );
  const notes = ended > 0 ? [`${ended} locations left the list: they are dormant, or come to no one's home`] : [];
  const listed = await importedListings(isFromCqc, deps);
  const gone = listed.filter((id) => !present.has(id));
  if (gone.length === 0) return notes;
  if (nameless > 0) return [...notes, `${gone.length} listed locations are not among the rows that could be read: they stay until every row can be`];
  if (!request && gone.length > goneAtOnce.few && gone.length > listed.length * goneAtOnce.mostShare)
    return [...notes, `${gone.length} of ${listed.length} listed locations are not in the file, so it may be a part: they stay. ${ON_REQUEST}`];
  return [...notes, `${await takeOff(gone, deps)} locations left the list: the file no longer has them`];
}

/** Listings that the council's register no longer has are told of, and leave the list on request. */
async function settleRegister({ present, nameless }: Presence, deps: Deps, request: boolean): Promise<readonly string[]> {
  const listed = await importedListings((id) => !isFromCqc(id) && !id.startsWith(SAMPLE_ID), deps);
  const gone = listed.filter((id) => !present.has(id));
  if (gone.length === 0) return [];
  if (!request) return [`${gone.length} listings are not in the file, and stay on the list. ${ON_REQUEST}`];
  if (nameless > 0) return [`${gone.length} listings are not among the rows that could be read: they stay until every row can be`];
  return [`${await takeOff(gone, deps)} listings left the list: the file no longer has them`];
}

const ON_REQUEST = "To take them off, import the whole file again with --take-off-missing, or drop it as NAME.whole.csv";
const SAMPLE_ID = "sample_";

/** The report in words: what moved with the files is said first. */
export const directoryReport = ({ moved, ...report }: Imported): NotedReport => ({
  ...report,
  notes: [...(moved > 0 ? [`${moved} listings moved with the middle of their postcode area`] : []), ...report.notes],
});

async function* registerRows(file: string, note: Note): AsyncGenerator<FileRow> {
  if (!file.toLowerCase().endsWith(".csv")) {
    yield* jsonLines(file, note);
    return;
  }
  for await (const row of csvRows(file, REGISTER_COLUMNS, note)) {
    yield "values" in row ? { line: row.line, values: registerRowFromCsv(row.values) } : row;
  }
}
