import type { GeographyIndex } from "./geography-index.ts";
import type { SectorPostcode, SectorSummary } from "./sector-format.ts";

/** What resolving a place reads. */
export interface GeographyReader {
  /** A sector's postcodes in one read; none when the sector is not known. */
  sector(sector: string): Promise<readonly SectorPostcode[] | undefined>;
  /** Every sector and outcode in one read; none before postcodes are imported. */
  index(): Promise<GeographyIndex | undefined>;
  /** District names by GSS code; empty before districts are imported. */
  districtNames(): Promise<Readonly<Record<string, string>>>;
  /** Named places that were imported, in one read; empty before any are. */
  places(): Promise<readonly ImportedPlace[]>;
}

/** What a place is: a town, village or suburb; or a parish or ward, which people name where they know it. */
export const PLACE_KINDS = ["place", "parish", "ward"] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** A named place that a council brought. */
export interface ImportedPlace {
  /** From its code or its name and position, so that it stays the same; greater than any of GeoNames. */
  readonly id: number;
  readonly name: string;
  readonly kind: PlaceKind;
  readonly lat: number;
  readonly lon: number;
  /** How many people live there; 0 where the file does not say. */
  readonly people: number;
  /** The district it lies in (GSS code), where the file says. */
  readonly district?: string;
  /** Its county, where the file says. */
  readonly county?: string;
}

/** A small area of the census and how many people live there. */
export interface CensusArea {
  readonly code: string;
  readonly district: string;
  readonly lat: number;
  readonly lon: number;
  readonly people: number;
}

/** What importing geography writes. */
export interface GeographyStore extends GeographyReader {
  /** Replaces one sector whole. Safe to repeat. */
  writeSector(sector: string, postcodes: readonly SectorPostcode[]): Promise<void>;
  /** Replaces the index. */
  writeIndex(sectors: Iterable<SectorSummary>): Promise<void>;
  writeDistrictNames(names: Readonly<Record<string, string>>): Promise<void>;
  /** Replaces them all. Throws `TooManyPlaces` where they are more than an item holds. */
  writePlaces(places: readonly ImportedPlace[]): Promise<void>;
}

/** A named place, of the gazetteer or imported. */
export interface Place {
  readonly id: number;
  readonly name: string;
  readonly kind: PlaceKind;
  readonly lat: number;
  readonly lon: number;
  /** 0 where it is not known. */
  readonly people: number;
  /** Its county, or the unitary council's area it lies in; empty where it is not known. */
  readonly county: string;
  /** A larger town nearby, to tell it from others of its name in its county; empty where there are none. */
  readonly beside: string;
  readonly district?: string;
}

/** The gazetteer: place names of Great Britain and Northern Ireland. */
export type Gazetteer = () => readonly Place[];
