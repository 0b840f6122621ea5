import * as z from "zod/mini";
import { ListingId } from "./listing.ts";

// Codes are texts here: what is stored and shown is not refused because the taxonomy moved on.
const codes = z.array(z.string());

/** What the public may see of a listing, in the order it is written in: part of what is stored, of the log, and of the API's answers. */
export const publicFields = {
  id: ListingId,
  displayName: z.string(),
  kind: z.string(),
  employment: z.enum(["employed", "self-employed", "organisation"]),
  status: z.string(),
  /** The first words of what they say about themselves. */
  excerpt: z.exactOptional(z.string()),
  services: codes,
  clientGroups: codes,
  skills: codes,
  languages: codes,
  gender: z.exactOptional(z.string()),
  photo: z.exactOptional(z.string()),
  ratePence: z.exactOptional(z.number()),
  hoursFree: z.exactOptional(z.number()),
  travelMiles: z.number(),
  availability: z.record(z.string(), z.optional(codes)),
  districts: codes,
  authority: z.string(),
  checks: z.array(z.object({ code: z.string(), on: z.exactOptional(z.string()), until: z.exactOptional(z.string()) })),
  accreditedOn: z.exactOptional(z.string()),
  accreditedUntil: z.exactOptional(z.string()),
  cqc: z.exactOptional(z.object({ locationId: z.string(), rating: z.exactOptional(z.string()), ratedOn: z.exactOptional(z.string()) })),
};
