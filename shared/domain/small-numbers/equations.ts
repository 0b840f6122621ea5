import type { ShownCount } from "./publication.ts";

/** More than any count: nothing is known of how large a figure is. Sums of thousands of them are exact still. */
export const NO_LIMIT = 1e12;

/** What a reader knows of a figure: it is neither less nor more. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

/** One count, published or not, as the audit sees it: what is true, what is shown, and what follows. */
export interface Figure {
  readonly truth: number;
  /** Counts below it are small; the others are shown in steps of `base`. */
  readonly threshold: number;
  readonly base: number;
  /** As it is published; undefined where it is not. */
  shown: ShownCount | undefined;
  /** Published before: nothing can be hidden of it any more. */
  readonly frozen: boolean;
  /** Shown lower than it is, so that others cannot be worked out. */
  lowered: boolean;
  /** What a reader knows who takes into account that any figure may have been lowered; and one who takes none for lowered. */
  known: Range;
  assumed: Range;
  /** What follows by the equations: see `narrow`. */
  low: number;
  high: number;
  /** What it can be in the search that goes on, and its value in the solution that search begins with: see `alternatives`. */
  within: Range;
  start: number;
  /** Its value in the solution that is tried, whether this search moved it, and which values it had in solutions. */
  value: number;
  moved: boolean;
  seen: Set<number>;
  readonly terms: Term[];
}

export interface Term {
  readonly figure: Figure;
  readonly equation: Equation;
  readonly sign: 1 | -1;
}

/** Figures, some with a minus, that come to nothing: the first term is the total, with a minus, and the others are its parts. */
export interface Equation {
  /** Parts of a row, parts of a column (areas of a larger one too), or figures of several tables. */
  readonly kind: "row" | "column" | "link";
  /** It follows from the others: it helps to narrow, and is none to search by. */
  implied: boolean;
  /** A figure that occurs in this equation alone, or else only in what follows from others, and takes up what the others leave; and its sign. */
  rest: Figure | undefined;
  restSign: 1 | -1;
  readonly terms: readonly Term[];
  /** By how much it is out in the solution that is tried, and which search tried to right it in what states: see `alternatives`. */
  out: number;
  search: object | undefined;
  readonly tried: Set<number>;
}

/** Figures and equations of everything that is audited together, each once. */
export interface System {
  readonly figures: Map<string, Figure>;
  readonly equations: Map<string, Equation>;
}

export const anything: Range = { least: 0, most: NO_LIMIT };

/** A figure of which nothing is known. */
export const figureOf = (truth: number, { threshold, base }: Pick<Figure, "threshold" | "base">, frozen = false): Figure => ({
  truth,
  threshold,
  base,
  shown: undefined,
  frozen,
  lowered: false,
  known: anything,
  assumed: anything,
  low: 0,
  high: NO_LIMIT,
  within: anything,
  start: truth,
  value: truth,
  moved: false,
  seen: new Set([truth]),
  terms: [],
});

/** Adds that a figure is the sum of others, less some. Whatever is said twice is said once. */
export function addEquation(
  { equations }: System,
  name: string,
  { kind, implied = false, rest }: { readonly kind: Equation["kind"]; readonly implied?: boolean; readonly rest?: Figure | undefined },
  [total, plus, minus = []]: readonly [total: Figure, plus: readonly Figure[], minus?: readonly Figure[]],
): void {
  if (equations.has(name)) return;
  const terms: Term[] = [];
  const equation: Equation = { kind, implied, rest, restSign: 1, terms, out: 0, search: undefined, tried: new Set() };
  const add = (figure: Figure, sign: 1 | -1) => {
    const term = { figure, equation, sign };
    terms.push(term);
    figure.terms.push(term);
  };
  add(total, -1);
  for (const figure of rest ? [...plus, rest] : plus) add(figure, 1);
  for (const figure of minus) add(figure, -1);
  equations.set(name, equation);
}
