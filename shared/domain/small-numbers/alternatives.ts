import type { Equation, Figure, Range, System } from "./equations.ts";

/**
 * How far a search goes, and the steps it takes at most: short ones first, in both orders, as nearly every figure has a near way. In one table a search of depth
 * 600 misses nothing; of linked tables going again where it was in vain may find what it did not. Where the last is in vain the figure is not safe.
 */
const SEARCHES = [
  { depth: 40, steps: 60, again: false, lastFirst: true },
  { depth: 30, steps: 60, again: false, lastFirst: false },
  { depth: 8, steps: 300, again: false, lastFirst: true },
  { depth: 8, steps: 300, again: false, lastFirst: false },
  { depth: 16, steps: 500, again: false, lastFirst: true },
  { depth: 60, steps: 400, again: false, lastFirst: true },
  { depth: 60, steps: 400, again: false, lastFirst: false },
  { depth: 600, steps: 5_000, again: false, lastFirst: true },
  { depth: 600, steps: 20_000, again: false, lastFirst: false },
  { depth: 12, steps: 5_000, again: true, lastFirst: false },
  { depth: 12, steps: 5_000, again: true, lastFirst: true },
] as const;

/**
 * Whether a figure can be shown to be so many different numbers: for each there is a whole set of figures that fits all that is published. So nobody can rule
 * it out, whatever way they work it out. It begins with a solution, that of the true figures or of `withinAssumed`, moves this one by one, and others with it until
 * every sum is right again. Within one table, with areas in larger areas, the search misses nothing; of several linked tables it may, and then more is hidden than
 * need be.
 */
export function canBe(figure: Figure, values: number): boolean {
  for (const turned of TURNS) {
    for (const by of [1, -1] as const) {
      const moved = new Set<Figure>();
      while (figure.seen.size < values && push(figure, by, moved, turned)) for (const other of moved) other.seen.add(other.value);
      putBack(moved);
    }
    if (figure.seen.size >= values) return true;
  }
  return false;
}

/**
 * With which term of each sum a try begins. One that moves a figure by one may leave no way to move it by two, where another does: so there are several, and all but the
 * first go by short searches alone.
 */
const TURNS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15] as const;
const SHORT_STEPS = 500;

/** The least and the most a figure can be shown to be, up to so many steps from the truth. */
export function reach(figure: Figure, mostSteps: number): { readonly least: number; readonly most: number } {
  const far = (by: 1 | -1): number => {
    const moved = new Set<Figure>();
    let steps = 0;
    while (steps < mostSteps && push(figure, by, moved)) steps++;
    putBack(moved);
    return steps;
  };
  return { least: figure.start - far(-1), most: figure.start + far(1) };
}

function putBack(moved: ReadonlySet<Figure>): void {
  for (const figure of moved) figure.value = figure.start;
}

/** From now on figures can be whatever a reader knows, and the true ones are a solution: they are what searches begin with. */
export function withinKnown({ figures }: System): void {
  for (const figure of figures.values()) begin(figure, figure.known, figure.truth);
}

/**
 * The same for a reader who takes no figure for lowered: nobody knows a solution of theirs, so the true one is moved until every figure is what they take it for.
 * What was seen before is no solution of theirs. Answers false where it finds none.
 */
export function withinAssumed({ figures }: System): boolean {
  const all = [...figures.values()];
  for (const figure of all) begin(figure, figure.assumed, figure.truth);
  const moved = new Set<Figure>();
  const found = all.every((figure) => moveInto(figure, moved));
  for (const figure of all) {
    begin(figure, figure.assumed, found ? figure.value : figure.truth);
    figure.seen = new Set([figure.value]);
  }
  return found;
}

function begin(figure: Figure, within: Range, start: number): void {
  figure.within = within;
  figure.start = start;
  figure.value = start;
}

/** Moves a figure until it is what it can be. */
function moveInto(figure: Figure, moved: Set<Figure>): boolean {
  const { least, most } = figure.within;
  while (figure.value > most || figure.value < least) {
    const by = figure.value > most ? -1 : 1;
    if (!TURNS.some((turned) => push(figure, by, moved, turned))) return false;
  }
  return true;
}

/** Sums that one figure is in, of a table that is linked with no other: of its row, and of its column. */
const MOST_IN_ONE_TABLE = 2;

/** What a search has done so far. */
interface Search {
  /** Equations that are out, and figures that it moved, each once. */
  readonly out: Equation[];
  readonly moved: Figure[];
  readonly depth: number;
  readonly again: boolean;
  readonly lastFirst: boolean;
  /** With which of the terms it begins: those before it come last. */
  readonly turned: number;
  steps: number;
  /** Whether it turned back for its length, or moved a figure of more sums than two: then another search may find what it did not. */
  partial: boolean;
}

