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
  writeCensusAreas(areas: readonly CensusArea[]): Promise<void>;
  censusAreas(): Promise<readonly CensusArea[]>;
}

/** A named place of GeoNames. */
export interface Place {
  readonly id: number;
  readonly name: string;
  readonly lat: number;
  readonly lon: number;
  readonly people: number;
  /** A larger town nearby, to tell it from others of its name; empty where its name is the only one. */
  readonly beside: string;
}

/** The gazetteer: place names of Great Britain and Northern Ireland. */
export type Gazetteer = () => readonly Place[];
