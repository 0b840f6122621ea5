import type { Point } from "../domain/geo.ts";
import type { PlainDate } from "../domain/time.ts";
import type { CensusArea } from "./ports.ts";

/** A small area of the census (LSOA), and the area (MSOA) that it is part of. */
export interface SmallCensusArea extends CensusArea {
  /** The code of its area. */
  readonly area: string;
  readonly rural: boolean;
}

/** An area of the census (MSOA) and who lives there, in whole people. */
export interface LargeCensusArea {
  readonly code: string;
  /** As the census names it: `Melton 004`. */
  readonly name: string;
  /** Where that is, in names people know: its wards. */
  readonly label: string;
  /** Its district, and the council that answers for social care there (GSS codes). */
  readonly district: string;
  readonly council: string;
  readonly lat: number;
  readonly lon: number;
  readonly squareKilometres: number;
  readonly rural: boolean;
  readonly people: number;
  readonly aged18To64: number;
  readonly aged65AndOver: number;
  readonly aged85AndOver: number;
  readonly disabled: number;
  readonly carers50Hours: number;
  readonly notEnglishWell: number;
}

/** What was imported of a country's areas. */
export interface Census {
  /** What the files say they are of: the census year, or where none says, the day they came in. */
  readonly vintage: string;
  readonly importedOn: PlainDate;
  /** By code. */
  readonly small: readonly SmallCensusArea[];
  readonly areas: readonly LargeCensusArea[];
  /** The outer border of all areas, as lines from point to point; absent until boundaries are imported. */
  readonly border?: readonly (readonly Point[])[];
}

/** One council's or country's direct payments, as published. */
export interface TakeUpOf {
  readonly code: string;
  readonly name: string;
  /** The year of the figures: `2024-2025`. */
  readonly year: string;
  /** People with a direct payment, and people with long-term community support; absent where they are withheld. */
  readonly recipients?: number;
  readonly supported?: number;
  /** In tenths of a per cent, as published: 325 is 32.5 %. */
  readonly perThousand: number;
}

/** Part of a map that is drawn on the server: a path of whole steps, to be put into `d`. */
export interface MapShape {
  /** The code of the area. */
  readonly code: string;
  readonly path: string;
  /** Where its number stands, and how large it is, in the map's units. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** A council's map, or a district's alone: shapes in a box of so many units. */
export interface CouncilMap {
  readonly width: number;
  readonly height: number;
  readonly areas: readonly MapShape[];
  /** The lines between districts, over the areas: a path. Empty where there is one district. */
  readonly borders: string;
  /** Names of towns, for finding one's way. */
  readonly towns: readonly { readonly name: string; readonly x: number; readonly y: number }[];
  /** How many units a mile is. */
  readonly unitsAMile: number;
}
