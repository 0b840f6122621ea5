import { readPostcode } from "../domain/postcode.ts";
import type { Note } from "../import/encoding.ts";
import { csvRows, type ImportReport, type Progress, type RefusedRow, withFile } from "../import/rows.ts";
import type { GeographyStore } from "./ports.ts";
import { type SectorPostcode, type SectorSummary, summarise } from "./sector-format.ts";

/** The names a column goes by: ours, and those of the ONS postcode files. */
const COLUMNS = {
  postcode: { also: ["pcds", "pcd8", "pcd7", "pcd"], required: true },
  lat: { also: ["latitude"], required: true },
  lon: { also: ["long", "longitude"], required: true },
  district: { also: ["lad_code", "lad25cd", "lad24cd", "laua", "oslaua"] },
  stacked: {},
} as const;

const WRITES_AT_ONCE = 16;
const ROWS_A_NOTICE = 10_000;

/** A postcode import: the report, and the sectors whose centre is no longer where it was. */
export interface PostcodeImport extends ImportReport {
  readonly postcodes: number;
  readonly moved: readonly SectorSummary[];
}

/**
 * Takes postcode files in the manner of the ONS lookups. Rows are merged into what is known, the
 * newest row of a postcode winning, so files can come together or one after another and twice.
 */
export async function importPostcodes(files: readonly string[], store: GeographyStore, progress: Progress, note?: Note): Promise<PostcodeImport> {
  const bySector = new Map<string, Map<string, SectorPostcode>>();
  const refused: RefusedRow[] = [];
  let read = 0;
  for (const file of files) {
    const refusedHere: RefusedRow[] = [];
    for await (const row of csvRows(file, COLUMNS, note)) {
      read += 1;
      if (read % ROWS_A_NOTICE === 0) progress(read);
      const taken = "values" in row ? postcodeOf(row.values) : { field: "line", reason: row.unreadable };
      if ("reason" in taken) {
        refusedHere.push({ line: row.line, ...taken });
        continue;
      }
      const postcodes = bySector.get(taken.sector) ?? new Map<string, SectorPostcode>();
      postcodes.set(taken.postcode.unit, taken.postcode);
      bySector.set(taken.sector, postcodes);
    }
    refused.push(...withFile(refusedHere, file, files));
  }
  const { summaries, moved, ...counts } = await mergeSectors(bySector, store);
  if (counts.added + counts.changed > 0) await store.writeIndex(summaries.values());
  const postcodes = [...summaries.values()].reduce((sum, one) => sum + one.postcodes, 0);
  return { ...counts, refused, postcodes, moved };
}

async function mergeSectors(bySector: ReadonlyMap<string, ReadonlyMap<string, SectorPostcode>>, store: GeographyStore) {
  const summaries = new Map((await store.index())?.sectors);
  const moved: SectorSummary[] = [];
  const counts = { added: 0, changed: 0, unchanged: 0 };
  const mergeOne = async ([sector, rows]: readonly [string, ReadonlyMap<string, SectorPostcode>]) => {
    const known = summaries.has(sector) ? await store.sector(sector) : undefined;
    const merged = new Map((known ?? []).map((postcode) => [postcode.unit, postcode]));
    let touched = false;
    for (const [unit, postcode] of rows) {
      const before = merged.get(unit);
      const same = before !== undefined && samePostcode(before, postcode);
      counts[before ? (same ? "unchanged" : "changed") : "added"] += 1;
      if (!same) touched = true;
      merged.set(unit, postcode);
    }
    if (!touched) return;
    const postcodes = [...merged.values()].sort((a, b) => (a.unit < b.unit ? -1 : 1));
    await store.writeSector(sector, postcodes);
    const summary = summarise(sector, postcodes);
    const before = summaries.get(sector);
    if (!before || before.lat !== summary.lat || before.lon !== summary.lon) moved.push(summary);
    summaries.set(sector, summary);
  };
  const waiting = [...bySector];
  while (waiting.length > 0) await Promise.all(waiting.splice(0, WRITES_AT_ONCE).map(mergeOne));
  return { summaries, moved, ...counts };
}

const samePostcode = (a: SectorPostcode, b: SectorPostcode): boolean =>
  a.lat === b.lat && a.lon === b.lon && a.district === b.district && a.stacked === b.stacked;

type Taken = { readonly sector: string; readonly postcode: SectorPostcode } | { readonly field: string; readonly reason: string };

function postcodeOf(values: Readonly<Record<string, unknown>>): Taken {
  const text = (name: keyof typeof COLUMNS): string => String(values[name] ?? "").trim();
  const read = readPostcode(text("postcode"));
  if (!read) return { field: "postcode", reason: "is not a postcode" };
  const position = { lat: degrees(text("lat")), lon: degrees(text("lon")) };
  // The ONS writes 99.999999 for a postcode without a position.
  if (!(position.lat >= 49 && position.lat <= 62)) return { field: "lat", reason: "is not a latitude in the United Kingdom" };
  if (!(position.lon >= -9 && position.lon <= 3)) return { field: "lon", reason: "is not a longitude in the United Kingdom" };
  const district = text("district");
  if (district !== "" && !/^[A-Z]\d{8}$/.test(district)) return { field: "lad_code", reason: "is not a GSS code such as E07000133" };
  const stacked = text("stacked") === "1";
  return { sector: read.sector, postcode: { unit: read.unit, ...position, stacked, ...(district ? { district } : {}) } };
}

/** To a hundred-thousandth, as stored, so that what is compared is what was kept. */
const degrees = (text: string): number => (/^-?\d+(\.\d+)?$/.test(text) ? Math.round(Number(text) * 100_000) / 100_000 : Number.NaN);
