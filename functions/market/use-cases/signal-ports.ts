import type { EpochMillis, PlainDate } from "../../../shared/domain/time.ts";
import type { DayMarks } from "../../../shared/due/plan.ts";
import type { FiguresStore } from "../../../shared/figures/ports.ts";
import type { LargeCensusArea } from "../../../shared/geography/census.ts";
import type { DemandFact } from "../../../shared/records/demand-facts.ts";
import type { SearchAreas } from "../../../shared/signals/search-areas.ts";
import type { SearchedRow } from "../../../shared/signals/stored-shapes.ts";
import type { CaseHistory, Span } from "../rules/accreditation.ts";
import type { SearchCell } from "../rules/search-cells.ts";

/** Searches as the nightly job counts them. */
export interface SignalStore {
  /** What visitors' searches of a day came to, read consistently. */
  searchedOn(day: PlainDate): Promise<readonly SearchedRow[]>;
  /** Keeps what a council's searches of a day came to, once: of any number of runs the first is kept, and the others change nothing. */
  keepDay(council: string, day: PlainDate, cells: readonly SearchCell[], keptUntil: EpochMillis): Promise<void>;
  /** Removes a day's rows, and then its salt: after that nothing tells one visitor from another. Safe to repeat. */
  forgetDay(day: PlainDate): Promise<void>;
  /** Removes the salt by which the networks of a month, `2026-11`, were dealt into lots. Safe to repeat. */
  forgetMonth(month: string): Promise<void>;
  /** What a council's searches of a month came to. */
  searchesIn(council: string, month: string): Promise<readonly SearchCell[]>;
  /** What other records of a council left in a month, read consistently. */
  factsIn(council: string, month: string): Promise<readonly DemandFact[]>;
  /** Which areas searches are counted by; nothing is written where they are of this vintage already, or more than an item holds. */
  keepAreas(areas: SearchAreas): Promise<void>;
}

/** Places as the job needs them. */
export interface SignalPlaces {
  /** Areas of the census, and the middles of small ones; undefined before they are imported. */
  census(): Promise<{ readonly large: readonly Pick<LargeCensusArea, "code" | "name" | "district" | "council">[]; readonly areas: SearchAreas } | undefined>;
  /** District names by GSS code. */
  districtNames(): Promise<Readonly<Record<string, string>>>;
  /** The district that the first half of a postcode lies in, mostly. */
  districtOf(): Promise<(outcode: string) => string | undefined>;
}

/**
 * Applications of a council to be listed that were sent before a month was over, and were not decided before it began: where each was, day by day. Nothing of
 * those whose person was erased.
 */
export type CasesOf = (council: string, month: Span) => Promise<readonly CaseHistory[]>;

/** What the job of signals is given. */
export interface SignalDeps {
  readonly signals: SignalStore;
  readonly figures: FiguresStore;
  readonly places: SignalPlaces;
  readonly cases: CasesOf;
  /** What is published of how far applications are. */
  readonly applications: FiguresStore;
  readonly done: DayMarks;
}
