import QuickLRU from "quick-lru";
import { readPostcode } from "../domain/postcode.ts";
import { ok, type Result, refused } from "../domain/result.ts";
import type { Area } from "../listing/listing.ts";
import { placeLabel, placeNames } from "./place-names.ts";
import type { Gazetteer, GeographyReader } from "./ports.ts";
import { summarise } from "./sector-format.ts";

/** Finds the public area of a postcode, or says why it has none. Sectors are read once. */
export function areaFinder(geography: Pick<GeographyReader, "sector">) {
  const sectors = new QuickLRU<string, { area: Area; units: ReadonlyMap<string, string | undefined> }>({ maxSize: 6000 });
  return async (text: string): Promise<{ area: Area; postcode: string; district?: string } | { reason: string }> => {
    const read = readPostcode(text);
    if (!read) return { reason: `‘${text.slice(0, 20)}’ is not a postcode` };
    let known = sectors.get(read.sector);
    if (!known) {
      const postcodes = (await geography.sector(read.sector)) ?? [];
      const { lat, lon } = summarise(read.sector, postcodes);
      const units = new Map(postcodes.map(({ unit, district }) => [unit, district]));
      known = { area: { key: read.sector, lat, lon }, units };
      // A sector that is not there may be imported later.
      if (postcodes.length > 0) sectors.set(read.sector, known);
    }
    if (!known.units.has(read.unit)) return { reason: `${read.postcode} is not among the imported postcodes` };
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
export function baseFinder(geography: Pick<GeographyReader, "sector">, gazetteer: Gazetteer): (text: string) => Promise<Result<Based, string>> {
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
