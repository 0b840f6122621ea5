import type { Publication, ShownCount } from "../../shared/domain/small-numbers/publication.ts";

// Somebody who has every figure that was published, and nothing else. Nothing here is shared with the audit.

const INFINITE = 1e9;

interface Sum {
  readonly total: number;
  readonly plus: readonly number[];
  readonly minus: readonly number[];
}

/** What a reader knows of one table: whom it counts, and what its rows and columns tell apart. */
export interface Known {
  readonly population: string;
  readonly rowsBy: string;
  readonly columnsBy: string;
}

/** Names of a figure: `period/population/row of what/column of what`. */
export const figureName = (period: string, { population, rowsBy, columnsBy }: Known, row: string, column: string): string =>
  [period, population, ...[row === "total" ? "" : `${rowsBy}:${row}`, column === "total" ? "" : `${columnsBy}:${column}`].filter(Boolean).sort()].join("/");

/**
 * The system of sums behind publications. `lowered` names figures that are known to be more than they are shown as, to somebody who was told; without, every
 * figure is taken for what it seems.
 */
export class Attacker {
  readonly #at = new Map<string, number>();
  readonly #low: number[] = [];
  readonly #high: number[] = [];
  readonly #sums: Sum[] = [];
  readonly #sumsOf: Sum[][] = [];
  readonly #shown = new Map<string, number>();

  /** Adds a figure that nobody published. */
  unknown(name: string): number {
    const known = this.#at.get(name);
    if (known !== undefined) return known;
    const at = this.#low.length;
    this.#at.set(name, at);
    this.#low.push(0);
    this.#high.push(INFINITE);
    this.#sumsOf.push([]);
    return at;
  }

  sum(total: string, plus: readonly string[], minus: readonly string[] = []): void {
    const sum = { total: this.unknown(total), plus: plus.map((name) => this.unknown(name)), minus: minus.map((name) => this.unknown(name)) };
    this.#sums.push(sum);
    for (const at of [sum.total, ...sum.plus, ...sum.minus]) this.#sumsOf[at]?.push(sum);
  }

  read(publication: Publication, tables: Readonly<Record<string, Known>>, lowered: ReadonlySet<string> = new Set()): void {
    const { period, rules } = publication;
    for (const table of publication.tables) {
      const known = tables[table.id];
      if (!known) throw new Error(`What is ${table.id}?`);
      const name = (row: string, column: string) => figureName(period, known, row, column);
      const rows = [...table.rows, ...(table.totals ? [{ id: "total", parent: undefined, ...table.totals }] : [])];
      const columns = table.columns.map(({ id }) => id);
      const all = [...columns, ...(rows[0]?.total ? ["total"] : [])];
      for (const row of rows) {
        for (const [at, column] of columns.entries()) this.#learn(name(row.id, column), row.cells[at], rules, lowered);
        if (row.total) {
          this.#learn(name(row.id, "total"), row.total, rules, lowered);
          this.sum(
            name(row.id, "total"),
            columns.map((column) => name(row.id, column)),
          );
        }
        const parts = row.id === "total" ? table.rows.filter(({ parent }) => parent === undefined) : table.rows.filter(({ parent }) => parent === row.id);
        if (parts.length > 0)
          for (const column of all)
            this.sum(
              name(row.id, column),
              parts.map((part) => name(part.id, column)),
            );
      }
    }
  }

