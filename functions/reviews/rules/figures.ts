import type { PlainDate } from "../../../shared/domain/time.ts";
import { type Fairness, fairnessOf } from "./fairness.ts";

/** How many open reviews are in time, past their target, and past the legal limit. */
export interface Counts {
  readonly onTime: number;
  readonly pastTarget: number;
  readonly pastLegal: number;
}

/** What a dashboard shows of a month, as it stood on a day. */
export interface ReviewFigures {
  readonly day: PlainDate;
  /** By service area; `none` where none is known. */
  readonly areas: Readonly<Record<string, Counts>>;
  /** Reviews held in the month, those of them within the council's target, and within the law. */
  readonly held: number;
  readonly heldInTarget: number;
  readonly heldInLaw: number;
  /** Who stands in the first tenth of the list. */
  readonly fairness?: Fairness | undefined;
}

interface Open {
  readonly area?: string | undefined;
  readonly language?: string | undefined;
  readonly format?: string | undefined;
  readonly channel?: string | undefined;
  readonly targetOn: PlainDate;
  readonly legalOn: PlainDate;
}
interface HeldOne {
  readonly on: PlainDate;
  readonly targetOn?: PlainDate | undefined;
  readonly legalOn?: PlainDate | undefined;
}

const NO_AREA = "none";
const NONE: Counts = { onTime: 0, pastTarget: 0, pastLegal: 0 };

/** Red past the legal limit, amber past the target, else green. */
export const standingOf = ({ targetOn, legalOn }: Pick<Open, "targetOn" | "legalOn">, day: PlainDate): keyof Counts =>
  legalOn < day ? "pastLegal" : targetOn < day ? "pastTarget" : "onTime";

/** The figures of a month: what is open on a day, in the order of the list, and what was held in its month. */
export function figuresOf(open: readonly Open[], held: readonly HeldOne[], day: PlainDate): ReviewFigures {
  const areas: Record<string, Counts> = {};
  for (const one of open) {
    const area = one.area ?? NO_AREA;
    const before = areas[area] ?? NONE;
    const standing = standingOf(one, day);
    areas[area] = { ...before, [standing]: before[standing] + 1 };
  }
  const within = (limit: (one: HeldOne) => PlainDate | undefined) => held.filter((one) => one.on <= (limit(one) ?? one.on)).length;
  return {
    day,
    areas,
    held: held.length,
    heldInTarget: within(({ targetOn }) => targetOn),
    heldInLaw: within(({ legalOn }) => legalOn),
    fairness: fairnessOf(open),
  };
}

/** All areas together. */
export const allAreas = ({ areas }: Pick<ReviewFigures, "areas">): Counts =>
  Object.values(areas).reduce(
    (sum, one) => ({ onTime: sum.onTime + one.onTime, pastTarget: sum.pastTarget + one.pastTarget, pastLegal: sum.pastLegal + one.pastLegal }),
    NONE,
  );
