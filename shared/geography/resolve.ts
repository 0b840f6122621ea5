import QuickLRU from "quick-lru";
import { milesBetween, type Point } from "../domain/geo.ts";
import { crownDependencyOf, lookAlikes, type Postcode, postcodeBeginning, postcodesIn, readPartialPostcode } from "../domain/postcode.ts";
import { ok, type Result, refused } from "../domain/result.ts";
import type { EpochMillis } from "../domain/time.ts";
import { namesInWords } from "../policy/council.ts";
import { councilFor, type ServedCouncil, servedCouncils, type Whereabouts } from "./coverage.ts";
import { placeFinder } from "./find-place.ts";
import type { GeographyIndex } from "./geography-index.ts";
import { AGAIN_MS, keptGeography } from "./kept-geography.ts";
import { fullLabel } from "./place-names.ts";
import type { Gazetteer, GeographyReader, Place } from "./ports.ts";
import { nearestOf } from "./sector-format.ts";

/** Where somebody searches from. */
export interface SearchOrigin extends Point {
  readonly label: string;
  readonly resolution: "postcode" | "sector" | "outcode" | "place";
  /** The district it lies in (GSS code), where postcodes are imported. */
  readonly district?: string;
  /** Given outside every council that is served: the name of the district or county whose council arranges care there, empty where it is not known. */
  readonly outside?: string;
}

/** Why a text is no place to search from: always with the nearest things that are. */
export interface PlaceRefusal {
  readonly kind: "place-unknown" | "place-ambiguous" | "place-outside";
  readonly detail: string;
  /** Texts that resolve, best first. */
  readonly suggestions: readonly string[];
}

/** Turns what a person typed into a place on the map, or a refusal that helps. Never guesses silently. */
export type ResolvePlace = (text: string) => Promise<Result<SearchOrigin, PlaceRefusal>>;

type Resolved = Result<SearchOrigin, PlaceRefusal>;

const TEXTS_KEPT = 4000;
const MOST_SUGGESTIONS = 5;
/** Further from every postcode we know, nothing can be said of the district. */
const SAME_DISTRICT_MILES = 2;