  #learn(name: string, shown: ShownCount | undefined, { threshold, base }: Publication["rules"], lowered: ReadonlySet<string>): void {
    const at = this.unknown(name);
    if (!shown) return;
    if ("atLeast" in shown) this.#shown.set(name, shown.atLeast);
    const [low, high] = ((): [number, number] => {
      if ("atLeast" in shown) return [shown.atLeast, lowered.has(name) ? INFINITE : shown.atLeast + base - 1];
      if ("fewerThan" in shown) return [0, shown.fewerThan - 1];
      if ("most" in shown) return [0, INFINITE];
      if (shown.notShown === "alike") return [0, threshold - 1];
      return [shown.notShown === "unusual" ? threshold : 0, INFINITE];
    })();
    this.#low[at] = Math.max(this.#low[at] ?? 0, low);
    this.#high[at] = Math.min(this.#high[at] ?? INFINITE, high);
  }

  /** Figures that are shown as at least so many. */
  shown(): ReadonlyMap<string, number> {
    return this.#shown;
  }

  /** Takes sum after sum until nothing more follows. Answers false where what was assumed cannot be. */
  #propagate(low: number[], high: number[], from: readonly Sum[]): boolean {
    // Each sum waits once, however many of its figures changed: a queue with all of them grows without end where intervals shrink by ones.
    const waiting = new Set(from);
    for (const sum of waiting) {
      waiting.delete(sum);
      const terms: (readonly [at: number, sign: number])[] = [
        [sum.total, -1],
        ...sum.plus.map((at) => [at, 1] as const),
        ...sum.minus.map((at) => [at, -1] as const),
      ];
      const least = terms.reduce((all, [at, sign]) => all + (sign > 0 ? (low[at] ?? 0) : -(high[at] ?? 0)), 0);
      const most = terms.reduce((all, [at, sign]) => all + (sign > 0 ? (high[at] ?? 0) : -(low[at] ?? 0)), 0);
      for (const [at, sign] of terms) {
        const [lowest, highest] = [low[at] ?? 0, high[at] ?? 0];
        const newLow = Math.max(lowest, sign > 0 ? highest - most : highest + least);
        const newHigh = Math.min(highest, sign > 0 ? lowest - least : lowest + most);
        if (newLow > newHigh) return false;
        if (newLow === lowest && newHigh === highest) continue;
        low[at] = newLow;
        high[at] = newHigh;
        for (const other of this.#sumsOf[at] ?? []) if (other !== sum) waiting.add(other);
      }
    }
    return true;
  }

  /** What is left of every figure once every sum was taken; undefined where it cannot all be. */
  intervals(): ReadonlyMap<string, readonly [least: number, most: number]> | undefined {
    const [low, high] = [[...this.#low], [...this.#high]];
    if (!this.#propagate(low, high, this.#sums)) return undefined;
    return new Map([...this.#at].map(([name, at]) => [name, [low[at] ?? 0, high[at] ?? 0]]));
  }

  /** Tries every set of whole numbers that fits: the numbers a figure can be, `wanted` at most. */
  possible(name: string, wanted: number): readonly number[] {
    const at = this.unknown(name);
    const [low, high] = [[...this.#low], [...this.#high]];
    if (!this.#propagate(low, high, this.#sums)) return [];
    const found: number[] = [];
    for (let value = low[at] ?? 0; value <= (high[at] ?? 0) && found.length < wanted; value++) if (this.#exists(low, high, at, value)) found.push(value);
    return found;
  }

  #exists(low: readonly number[], high: readonly number[], at: number, value: number): boolean {
    const [tryLow, tryHigh] = [[...low], [...high]];
    tryLow[at] = value;
    tryHigh[at] = value;
    if (!this.#propagate(tryLow, tryHigh, this.#sumsOf[at] ?? [])) return false;
    let next = -1;
    let size = Number.POSITIVE_INFINITY;
    for (const [other, lowest] of tryLow.entries()) {
      const open = (tryHigh[other] ?? 0) - lowest;
      if (open > 0 && open < size) {
        next = other;
        size = open;
      }
    }
    if (next === -1) return true;
    for (let guess = tryLow[next] ?? 0; guess <= (tryHigh[next] ?? 0); guess++) if (this.#exists(tryLow, tryHigh, next, guess)) return true;
    return false;
  }
}

/**
 * Unknowns that equations alone decide, whatever the numbers are allowed to be: by elimination. Each row is the coefficients of the unknowns, and what they
 * come to.
 */
export function decided(rows: readonly (readonly number[])[]): ReadonlyMap<number, number> {
  const left = rows.map((row) => [...row]);
  const width = (rows[0]?.length ?? 1) - 1;
  let done = 0;
  for (let column = 0; column < width; column++) {
    const pivot = left.findIndex((row, at) => at >= done && Math.abs(row[column] ?? 0) > 1e-9);
    if (pivot === -1) continue;
    const [chosen = []] = left.splice(pivot, 1);
    const scaled = chosen.map((value) => value / (chosen[column] ?? 1));
    left.splice(done, 0, scaled);
    for (const [at, row] of left.entries()) {
      const times = row[column] ?? 0;
      if (at !== done && times !== 0) left[at] = row.map((value, place) => value - times * (scaled[place] ?? 0));
    }
    done++;
  }
  const alone = left.slice(0, done).flatMap((row) => {
    const unknowns = row.slice(0, width).flatMap((value, at) => (Math.abs(value) > 1e-9 ? [at] : []));
    return unknowns.length === 1 ? [[unknowns[0] ?? 0, row[width] ?? 0] as const] : [];
  });
  return new Map(alone);
}
