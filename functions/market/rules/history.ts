import type { PlainDate } from "../../../shared/domain/time.ts";
import type { NeedClass } from "./need-class.ts";
import type { GapCell, GapMonth, StoredFloor } from "./snapshot.ts";

/** How many months stay: so long the last measure of each is kept. */
export const MONTHS_KEPT = 36;

/** What a month's line says of a measure. `cells` go area after area, class after class; `floors` begin with those of each class. */
export function monthOf(day: PlainDate, classes: readonly Pick<NeedClass, "code">[], cells: readonly GapCell[], floors: readonly StoredFloor[]): GapMonth {
  return {
    month: day.slice(0, "2026-11".length),
    day,
    classes: classes.map(({ code }, needed) => {
      const sums = { need: 0, shared: 0, shortfall: 0, areasShort: 0 };
      for (let at = needed; at < cells.length; at += classes.length) {
        const { need = 0, shared = 0, shortfall = 0, standing } = cells[at] ?? {};
        sums.need += need;
        sums.shared += shared;
        sums.shortfall += shortfall;
        if (standing === "short" || standing === "no-hours") sums.areasShort += 1;
      }
      return { code, ...sums, floor: floors[needed]?.short ?? 0 };
    }),
  };
}

/** The months with one that was measured again, or is new: the oldest first, and of each the last measure alone. One that is older than the last changes nothing. */
export function withMonth(before: readonly GapMonth[], now: GapMonth): readonly GapMonth[] {
  const last = before.at(-1);
  if (last !== undefined && last.day > now.day) return before;
  return [...before.filter(({ month }) => month !== now.month), now].slice(-MONTHS_KEPT);
}
