import * as z from "zod/mini";
import { listedName } from "../../../shared/domain/shown-name.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import { areaFinder } from "../../../shared/geography/public-area.ts";
import type { FileRow, ImportReport, RefusedRow } from "../../../shared/import/rows.ts";
import { type Listing, ListingId } from "../../../shared/listing/listing.ts";
import type { ImportDeps } from "./import-register.ts";
import { listingWriter } from "./write-listings.ts";

/** The columns of the CQC care directory that are taken; others are ignored. */
export const CQC_COLUMNS = [["cqc_location_id"], ["location_name"], ["postcode"], ["service_types"]] as const;

const text = z._default(z.string().check(z.trim()), "");

const CqcRow = z.object({
  cqc_location_id: z.string().check(z.trim(), z.regex(/^\d-\d{5,12}$/, "must be a CQC location id such as 1-14906655223")),
  location_name: listedName(100),
  postcode: z.string().check(z.trim(), z.minLength(1, "is missing, so it has no place on the map")),
  service_types: text,
  service_users: text,
  overall_rating: text,
  rating_date: text,
  dormant: text.check(z.refine((value: string) => value !== "Y", "is a dormant service")),
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
 * Trellis, so they are shown only to people who ask for providers outside the list.
 */
export async function importCqc(rows: AsyncIterable<FileRow>, deps: ImportDeps): Promise<ImportReport> {
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
      id: ListingId.parse(`cqc_${parsed.data.cqc_location_id}`),
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

const wordsIn = (cell: string, words: Readonly<Record<string, readonly string[]>>): readonly string[] => [
  ...new Set(cell.split("|").flatMap((word) => words[word.trim()] ?? [])),
];
