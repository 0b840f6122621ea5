import { basename } from "node:path";
import type { PlainDate } from "../domain/time.ts";
import { type Note, UnusableFile } from "../import/encoding.ts";
import { type ImportReport, withFile } from "../import/rows.ts";
import { AREA_COLUMNS, type AreaFile, areaFile } from "./area-files.ts";
import { type BadField, isSame, notGss, readRows } from "./area-rows.ts";
import { councilsByDistrict, servedCouncils } from "./coverage.ts";
import { importBoundaries } from "./import-boundaries.ts";
import { importLargeAreas, importSmallAreas } from "./import-census.ts";
import { importPlaces } from "./import-places.ts";
import { importTakeUp } from "./import-take-up.ts";
import type { DistrictCouncil, OpenDataStore } from "./open-data-ports.ts";
import type { Gazetteer, GeographyStore } from "./ports.ts";

/** What an import of areas reads and writes. */
export interface AreaDeps {
  readonly geography: GeographyStore;
  readonly openData: OpenDataStore;
  readonly gazetteer: Gazetteer;
  /** The day they come in. */
  readonly today: PlainDate;
}

interface District {
  readonly code: string;
  readonly name: string;
  readonly council?: DistrictCouncil;
}

/** Takes the names of districts: `lad_code` and `lad_name`; and which council answers for social care there, where the file says. Adds to what is known. */
export async function importDistricts(
  file: string,
  store: Pick<GeographyStore, "districtNames" | "writeDistrictNames">,
  openData: Pick<OpenDataStore, "districtCouncils" | "writeDistrictCouncils">,
): Promise<ImportReport> {
  const { rows, refused } = await readRows<District>(file, AREA_COLUMNS.districts, districtOf);
  const [names, councils] = [{ ...(await store.districtNames()) }, { ...(await openData.districtCouncils()) }];
  const counts = { added: 0, changed: 0, unchanged: 0 };
  let [renamed, moved] = [false, false];
  for (const { code, name, council } of rows) {
    const before = { name: names[code], council: councils[code] };
    const now = { name, council: council ?? before.council };
    counts[before.name === undefined ? "added" : isSame(before, now) ? "unchanged" : "changed"] += 1;
    renamed ||= before.name !== name;
    moved ||= !isSame(before.council, now.council);
    names[code] = name;
    if (council) councils[code] = council;
  }
  if (moved) await openData.writeDistrictCouncils(councils);
  if (renamed) await store.writeDistrictNames(names);
  return { ...counts, refused };
}

function districtOf(text: (name: string) => string): District | BadField {
  const [code, name, council, councilName] = [text("lad_code"), text("lad_name"), text("social_care_authority_code"), text("social_care_authority_name")];
  const bad = notGss("lad_code", code, "E07000133") ?? (council === "" ? undefined : notGss("social_care_authority_code", council, "E10000018"));
  if (bad) return bad;
  if (name === "" || name.length > 100) return { field: "lad_name", reason: "must be 1 to 100 characters" };
  if (councilName.length > 100) return { field: "social_care_authority_name", reason: "must be at most 100 characters" };
  return { code, name, ...(council === "" ? {} : { council: { council, name: councilName === "" ? council : councilName } }) };
}

/** In what order files are taken: what says whose a district is comes before what needs it. */
const ORDER = ["districts", "small", "large", "wards", "take-up", "boundaries", "not-taken"] as const satisfies readonly AreaFile["kind"][];

const TAKEN_AS = {
  districts: "districts and their councils",
  small: "small areas of the census (LSOA)",
  large: "areas of the census (MSOA)",
  wards: "wards, as named places",
  "take-up": "direct payments of councils (ASCOF)",
  boundaries: "boundaries of areas, for maps",
} as const satisfies Record<Exclude<AreaFile["kind"], "not-taken">, string>;

/**
 * Takes open data on areas, each file known by its header and not by its name: areas of the census, districts, wards, boundaries (GeoJSON) and the take-up of direct
 * payments. Says what each was taken as. Safe to repeat. Throws `UnusableFile` where none of the files is of a kind it knows.
 */
export async function importAreas(files: readonly string[], deps: AreaDeps, note: Note = () => undefined): Promise<ImportReport> {
  const noteOf =
    (file: string): Note =>
    (text) =>
      note(files.length > 1 ? `${basename(file)} ${text}` : text);
  const known: AreaFile[] = [];
  for (const file of files) known.push(await areaFile(file, noteOf(file)));
  if (known.every(({ kind }) => kind === "not-taken")) {
    const [first] = known;
    throw new UnusableFile(`${first?.file ?? "The folder"} cannot be taken: ${first?.kind === "not-taken" ? first.why : "it holds no files"}`);
  }
  const total = { added: 0, changed: 0, unchanged: 0 };
  const refused: ImportReport["refused"][number][] = [];
  for (const kind of ORDER) {
    for (const one of known.filter((file) => file.kind === kind)) {
      const say = noteOf(one.file);
      if (one.kind === "not-taken") {
        say(`was not taken: ${one.why}`);
        continue;
      }
      say(`was taken as ${TAKEN_AS[one.kind]}${"vintage" in one && one.vintage !== undefined && one.kind !== "take-up" ? `, ${one.vintage}` : ""}`);
      const report = await taken(one, deps, say);
      for (const count of ["added", "changed", "unchanged"] as const) total[count] += report[count];
      refused.push(...withFile(report.refused, one.file, files));
    }
  }
  return { ...total, refused };
}

async function taken(one: Exclude<AreaFile, { readonly kind: "not-taken" }>, deps: AreaDeps, note: Note): Promise<ImportReport> {
  const { geography, openData, gazetteer, today } = deps;
  const councils = servedCouncils();
  const of = async () => ({ openData, today, gazetteer, councils, councilOf: councilsByDistrict(await openData.districtCouncils()) });
  switch (one.kind) {
    case "districts":
      return importDistricts(one.file, geography, openData);
    case "small":
      return importSmallAreas(one, await of(), note);
    case "large":
      return importLargeAreas(one, await of(), note);
    case "wards":
      return importPlaces(one.file, geography);
    case "take-up":
      return importTakeUp(one.file, openData, note);
    case "boundaries":
      return importBoundaries(one.file, one.features, await of(), note);
  }
}
