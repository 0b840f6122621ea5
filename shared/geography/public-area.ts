import QuickLRU from "quick-lru";
import { readPostcode } from "../domain/postcode.ts";
import { ok, type Result, refused } from "../domain/result.ts";
import type { Area } from "../listing/listing.ts";
import { servicePolicy } from "../policy/service.ts";
import { placeLabel, placeNames } from "./place-names.ts";
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

/** Finds the public area of a postcode, or says why it has none. Sectors are read once. */
export function areaFinder(geography: Sectors) {
  const sectors = new QuickLRU<string, { area: Area | undefined; units: ReadonlyMap<string, string | undefined> }>({ maxSize: 6000 });
  return async (text: string): Promise<{ area: Area; postcode: string; district?: string } | { reason: string }> => {
    const read = readPostcode(text);
    if (!read) return { reason: "is not a postcode" };
    let known = sectors.get(read.sector);
    if (!known) {
      const postcodes = (await geography.sector(read.sector)) ?? [];
      const units = new Map(postcodes.map(({ unit, district }) => [unit, district]));
      known = { area: postcodes.length > 0 ? await publicArea(read.sector, postcodes, geography) : undefined, units };
      // A sector that is not there may be imported later.
      if (known.area) sectors.set(read.sector, known);
    }
    if (!known.units.has(read.unit)) return { reason: "is not among the imported postcodes" };
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
export function baseFinder(geography: Sectors, gazetteer: Gazetteer): (text: string) => Promise<Result<Based, string>> {
  const areaOf = areaFinder(geography);
  let names: ReturnType<typeof placeNames> | undefined;
  return async (text) => {
    if (readPostcode(text)) {
      const found = await areaOf(text);
      return "reason" in found
        ? refused("is not a postcode we know: check it, or enter the name of your town or village")
        : ok({ area: found.area, from: found.postcode });
    }
    names ??= placeNames(gazetteer());
    const [place, other] = names.named(text);
    if (!place) {
      const [like] = names.like(text);
      return refused(`is not a place we know: check the spelling, or enter a postcode${like ? `. Did you mean ${placeLabel(like)}?` : ""}`);
    }
    if (other && placeLabel(other) !== placeLabel(place) && place.name.toLowerCase() === text.trim().toLowerCase() && place.beside !== "")
      return refused(`is the name of more than one place: enter ${placeLabel(place)}, ${placeLabel(other)}, or a postcode`);
    return ok({ area: { key: `place:${place.id}`, lat: place.lat, lon: place.lon }, from: placeLabel(place).slice(0, 60) });
  };
}
