import { canBe, withinAssumed, withinKnown } from "./alternatives.ts";
import { anything, type Equation, type Figure, NO_LIMIT, type System } from "./equations.ts";
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
    const hideOne = nextToHide(figure);
    if (hideOne === undefined) return false;
    hideOne();
  }
}

/**
 * A small figure that could be too few different numbers. What was found safe from somebody who takes any figure for lowered stays so, as hiding only leaves more
 * open to them.
 */
function betrayed(system: System, leastValues: number, safe: Set<Figure>): Figure | undefined {
  const figures = [...system.figures.values()];
  const tooNarrow = (): Figure | undefined => figures.find((figure) => isSmall(figure) && figure.high - figure.low + 1 < leastValues);
  // Somebody who takes no figure for lowered finds sums that cannot be, or must find nothing either.
  const isLowered = figures.some(({ lowered }) => lowered);
  if (isLowered && narrow(system, "assumed")) {
    const found = tooNarrow();
    if (found) return found;
  }
  narrow(system, "known");
  const found = tooNarrow();
  if (found) return found;
  withinKnown(system);
  for (const figure of figures) {
    if (safe.has(figure) || !isSmall(figure)) continue;
    if (!canBe(figure, leastValues)) return figure;
    safe.add(figure);
  }
  return isLowered ? betrayedToTheTrusting(system, leastValues) : undefined;
}

/** The same by every solution of somebody who takes no figure for lowered. Where there is none they find nothing, but that a figure was. */
function betrayedToTheTrusting(system: System, leastValues: number): Figure | undefined {
  const figures = [...system.figures.values()];
  const before = new Map(figures.map((figure) => [figure, figure.seen]));
  const found = narrow(system, "assumed") && withinAssumed(system) ? figures.find((figure) => isSmall(figure) && !canBe(figure, leastValues)) : undefined;
  for (const [figure, seen] of before) figure.seen = seen;
  return found;
}

/** Whether a reader may take a figure for small: it is shown as such; or it is left out, or not published at all, and could be. */
const isSmall = ({ shown, known, low, threshold }: Figure): boolean =>
  shown === undefined || ("notShown" in shown && shown.notShown === "protects") ? low < threshold : known.most < threshold;

/**
 * What is hidden to protect a figure: the total of its row, else that of its column, or of the larger area, else the largest other figure of those sums; else
 * the same of their totals, and so on; and at last of whatever is linked with them. What can be shown lower goes before what must be left out.
 */
function nextToHide(figure: Figure): (() => void) | undefined {
  for (const beyond of [totalsOf, everyFigureOf]) {
    for (const hiding of [lower, leaveOut]) {
      const seen = new Set<Equation>();
      let from: readonly Figure[] = [figure];
      while (from.length > 0) {
        const equations = [...new Set(from.flatMap(({ terms }) => terms.map(({ equation }) => equation)))].filter((equation) => !seen.has(equation));
        const inOrder = [...totalsOf(equations, "row"), ...totalsOf(equations, "column"), ...everyFigureOf(equations).toSorted(byShown)];
        const found = inOrder.flatMap((other) => (other === figure ? [] : (hiding(other) ?? [])))[0];
        if (found) return found;
        for (const equation of equations) seen.add(equation);
        from = [...new Set(beyond(equations))];
      }
    }
  }
  return undefined;
}

const totalsOf = (equations: readonly Equation[], kind?: Equation["kind"]): readonly Figure[] =>
  equations.flatMap((equation) => (kind === undefined || equation.kind === kind ? (equation.terms[0]?.figure ?? []) : []));
const everyFigureOf = (equations: readonly Equation[]): readonly Figure[] => equations.flatMap(({ terms }) => terms.map(({ figure }) => figure));
const byShown = (a: Figure, b: Figure): number => b.known.least - a.known.least;
const shownAs = ({ shown }: Figure): number => (shown !== undefined && "atLeast" in shown ? shown.atLeast : 0);

/**
 * Hides a figure by showing it lower than it is: as what its parts are shown as together, the threshold at the least. It is true, and looks like any other;
 * were it left out, that would say that it was one of the few that betray others. Undefined where it is as low already.
 */
function lower(figure: Figure): (() => void) | undefined {
  if (figure.frozen || figure.lowered || shownAs(figure) === 0) return undefined;
  const parts = figure.terms
    .filter(({ equation: { kind, terms } }) => kind !== "link" && terms[0]?.figure === figure)
    .map(({ equation }) => equation.terms.slice(1).reduce((sum, part) => sum + shownAs(part.figure), 0));
  const least = Math.max(figure.threshold, ...parts);
  if (least >= shownAs(figure)) return undefined;
  return () => {
    figure.lowered = true;
    figure.shown = ShownCount.parse({ atLeast: least });
    figure.known = { least, most: NO_LIMIT };
    figure.assumed = { least, most: least + figure.base - 1 };
  };
}

/** Hides a figure by leaving it out, small ones too: so it could be any number. */
function leaveOut(figure: Figure): (() => void) | undefined {
  const { shown, frozen } = figure;
  if (frozen || shown === undefined || !("atLeast" in shown || "fewerThan" in shown)) return undefined;
  return () => {
    figure.shown = ShownCount.parse({ notShown: "protects" });
    figure.known = anything;
    figure.assumed = anything;
  };
}
