import type { Equation, Figure } from "./equations.ts";

/** A figure that is the sum of others less some, with nothing unpublished besides. */
export interface Linked {
  readonly total: Figure;
  readonly parts: readonly Figure[];
}

/**
 * Marks the sums of a table that follow from the same sums of the tables it is linked with: where a quarter is its months, figure by figure, each of its rows is
 * the sum of their rows. They help to narrow, and are none to search by: without them a hidden figure of the quarter takes up whatever its months could be.
 */
export function markImplied(linked: readonly Linked[]): void {
  const partsOf = new Map(linked.map(({ total, parts }) => [total, parts]));
  const equations = new Set(linked.flatMap(({ total }) => total.terms.map(({ equation }) => equation)));
  for (const equation of equations) if (equation.kind !== "link" && follows(equation, partsOf)) equation.implied = true;
  for (const { total } of linked) {
    const [only, ...others] = total.terms.filter(({ equation }) => !equation.implied);
    if (only?.equation.kind !== "link" || others.length > 0 || only.equation.rest) continue;
    only.equation.rest = total;
    only.equation.restSign = only.sign;
  }
}

function follows({ terms }: Equation, partsOf: ReadonlyMap<Figure, readonly Figure[]>): boolean {
  const parts = terms.map(({ figure, sign }) => ({ sign, parts: partsOf.get(figure) }));
  const [first] = parts;
  if (!first?.parts) return false;
  return first.parts.every((part, at) =>
    part.terms.some(
      ({ equation }) =>
        equation.kind !== "link" &&
        equation.terms.length === terms.length &&
        parts.every(({ sign, parts: others }) => equation.terms.some((term) => term.figure === others?.[at] && term.sign === sign)),
    ),
  );
}
