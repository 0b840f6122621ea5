import type { Equation, Figure, System } from "./equations.ts";

/** Whether a figure could be narrowed to less than nothing: what was assumed of it cannot all be so. */
type Consistent = boolean;

/**
 * Narrows what is known of every figure by every equation, again and again until nothing changes: what a reader finds who takes one sum after the other.
 * `of` says what is known at first. Answers whether everything known can be so.
 */
export function narrow({ figures, equations }: System, of: "known" | "assumed"): Consistent {
  for (const figure of figures.values()) {
    figure.low = figure[of].least;
    figure.high = figure[of].most;
  }
  const waiting = new Set<Equation>(equations.values());
  for (const equation of waiting) {
    waiting.delete(equation);
    if (!narrowBy(equation, (figure) => addOthers(waiting, figure, equation))) return false;
  }
  return true;
}

function addOthers(waiting: Set<Equation>, figure: Figure, except: Equation): void {
  for (const { equation } of figure.terms) if (equation !== except) waiting.add(equation);
}

/** Each term is what all the others leave of nothing. */
function narrowBy({ terms }: Equation, changed: (figure: Figure) => void): Consistent {
  let least = 0;
  let most = 0;
  for (const { figure, sign } of terms) {
    least += sign === 1 ? figure.low : -figure.high;
    most += sign === 1 ? figure.high : -figure.low;
  }
  for (const { figure, sign } of terms) {
    const low = sign === 1 ? figure.high - most : least + figure.high;
    const high = sign === 1 ? figure.low - least : most + figure.low;
    if (low <= figure.low && high >= figure.high) continue;
    figure.low = Math.max(figure.low, low);
    figure.high = Math.min(figure.high, high);
    if (figure.low > figure.high) return false;
    changed(figure);
  }
  return true;
}
