import type { Note } from "../import/encoding.ts";
import { csvRows, type ImportReport, type RefusedRow } from "../import/rows.ts";
import type { CensusArea, GeographyStore } from "./ports.ts";

const GSS = /^[A-Z]\d{8}$/;
const required = { required: true } as const;
const AREA_COLUMNS = { lsoa21_code: required, lad_code: required, pw_lat: required, pw_lon: required, pop_total: required };

/** Takes the names of districts: columns `lad_code` and `lad_name`. Adds to what is known. */
export async function importDistricts(file: string, store: GeographyStore, note?: Note): Promise<ImportReport> {
  const known = await store.districtNames();
  const names: Record<string, string> = { ...known };
  const refused: RefusedRow[] = [];
  const counts = { added: 0, changed: 0, unchanged: 0 };
  for await (const row of csvRows(file, { lad_code: required, lad_name: required }, note)) {
    if ("unreadable" in row) {
      refused.push({ line: row.line, field: "line", reason: row.unreadable });
      continue;
    }
    const { values } = row;
    const [code, name] = [String(values["lad_code"] ?? "").trim(), String(values["lad_name"] ?? "").trim()];
    if (!GSS.test(code)) refused.push({ line: row.line, field: "lad_code", reason: "is not a GSS code such as E07000133" });
    else if (name === "" || name.length > 100) refused.push({ line: row.line, field: "lad_name", reason: "must be 1 to 100 characters" });
    else {
      counts[!(code in known) ? "added" : known[code] === name ? "unchanged" : "changed"] += 1;
      names[code] = name;
    }
  }
  if (counts.added + counts.changed > 0) await store.writeDistrictNames(names);
  return { ...counts, refused };
}

/** Takes the small areas of the census: `lsoa21_code`, `lad_code`, `pw_lat`, `pw_lon`, `pop_total`. Replaces them all. */
export async function importCensusAreas(file: string, store: GeographyStore, note?: Note): Promise<ImportReport> {
  const known = new Map((await store.censusAreas()).map((area) => [area.code, JSON.stringify(area)]));
  const areas: CensusArea[] = [];
  const refused: RefusedRow[] = [];
  const counts = { added: 0, changed: 0, unchanged: 0 };
  for await (const row of csvRows(file, AREA_COLUMNS, note)) {
    if ("unreadable" in row) {
      refused.push({ line: row.line, field: "line", reason: row.unreadable });
      continue;
    }
    const { values } = row;
    const [code, district] = [String(values["lsoa21_code"] ?? "").trim(), String(values["lad_code"] ?? "").trim()];
    const [lat, lon, people] = [Number(values["pw_lat"]), Number(values["pw_lon"]), Number(values["pop_total"])];
    const bad = !GSS.test(code)
      ? "lsoa21_code"
      : !GSS.test(district)
        ? "lad_code"
        : !lat
          ? "pw_lat"
          : !lon
            ? "pw_lon"
            : !(people >= 0)
              ? "pop_total"
              : undefined;
    if (bad) {
      refused.push({ line: row.line, field: bad, reason: "is missing or not of its kind" });
      continue;
    }
    const area: CensusArea = { code, district, lat, lon, people };
    const before = known.get(code);
    counts[!before ? "added" : before === JSON.stringify(area) ? "unchanged" : "changed"] += 1;
    areas.push(area);
  }
  if (counts.added + counts.changed > 0 || areas.length < known.size) await store.writeCensusAreas(areas);
  return { ...counts, refused };
}
