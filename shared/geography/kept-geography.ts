import QuickLRU from "quick-lru";
import type { EpochMillis } from "../domain/time.ts";
import { councilFor, type ServedCouncil } from "./coverage.ts";
import type { GeographyIndex } from "./geography-index.ts";
import { comparable, type PlaceNames, placeNames } from "./place-names.ts";
import type { Gazetteer, GeographyReader, ImportedPlace, Place } from "./ports.ts";
import type { SectorPostcode } from "./sector-format.ts";

const SECTORS_KEPT = 4000;
/** How long it may take until a running process sees that more was imported, where it looks for what it lacks. */
export const AGAIN_MS = 5000;
/** How long names are kept where nothing is missed. */
const NAMES_KEPT_MS = 60_000;

/** Names of places, and of the districts they lie in. */
export interface KeptNames {
  readonly names: PlaceNames;
  readonly places: readonly Place[];
  /** Counties, by their names as they are compared. */
  readonly counties: ReadonlyMap<string, string>;
  readonly districtNames: Readonly<Record<string, string>>;
}

/** What a process keeps of geography: it changes only by import. */
export interface KeptGeography {
  sector(name: string): Promise<readonly SectorPostcode[] | undefined>;
  /** The index; read again, now and then, while it lacks what is asked for. */
  indexWith(has: (known: GeographyIndex) => boolean): Promise<GeographyIndex | undefined>;
  /** Names as they were last read; `missed` where a name was not among them, to look sooner whether more were imported. */
  names(missed?: boolean): Promise<KeptNames>;
}

/** Keeps what is read. The gazetteer is read, and names put in order, when a name is first asked for. */
export function keptGeography(reader: GeographyReader, gazetteer: Gazetteer, councils: readonly ServedCouncil[], now: () => EpochMillis): KeptGeography {
  const sectors = new QuickLRU<string, readonly SectorPostcode[]>({ maxSize: SECTORS_KEPT / 2 });
  let index: GeographyIndex | undefined;
  let indexReadAt = Number.NEGATIVE_INFINITY;
  let kept: (KeptNames & { readonly from: string }) | undefined;
  let namesReadAt = Number.NEGATIVE_INFINITY;

  return {
    async sector(name) {
      const known = sectors.get(name);
      if (known) return known;
      const read = await reader.sector(name);
      if (read) sectors.set(name, read);
      return read;
    },
    async indexWith(has) {
      if (!(index && has(index)) && now() - indexReadAt > AGAIN_MS) {
        index = await reader.index();
        indexReadAt = now();
      }
      return index;
    },
    async names(missed = false) {
      if (kept && now() - namesReadAt <= (missed ? AGAIN_MS : NAMES_KEPT_MS)) return kept;
      const [imported, districtNames] = await Promise.all([reader.places(), reader.districtNames()]);
      namesReadAt = now();
      const from = JSON.stringify([imported, districtNames]);
      if (kept?.from === from) return kept;
      const places = [...gazetteer(), ...imported.map((place) => namedPlace(place, districtNames, councils))];
      const counties = new Map([...new Set(places.map(({ county }) => county))].map((name) => [comparable(name), name]));
      counties.delete("");
      kept = { names: placeNames(places), places, counties, districtNames, from };
      return kept;
    },
  };
}

function namedPlace(place: ImportedPlace, districtNames: Readonly<Record<string, string>>, councils: readonly ServedCouncil[]): Place {
  const { district, county } = place;
  const inCounty = county ?? (district === undefined ? undefined : (councilFor(place, councils)?.name ?? districtNames[district]));
  return { ...place, county: inCounty ?? "", beside: "" };
}
