import type { Audience } from "../../shared/domain/small-numbers/rules.ts";
import { Attacker, type Known } from "./disclosure-attacker.ts";
import { aTable, type Counted, periodsFor, published, publishedBefore, rulesFor, runningTotal, truthOf } from "./true-tables.ts";

interface Table {
  readonly counts: readonly (readonly number[])[];
  readonly partOf?: Readonly<Record<string, string>>;
  readonly id?: string;
  readonly columnsBy?: string;
}

/** What was published of one or two periods, and what is true. */
export interface Lived {
  readonly audience: Audience;
  readonly tables: readonly Counted[];
  readonly truth: ReadonlyMap<string, number>;
  /** The attacker, told which figures were lowered, and not told. */
  attackers(): readonly Attacker[];
}

interface Life {
  readonly audience: Audience;
  readonly before?: readonly Table[];
  readonly now: readonly Table[];
  readonly runningTotal?: boolean;
}

/** Publishes tables, after those of the period before. */
export function live({ audience, before = [], now, runningTotal: never = false }: Life): Lived {
  const periods = periodsFor(audience);
  const then = before.map(({ counts, ...more }) => aTable(counts, more));
  const tables = now.map(({ counts, ...more }) => aTable(counts, more));
  const earlier = then.length > 0 ? [publishedBefore(audience, then)] : [];
  const publication = published(audience, tables, { earlier, links: never ? [runningTotal(audience)] : [] });
  const truth = new Map([...then.flatMap((table) => [...truthOf(table, periods.before)]), ...tables.flatMap((table) => [...truthOf(table, periods.now)])]);
  const rests = never ? [...truth.keys()].filter((name) => name.startsWith(periods.now)) : [];
  const beforeOf = (name: string) => name.replace(periods.now, periods.before);
  for (const name of rests) truth.set(`added ${name}`, (truth.get(name) ?? 0) - (truth.get(beforeOf(name)) ?? 0));
  const known: Record<string, Known> = Object.fromEntries([...then, ...tables].map((table) => [table.id, table]));
  const publications = [...earlier.map((one) => one.publication), publication];

  const attackerTold = (lowered: ReadonlySet<string>): Attacker => {
    const attacker = new Attacker();
    for (const one of publications) attacker.read(one, known, lowered);
    for (const name of rests) attacker.sum(name, [beforeOf(name), `added ${name}`]);
    return attacker;
  };
  const { base } = rulesFor(audience);
  return {
    audience,
    tables: [...then, ...tables],
    truth,
    attackers: () => {
      const naive = attackerTold(new Set());
      const lowered = new Set([...naive.shown()].filter(([name, shown]) => (truth.get(name) ?? 0) >= shown + base).map(([name]) => name));
      return lowered.size > 0 ? [naive, attackerTold(lowered)] : [naive];
    },
  };
}

/** Every small count of which an attacker is left with fewer than three numbers, the true one among them. */
export function everySmallCount(
  lived: Lived,
  way: "sums" | "every-solution",
): readonly { readonly name: string; readonly truth: number; readonly told: string }[] {
  const { threshold, leastValues } = rulesFor(lived.audience);
  const small = [...lived.truth].filter(([, truth]) => truth < threshold);
  return lived.attackers().flatMap((attacker) => {
    const intervals = attacker.intervals();
    if (!intervals) return [];
    return small.flatMap(([name, truth]) => {
      const [least, most] = intervals.get(name) ?? [0, Number.POSITIVE_INFINITY];
      if (least > truth || most < truth) return [];
      if (most - least + 1 < leastValues) return [{ name, truth, told: `${least} to ${most}` }];
      if (way === "sums") return [];
      const possible = attacker.possible(name, leastValues);
      return possible.length < leastValues && possible.includes(truth) ? [{ name, truth, told: `one of ${possible.join(", ")}` }] : [];
    });
  });
}
