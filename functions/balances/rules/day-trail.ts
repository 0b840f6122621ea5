import type { Pence } from "../../../shared/domain/money.ts";

/** A row with the balance after it: a step from one balance to another. */
export interface Step {
  readonly pence: Pence;
  readonly balancePence: Pence;
}
const before = ({ pence, balancePence }: Step): Pence => balancePence - pence;

/** Rows that go on from one balance to another. */
export interface Trail {
  readonly opening: Pence;
  readonly closing: Pence;
  /** Where it comes back to where it began: every balance it passes, as it could begin with each of them. */
  readonly circle: ReadonlySet<Pence> | undefined;
}

/** The least number of trails that use each row of a day once: one where the day adds up, more where rows of it are missing. */
export function trailsOf(steps: readonly Step[]): readonly Trail[] {
  return asTheyStand(steps) ?? asTheyStand(steps.toReversed()) ?? trailsAmong(steps);
}

/** The one trail that rows are which go on from each other as they stand: most days of most files. */
function asTheyStand(steps: readonly Step[]): readonly [Trail] | undefined {
  const [first, last] = [steps.at(0), steps.at(-1)];
  if (!first || !last || !goesOn(before(first), steps)) return undefined;
  const [opening, closing] = [before(first), last.balancePence];
  if (opening !== closing) return [{ opening, closing, circle: undefined }];
  const circle = new Set(steps.map(({ balancePence }) => balancePence));
  const any = Math.min(...circle);
  return [{ opening: any, closing: any, circle }];
}

function trailsAmong(steps: readonly Step[]): readonly Trail[] {
  const surplus = new Map<Pence, number>();
  const parent = new Map<Pence, Pence>();
  const root = (balance: Pence): Pence => {
    let at = balance;
    for (let up = parent.get(at) ?? at; up !== at; up = parent.get(at) ?? at) {
      parent.set(at, parent.get(up) ?? up);
      at = up;
    }
    return at;
  };
  for (const step of steps) {
    const [from, to] = [before(step), step.balancePence];
    surplus.set(from, (surplus.get(from) ?? 0) + 1);
    surplus.set(to, (surplus.get(to) ?? 0) - 1);
    parent.set(root(from), root(to));
  }
  // Rows that are connected are one trail, where all but its two ends are left as often as they are come to (Euler).
  return [...Map.groupBy(surplus.keys(), root).values()].flatMap((balances): readonly Trail[] => {
    // By their amount, as no file has a say in which end belongs to which beginning.
    const inTurn = balances.toSorted((one, other) => one - other);
    const openings = inTurn.flatMap((balance) => repeated(balance, surplus.get(balance) ?? 0));
    const closings = inTurn.flatMap((balance) => repeated(balance, -(surplus.get(balance) ?? 0)));
    const [any = 0] = inTurn;
    if (openings.length === 0) return [{ opening: any, closing: any, circle: new Set(balances) }];
    return openings.map((opening, at) => ({ opening, closing: closings[at] ?? opening, circle: undefined }));
  });
}

const repeated = (balance: Pence, times: number): readonly Pence[] => Array.from({ length: Math.max(0, times) }, () => balance);

/** In which order the rows of a day add up: by their places in the list that was given, and whether that order was worked out. */
export interface TrailOrder {
  readonly places: readonly number[];
  readonly inferred: boolean;
}

/** The order in which rows that are one trail go on from a balance: the stated one where it does, the reverse of it next, else any that does. Undefined where none does. */
export function orderFrom(opening: Pence, steps: readonly Step[]): TrailOrder | undefined {
  const stated = steps.map((_, place) => place);
  if (goesOn(opening, steps)) return { places: stated, inferred: false };
  if (goesOn(opening, steps.toReversed())) return { places: stated.toReversed(), inferred: false };
  const places = anyTrail(opening, steps);
  return places.length === steps.length ? { places, inferred: true } : undefined;
}

/** Whether rows, as they stand, go on from a balance one after the other. */
export function goesOn(opening: Pence, steps: readonly Step[]): boolean {
  let at = opening;
  for (const step of steps) {
    if (before(step) !== at) return false;
    at = step.balancePence;
  }
  return true;
}

/** Hierholzer's walk, without recursion: shorter than the rows where no trail goes from there through all of them. */
function anyTrail(opening: Pence, steps: readonly Step[]): readonly number[] {
  const leaving = new Map<Pence, number[]>();
  // The last one is taken first: rows that could change places stay as they stand.
  for (let place = steps.length - 1; place >= 0; place -= 1) {
    const step = steps[place];
    if (!step) continue;
    const from = before(step);
    const some = leaving.get(from);
    if (some) some.push(place);
    else leaving.set(from, [place]);
  }
  const walk: { balance: Pence; by: number }[] = [{ balance: opening, by: -1 }];
  const places: number[] = [];
  for (let top = walk.at(-1); top !== undefined; top = walk.at(-1)) {
    const next = leaving.get(top.balance)?.pop();
    const step = next === undefined ? undefined : steps[next];
    if (next !== undefined && step) walk.push({ balance: step.balancePence, by: next });
    else {
      walk.pop();
      if (top.by >= 0) places.push(top.by);
    }
  }
  places.reverse();
  let at = opening;
  for (const place of places) {
    const step = steps[place];
    if (!step || before(step) !== at) return [];
    at = step.balancePence;
  }
  return places;
}

/** Where rows stop adding up, in the better of the two orders they can be meant in: the place in the list, and the balance that was expected. */
export function firstBreak(steps: readonly Step[], newestFirst: boolean): { readonly place: number; readonly expectedPence: Pence } | undefined {
  const stated = breakIn(steps);
  const reversed = breakIn(steps.toReversed());
  if (!stated || !reversed) return undefined;
  const last = steps.length - 1;
  const backwards = { place: last - reversed.place, expectedPence: reversed.expectedPence };
  if (stated.place === reversed.place) return newestFirst ? backwards : stated;
  return stated.place > reversed.place ? stated : backwards;
}

function breakIn(steps: readonly Step[]): { place: number; expectedPence: Pence } | undefined {
  for (let place = 1; place < steps.length; place += 1) {
    const [last, step] = [steps[place - 1], steps[place]];
    if (last && step && before(step) !== last.balancePence) return { place, expectedPence: last.balancePence + step.pence };
  }
  return undefined;
}
