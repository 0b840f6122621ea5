import { createHash } from "node:crypto";
import type { AuditContext } from "../../../shared/audit/context.ts";
import { londonDate } from "../../../shared/domain/time.ts";
import type { GeographyReader } from "../../../shared/geography/ports.ts";
import { areaFinder } from "../../../shared/geography/public-area.ts";
import type { FileRow, ImportReport, Progress, RefusedRow } from "../../../shared/import/rows.ts";
import { type Area, type Check, type Listing, ListingId, PUBLIC_STATUSES, RegisterRow } from "../../../shared/listing/listing.ts";
import type { CouncilPolicy } from "../../../shared/policy/council.ts";
import { wrongWithRate } from "../../../shared/policy/pay.ts";
import type { ListingStore } from "../ports.ts";
import { listingWriter } from "./write-listings.ts";

export interface ImportDeps {
  readonly listings: ListingStore;
  readonly geography: GeographyReader;
  readonly authority: string;
  readonly policy: CouncilPolicy;
  readonly progress: Progress;
  /** Who imports, and when: for the audit trail. */
  readonly context: AuditContext;
}

/** Takes a council's register, row by row. Bad rows are reported and left out; good ones are kept. */
export async function importRegister(rows: AsyncIterable<FileRow>, deps: ImportDeps): Promise<ImportReport> {
  const { listings, geography, authority, policy, progress } = deps;
  const writer = listingWriter(listings, deps.context, "listing:import");
  const areaOf = areaFinder(geography);
  const refused: RefusedRow[] = [];
  let read = 0;
  for await (const row of rows) {
    read += 1;
    if (read % 1000 === 0) progress(read);
    if ("unreadable" in row) {
      refused.push({ line: row.line, field: "line", reason: row.unreadable });
      continue;
    }
    const parsed = RegisterRow.safeParse(row.values);
    if (!parsed.success) {
      for (const { path, message } of parsed.error.issues) {
        const missing = path[0] !== undefined && !(String(path[0]) in row.values);
        refused.push({ line: row.line, field: path.join(".") || "line", reason: missing ? "is missing" : message });
      }
      continue;
    }
    const { employment, ratePence, status } = parsed.data;
    const tooLow = PUBLIC_STATUSES.includes(status) ? wrongWithRate(employment, ratePence, londonDate(deps.context.at)) : undefined;
    if (tooLow) {
      refused.push({ line: row.line, field: "ratePence", reason: tooLow });
      continue;
    }
    const found = await areaOf(parsed.data.postcode);
    if ("reason" in found) {
      refused.push({ line: row.line, field: "postcode", reason: found.reason });
      continue;
    }
    await writer.take({ line: row.line, listing: listingOf(parsed.data, found, authority, policy) });
  }
  const written = await writer.finish();
  const all = [...refused, ...written.refused].sort((a, b) => a.line - b.line);
  return { ...written.counts, refused: all };
}

function listingOf(row: RegisterRow, { area, postcode }: { area: Area; postcode: string }, authority: string, policy: CouncilPolicy): Listing {
  const { about, gender, accreditedOn, accreditedUntil } = row;
  const employment = row.employment === "employed" || row.employment === "self-employed" ? row.employment : "organisation";
  return {
    id: row.id ?? derivedId(authority, row.kind, row.displayName, postcode),
    authority,
    kind: row.kind,
    employment,
    displayName: row.displayName,
    ...(about === undefined ? {} : { about }),
    postcode,
    area,
    travelMiles: row.travelMiles,
    districts: unique(row.districts),
    services: unique(row.services),
    clientGroups: unique(row.clientGroups),
    skills: unique(row.skills),
    languages: unique(row.languages),
    ...(gender === undefined ? {} : { gender }),
    availability: row.availability,
    hoursFree: row.hoursFree,
    ratePence: row.ratePence,
    status: row.status,
    ...(accreditedOn === undefined ? {} : { accreditedOn }),
    ...(accreditedUntil === undefined ? {} : { accreditedUntil }),
    checks: checksOf(row, employment, policy),
  };
}

const unique = (values: readonly string[] = []): readonly string[] => [...new Set(values)];

/** What being on the register meant was checked: the council's policy says, by employment. */
function checksOf({ status, accreditedOn }: RegisterRow, employment: Listing["employment"], policy: CouncilPolicy): readonly Check[] {
  if (status !== "accredited" && status !== "provisional") return [];
  return policy.registerChecks[employment]
    .filter((code) => status === "accredited" || !policy.provisionalWithout.includes(code))
    .map((code) => ({ code, ...(accreditedOn === undefined ? {} : { on: accreditedOn }) }));
}

/** The id of a row that brings none: the same for the same kind, name and postcode in the same register. */
export function derivedId(authority: string, ...parts: readonly string[]): ListingId {
  const hash = createHash("sha256")
    .update([authority, ...parts].join("\n"))
    .digest("hex");
  return ListingId.parse(
    `lst_${BigInt(`0x${hash.slice(0, 32)}`)
      .toString(36)
      .padStart(25, "0")}`,
  );
}

/** A CSV row as the register's own shape: lists divided by `|`, numbers read, blanks left out. */
export function registerRowFromCsv(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const text = String(value ?? "").trim();
    if (text === "") continue;
    if (CSV_LISTS.has(name)) row[name] = listIn(text);
    else if (CSV_NUMBERS.has(name)) row[name] = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
    else if (name === "availability") row[name] = availabilityIn(text);
    else row[name] = text;
  }
  return { availability: {}, ...row };
}

const CSV_LISTS = new Set(["services", "clientGroups", "skills", "languages", "districts"]);
const CSV_NUMBERS = new Set(["travelMiles", "hoursFree", "ratePence"]);

function listIn(text: string): unknown {
  if (text.startsWith("[")) return jsonOr(text);
  return text
    .split(/[|;,]/)
    .map((one) => one.trim())
    .filter((one) => one !== "");
}

/** Availability in a CSV cell: the JSON of the register's shape, or `mon-morning|tue-evening`. */
function availabilityIn(text: string): unknown {
  if (text.startsWith("{")) return jsonOr(text);
  const byDay: Record<string, string[]> = {};
  for (const time of text.split(/[|;,]/)) {
    const [day = "", part = ""] = time.trim().split("-");
    byDay[day] = [...(byDay[day] ?? []), part];
  }
  return byDay;
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
