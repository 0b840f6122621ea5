import type { PlainDate } from "../../../shared/domain/time.ts";
import type { SmallArea } from "./areas.ts";
import type { SourcedClass } from "./class-hours.ts";
import type { ConfidenceWord, Doubt } from "./confidence.ts";
import type { Fragile } from "./fragile.ts";
import type { Standing } from "./gap.ts";
import type { Basis, MicroHours } from "./hours.ts";
import type { NeedClass } from "./need-class.ts";
import type { MarketListing } from "./supply.ts";

/** The figures of one class in one area. Hours are millionths of an hour a week. */
export interface GapFigures {
  readonly need: MicroHours;
  readonly shared: MicroHours;
  readonly shortfall: MicroHours;
  readonly choice: number;
  readonly unknownHours: number;
  readonly standing: Standing;
}

/** One class in one area of a council, as the job worked it out. */
export interface GapCell extends GapFigures {
  /** If everybody in reach gave all their hours to this class: never added up. */
  readonly alone: MicroHours;
  readonly confidence: ConfidenceWord;
  readonly doubts: readonly Doubt[];
  readonly fragile: readonly Fragile[];
}

/** A council's areas, and what is known of each: recipients modelled, observed and both together. */
export interface GapArea {
  readonly code: string;
  /** As the census names it, and where that is in names people know. */
  readonly name: string;
  readonly label: string;
  /** GSS code. */
  readonly district: string;
  readonly rural: boolean;
  readonly modelled: number;
  readonly observed: number;
  /** Millionths of a recipient. */
  readonly combined: number;
  readonly observedPercent: number;
  readonly nearBorder: boolean;
}

/** What nobody could meet, and the set that shows it. */
export interface StoredFloor {
  /** The classes it is of: one, or all of them. */
  readonly classes: readonly string[];
  readonly short: MicroHours;
  readonly certificate?: {
    readonly areas: readonly string[];
    readonly need: MicroHours;
    readonly hours: MicroHours;
    readonly listings: number;
    readonly everywhere: boolean;
  };
}

/** How a class stood in all of a council's areas on the last day of a month that was measured. */
export interface MonthOfClass {
  readonly code: string;
  readonly need: MicroHours;
  readonly shared: MicroHours;
  readonly shortfall: MicroHours;
  /** Hours that nobody could meet. */
  readonly floor: MicroHours;
  /** Areas where it is short, or no hours reach it. */
  readonly areasShort: number;
}
export interface GapMonth {
  readonly month: string;
  readonly day: PlainDate;
  readonly classes: readonly MonthOfClass[];
}

/**
 * The measure once more, of those alone who could work at a time of the week: hours that are free, never split over times. Need stays what it is, since no one
 * knows at which times it is. Figures stand area after area, class after class, as the cells do; how sure they are was not worked out.
 */
export interface GapsAtTime {
  readonly code: string;
  readonly name: string;
  /** Free at so many of so many times of the week, or more. */
  readonly least: number;
  readonly of: number;
  /** Who could work then and reaches an area of the council, and the hours they have in all. */
  readonly listings: number;
  readonly hours: MicroHours;
  readonly shared: readonly MicroHours[];
  readonly shortfall: readonly MicroHours[];
  readonly choice: readonly number[];
  readonly unknownHours: readonly number[];
  /** As those of the snapshot. */
  readonly floors: readonly StoredFloor[];
}

/** The measure of a council on a day, whole, in one item: a dashboard reads this and no more. */
export interface GapSnapshot {
  readonly council: string;
  readonly basis: Basis;
  readonly day: PlainDate;
  /** Of the rules (`shared/policy/market.ts`), and what the census said. */
  readonly policyVersion: number;
  readonly vintage: string;
  readonly classes: readonly SourcedClass[];
  readonly areas: readonly GapArea[];
  /** Area after area, class after class. */
  readonly cells: readonly GapCell[];
  /** Of each class alone, in their order, and of all together, which is the last. */
  readonly floors: readonly StoredFloor[];
  /** By times of the week, of free hours alone: of hours that are arranged no one says at which times they are. */
  readonly times: readonly GapsAtTime[];
  /** Months that were measured, the oldest first; this one is the last. */
  readonly history: readonly GapMonth[];
  /** What small numbers of people are protected by: figures of an area with fewer expected, and fewer known, are not shown. */
  readonly leastPeople: number;
  /** The limits of standing that the words go by. */
  readonly limits: { readonly shortBelowPercent: number; readonly tightBelowPercent: number };
  /** Recipients of the council that need was scaled to, and where that number is from. */
  readonly total: { readonly recipients: number; readonly from: "council" | "published" };
  readonly listings: { readonly shown: number; readonly unknownHours: number; readonly unplacedHours: MicroHours };
}

/** A listing as the measure knows it, with the name the public knows. */
export interface NamedListing extends MarketListing {
  readonly name: string;
  /** When in the week they are free, `mon-morning`: of somebody with one number of hours for all of it. */
  readonly times: readonly string[];
  /** Skills by their codes. */
  readonly skills?: readonly string[];
  /** That they trained in keeping adults safe and the Mental Capacity Act, and until when that counts, where it ends. */
  readonly training?: { readonly until?: PlainDate };
}

/**
 * What a council's measure was made of: its areas and all whose need competes with theirs, listings in reach of any of them, and need. `marketOf` of it is the
 * market of the snapshot, for the council's areas.
 */
export interface MarketInputs {
  readonly council: string;
  readonly basis: Basis;
  readonly day: PlainDate;
  readonly policyVersion: number;
  readonly classes: readonly NeedClass[];
  readonly small: readonly SmallArea[];
  readonly listings: readonly NamedListing[];
  /** By the code of the area, class after class. */
  readonly need: readonly (readonly [area: string, hours: readonly MicroHours[]])[];
}
