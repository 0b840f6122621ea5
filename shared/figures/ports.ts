import type { Period } from "../domain/small-numbers/period.ts";
import type { Publication } from "../domain/small-numbers/publication.ts";
import type { Audience } from "../domain/small-numbers/rules.ts";
import type { EpochMillis } from "../domain/time.ts";
import type { CountedTable } from "./counted.ts";
import type { StoredMiddle } from "./middles.ts";

/** A publication as it is stored, with the periods that were published before it, the newest first. */
export interface StoredFigures {
  readonly publication: Publication;
  readonly earlier: readonly Period[];
  /** Medians, of a slice that publishes some; none of a quarter. */
  readonly middles?: readonly StoredMiddle[];
}

/** Publications as pages, files and the API read them. */
export interface ShownFigures {
  /** The newest version of a period, or of the newest period there is; undefined where there is none. In one read. */
  newest(audience: Audience, council: string, period?: Period): Promise<StoredFigures | undefined>;
}

/** Publications as the job that makes them keeps them: true counts are read here, and nowhere else. */
export interface FiguresStore extends ShownFigures {
  /** Every period that was published, the newest first, each once. */
  periods(audience: Audience, council: string): Promise<readonly Period[]>;
  /** The true counts of a publication's version; undefined where there are none, or where they are gone. */
  trueFigures(council: string, publication: Pick<Publication, "period" | "version">): Promise<readonly CountedTable[] | undefined>;
  /**
   * Stores a publication with what it was made of, and takes away nothing. Answers false, with nothing written, where that period has this version already:
   * of any number that publish at once one does.
   */
  publish(council: string, figures: StoredFigures, tables: readonly CountedTable[], keptUntil: EpochMillis): Promise<boolean>;
}
