import * as z from "zod/mini";
import { oneOf } from "../domain/codes.ts";
import { storedShape } from "../table/stored-shape.ts";
import { type SearchAreas, searchAreasVersions } from "./search-areas.ts";
import { BANDS, searchedVersions, searchSaltVersions } from "./search-event.ts";

const Flag = z.optional(z.literal(true));

/**
 * A visitor's searches of one day for one class of need in one area, until the night: what they came to. Its name is a hash that cannot be worked out again once the
 * salt of the day is gone.
 */
export const SearchedRow = z.object({
  area: z.string(),
  district: z.string(),
  service: z.string(),
  group: z.string(),
  language: z.string(),
  /** A hash like its name, of the network alone: one network counts once in a cell of a day. */
  network: z.string(),
  /** One of a few dozen lots that all networks are dealt into, anew for each month: thousands of networks share one. */
  lot: z.number(),
  none: Flag,
  "one-or-two": Flag,
  "three-to-nine": Flag,
  "ten-or-more": Flag,
  binding: z.optional(z.string()),
  nearest: z.optional(oneOf(BANDS)),
  expiresAt: z.number(),
});
export type SearchedRow = z.infer<typeof SearchedRow>;
export const searchedShape = storedShape(searchedVersions, SearchedRow);

/** What marks are made with: random, and gone by itself. */
export const searchSaltShape = storedShape(searchSaltVersions, z.object({ salt: z.string(), expiresAt: z.number() }));

const Areas: z.ZodMiniType<SearchAreas> = z.object({
  vintage: z.string(),
  areas: z.array(z.object({ code: z.string(), district: z.string() })),
  points: z.array(z.tuple([z.number(), z.number(), z.number()])),
});
/** Where the small areas of the census lie: JSON text. */
export const searchAreasShape = storedShape(searchAreasVersions, Areas);
