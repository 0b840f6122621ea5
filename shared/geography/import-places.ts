import { hash32 } from "../domain/hash.ts";
import { type Note, UnusableFile } from "../import/encoding.ts";
import { csvRows, type ImportReport, type RefusedRow } from "../import/rows.ts";
import { milesOutside, type ServedCouncil, servedCouncils } from "./coverage.ts";
import { TooManyPlaces } from "./places-format.ts";
import type { GeographyStore, ImportedPlace, PlaceKind } from "./ports.ts";

/** Editions of an ONS file end the names of their columns in their year. */
const editions = (stem: string, end: string): readonly string[] => Array.from({ length: 15 }, (_, at) => `${stem}${at + 15}${end}`);

/** The names a column goes by: ours, those of ONS ward files, and of the ONS Index of Place Names. */
const COLUMNS = {
  name: { also: ["ward_name", ...editions("place", "nm"), ...editions("wd", "nm"), ...editions("par", "nm")], required: true },
  lat: { also: ["latitude"], required: true },
  lon: { also: ["long", "longitude"], required: true },
  code: { also: ["ward_code", ...editions("place", "cd"), ...editions("wd", "cd"), ...editions("par", "cd")] },
  kind: { also: ["descnm"] },
  people: { also: ["population", "bestfit_pop_2021"] },
  district: { also: ["lad_code", ...editions("lad", "cd")] },
  county: { also: [...editions("cty", "nm"), ...editions("ctyltnm", "")] },
} as const;

/** What the Index of Place Names calls them; districts, counties and the like have their own import. */
const KINDS: ReadonlyMap<string, PlaceKind> = new Map([
  ["", "place"],
  ["place", "place"],
  ["loc", "place"],
  ["bua", "place"],
  ["parish", "parish"],
  ["par", "parish"],
  ["ca", "parish"],
  ["ward", "ward"],
  ["wd", "ward"],
]);

const GSS = /^[A-Z]\d{8}$/;
const LONGEST_NAME = 100;
/** Ids of GeoNames, and of places shipped with Trellis, are smaller. */
const FIRST_ID = 2_000_000_000;
/** A file may hold the whole country: places further from every council than this are left out. */
const NEAR_MILES = 30;

/**
 * Takes named places: towns, villages, suburbs, parishes and wards, of a file with at least a name, latitude and longitude on
 * each line. Adds to what is known; a place of the same code, or of the same name and position, replaces what it was. Throws
 * `UnusableFile` where they are more than can be kept.
 */
export async function importPlaces(
  file: string,
  store: GeographyStore,
  note: Note = () => undefined,
  councils: readonly ServedCouncil[] = servedCouncils(),
): Promise<ImportReport> {
  const known = new Map((await store.places()).map((place) => [place.id, place]));
  const refused: RefusedRow[] = [];
  const counts = { added: 0, changed: 0, unchanged: 0 };
  let [far, others] = [0, 0];
  for await (const row of csvRows(file, COLUMNS, note)) {
    if ("unreadable" in row) {
      refused.push({ line: row.line, field: "line", reason: row.unreadable });
      continue;
    }
    const taken = placeOf(row.values);
    if (taken === "other") others += 1;
    else if ("reason" in taken) refused.push({ line: row.line, ...taken });
    else if (milesOutside(taken, councils) > NEAR_MILES) far += 1;
    else {
      const before = known.get(taken.id);
      counts[!before ? "added" : same(before, taken) ? "unchanged" : "changed"] += 1;
      known.set(taken.id, taken);
    }
  }
  if (far > 0) note(`has ${far} places more than ${NEAR_MILES} miles from every council here: they were left out`);
  if (others > 0) note(`has ${others} districts, counties and other areas: they were left out`);
  if (counts.added + counts.changed > 0) await write(file, store, [...known.values()]);
  return { ...counts, refused };
}

async function write(file: string, store: GeographyStore, places: readonly ImportedPlace[]): Promise<void> {
  try {
    await store.writePlaces(places);
  } catch (error) {
    if (error instanceof TooManyPlaces)
      throw new UnusableFile(`${file} holds more places than can be stored (${places.length} in all): take those of fewer districts`);
    throw error;
  }
}

type Taken = ImportedPlace | "other" | { readonly field: string; readonly reason: string };

function placeOf(values: Readonly<Record<string, unknown>>): Taken {
  const text = (name: keyof typeof COLUMNS): string => String(values[name] ?? "").trim();
  const [name, code, district, county] = [text("name"), text("code"), text("district"), text("county")];
  const kind = text("kind") === "" && GSS.test(code) ? kindOfCode(code) : KINDS.get(text("kind").toLowerCase());
  if (!kind) return "other";
  if (!/\p{L}/u.test(name) || name.length > LONGEST_NAME) return { field: "name", reason: `must be 1 to ${LONGEST_NAME} characters, with a letter` };
  const [lat, lon] = [degrees(text("lat")), degrees(text("lon"))];
  if (!(lat >= 49 && lat <= 62)) return { field: "lat", reason: "is not a latitude in the United Kingdom" };
  if (!(lon >= -9 && lon <= 3)) return { field: "lon", reason: "is not a longitude in the United Kingdom" };
  if (district !== "" && !GSS.test(district)) return { field: "district", reason: "is not a GSS code such as E07000133" };
  const people = /^\d{1,8}$/.test(text("people")) ? Number(text("people")) : 0;
  const id = idOf(GSS.test(code) ? code : `${name}|${lat}|${lon}`);
  return { id, name, kind, lat, lon, people, ...(district ? { district } : {}), ...(county ? { county } : {}) };
}

/** What a code says of its place: codes of wards begin E05, W05 and so on, those of parishes E04. Source: ONS, register of geographic codes. */
function kindOfCode(code: string): PlaceKind {
  if (/^(?:E05|W05|S13|N08)/.test(code)) return "ward";
  return /^(?:E04|W04)/.test(code) ? "parish" : "place";
}

/** The same for the same text: a whole number of 52 bits, so that two of some thousand places hardly ever share one. */
const idOf = (text: string): number => FIRST_ID + (hash32(`place ${text}`) & 0xfffff) * 2 ** 32 + hash32(text);

const same = (a: ImportedPlace, b: ImportedPlace): boolean =>
  a.name === b.name && a.kind === b.kind && a.lat === b.lat && a.lon === b.lon && a.people === b.people && a.district === b.district && a.county === b.county;

const degrees = (text: string): number => (/^-?\d+(\.\d+)?$/.test(text) ? Math.round(Number(text) * 100_000) / 100_000 : Number.NaN);
