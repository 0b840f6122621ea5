import type { NoFigure } from "../rules/dominance.ts";

/** Said where a figure would tell of one or two. */
export const NO_FIGURE: Readonly<Record<NoFigure, string>> = { few: "Too few to show", dominated: "Not shown: most hours are from two" };
