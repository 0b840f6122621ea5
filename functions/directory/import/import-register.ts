import { createHash } from "node:crypto";
import type * as z from "zod/mini";
import type { AuditContext } from "../../../shared/audit/context.ts";
import { readPostcode } from "../../../shared/domain/postcode.ts";
import { londonDate } from "../../../shared/domain/time.ts";
import type { GeographyReader } from "../../../shared/geography/ports.ts";
import { areaFinder } from "../../../shared/geography/public-area.ts";
import type { Columns } from "../../../shared/import/header.ts";
import type { FileRow, ImportReport, Progress, RefusedRow } from "../../../shared/import/rows.ts";
import { type Area, type Check, type Listing, ListingId, PUBLIC_STATUSES, RegisterRow } from "../../../shared/listing/listing.ts";
import type { CouncilPolicy } from "../../../shared/policy/council.ts";
import { wrongWithRate } from "../../../shared/policy/pay.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import type { ListingStore } from "../ports.ts";
import { noPresence, type Presence } from "./presence.ts";
import { nameKey, nameLikeness } from "./same-name.ts";
import { listingWriter } from "./write-listings.ts";

const { leastRatePence } = servicePolicy.imports;

export interface ImportDeps {
  readonly listings: ListingStore;
  readonly geography: GeographyReader;
  readonly authority: string;
  readonly policy: CouncilPolicy;
  readonly progress: Progress;
  /** Who imports, and when: for the audit trail. */
  readonly context: AuditContext;
}

/** Takes a council's register, row by row. Bad rows are reported and left out; good ones are kept. `presence` learns whom the rows speak of. */
export async function importRegister(rows: AsyncIterable<FileRow>, deps: ImportDeps, presence: Presence = noPresence()): Promise<ImportReport> {
  const { listings, geography, authority, policy, progress } = deps;
  const writer = listingWriter(listings, deps.context, "listing:import");
  const areaOf = areaFinder(geography);
  const refused: RefusedRow[] = [];
  const doubtful: RefusedRow[] = [];
  const alike = new Map<string, { line: number; id: string }>();
  let read = 0;
  for await (const row of rows) {
    read += 1;
    if (read % 1000 === 0) progress(read);
    if ("unreadable" in row) {
      refused.push({ line: row.line, field: "line", reason: row.unreadable });
      presence.nameless += 1;
      continue;
    }
    noteWhose(row.values, authority, presence);
    const parsed = RegisterRow.safeParse(row.values);
    if (!parsed.success) {
      refused.push(...reasonsFor(row.line, row.values, parsed.error.issues));
      continue;
    }
    if (parsed.data.ratePence < leastRatePence) {
      refused.push({ line: row.line, field: "ratePence", reason: POUNDS });
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
    const listing = listingOf(parsed.data, found, authority, policy);
    const likeness = [listing.kind, nameLikeness(listing.displayName), found.postcode].join("\n");
    const first = alike.get(likeness);
    if (first === undefined) alike.set(likeness, { line: row.line, id: listing.id });
    else if (first.id !== listing.id)
      doubtful.push({ line: row.line, field: "displayName", reason: `and postcode are like those of line ${first.line}: is it one person?` });
    await writer.take({ line: row.line, listing });
  }
  const written = await writer.finish();
  const all = [...refused, ...written.refused].sort((a, b) => a.line - b.line);
  return { ...written.counts, refused: all, doubtful };
}

/** Notes whose row it is, also where it is refused: somebody in the file is not missing from it. */
function noteWhose({ id, kind, displayName, postcode }: Readonly<Record<string, unknown>>, authority: string, presence: Presence): void {
  const brought = ListingId.safeParse(id);
  const read = typeof postcode === "string" ? readPostcode(postcode) : undefined;
  if (brought.success) presence.present.add(brought.data);
  else if (id === undefined && typeof kind === "string" && typeof displayName === "string" && read)
    presence.present.add(derivedId(authority, kind, displayName, read.postcode));
  else presence.nameless += 1;
}

/** Why a row was refused, each reason once: without a word of what it says. */
function reasonsFor(line: number, values: Readonly<Record<string, unknown>>, issues: readonly z.core.$ZodIssue[]): readonly RefusedRow[] {
  const reasons = issues.map(({ path, message }): RefusedRow => {
    const [name] = path;
    const field = path.join(".") || "line";
    if (name === undefined) return { line, field, reason: message };
    if (!(String(name) in values)) return { line, field, reason: "is missing" };
    return { line, field, reason: adviceFor(String(name), values[String(name)]) ?? message };
  });
  return [...new Map(reasons.map((one) => [`${one.field} ${one.reason}`, one])).values()];
}

const POUNDS = "is too low for a rate in pence: is it in pounds? £14.50 an hour is 1450";
const SPREADSHEET_DATE = /^(\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{2,4}|\d{5})( .*)?$/;

/** What to do about a value that a spreadsheet shows in a way of its own; undefined for anything else. */
function adviceFor(name: string, value: unknown): string | undefined {
  const text = String(value).trim();
  if (name === "ratePence" && /^£?\d{1,3}(\.\d{1,2})?$/.test(text)) return POUNDS;
  if (name.startsWith("accredited") && SPREADSHEET_DATE.test(text))
    return "is a date as a spreadsheet shows it: give the column the format yyyy-mm-dd, and save again";
  return undefined;
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

/** The id of a row that brings none: the same for the same kind, name and postcode in the same register, however the name is typed. */
function derivedId(authority: string, kind: string, displayName: string, postcode: string): ListingId {
  const hash = createHash("sha256")
    .update([authority, kind, nameKey(displayName), postcode].join("\n"))
    .digest("hex");
  return ListingId.parse(
    `lst_${BigInt(`0x${hash.slice(0, 32)}`)
      .toString(36)
      .padStart(25, "0")}`,
  );
}

const required = { required: true } as const;

/** The columns of a register in CSV. */
export const REGISTER_COLUMNS: Columns = {
  id: {},
  kind: required,
  employment: {},
  displayName: required,
  about: {},
  postcode: required,
  travelMiles: {},
  districts: {},
  services: {},
  clientGroups: {},
  skills: {},
  languages: {},
  gender: {},
  availability: {},
  hoursFree: {},
  ratePence: {},
  status: {},
  accreditedOn: {},
  accreditedUntil: {},
};

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
