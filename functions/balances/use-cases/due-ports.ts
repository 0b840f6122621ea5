import type { PlainDate } from "../../../shared/domain/time.ts";

/** What may become of an account that was due: measured, refused, or a statement is missing. */
export type Outcome = "measured" | "refused" | "missing";

/** Some accounts of a council that are due on a day, as a message of the queue names them. */
export interface DuePart {
  readonly council: string;
  readonly day: PlainDate;
  readonly part: string;
  readonly accounts: readonly string[];
}

/** A day on which the accounts of a council were gone through. */
export interface CheckRun {
  readonly council: string;
  readonly day: PlainDate;
  readonly plannedAt: string;
}

/** What is due, and what became of it. */
export interface DueStore {
  /** The accounts of a council that are due on a day, page by page; `read` hears how many items that read. */
  dueOn(council: string, day: PlainDate, read?: (items: number) => void): AsyncIterable<readonly string[]>;
  /** Notes who is due, before anybody is told of it. Safe to repeat. */
  notePart(part: DuePart): Promise<void>;
  /** Notes that all who are due on a day were handed on. */
  notePlanned(run: CheckRun): Promise<void>;
  /** Notes what became of the accounts of a part, in their order: nothing of one that failed. Safe to repeat. */
  noteDone(part: DuePart, outcomes: readonly (Outcome | undefined)[]): Promise<void>;
  /** The runs of a council since a day, oldest first. */
  runs(council: string, since: PlainDate): Promise<readonly CheckRun[]>;
  /** Who was due in a run, and what became of each part that is done. */
  runParts(
    council: string,
    day: PlainDate,
  ): Promise<{ readonly parts: readonly DuePart[]; readonly done: ReadonlyMap<string, readonly (Outcome | undefined)[]> }>;
}
