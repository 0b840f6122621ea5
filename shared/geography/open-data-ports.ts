import type { PlainDate } from "../domain/time.ts";
import type { Census, CouncilMap, LargeCensusArea, SmallCensusArea, TakeUpOf } from "./census.ts";

/** Areas of one census, as they were imported. */
export interface AreasOfCensus<Area> {
  /** `Census 2021`; or where the file does not say, the day it came in. */
  readonly vintage: string;
  readonly importedOn: PlainDate;
  /** In the order of their codes. */
  readonly areas: readonly Area[];
}

/** The council that answers for social care in a district. */
export interface DistrictCouncil {
  readonly council: string;
  readonly name: string;
}

/** A line from point to point. */
export type BorderLines = NonNullable<Census["border"]>;

/** What is read of open data. Each answer is of one item, but the census, which is of three. */
export interface OpenDataReader {
  /** Undefined until small and large areas of the same census are there. Small areas that say no area they are part of, or one that is not there, are left out. */
  census(): Promise<Census | undefined>;
  /** Of every council that was imported and of England, the newest year of each; undefined before any were. */
  takeUp(): Promise<readonly TakeUpOf[] | undefined>;
  /** The same of every year, the oldest first; none before any were imported. */
  takeUpYears(): Promise<readonly TakeUpOf[]>;
  /** A council's map; of one of its districts where that is named. */
  map(council: string, district?: string): Promise<CouncilMap | undefined>;
  smallAreas(): Promise<AreasOfCensus<SmallCensusArea> | undefined>;
  largeAreas(): Promise<AreasOfCensus<LargeCensusArea> | undefined>;
  /** By district (GSS code); empty before districts are imported. */
  districtCouncils(): Promise<Readonly<Record<string, DistrictCouncil>>>;
  border(): Promise<BorderLines | undefined>;
}

/** What importing open data writes. Each replaces what there was, and throws `TooMuchToStore` where it is more than an item holds. */
export interface OpenDataStore extends OpenDataReader {
  writeSmallAreas(areas: AreasOfCensus<SmallCensusArea>): Promise<void>;
  writeLargeAreas(areas: AreasOfCensus<LargeCensusArea>): Promise<void>;
  writeDistrictCouncils(councils: Readonly<Record<string, DistrictCouncil>>): Promise<void>;
  writeTakeUp(years: readonly TakeUpOf[]): Promise<void>;
  /** The map of a council, or of one of its districts (GSS code). */
  writeMap(code: string, map: CouncilMap): Promise<void>;
  writeBorder(lines: BorderLines): Promise<void>;
}

/** More than an item holds. */
export class TooMuchToStore extends Error {}
