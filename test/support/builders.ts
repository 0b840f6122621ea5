import { type AuditContext, systemContext } from "../../shared/audit/context.ts";
import { type Listing, ListingId } from "../../shared/listing/listing.ts";

/** A listing for a test; everything not named is plain and the same every time. */
export function aListing(changes: Partial<Omit<Listing, "id">> & { readonly id?: string } = {}): Listing {
  const { id = "pa-1", ...rest } = changes;
  return {
    id: ListingId.parse(id),
    authority: "E10000018",
    kind: "personal-assistant",
    employment: "employed",
    displayName: "Amber Applewhistle",
    postcode: "LE13 1GH",
    area: { key: "LE13 1", lat: 52.766, lon: -0.887 },
    travelMiles: 10,
    districts: [],
    services: ["personal-care"],
    clientGroups: ["dementia"],
    skills: [],
    languages: ["en"],
    availability: { mon: ["morning"] },
    hoursFree: 12,
    ratePence: 1450,
    status: "accredited",
    accreditedOn: "2026-05-01",
    accreditedUntil: "2029-05-01",
    checks: [{ code: "dbs", on: "2026-05-01" }],
    ...rest,
  };
}

/** One line of a council's register, as JSON would hold it. */
export function aRegisterRow(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    id: "pa-1",
    kind: "personal-assistant",
    employment: "employed",
    displayName: "Amber Applewhistle",
    postcode: "LE13 1GH",
    travelMiles: 10,
    services: ["personal-care"],
    availability: { mon: ["morning"] },
    hoursFree: 12,
    ratePence: 1450,
    status: "accredited",
    accreditedOn: "2026-05-01",
    ...changes,
  };
}

/** An act for a test: always at the same moment. */
export const anAuditContext = (changes: Partial<AuditContext> = {}): AuditContext => ({
  ...systemContext("test", Date.parse("2026-11-24T12:00:00Z")),
  ...changes,
});
