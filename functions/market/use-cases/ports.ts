import type { Versioned } from "../../../shared/audit/context.ts";
import type { Point } from "../../../shared/domain/geo.ts";
import type { Period } from "../../../shared/domain/small-numbers/period.ts";
import type { ShownCount } from "../../../shared/domain/small-numbers/publication.ts";
import type { PlainDate } from "../../../shared/domain/time.ts";
import type { MoneyFiguresStore } from "../../../shared/figures/money-figures.ts";
import type { ShownFigures } from "../../../shared/figures/ports.ts";
import type { Census, CouncilMap, TakeUpOf } from "../../../shared/geography/census.ts";
import type { StoredListing } from "../../../shared/listing/change.ts";
import type { Listing } from "../../../shared/listing/listing.ts";
import type { SmallArea } from "../rules/areas.ts";
import type { ArrangedHours } from "../rules/class-hours.ts";
import type { Basis } from "../rules/hours.ts";
import type { GapSnapshot, MarketInputs } from "../rules/snapshot.ts";
import type { MarketStatement } from "../rules/statement.ts";
import type { MarketTarget } from "../rules/target.ts";

/** Open data as it was imported. Each is undefined until it is. */
export interface OpenData {
  census(): Promise<Census | undefined>;
  /** Of every council that was imported and of England, the newest year of each. */
  takeUp(): Promise<readonly TakeUpOf[] | undefined>;
  /** A council's map; of one of its districts where that is named. */
  map(council: string, district?: string): Promise<CouncilMap | undefined>;
}

/** Snapshots of gaps. */
export interface GapStore {
  /** The newest; or that of a month (`2026-11`), which is its last, without its times of the week. In one read. */
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

/** Figures of feedback that everyone sees, of all kinds of support together. A figure that is hidden is absent. */
export interface PublishedFeedback {
  readonly period: Period;
  readonly publishedOn: PlainDate;
  readonly invited?: ShownCount | undefined;
  readonly answered?: ShownCount | undefined;
  /** Of those who answered: how many gave a good answer, and how many a bad one. */
  readonly satisfied: { readonly good?: ShownCount | undefined; readonly bad?: ShownCount | undefined };
  readonly control: { readonly good?: ShownCount | undefined; readonly bad?: ShownCount | undefined };
}

/** What the pages of gaps are made of. */
export interface MarketDeps {
  /** What was published of signals. */
  readonly shownSignals: ShownFigures;
  /** What was published of how far applications are. */
  readonly shownApplications: ShownFigures;
  /** What everyone sees of a council's newest figures of feedback; undefined where none were published. */
  readonly feedback: (council: string) => Promise<PublishedFeedback | undefined>;
  /** What was published of money. */
  readonly money: Pick<MoneyFiguresStore, "since">;
  readonly gaps: GapStore;
  /** Maps change by an import alone: they are kept for a while. */
  readonly map: OpenData["map"];
  /** Direct payments of every year and council that was imported, and of England; none before any were. In one read. */
  takeUpYears(): Promise<readonly TakeUpOf[]>;
}

/** What the routes of this slice can be about, by the name in the route list. */
export interface RouteRecords {
  readonly marketStatement: Versioned<MarketStatement>;
  readonly marketTarget: Versioned<MarketTarget>;
  readonly provided: StoredListing;
}
