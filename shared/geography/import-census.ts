import type { PlainDate } from "../domain/time.ts";
import { type Note, UnusableFile } from "../import/encoding.ts";
import type { ImportReport } from "../import/rows.ts";
import { AREA_COLUMNS } from "./area-files.ts";
import { type BadField, degrees, mergedBy, notGss, notInTheUk, people, readRows } from "./area-rows.ts";
import type { LargeCensusArea, SmallCensusArea } from "./census.ts";
import { milesOutside, type ServedCouncil } from "./coverage.ts";
import { type AreasOfCensus, type OpenDataStore, TooMuchToStore } from "./open-data-ports.ts";

/** A file may hold the whole country: areas further from every council than this are left out. Further than anybody here travels to work. */
export const NEAR_MILES = 30;

/** What an import of areas goes by. */
export interface CensusDeps {
  readonly openData: OpenDataStore;
  /** The day it comes in. */
  readonly today: PlainDate;
  readonly councils: readonly ServedCouncil[];
  /** The council (GSS code) that answers for social care in a district; undefined where nothing says. */
  readonly councilOf: (district: string) => string | undefined;
}

type CensusFile = { readonly file: string; readonly vintage: string | undefined };

/** Takes small areas of the census (LSOA). */
export async function importSmallAreas(given: CensusFile, deps: CensusDeps, note: Note): Promise<ImportReport> {
  const { openData } = deps;
  return importCensus(given, deps, note, AREA_COLUMNS.small, smallArea, await openData.smallAreas(), (areas) => openData.writeSmallAreas(areas));
}

/** Takes areas of the census (MSOA). A row whose council is not known yet is refused. */
export async function importLargeAreas(given: CensusFile, deps: CensusDeps, note: Note): Promise<ImportReport> {
  const { openData } = deps;
  const large = (text: (name: string) => string) => largeArea(text, deps);
  return importCensus(given, deps, note, AREA_COLUMNS.large, large, await openData.largeAreas(), (areas) => openData.writeLargeAreas(areas));
}

/**
 * Areas of the census that is stored are put to what is there; those of a newer census take their place, once every row can be read; those of an older one are
 * left out. So nothing is lost by a file that is bad in part.
 */
async function importCensus<Area extends SmallCensusArea | LargeCensusArea>(
  { file, vintage: said }: CensusFile,
  { today, councils }: CensusDeps,
  note: Note,
  columns: Parameters<typeof readRows>[1],
  read: (text: (name: string) => string) => Area | BadField,
  stored: AreasOfCensus<Area> | undefined,
  write: (areas: AreasOfCensus<Area>) => Promise<void>,
): Promise<ImportReport> {
  const { rows, refused } = await readRows<Area>(file, columns, read);
  const near = rows.filter((area) => milesOutside(area, councils) <= NEAR_MILES);
  if (near.length < rows.length) note(`has ${rows.length - near.length} areas more than ${NEAR_MILES} miles from every council here: they were left out`);
  const nothing = { added: 0, changed: 0, unchanged: 0, refused };
  const vintage = said ?? stored?.vintage ?? today;
  const [year, before] = [yearOf(vintage), stored === undefined ? undefined : yearOf(stored.vintage)];
  if (before !== undefined && year < before) {
    note(`is of ${vintage}, and areas of ${stored?.vintage} are stored: it was left out`);
    return nothing;
  }
  if (before !== undefined && year > before && refused.length > 0) {
    note(`is of ${vintage}, and would take the place of ${stored?.vintage}: it was left out, so that no area is lost. Put its bad rows right first`);
    return nothing;
  }
  const merged = mergedBy<Area>(({ code }) => code, year === before ? (stored?.areas ?? []) : [], near);
  if (merged.counts.added + merged.counts.changed > 0) {
    try {
      await write({ vintage, importedOn: today, areas: merged.all });
    } catch (error) {
      if (error instanceof TooMuchToStore)
        throw new UnusableFile(`${file} holds more areas than can be stored (${merged.all.length} in all): take those of fewer districts`);
      throw error;
    }
  }
  return { ...merged.counts, refused };
}

const yearOf = (vintage: string): number => Number(/\d{4}/.exec(vintage)?.[0] ?? 0);

type Text = (name: string) => string;

/** Where an area is and who lives there; or what is wrong with that. */
function placeIn(text: Text): Pick<SmallCensusArea, "district" | "lat" | "lon" | "people" | "rural"> | BadField {
  const [lat, lon, count] = [degrees(text("pw_lat")), degrees(text("pw_lon")), people(text("pop_total"))];
  const bad = notGss("lad_code", text("lad_code"), "E07000133") ?? notInTheUk(lat, lon, { lat: "pw_lat", lon: "pw_lon" });
  if (bad) return bad;
  if (count === undefined) return { field: "pop_total", reason: NO_NUMBER };
  if (!/^[01]?$/.test(text("rural"))) return { field: "rural", reason: "is neither 1 nor 0" };
  return { district: text("lad_code"), lat, lon, people: count, rural: text("rural") === "1" };
}

const NO_NUMBER = "is not a whole number of people";

function smallArea(text: Text): SmallCensusArea | BadField {
  const [code, area] = [text("lsoa_code"), text("msoa_code")];
  const bad = notGss("lsoa_code", code, "E01025631") ?? (area === "" ? undefined : notGss("msoa_code", area, "E02005334"));
  const place = bad ?? placeIn(text);
  return "reason" in place ? place : { code, area, ...place };
}

const COUNTS = {
  aged18To64: "pop_18_64",
  aged65AndOver: "pop_65_plus",
  aged85AndOver: "pop_85_plus",
  disabled: "disabled_people",
  carers50Hours: "unpaid_carers_50h_plus",
  notEnglishWell: "cannot_speak_english_well_or_at_all",
} as const;

function largeArea(text: Text, { councilOf }: CensusDeps): LargeCensusArea | BadField {
  const [code, name, label, size] = [text("msoa_code"), text("msoa_name"), text("label_from_wards"), text("area_km2")];
  const place = notGss("msoa_code", code, "E02005334") ?? placeIn(text);
  if ("reason" in place) return place;
  if (name === "" || name.length > LONGEST_NAME) return { field: "msoa_name", reason: `must be 1 to ${LONGEST_NAME} characters` };
  if (label.length > LONGEST_NAME) return { field: "label_from_wards", reason: `must be at most ${LONGEST_NAME} characters` };
  if (!/^\d+(\.\d+)?$/.test(size) || Number(size) === 0) return { field: "area_km2", reason: "is not a size in square kilometres" };
  const [aged18To64, aged65AndOver, aged85AndOver, disabled, carers50Hours, notEnglishWell] = Object.values(COUNTS).map((column) => people(text(column)));
  const missing = Object.values(COUNTS).find((column) => people(text(column)) === undefined);
  if (missing !== undefined) return { field: missing, reason: NO_NUMBER };
  const council = councilOf(place.district);
  if (council === undefined)
    return {
      field: "lad_code",
      reason: "is a district of which no file says the council yet: bring the file of districts first, with social_care_authority_code",
    };
  return {
    ...{ code, name, label: label === "" ? name : label, council, squareKilometres: Number(size), ...place },
    ...{ aged18To64: aged18To64 ?? 0, aged65AndOver: aged65AndOver ?? 0, aged85AndOver: aged85AndOver ?? 0 },
    ...{ disabled: disabled ?? 0, carers50Hours: carers50Hours ?? 0, notEnglishWell: notEnglishWell ?? 0 },
  };
}

const LONGEST_NAME = 200;
