import type { Point } from "../../../shared/domain/geo.ts";
import type { PlainDate } from "../../../shared/domain/time.ts";
import type { Census, CouncilMap, TakeUpOf } from "../../../shared/geography/census.ts";
import type { Listing } from "../../../shared/listing/listing.ts";
import type { SmallArea } from "../rules/areas.ts";
import type { ArrangedHours, SourcedClass } from "../rules/class-hours.ts";
import type { ConfidenceWord, Doubt } from "../rules/confidence.ts";
import type { Fragile } from "../rules/fragile.ts";
import type { Standing } from "../rules/gap.ts";
import type { Basis, MicroHours } from "../rules/hours.ts";
import type { NeedClass } from "../rules/need-class.ts";
import type { MarketListing } from "../rules/supply.ts";

/** Open data as it was imported. Each is undefined until it is. */
export interface OpenData {
  census(): Promise<Census | undefined>;
  /** Of every council that was imported and of England, the newest year of each. */
  takeUp(): Promise<readonly TakeUpOf[] | undefined>;
  /** A council's map; of one of its districts where that is named. */
  map(council: string, district?: string): Promise<CouncilMap | undefined>;
}

/** One class in one area of a council, as the job worked it out. Hours are millionths of an hour a week. */
export interface GapCell {
  readonly need: MicroHours;
  readonly shared: MicroHours;
  readonly shortfall: MicroHours;
  /** If everybody in reach gave all their hours to this class: never added up. */
  readonly alone: MicroHours;
  readonly choice: number;
  readonly unknownHours: number;
  readonly standing: Standing;
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
  readonly floors: readonly StoredFloor[];
  /** Recipients of the council that need was scaled to, and where that number is from. */
  readonly total: { readonly recipients: number; readonly from: "council" | "published" };
  readonly listings: { readonly shown: number; readonly unknownHours: number; readonly unplacedHours: MicroHours };
}

/** A listing as the measure knows it, with the name the public knows. */
export interface NamedListing extends MarketListing {
  readonly name: string;
  /** When in the week they are free, `mon-morning`: of somebody with one number of hours for all of it. */
  readonly times: readonly string[];
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

/** Snapshots of gaps. */
export interface GapStore {
  /** The newest; or that of a month (`2026-11`), which is its last. In one read. */
  snapshot(council: string, basis: Basis, month?: string): Promise<GapSnapshot | undefined>;
  /** Months there are snapshots of, the newest first. */
  months(council: string, basis: Basis): Promise<readonly string[]>;
  /** What the newest was made of. In one read. */
  inputs(council: string, basis: Basis): Promise<MarketInputs | undefined>;
  /** Replaces the newest with what it was made of, and that of its month. A day that is older than what is there changes nothing. Safe to repeat. */
  keep(snapshot: GapSnapshot, inputs: MarketInputs): Promise<void>;
}

/** Somebody who gets a direct payment, as far as the measure needs to know: nobody's name or reference. */
export interface CountedRecipient {
  /** Where they live: the middle of their postcode sector; absent where that is not known. */
  readonly at?: Point;
  /** What they have arranged, where an account of theirs is known; absent where none is. */
  readonly arranged?: ArrangedHours;
}

/** Facts of others that the measure is made of. */
export interface MarketFacts {
  /** Those who get a direct payment from a council on a day; none where it imported none. */
  recipients(council: string, day: PlainDate): Promise<readonly CountedRecipient[]>;
  /** The listings that may come to one of some small areas: of the newest snapshot of the directory, as their records have them now. */
  listings(small: readonly SmallArea[]): Promise<readonly Listing[]>;
}

/** What the nightly job is made of. */
export interface BuildDeps {
  readonly open: OpenData;
  readonly facts: MarketFacts;
  readonly gaps: GapStore;
  readonly councils: readonly string[];
}

/** What the pages of gaps are made of. */
export interface MarketDeps {
  readonly gaps: GapStore;
}
