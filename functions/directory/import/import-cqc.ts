import * as z from "zod/mini";
import { listedName } from "../../../shared/domain/shown-name.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { areaFinder } from "../../../shared/geography/public-area.ts";
import type { Columns } from "../../../shared/import/header.ts";
import type { FileRow, ImportReport, RefusedRow } from "../../../shared/import/rows.ts";
import { type Listing, ListingId } from "../../../shared/listing/listing.ts";
import type { ImportDeps } from "./import-register.ts";
import { noPresence, type Presence } from "./presence.ts";
import { listingWriter } from "./write-listings.ts";

/**
 * The columns that are taken, by our names, those of the CQC's care directory (CSV) and those of its list of active
 * locations: https://www.cqc.org.uk/about-us/transparency/using-cqc-data
 */
export const CQC_COLUMNS: Columns = {
  cqc_location_id: { also: ["CQC Location ID (for office use only)", "CQC Location ID", "Location ID"], required: true },
  location_name: { also: ["Name", "Location name"], required: true },
  postcode: { also: ["Location postal code"], required: true },
  service_types: { also: ["Service types"], required: true },
  service_users: { also: ["Specialisms/services", "Service users"] },
  overall_rating: { also: ["Location latest overall rating", "Latest overall rating"] },
  rating_date: { also: ["Publication date"] },
  dormant: { also: ["Dormant (Y/N)"] },
};

const text = z._default(z.string().check(z.trim()), "");

const YES = /^\s*(y|yes|true|1)\b/i;

const CqcRow = z.object({
  cqc_location_id: z.string().check(z.trim(), z.regex(/^\d-\d{5,12}$/, "must be a CQC location id such as 1-14906655223")),
  location_name: listedName(100),
  postcode: z.string().check(z.trim(), z.minLength(1, "is missing, so it has no place on the map")),
  service_types: text,
  service_users: text,
  overall_rating: text,
  rating_date: text,
  dormant: text.check(z.refine((value: string) => !YES.test(value), "is a dormant service")),
});

// What the directory's words are in ours. A word that is not here adds nothing.
const SERVICES: Readonly<Record<string, readonly string[]>> = {
  "Domiciliary care service": ["personal-care"],
  "Supported living service": ["independence"],
  "Extra Care housing services": ["personal-care"],
  "Shared Lives": ["shared-lives"],
  "Community based adult social care services (category)": ["personal-care"],
};
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  "Caring for adults over 65 yrs": ["older-people"],
  "Caring for children": ["children"],
  "Caring for children (0 - 18yrs)": ["children"],
  Dementia: ["dementia"],
  "Learning disabilities": ["learning-disability"],
  "Learning Disabilities or autistic spectrum disorder": ["learning-disability", "autism"],
  "Mental health conditions": ["mental-health"],
  "Physical disabilities": ["physical-disability"],
  "Sensory impairment": ["sight-loss", "hearing-loss"],
  "Sensory impairments": ["sight-loss", "hearing-loss"],
  "Substance misuse problems": ["substance-misuse"],
};

/**
 * Takes rows of the CQC care directory as agencies outside the list: nobody has checked them for
 * Trellis, so they are shown only to people who ask for providers outside the list. `presence` learns which locations
 * the rows speak of, and which of them are dormant or no longer come to people's homes.
 */
export async function importCqc(rows: AsyncIterable<FileRow>, deps: ImportDeps, presence: Presence = noPresence()): Promise<ImportReport> {
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
      presence.nameless += 1;
      continue;
    }
    noteWhose(row.values, presence);
    const parsed = CqcRow.safeParse(row.values);
    if (!parsed.success) {
      for (const { path, message } of parsed.error.issues) refused.push({ line: row.line, field: path.join("."), reason: message });
      continue;
    }
    const found = await areaOf(parsed.data.postcode);
    if ("reason" in found) {
      refused.push({ line: row.line, field: "postcode", reason: found.reason });
      continue;
    }
    const services = wordsIn(parsed.data.service_types, SERVICES);
    if (services.length === 0) {
      refused.push({ line: row.line, field: "service_types", reason: "has no service that comes to people's homes" });
      continue;
    }
    const listing: Listing = {
      id: listingIdOf(parsed.data.cqc_location_id),
      authority,
      kind: "agency",
      employment: "organisation",
      displayName: parsed.data.location_name,
      postcode: found.postcode,
      area: found.area,
      travelMiles: policy.cqcTravelMiles,
      districts: found.district ? [found.district] : [],
      services,
      clientGroups: wordsIn(parsed.data.service_users, GROUPS),
      skills: [],
      languages: [],
      availability: {},
      status: "unaccredited",
      checks: [],
      cqc: {
        locationId: parsed.data.cqc_location_id,
        ...(parsed.data.overall_rating ? { rating: parsed.data.overall_rating } : {}),
        ...(PlainDate.safeParse(parsed.data.rating_date).success ? { ratedOn: parsed.data.rating_date } : {}),
      },
    };
    await writer.take({ line: row.line, listing });
  }
  const written = await writer.finish();
  return { ...written.counts, refused: [...refused, ...written.refused].sort((a, b) => a.line - b.line) };
}

/** The listing of a CQC location. */
const listingIdOf = (location: string): ListingId => ListingId.parse(`${CQC_ID}${location}`);
const CQC_ID = "cqc_";

/** Whether a listing came from the CQC directory. */
export const isFromCqc = (id: string): boolean => id.startsWith(CQC_ID);

function noteWhose(values: Readonly<Record<string, unknown>>, presence: Presence): void {
  const location = CqcRow.shape.cqc_location_id.safeParse(values["cqc_location_id"]);
  if (!location.success) {
    presence.nameless += 1;
    return;
  }
  const id = listingIdOf(location.data);
  const active = CqcRow.shape.dormant.safeParse(values["dormant"]).success;
  const comes = wordsIn(String(values["service_types"] ?? ""), SERVICES).length > 0;
  (active && comes ? presence.present : presence.over).add(id);
}

const wordsIn = (cell: string, words: Readonly<Record<string, readonly string[]>>): readonly string[] => [
  ...new Set(cell.split("|").flatMap((word) => words[word.trim()] ?? [])),
];
