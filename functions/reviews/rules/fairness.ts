import type { ReviewPolicy } from "../../../shared/policy/reviews.ts";

/** By what is looked whether some come first more often than others: none of it is part of the order itself. Nothing else is recorded of people here. */
export const FAIRNESS_GROUPS = ["area", "language", "format", "channel"] as const;
export type FairnessGroup = (typeof FAIRNESS_GROUPS)[number];
type Grouped = { readonly [Group in FairnessGroup]?: string | undefined };

/** How many of a group are to be worked on, and how many of them stand in the first tenth of the list. */
export interface InFront {
  readonly open: number;
  readonly first: number;
}
export type Fairness = Readonly<Record<FairnessGroup, Readonly<Record<string, InFront>>>>;

const NOT_KNOWN = "none";
const TENTH = 10;

/** Who stands in the first tenth of a list, in its order, group by group. */
export function fairnessOf(inOrder: readonly Grouped[]): Fairness {
  const most = Math.ceil(inOrder.length / TENTH);
  const countsOf = (group: FairnessGroup): Readonly<Record<string, InFront>> => {
    const counts: Record<string, InFront> = {};
    for (const [at, one] of inOrder.entries()) {
      const name = one[group] ?? NOT_KNOWN;
      const { open, first } = counts[name] ?? { open: 0, first: 0 };
      counts[name] = { open: open + 1, first: first + Number(at < most) };
    }
    return counts;
  };
  return { area: countsOf("area"), language: countsOf("language"), format: countsOf("format"), channel: countsOf("channel") };
}

/** How a group fares: no word where there are too few of it to say so. */
export type Faring = "too-few" | "less" | "alike" | "more";

/**
 * Whether a group stands in front less or more often than all do together, as policy draws the line. A word, and no share: a share of few people would tell who they
 * are.
 */
export function faringOf({ open, first }: InFront, all: Readonly<Record<string, InFront>>, { fairness }: Pick<ReviewPolicy, "fairness">): Faring {
  const total = Object.values(all).reduce((sum, one) => ({ open: sum.open + one.open, first: sum.first + one.first }), { open: 0, first: 0 });
  if (open < fairness.leastPeople || total.first === 0) return "too-few";
  const percent = (100 * first * total.open) / (open * total.first);
  return percent < fairness.lessPercent ? "less" : percent > fairness.morePercent ? "more" : "alike";
}
