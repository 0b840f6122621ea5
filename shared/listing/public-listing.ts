import type { ShapeVersions } from "../table/stored-shape.ts";
import type { Listing } from "./listing.ts";
import { PUBLIC_STATUSES } from "./listing.ts";

/**
 * The public projection of a listing: what a search answers (with the distance added) and what a
 * card shows. It is built field by field, so that nothing private can slip in: no postcode, no
 * position, no free text.
 */
export type PublicListing = Pick<
  Listing,
  | "id"
  | "authority"
  | "displayName"
  | "kind"
  | "employment"
  | "status"
  | "services"
  | "clientGroups"
  | "skills"
  | "languages"
  | "gender"
  | "photo"
  | "availability"
  | "hoursFree"
  | "ratePence"
  | "travelMiles"
  | "districts"
  | "accreditedOn"
  | "accreditedUntil"
  | "checks"
  | "cqc"
>;

/** A public projection with its public position: one row of the search snapshot. */
export interface SnapshotRow {
  readonly area: Listing["area"];
  readonly listing: PublicListing;
}

/** What the listing's own page shows: the projection and the words about themselves. */
export interface PublicProfile {
  readonly row: SnapshotRow;
  readonly about?: string;
}

/** Versions of the stored profile; its schema is in `stored-shapes.ts`. */
export const publicListingVersions: ShapeVersions = {
  ...{ entity: "public-listing", schemaVersion: 3 },
  // Version 2 may say of each check how long it counts; version 3 may name a photo. Before, nothing did.
  upcasters: { 1: (body) => body, 2: (body) => body },
};

/** The public projection of a listing, or nothing where its status keeps it out of the public's sight. */
export function publicProfileOf(listing: Listing): PublicProfile | undefined {
  if (!PUBLIC_STATUSES.includes(listing.status)) return undefined;
  const { about, area, id, authority, displayName, kind, employment, status } = listing;
  const { services, clientGroups, skills, languages, gender, photo, availability, hoursFree } = listing;
  const { ratePence, travelMiles, districts, accreditedOn, accreditedUntil, checks, cqc } = listing;
  return {
    row: {
      area: { key: area.key, lat: area.lat, lon: area.lon },
      listing: {
        id,
        displayName,
        kind,
        employment,
        status,
        services,
        clientGroups,
        skills,
        languages,
        ...(gender === undefined ? {} : { gender }),
        ...(photo === undefined ? {} : { photo }),
        ...(ratePence === undefined ? {} : { ratePence }),
        ...(hoursFree === undefined ? {} : { hoursFree }),
        travelMiles,
        availability,
        districts,
        authority,
        checks,
        ...(accreditedOn === undefined ? {} : { accreditedOn }),
        ...(accreditedUntil === undefined ? {} : { accreditedUntil }),
        ...(cqc === undefined ? {} : { cqc }),
      },
    },
    ...(about === undefined ? {} : { about }),
  };
}
