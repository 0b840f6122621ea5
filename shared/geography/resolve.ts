import QuickLRU from "quick-lru";
import type { Point } from "../domain/geo.ts";
import { milesBetween } from "../domain/geo.ts";
import { postcodeBeginning, readPartialPostcode, readPostcode } from "../domain/postcode.ts";
import { ok, type Result, refused } from "../domain/result.ts";
import type { EpochMillis } from "../domain/time.ts";
import type { GeographyIndex } from "./geography-index.ts";
import { type PlaceNames, placeLabel, placeNames } from "./place-names.ts";
import type { Gazetteer, GeographyReader, Place } from "./ports.ts";
import { nearestOf, type SectorPostcode } from "./sector-format.ts";

/** Where somebody searches from. */
export interface SearchOrigin extends Point {
  readonly label: string;
  readonly resolution: "postcode" | "sector" | "outcode" | "place";
  /** The district it lies in (GSS code), where postcodes are imported. */
  readonly district?: string;
}

/** Why a text is no place: always with the nearest things that are. */
export interface PlaceRefusal {
  readonly kind: "place-unknown" | "place-ambiguous";
  readonly detail: string;
  /** Texts that resolve, best first. */
  readonly suggestions: readonly string[];
}

/** Turns what a person typed into a place on the map, or a refusal that helps. Never guesses silently. */
export type ResolvePlace = (text: string) => Promise<Result<SearchOrigin, PlaceRefusal>>;

const SECTORS_KEPT = 4000;
const TEXTS_KEPT = 4000;
const MOST_SUGGESTIONS = 5;
/** Places of one name closer than this are one place to somebody searching. */
const SAME_PLACE_MILES = 2;

/** How long it may take until a running process sees that more postcodes were imported. */
const INDEX_AGAIN_MS = 5000;

/** Geography changes only by import, so what was found is kept for the life of the process. */
export function placeResolver(reader: GeographyReader, gazetteer: Gazetteer, now: () => EpochMillis): ResolvePlace {
  const sectors = new QuickLRU<string, readonly SectorPostcode[]>({ maxSize: SECTORS_KEPT / 2 });
  let index: GeographyIndex | undefined;
  let indexReadAt = Number.NEGATIVE_INFINITY;
  let names: PlaceNames | undefined;

  const sectorOf = async (name: string): Promise<readonly SectorPostcode[] | undefined> => {
    const known = sectors.get(name);
    if (known) return known;
    const read = await reader.sector(name);
    if (read) sectors.set(name, read);
    return read;
  };

  /** The index; read again, now and then, while it lacks what is asked for. */
  const indexWith = async (has: (known: GeographyIndex) => boolean): Promise<GeographyIndex | undefined> => {
    if (!(index && has(index)) && now() - indexReadAt > INDEX_AGAIN_MS) {
      index = await reader.index();
      indexReadAt = now();
    }
    return index;
  };

  const unknownPostcode = async (text: string, label: string): Promise<PlaceRefusal> => {
    const known = await indexWith(() => true);
    const suggestions = known ? nearestCodes(known, text) : [];
    const detail = known
      ? `We do not know the postcode ${label}. Check it, or search from a wider area.`
      : `No postcodes have been imported, so ${label} cannot be found yet. Search by the name of a town or village.`;
    return { kind: "place-unknown", detail, suggestions };
  };

  const fullPostcode = async (text: string): Promise<Result<SearchOrigin, PlaceRefusal> | undefined> => {
    const read = readPostcode(text);
    if (!read) return undefined;
    const found = (await sectorOf(read.sector))?.find(({ unit }) => unit === read.unit);
    if (!found) return refused(await unknownPostcode(text, read.postcode));
    const { lat, lon, district } = found;
    return ok({ lat, lon, label: read.postcode, resolution: "postcode", ...(district ? { district } : {}) });
  };

  const partialPostcode = async (text: string): Promise<Result<SearchOrigin, PlaceRefusal> | undefined> => {
    const readings = readPartialPostcode(text);
    if (readings.length === 0) return undefined;
    for (const { outcode, sector } of readings) {
      const known = await indexWith(({ sectors, outcodes }) => (sector ? sectors.has(sector) : outcodes.has(outcode)));
      const found = sector ? known?.sectors.get(sector) : known?.outcodes.get(outcode);
      if (!found) continue;
      const { lat, lon, district } = found;
      const resolution = sector ? "sector" : "outcode";
      return ok({ lat, lon, label: sector ?? outcode, resolution, ...(district ? { district } : {}) });
    }
    return refused(await unknownPostcode(text, text.trim().toUpperCase()));
  };

  const districtAt = async (point: Point): Promise<string | undefined> => {
    const known = await indexWith(() => true);
    if (!known) return undefined;
    const sector = nearestOf(point, [...known.sectors.values()]);
    const postcodes = sector && (await sectorOf(sector.sector));
    const nearest =
      postcodes &&
      nearestOf(
        point,
        postcodes.filter(({ stacked }) => !stacked),
      );
    // Far from every imported postcode nothing can be said of the district.
    if (!nearest || milesBetween(point.lat, point.lon, nearest.lat, nearest.lon) > SAME_PLACE_MILES) return undefined;
    return nearest.district;
  };

  const districts = new Map<number, string>();
  const nearPlace = async (place: Place): Promise<SearchOrigin> => {
    const district = districts.get(place.id) ?? (await districtAt(place));
    if (district) districts.set(place.id, district);
    const { lat, lon } = place;
    return { lat, lon, label: placeLabel(place), resolution: "place", ...(district ? { district } : {}) };
  };

  const resolve: ResolvePlace = async (text) => {
    const coded = (await fullPostcode(text)) ?? (await partialPostcode(text));
    if (coded) return coded;
    names ??= placeNames(gazetteer());
    const [place, ...others] = distinct(names.named(text));
    if (place && others.length === 0) return ok(await nearPlace(place));
    if (place) {
      return refused({
        kind: "place-ambiguous",
        detail: `There is more than one ${place.name}. Choose the one you mean, or give a postcode.`,
        suggestions: [place, ...others].slice(0, 8).map(placeLabel),
      });
    }
    if (postcodeBeginning(text) && /\d/.test(text)) return refused(await unknownPostcode(text, text.trim().toUpperCase()));
    return refused({
      kind: "place-unknown",
      detail: `We do not know a place called ‘${text.trim()}’. Check the spelling, or give a postcode.`,
      suggestions: names.like(text).map(placeLabel),
    });
  };

  const found = new QuickLRU<string, { readonly resolved: Result<SearchOrigin, PlaceRefusal>; readonly at: EpochMillis }>({ maxSize: TEXTS_KEPT / 2 });
  return async (text) => {
    const known = found.get(text);
    // A place without its district may have one once postcodes are imported: it is looked up again.
    if (known?.resolved.ok && (known.resolved.value.district || now() - known.at < INDEX_AGAIN_MS)) return known.resolved;
    const resolved = await resolve(text);
    if (resolved.ok) found.set(text, { resolved, at: now() });
    return resolved;
  };
}

function distinct(places: readonly Place[]): readonly Place[] {
  const kept: Place[] = [];
  for (const place of places) {
    if (!kept.some((known) => milesBetween(known.lat, known.lon, place.lat, place.lon) < SAME_PLACE_MILES)) kept.push(place);
  }
  return kept;
}

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
