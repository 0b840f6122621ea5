import type { ShapeVersions, StoredBody } from "../table/stored-shape.ts";
import { excerptOf } from "./excerpt.ts";
import type { Listing } from "./listing.ts";
import { PUBLIC_STATUSES } from "./listing.ts";

/**
 * The public projection of a listing: what a search answers (with the distance added) and what a
 * card shows. It is built field by field, so that nothing private can slip in: no postcode, no
 * position, and of what they wrote no more than how the words of their page begin.
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
> & { readonly excerpt?: string };

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

/** A profile of before, with the first words of what it says. */
function withExcerpt(body: StoredBody): StoredBody {
  const { row, about } = body;
  const excerpt = typeof about === "string" ? excerptOf(about) : undefined;
  if (excerpt === undefined || !isObject(row) || !isObject(row["listing"])) return body;
  return { ...body, row: { ...row, listing: { ...row["listing"], excerpt } } };
}

const isObject = (value: unknown): value is StoredBody => typeof value === "object" && value !== null;

/** Versions of the stored profile; its schema is in `stored-shapes.ts`. */
export const publicListingVersions: ShapeVersions = {
  ...{ entity: "public-listing", schemaVersion: 4 },
  // Version 2 may say of each check how long it counts; before, nothing did.
  // Version 3 has the first words of what they say about themselves.
  // Version 4 may name a photo.
  upcasters: { 3: (body) => body, 2: withExcerpt, 1: (body) => body },
};

/** The public projection of a listing, or nothing where its status keeps it out of the public's sight. */
export function publicProfileOf(listing: Listing): PublicProfile | undefined {
  if (!PUBLIC_STATUSES.includes(listing.status)) return undefined;
  const { about, area, id, authority, displayName, kind, employment, status } = listing;
  const { services, clientGroups, skills, languages, gender, photo, availability, hoursFree } = listing;
  const { ratePence, travelMiles, districts, accreditedOn, accreditedUntil, checks, cqc } = listing;
  const excerpt = excerptOf(about);
  return {
    row: {
      area: { key: area.key, lat: area.lat, lon: area.lon },
      listing: {
        id,
        displayName,
        kind,
        employment,
        status,
        ...(excerpt === undefined ? {} : { excerpt }),
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
