import { standingOf } from "./gap.ts";
import type { GapCell, GapFigures, GapSnapshot } from "./snapshot.ts";

/** A figure as it is looked at: how sure it is, and what of it may soon be gone, is known of any time alone. */
export type LookedCell = GapCell | (GapFigures & { readonly confidence?: undefined });

/** A measure as it is looked at: of any time, or of a time of the week. */
export interface LookedMeasure extends Omit<GapSnapshot, "cells"> {
  readonly cells: readonly LookedCell[];
}

/** A measure as it is at a time of the week, by its code, of those who could work then; as it is where no time is named. Undefined where it knows no such time. */
export function measureAt(snapshot: GapSnapshot, code: string | undefined): LookedMeasure | undefined {
  if (code === undefined) return snapshot;
  const then = snapshot.times.find((time) => time.code === code);
  if (then === undefined) return undefined;
  const cells = snapshot.cells.map(({ need }, at): LookedCell => {
    const shared = then.shared[at] ?? 0;
    return {
      ...{ need, shared, shortfall: then.shortfall[at] ?? 0, choice: then.choice[at] ?? 0, unknownHours: then.unknownHours[at] ?? 0 },
      standing: standingOf(need, shared, snapshot.limits),
    };
  });
  return { ...snapshot, cells, floors: then.floors };
}