/** Moves a figure by one, and others so that all fits again. Adds to `all` what it moved. Answers false, with nothing moved, where it cannot be. */
function push(figure: Figure, by: 1 | -1, all: Set<Figure>, turned = 0): boolean {
  if (!canMove(figure, by)) return false;
  for (const limits of SEARCHES) {
    if (turned > 0 && limits.steps > SHORT_STEPS) return false;
    const search: Search = { out: [], moved: [], ...limits, turned, partial: false };
    move(figure, by, search);
    const found = settle(search);
    if (!found) moveBack(figure, by, search);
    for (const moved of search.moved) {
      moved.moved = false;
      all.add(moved);
      for (const { equation } of moved.terms) if (equation.rest) all.add(equation.rest);
    }
    if (found) return true;
    if (!search.partial) return false;
  }
  return false;
}

/** Whether a figure can be more, or less. One that is more than it can be comes nearer by less. */
const canMove = ({ value, within }: Figure, by: number): boolean => (by > 0 ? value + by <= within.most : value + by >= within.least);

/** Whether what nobody publishes takes up by how much an equation would be out. */
const takenUp = ({ rest, restSign }: Equation, out: number): boolean => rest !== undefined && !rest.moved && canMove(rest, -restSign * out);

function move(figure: Figure, by: number, search: Search): void {
  figure.moved = true;
  search.moved.push(figure);
  search.partial ||= figure.terms.length > MOST_IN_ONE_TABLE;
  shift(figure, by, search);
}

function moveBack(figure: Figure, by: number, search: Search): void {
  shift(figure, -by, search);
  figure.moved = false;
  search.moved.pop();
}

function shift(figure: Figure, by: number, { out }: Search): void {
  figure.value += by;
  for (const { equation, sign } of figure.terms) {
    if (equation.implied) continue;
    const left = equation.out + sign * by;
    if (left !== 0 && takenUp(equation, left)) {
      if (equation.rest) equation.rest.value -= equation.restSign * left;
      setOut(equation, 0, out);
    } else setOut(equation, left, out);
  }
}

function setOut(equation: Equation, left: number, out: Equation[]): void {
  if (equation.out === 0 && left !== 0) out.push(equation);
  else if (equation.out !== 0 && left === 0) out.splice(out.lastIndexOf(equation), 1);
  equation.out = left;
}

/** Rights every equation that is out, the last first. Answers false, with all as it was, where it finds no way. */
function settle(search: Search): boolean {
  const equation = search.out.at(-1);
  if (equation === undefined) return true;
  if (search.moved.length > search.depth || --search.steps < 0) {
    search.partial = true;
    return false;
  }
  if (equation.search !== search) {
    equation.search = search;
    equation.tried.clear();
  }
  const state = stateOf(search.out.length, equation.out);
  if (equation.tried.has(state) && !search.again) return false;
  equation.tried.add(state);
  const way = -Math.sign(equation.out);
  // Such ways first as leave fewer equations out, then as many, then more.
  for (const leaves of [-1, 0, 1]) {
    for (const { figure, sign } of inOrder(equation.terms, search)) {
      const by = way * sign;
      if (figure.moved || !canMove(figure, by) || whatLeaves(figure, by, equation, search) !== leaves) continue;
      move(figure, by, search);
      if (settle(search)) return true;
      moveBack(figure, by, search);
    }
  }
  return false;
}

/** The terms of an equation in the order a search goes by. */
function inOrder(terms: Equation["terms"], { lastFirst, turned }: Search): Equation["terms"] {
  const ordered = lastFirst ? terms.toReversed() : terms;
  const at = turned % Math.max(1, terms.length);
  return at === 0 ? ordered : [...ordered.slice(at), ...ordered.slice(0, at)];
}

/** Where as many equations are out, by the same, a search would go the same ways again. */
const stateOf = (howMany: number, left: number): number => howMany * 2 + (left > 0 ? 1 : 0);

/** Whether fewer equations are out once a figure is moved (-1), as many (0), or more (1); undefined where it leads only to what was tried. */
function whatLeaves(figure: Figure, by: number, forWhich: Equation, search: Search): -1 | 0 | 1 | undefined {
  let more = Math.abs(forWhich.out) === 1 ? -1 : 0;
  let next: Equation | undefined;
  let nextOut = 0;
  for (const { equation, sign } of figure.terms) {
    if (equation.implied || equation === forWhich) continue;
    const left = equation.out + sign * by;
    if (left === 0) more--;
    else if (equation.out === 0 && !takenUp(equation, left)) {
      more++;
      next = equation;
      nextOut = left;
    }
  }
  if (more === 0 && !search.again && next?.search === search && next.tried.has(stateOf(search.out.length, nextOut))) return undefined;
  return more < 0 ? -1 : more === 0 ? 0 : 1;
}
