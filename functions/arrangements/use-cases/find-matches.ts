import { type EpochMillis, londonDate } from "../../../shared/domain/time.ts";
import { searchable } from "../../../shared/snapshot/matches.ts";
import type { DirectoryReader } from "../../../shared/snapshot/ports.ts";
import { directoryView } from "../../../shared/snapshot/view.ts";
import { FURTHEST_MILES, type Match, matchesIn } from "../rules/match.ts";
import type { Wanted } from "../rules/request.ts";

/** Every listing that can serve a request now, best first. */
export type FindMatches = (wanted: Wanted) => Promise<readonly Match[]>;

/** Matches over a snapshot that is checked against the change log each time, as searches are: a listing changed before is changed in the answer. */
export function matchFinder(reader: Pick<DirectoryReader, "manifest" | "tile" | "logAfter">, now: () => EpochMillis): FindMatches {
  const view = directoryView(reader, now);
  return async (wanted) => {
    await view.refresh();
    for (;;) {
      const state = await view.current();
      if (await view.reach(state, wanted.place, FURTHEST_MILES)) return matchesIn(searchable(state), wanted, londonDate(now()));
    }
  };
}
