import { type Note, UnusableFile } from "../import/encoding.ts";
import type { ImportReport } from "../import/rows.ts";
import { AREA_COLUMNS } from "./area-files.ts";
import { type BadField, mergedBy, notGss, readRows } from "./area-rows.ts";
import type { TakeUpOf } from "./census.ts";
import { type OpenDataStore, TooMuchToStore } from "./open-data-ports.ts";

/**
 * The measure of direct payments: of the people who get long-term support in the community, the share with a direct payment. Source: DHSC, Adult Social Care
 * Outcomes Framework, handbook of definitions (19 December 2024), measure 3D, part 2a.
 */
const METRIC = "3D(2a)";
const MEASURES = ["numerator", "denominator", "outcome"] as const;
type Measure = (typeof MEASURES)[number];
/** What stands where a number is withheld or not available. */
const WITHHELD = /^\[[a-z]\]$/i;

interface Cell {
  readonly code: string;
  readonly name: string;
  readonly year: string;
  readonly measure: Measure;
  /** Undefined where it is withheld. */
  readonly value: number | undefined;
}

/** Takes the take-up of direct payments out of the published measures of adult social care. Adds to what is known; the same council and year replaces what was. */
export async function importTakeUp(file: string, openData: OpenDataStore, note: Note): Promise<ImportReport> {
  const { rows, refused, left } = await readRows<Cell>(file, AREA_COLUMNS["take-up"], cellOf);
  if (left > 0) note(`has ${left} rows of other measures than ${METRIC}, or of groups of councils without a code: they were left out`);
  const years: TakeUpOf[] = [];
  let withheld = 0;
  for (const cells of Map.groupBy(rows, ({ code, year }) => `${code} ${year}`).values()) {
    const value = (measure: Measure) => cells.find((cell) => cell.measure === measure)?.value;
    const [{ code, name, year } = { code: "", name: "", year: "" }] = cells;
    const [recipients, supported, outcome] = [value("numerator"), value("denominator"), value("outcome")];
    if (outcome === undefined) withheld += 1;
    else
      years.push({
        ...{ code, name, year, perThousand: Math.round(outcome * 10) },
        ...(recipients === undefined ? {} : { recipients }),
        ...(supported === undefined ? {} : { supported }),
      });
  }
  if (withheld > 0) note(`withholds the share of ${withheld} councils and years: they were left out`);
  const merged = mergedBy<TakeUpOf>(({ code, year }) => `${year} ${code}`, await openData.takeUpYears(), years);
  if (merged.counts.added + merged.counts.changed > 0) {
    try {
      await openData.writeTakeUp(merged.all);
    } catch (error) {
      if (error instanceof TooMuchToStore) throw new UnusableFile(`${file} holds more years than can be stored`);
      throw error;
    }
  }
  return { ...merged.counts, refused };
}

function cellOf(text: (name: string) => string): Cell | BadField | undefined {
  // Groups of councils, such as all shire counties, have no code.
  if (text("metric") !== METRIC || text("ons_area_code") === "") return undefined;
  const measure = MEASURES.find((one) => one === text("measure"));
  if (measure === undefined) return undefined;
  const [code, name, year, value] = [text("ons_area_code"), text("area_name"), text("year"), text("value")];
  const bad = notGss("ons_area_code", code, "E10000018");
  if (bad) return bad;
  if (name === "" || name.length > 100) return { field: "area_name", reason: "must be 1 to 100 characters" };
  if (!/^20\d\d-20\d\d$/.test(year)) return { field: "year", reason: "is not a year such as 2024-2025" };
  const withheld = WITHHELD.test(value);
  if (!withheld && !(measure === "outcome" ? /^\d{1,3}(\.\d+)?$/ : /^\d{1,8}$/).test(value))
    return { field: "value", reason: measure === "outcome" ? "is not a percentage" : "is not a whole number of people" };
  if (measure === "outcome" && Number(value) > 100) return { field: "value", reason: "is more than 100 per cent" };
  return { code, name, year, measure, value: withheld ? undefined : Number(value) };
}
