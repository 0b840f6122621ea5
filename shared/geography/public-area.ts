import QuickLRU from "quick-lru";
import { crownDependencyOf, lookAlikes, postcodesIn, readPostcode } from "../domain/postcode.ts";
import { ok, type Result, refused } from "../domain/result.ts";
import type { EpochMillis } from "../domain/time.ts";
import type { Area } from "../listing/listing.ts";
import { servicePolicy } from "../policy/service.ts";
import { type ServedCouncil, servedCouncils } from "./coverage.ts";
import { placeFinder } from "./find-place.ts";
import { keptGeography } from "./kept-geography.ts";
import { fullLabel } from "./place-names.ts";
import type { Gazetteer, GeographyReader } from "./ports.ts";
import { nearestOf, type SectorPostcode, summarise } from "./sector-format.ts";

/** Where a position is published, and what finding it reads. */
type Sectors = Pick<GeographyReader, "sector" | "index">;

/**
 * The public area of a sector: itself, or its nearest neighbour of enough postcodes where it has too few
 * (`leastSectorPostcodes`): the middle of one or two postcodes would be somebody's street. Undefined where no
 * neighbour is known either.
 */
async function publicArea(sector: string, postcodes: readonly SectorPostcode[], geography: Sectors): Promise<Area | undefined> {
  const { counted, lat, lon } = summarise(sector, postcodes);
  if (counted >= servicePolicy.leastSectorPostcodes) return { key: sector, lat, lon };
  const others = [...((await geography.index())?.sectors.values() ?? [])];
  const large = others.filter((other) => other.counted >= servicePolicy.leastSectorPostcodes && !other.stackedOnly);
  const nearest = nearestOf({ lat, lon }, large);
  return nearest && { key: nearest.sector, lat: nearest.lat, lon: nearest.lon };
}

/** The public area of a postcode sector; undefined where it is not known, or has too few postcodes and no neighbour. */
export async function sectorArea(sector: string, geography: Sectors): Promise<Area | undefined> {
  const postcodes = (await geography.sector(sector)) ?? [];
  return postcodes.length > 0 ? publicArea(sector, postcodes, geography) : undefined;
}

const UNKNOWN = "is not among the imported postcodes";

/** The postcode that a text would be with O for 0 or I for 1 put right, as a question. */
function didYouMean(text: string): string {
  const [meant] = lookAlikes(text);
  return meant ? `: did you mean ${meant.postcode}?` : "";
}

/** Finds the public area of a postcode, or says why it has none. Sectors are read once. */
export function areaFinder(geography: Sectors) {
  const sectors = new QuickLRU<string, { area: Area | undefined; units: ReadonlyMap<string, string | undefined> }>({ maxSize: 6000 });
  return async (text: string): Promise<{ area: Area; postcode: string; district?: string } | { reason: string }> => {
    const island = crownDependencyOf(text);
    if (island) return { reason: `is in ${island}, where councils do not arrange care` };
    const read = readPostcode(text);
    if (!read) {
      if (postcodesIn(text).length > 1) return { reason: "has more than one postcode" };
      return { reason: `is not a postcode${didYouMean(text)}` };
    }
    let known = sectors.get(read.sector);
    if (!known) {
      const postcodes = (await geography.sector(read.sector)) ?? [];
      const units = new Map(postcodes.map(({ unit, district }) => [unit, district]));
      known = { area: postcodes.length > 0 ? await publicArea(read.sector, postcodes, geography) : undefined, units };
      // A sector that is not there may be imported later.
      if (known.area) sectors.set(read.sector, known);
    }
    if (!known.units.has(read.unit)) {
      const meant = didYouMean(text);
      return { reason: meant ? `is not a postcode we know${meant}` : UNKNOWN };
    }
    if (!known.area) return { reason: "lies where too few postcodes are known to publish a place: import those around it" };
    const district = known.units.get(read.unit);
    return { area: known.area, postcode: read.postcode, ...(district ? { district } : {}) };
  };
}

/** Where a provider is based, as the public may know it. */
export interface Based {
  readonly area: Area;
  /** Private: the postcode, or the name of the place. */
  readonly from: string;
}

/** Finds where a provider is based, by postcode or by the name of a town or village; what to do where it is not found. */
export function baseFinder(
  reader: GeographyReader,
  gazetteer: Gazetteer,
  now: () => EpochMillis,
  councils: readonly ServedCouncil[] = servedCouncils(),
): (text: string) => Promise<Result<Based, string>> {
  const areaOf = areaFinder(reader);
  const findPlace = placeFinder(keptGeography(reader, gazetteer, councils, now), councils);
  return async (text) => {
    if (postcodesIn(text).length > 0 || crownDependencyOf(text) || (/\d/.test(text) && lookAlikes(text).length > 0)) {
      const found = await areaOf(text);
      if (!("reason" in found)) return ok({ area: found.area, from: found.postcode });
      return refused(found.reason === UNKNOWN ? "is not a postcode we know: check it, or enter the name of your town or village" : found.reason);
    }
    const named = await findPlace(text);
    if (named.kind === "one") {
      const { id, lat, lon } = named.place;
      return ok({ area: { key: `place:${id}`, lat, lon }, from: named.label.slice(0, 60) });
    }
    const labels = [...new Set(named.places.map(fullLabel))].slice(0, MOST_NAMED);
    switch (named.kind) {
      case "several":
        return refused(`is the name of more than one place: enter ${listed(labels)}, or a postcode`);
      case "area":
        return refused(`is a large area: enter a town or village in it, such as ${listed(labels)}, or a postcode`);
      case "none":
        return refused(`is not a place we know: check the spelling, or enter a postcode${labels[0] ? `. Did you mean ${labels[0]}?` : ""}`);
    }
  };
}

const MOST_NAMED = 3;
// Labels have commas of their own.
const listed = (labels: readonly string[]): string => labels.map((label) => `‘${label}’`).join(" or ");