/** Geography changes only by import, so what was found is kept for the life of the process. */
export function placeResolver(
  reader: GeographyReader,
  gazetteer: Gazetteer,
  now: () => EpochMillis,
  councils: readonly ServedCouncil[] = servedCouncils(),
): ResolvePlace {
  const geography = keptGeography(reader, gazetteer, councils, now);
  const findPlace = placeFinder(geography, councils);

  /** Where somebody is, with who arranges care there, if it is none of the councils served. */
  const originAt = async (origin: Omit<SearchOrigin, "outside">, { county }: Pick<Whereabouts, "county"> = {}): Promise<SearchOrigin> => {
    if (councilFor({ ...origin, county }, councils)) return origin;
    const districtNames = await reader.districtNames();
    return { ...origin, outside: districtNames[origin.district ?? ""] ?? county ?? "" };
  };

  const knownAs = async ({ sector, unit }: Postcode) => (await geography.sector(sector))?.find((one) => one.unit === unit);

  const unknownPostcode = async (text: string, label: string): Promise<PlaceRefusal> => {
    const meant: string[] = [];
    for (const alike of lookAlikes(text)) if (await knownAs(alike)) meant.push(alike.postcode);
    const [first] = meant;
    if (first) return { kind: "place-unknown", detail: `We could not find ${label}. Did you mean ${first}?`, suggestions: meant };
    const known = await geography.indexWith(() => true);
    if (!known)
      return {
        kind: "place-unknown",
        detail: `We do not have any postcodes yet, so we could not find ${label}. Enter a town or village.`,
        suggestions: [],
      };
    const suggestions = nearestCodes(known, text);
    if (suggestions.length === 0)
      return {
        kind: "place-outside",
        detail: `We could not find ${label}. We only cover ${namesInWords(councils.map(({ name }) => name))}. Check the postcode, or ask the council where you live.`,
        suggestions,
      };
    return { kind: "place-unknown", detail: `We could not find ${label}. Check the postcode or try the first half of it.`, suggestions };
  };

  const postcode = async (text: string): Promise<Resolved | undefined> => {
    const [read, ...others] = postcodesIn(text);
    if (!read) return undefined;
    if (others.length > 0)
      return refused({
        kind: "place-ambiguous",
        detail: "You entered more than one postcode. Select the one you want.",
        suggestions: [read, ...others].slice(0, MOST_SUGGESTIONS).map((one) => one.postcode),
      });
    const found = await knownAs(read);
    if (!found) return refused(await unknownPostcode(text, read.postcode));
    const { lat, lon, district } = found;
    return ok(await originAt({ lat, lon, label: read.postcode, resolution: "postcode", ...(district ? { district } : {}) }));
  };

  const partialPostcode = async (text: string): Promise<Resolved | undefined> => {
    const readings = readPartialPostcode(text);
    if (readings.length === 0) return undefined;
    for (const { outcode, sector } of readings) {
      const known = await geography.indexWith(({ sectors, outcodes }) => (sector ? sectors.has(sector) : outcodes.has(outcode)));
      const found = sector ? known?.sectors.get(sector) : known?.outcodes.get(outcode);
      if (!found) continue;
      const { lat, lon, district } = found;
      const resolution = sector ? "sector" : "outcode";
      return ok(await originAt({ lat, lon, label: sector ?? outcode, resolution, ...(district ? { district } : {}) }));
    }
    return refused(await unknownPostcode(text, text.trim().toUpperCase()));
  };

  const districtAt = async (point: Point): Promise<string | undefined> => {
    const known = await geography.indexWith(() => true);
    if (!known) return undefined;
    const sector = nearestOf(point, [...known.sectors.values()]);
    const postcodes = sector && (await geography.sector(sector.sector));
    const nearest =
      postcodes &&
      nearestOf(
        point,
        postcodes.filter(({ stacked }) => !stacked),
      );
    if (!nearest || milesBetween(point.lat, point.lon, nearest.lat, nearest.lon) > SAME_DISTRICT_MILES) return undefined;
    return nearest.district;
  };

  const districts = new Map<number, string>();
  const nearPlace = async (place: Place, label: string): Promise<SearchOrigin> => {
    const district = districts.get(place.id) ?? (await districtAt(place)) ?? place.district;
    if (district) districts.set(place.id, district);
    const { lat, lon, county } = place;
    return originAt({ lat, lon, label, resolution: "place", ...(district ? { district } : {}) }, { county });
  };

  const resolve: ResolvePlace = async (text) => {
    const island = crownDependencyOf(text);
    if (island) return refused({ kind: "place-outside", detail: crownDependencyWords(island), suggestions: [] });
    const coded = (await postcode(text)) ?? (await partialPostcode(text));
    if (coded) return coded;
    const named = await findPlace(text);
    const suggestions = named.kind === "one" ? [] : [...new Set(named.places.map(fullLabel))];
    const typed = text.trim();
    switch (named.kind) {
      case "one":
        return ok(await nearPlace(named.place, named.label));
      case "several":
        return refused({
          kind: "place-ambiguous",
          detail: `More than one place has ‘${typed}’ in its name. Select the one you mean or enter a postcode.`,
          suggestions,
        });
      case "area":
        return refused({
          kind: "place-ambiguous",
          detail: `${named.name} is a large area. Select a town or village, or enter a postcode.`,
          suggestions,
        });
      case "none": {
        const coding = /\d/.test(text) && (postcodeBeginning(text) !== undefined || lookAlikes(text).length > 0);
        if (coding) return refused(await unknownPostcode(text, typed.toUpperCase()));
        return refused({ kind: "place-unknown", detail: `We could not find ‘${typed}’. Check the spelling or enter a postcode.`, suggestions });
      }
    }
  };

  const found = new QuickLRU<string, { readonly resolved: Resolved; readonly at: EpochMillis }>({ maxSize: TEXTS_KEPT / 2 });
  return async (text) => {
    const known = found.get(text);
    // A place without its district may have one once postcodes are imported: it is looked up again.
    if (known?.resolved.ok && (known.resolved.value.district || now() - known.at < AGAIN_MS)) return known.resolved;
    const resolved = await resolve(text);
    if (resolved.ok) found.set(text, { resolved, at: now() });
    return resolved;
  };
}

/** What somebody in a Crown dependency is told. */
export const crownDependencyWords = (island: string): string => {
  const name = island.replace(/^the/, "The");
  return `${name} is not part of the UK, so councils do not arrange care there. Contact the government of ${island} about support.`;
};

/** The known sectors and outcodes nearest to something typed like a postcode. */
function nearestCodes(index: GeographyIndex, text: string): readonly string[] {
  const begun = postcodeBeginning(text);
  if (!begun) return [];
  const found: string[] = [];
  if (begun.sector && index.sectors.has(begun.sector)) found.push(begun.sector);
  if (index.outcodes.has(begun.outcode)) found.push(begun.outcode);
  const area = /^[A-Z]+/.exec(begun.outcode)?.[0] ?? "";
  const district = Number(/\d+/.exec(begun.outcode)?.[0] ?? 0);
  const neighbours = [...index.outcodes.keys()]
    .filter((outcode) => !found.includes(outcode))
    .map((outcode) => {
      const match = /^([A-Z]+)(\d+)/.exec(outcode);
      const sameArea = match?.[1] === area;
      return { outcode, away: sameArea ? Math.abs(Number(match[2]) - district) : 100 * mistakes(outcode, begun.outcode) };
    })
    .filter(({ away }) => away <= 100)
    .sort((a, b) => a.away - b.away || (a.outcode < b.outcode ? -1 : 1));
  return [...found, ...neighbours.map(({ outcode }) => outcode)].slice(0, MOST_SUGGESTIONS);
}

/** How many letters two codes of one length differ in; more than any when their lengths differ. */
const mistakes = (a: string, b: string): number => (a.length === b.length ? [...a].filter((letter, at) => letter !== b[at]).length : Number.POSITIVE_INFINITY);
