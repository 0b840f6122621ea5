import { csvRecords } from "../import/csv.ts";
import { type Note, textOf, UnusableFile } from "../import/encoding.ts";
import { type Columns, headerIn } from "../import/header.ts";
import { servicePolicy } from "../policy/service.ts";

const required = { required: true } as const;

/** How the census names the columns of its codes, by its year: `lsoa21_code`, `LSOA21CD`. */
const CENSUS_YEARS = ["11", "21", "31"] as const;
const censusNames = (stem: string, ...ends: readonly string[]): readonly string[] =>
  CENSUS_YEARS.toReversed().flatMap((year) => ends.map((end) => `${stem}${year}${end}`));
const censusCode = (stem: string) => ({ also: censusNames(stem, "code", "cd") });
const PLACE = { lad_code: required, pw_lat: required, pw_lon: required, pop_total: required } as const;

/** The columns of each kind of file, by which it is known. */
export const AREA_COLUMNS = {
  small: { lsoa_code: { ...censusCode("lsoa"), ...required }, msoa_code: censusCode("msoa"), rural: {}, ...PLACE },
  large: {
    msoa_code: { ...censusCode("msoa"), ...required },
    msoa_name: { also: censusNames("msoa", "name", "nm"), ...required },
    label_from_wards: {},
    area_km2: required,
    rural: required,
    pop_18_64: required,
    pop_65_plus: required,
    pop_85_plus: required,
    disabled_people: required,
    unpaid_carers_50h_plus: required,
    cannot_speak_english_well_or_at_all: required,
    ...PLACE,
  },
  "take-up": { metric: required, ons_area_code: required, area_name: required, year: required, measure: required, value: required },
  wards: { ward_code: required, ward_name: required, lat: required, lon: required },
  districts: { lad_code: required, lad_name: required, social_care_authority_code: {}, social_care_authority_name: {} },
} as const satisfies Readonly<Record<string, Columns>>;

/** Files that hold something else that an import takes: their columns, what they hold, and that import. */
const OTHERS = [
  { columns: { cqc_location_id: required }, holds: "CQC locations", kind: "cqc" },
  { columns: { postcode: { also: ["pcds", "pcd"], ...required }, lat: required }, holds: "postcodes", kind: "postcodes" },
] as const;

/** A file of a folder of open data, and what it was known as. */
export type AreaFile = { readonly file: string } & (
  | { readonly kind: keyof typeof AREA_COLUMNS; readonly vintage: string | undefined }
  | { readonly kind: "boundaries"; readonly features: readonly unknown[] }
  | { readonly kind: "not-taken"; readonly why: string }
);

/** So much of boundaries is read at once; what is coarse enough to draw from is far smaller. */
const MOST_LETTERS = 60_000_000;

/** What a file is by its header, or by the properties of its boundaries; whatever it is called. Throws `UnusableFile` where it is no text. */
export async function areaFile(file: string, note: Note): Promise<AreaFile> {
  const { pieces } = await textOf(file, note);
  let before = 0;
  for await (const { cells } of csvRecords(pieces, ",", servicePolicy.imports.longestRowCharacters)) {
    if (cells.every((cell) => cell.trim() === "")) continue;
    if (before === 0 && /^\s*\{/.test(cells[0] ?? "")) return boundariesFile(file);
    for (const kind of ["small", "large", "take-up", "wards", "districts"] as const) {
      if (headerIn(file, cells, AREA_COLUMNS[kind])) return { file, kind, vintage: vintageIn(cells, kind) };
    }
    const other = OTHERS.find(({ columns }) => headerIn(file, cells, columns));
    if (other) return { file, kind: "not-taken", why: `it holds ${other.holds}: npm run import -- ${other.kind} FILE` };
    before += 1;
    if (before > servicePolicy.imports.bannerRows) break;
  }
  return { file, kind: "not-taken", why: `its columns are of none of these: ${KINDS_IN_WORDS}` };
}

const KINDS_IN_WORDS = "small areas (LSOA), areas (MSOA), districts, wards, direct payments (ASCOF)";

/** The census that a code's column is of: `msoa21_code` is of 2021. */
function vintageIn(cells: readonly string[], kind: string): string | undefined {
  const stem = kind === "small" ? "lsoa" : "msoa";
  const year = cells.map((cell) => new RegExp(`^\\W*${stem}(\\d\\d)_?(?:code|cd)\\W*$`, "i").exec(cell)?.[1]).find((one) => one !== undefined);
  return year === undefined ? undefined : `Census 20${year}`;
}

const MSOA_CODE = /^msoa\d\d_?(?:code|cd)$/i;
const DISTRICT_CODE = /^(?:lad_code|lad\d\d_?cd)$/i;

/** What boundaries are of, by the first of these properties that they have: those of small areas say what they are part of, too. Maps are drawn of areas (MSOA). */
const BOUNDARIES = [
  { property: /^lsoa\d\d_?(?:code|cd)$/i, of: "small areas (LSOA)" },
  { property: MSOA_CODE, of: "areas" },
  { property: /^(?:ward_code|wd\d\d_?cd)$/i, of: "wards" },
  { property: DISTRICT_CODE, of: "districts" },
  { property: /^(?:county_code|cty\d\d_?cd)$/i, of: "counties" },
] as const;

async function boundariesFile(file: string): Promise<AreaFile> {
  let text = "";
  for await (const piece of (await textOf(file, () => undefined)).pieces) {
    text += piece;
    if (text.length > MOST_LETTERS) throw new UnusableFile(`${file} is longer than ${MOST_LETTERS} letters: take generalised boundaries`);
  }
  const features = featuresIn(text);
  if (features === undefined) return { file, kind: "not-taken", why: "it is not GeoJSON of boundaries (a FeatureCollection)" };
  const names = Object.keys(propertiesOf(features[0]));
  const known = BOUNDARIES.find(({ property }) => names.some((name) => property.test(name)));
  if (known?.of === "areas") return { file, kind: "boundaries", features };
  return {
    file,
    kind: "not-taken",
    why: known ? `it holds boundaries of ${known.of}: maps are drawn of areas (MSOA), and need no others` : "its boundaries have no property msoa21_code",
  };
}

function featuresIn(text: string): readonly unknown[] | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && "features" in parsed && Array.isArray(parsed.features) ? parsed.features : undefined;
  } catch {
    return undefined;
  }
}

/** What a feature says of itself. */
export function propertiesOf(feature: unknown): Readonly<Record<string, unknown>> {
  if (typeof feature !== "object" || feature === null || !("properties" in feature)) return {};
  const { properties } = feature;
  return typeof properties === "object" && properties !== null ? { ...properties } : {};
}

const propertyIn = (properties: Readonly<Record<string, unknown>>, named: RegExp): string =>
  String(Object.entries(properties).find(([name]) => named.test(name))?.[1] ?? "");

/** The code of an area's boundary, and of its district; empty where it says none. */
export const codeIn = (properties: Readonly<Record<string, unknown>>): string => propertyIn(properties, MSOA_CODE);
export const districtIn = (properties: Readonly<Record<string, unknown>>): string => propertyIn(properties, DISTRICT_CODE);
