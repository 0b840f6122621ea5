import { canBe } from "./alternatives.ts";
import { type Equation, type Figure, NO_LIMIT, type System } from "./equations.ts";
import { narrow } from "./intervals.ts";
import { ShownCount } from "./publication.ts";

/**
 * Hides figures until every small one could be `leastValues` different numbers, for whoever has everything that is published. Answers false where nothing is
 * left to hide, and it does not help.
 *
 * What is hidden follows from what is shown alone, never from a true count: else that something is hidden would tell of it. So a hidden figure that is none
 * is protected as one that is five.
 */
export function audit(system: System, leastValues: number): boolean {
  const safe = new Set<Figure>();
  for (;;) {
    const figure = betrayed(system, leastValues, safe);
    if (figure === undefined) return true;
    const next = nextToHide(figure);
    if (next === undefined) return false;
    hide(next);
  }
}

/** A small figure that could be too few different numbers. What was found safe stays so, as hiding only leaves more open. */
function betrayed(system: System, leastValues: number, safe: Set<Figure>): Figure | undefined {
  const figures = [...system.figures.values()];
  const narrowed = (of: "known" | "assumed"): Figure | undefined =>
    narrow(system, of) ? figures.find((figure) => isSmall(figure) && figure.high - figure.low + 1 < leastValues) : undefined;
  // Somebody who takes no figure for lowered finds sums that cannot be, or must find nothing either.
  if (figures.some(({ lowered }) => lowered)) {
    const found = narrowed("assumed");
    if (found) return found;
  }
  const found = narrowed("known");
  if (found) return found;
  for (const figure of figures) {
    if (safe.has(figure) || !isSmall(figure)) continue;
    if (!canBe(figure, leastValues)) return figure;
    safe.add(figure);
  }
  return undefined;
}

/** Whether a reader may take a figure for small: it is shown as such, or not published at all. */
const isSmall = ({ shown, known, low, threshold }: Figure): boolean => (shown === undefined ? low < threshold : known.most < threshold);

/**
 * What is hidden to protect a figure: the total of its row, else that of its column, or of the larger area, else the largest other figure of those sums. Where
 * all of them are hidden, the same of whatever is linked with them.
 */
function nextToHide(figure: Figure): Figure | undefined {
  const seen = new Set<Equation>();
  let ring = new Set([figure]);
  while (ring.size > 0) {
    const equations = [...ring].flatMap(({ terms }) => terms.map(({ equation }) => equation)).filter((equation) => !seen.has(equation));
    const totalsOf = (kind: Equation["kind"]) =>
      equations.flatMap(({ kind: other, terms: [total] }) => (other === kind && total !== undefined && canHide(total.figure) ? [total.figure] : []));
    const others = equations.flatMap(({ terms }) => terms.map((term) => term.figure));
    const largest = others.filter(canHide).toSorted((a, b) => b.known.least - a.known.least);
    const found = totalsOf("row")[0] ?? totalsOf("column")[0] ?? largest[0];
    if (found && found !== figure) return found;
    for (const equation of equations) seen.add(equation);
    ring = new Set(others);
    if (equations.length === 0) return undefined;
  }
  return undefined;
}

const canHide = ({ shown, frozen, lowered }: Figure): boolean => shown !== undefined && "atLeast" in shown && !frozen && !lowered;

/**
 * A figure is hidden by showing it lower than it is: as what its parts are shown as together, the threshold at the least. It is true, and looks like any
 * other; were it left out, that would say that it was one of the few that betray others. Where it is as low already it is not shown.
 */
function hide(figure: Figure): void {
  const shownNow = figure.known.least;
  const parts = figure.terms
    .filter(({ equation: { kind, terms } }) => kind !== "link" && terms[0]?.figure === figure)
    .map(({ equation }) => equation.terms.slice(1).reduce((sum, part) => sum + shownAs(part.figure), 0));
  const lower = Math.max(figure.threshold, ...parts);
  figure.lowered = true;
  figure.shown = ShownCount.parse(lower < shownNow ? { atLeast: lower } : { notShown: "protects" });
  const least = lower < shownNow ? lower : figure.threshold;
  figure.known = { least, most: NO_LIMIT };
  figure.assumed = lower < shownNow ? { least, most: least + figure.base - 1 } : figure.known;
}

const shownAs = ({ shown }: Figure): number => (shown !== undefined && "atLeast" in shown ? shown.atLeast : 0);
