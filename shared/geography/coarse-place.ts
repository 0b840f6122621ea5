import { ok, type Result, refused } from "../domain/result.ts";
import type { Area } from "../listing/listing.ts";
import type { GeographyReader } from "./ports.ts";
import { sectorArea } from "./public-area.ts";
import type { ResolvePlace } from "./resolve.ts";

/** A place that tells nobody where somebody lives: a postcode sector, the first half of a postcode, or a town or village. */
export interface CoarsePlace extends Area {
  readonly label: string;
  /** The district it lies in (GSS code), where postcodes are imported. */
  readonly district?: string;
}

/** Finds the place that somebody typed, never finer than a postcode sector; what to do where it is not found, as a sentence. */
export function coarsePlaceFinder(
  geography: Pick<GeographyReader, "sector" | "index">,
  resolve: ResolvePlace,
): (typed: string) => Promise<Result<CoarsePlace, string>> {
  return async (typed) => {
    const found = await resolve(typed);
    if (!found.ok) return refused(found.refusal.detail);
    const { lat, lon, label, resolution, district } = found.value;
    const where = district === undefined ? {} : { district };
    if (resolution === "outcode" || resolution === "place") return ok({ key: label, lat, lon, label, ...where });
    const area = await sectorArea(resolution === "postcode" ? label.slice(0, -2) : label, geography);
    return area ? ok({ ...area, label: area.key, ...where }) : refused("Enter the first half of the postcode, or the name of a town or village.");
  };
}
