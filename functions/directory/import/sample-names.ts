import type { Point } from "../../../shared/domain/geo.ts";
import type { Listing } from "../../../shared/listing/listing.ts";
import words from "./sample-words.json" with { type: "json" };

/** So many of the latest uses of a name are remembered: enough for as many people as there are samples. */
const REMEMBERED = 8;
/** A degree of longitude is so much shorter than one of latitude, about where the councils are. */
const NARROWER = 0.6;

/**
 * Draws names one by one for people at places: one that nobody has yet, as long as there are any, and then the one whose bearers
 * are furthest away. So nobody has the name of a neighbour while there are names that no neighbour has.
 */
function namesApart(names: readonly string[], random: () => number): (at: Point) => string {
  const uses = names.map((): Point[] => []);
  return (at) => {
    const from = Math.floor(random() * names.length);
    let [best, furthest] = [from, -1];
    for (let step = 0; step < names.length && furthest < Number.POSITIVE_INFINITY; step += 1) {
      const index = (from + step) % names.length;
      const away = nearest(at, uses[index]);
      if (away > furthest) [best, furthest] = [index, away];
    }
    const used = uses[best];
    used?.push(at);
    if (used && used.length > REMEMBERED) used.shift();
    return names[best] ?? "";
  };
}

/** How far the nearest of them is, squared, in degrees; infinity where there are none. */
function nearest({ lat, lon }: Point, points: readonly Point[] = []): number {
  let away = Number.POSITIVE_INFINITY;
  for (const point of points) away = Math.min(away, (point.lat - lat) ** 2 + ((point.lon - lon) * NARROWER) ** 2);
  return away;
}

/** Names for sample people and providers, plainly made up and as different from their neighbours' as there are names for. */
export function sampleNames(random: () => number): (listing: Pick<Listing, "kind" | "gender" | "area">) => string {
  const surnames = words.surnameStarts.flatMap((start) => words.surnameEnds.map((end) => start + end));
  const [women, men, families, providers, trades] = [words.women, words.men, surnames, words.microNames, words.microEndings].map((names) =>
    namesApart(names, random),
  );
  if (!women || !men || !families || !providers || !trades) throw new Error("There are names of each kind");
  return ({ kind, gender, area }) => {
    if (kind === "micro-provider") return `${providers(area)} ${trades(area)}`;
    return `${(gender === "male" ? men : women)(area)} ${families(area)}`;
  };
}
