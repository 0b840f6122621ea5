import type { Place } from "./ports.ts";

const MOST_SUGGESTIONS = 5;

/** A name as it is compared: lower case, no accents, no punctuation, 'St' for 'Saint'. */
export function comparable(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/&/g, " and ")
    .replace(/['’.]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replace(/^saint /, "st ");
}

/** The label of a place: its name, and what it is near where other places share the name. */
export const placeLabel = ({ name, beside }: Place): string => (beside ? `${name}, near ${beside}` : name);

/** Finds places by name, and the nearest names to one that is not known. */
export interface PlaceNames {
  /** The places with this name, or this name and what it is near; largest first. */
  named(text: string): readonly Place[];
  /** The places whose names are most like the text, best first. */
  like(text: string): readonly Place[];
}

/** An index of place names: built once, on the first search by name. */
export function placeNames(places: readonly Place[]): PlaceNames {
  const byName = new Map<string, Place[]>();
  const byGram = new Map<string, number[]>();
  const names: string[] = [];
  const add = (name: string, place: Place) => {
    const known = byName.get(name);
    if (known) known.push(place);
    else byName.set(name, [place]);
  };
  for (const place of [...places].sort((a, b) => b.people - a.people)) {
    const name = comparable(place.name);
    if (!byName.has(name)) {
      for (const gram of gramsOf(name)) {
        const list = byGram.get(gram);
        if (list) list.push(names.length);
        else byGram.set(gram, [names.length]);
      }
      names.push(name);
    }
    add(name, place);
    if (place.beside) {
      add(comparable(placeLabel(place)), place);
      add(comparable(`${place.name} ${place.beside}`), place);
    }
  }
  return {
    named: (text) => byName.get(comparable(text)) ?? [],
    like(text) {
      const wanted = comparable(text).slice(0, 40);
      const grams = gramsOf(wanted);
      if (wanted.length < 2) return [];
      const shared = new Map<number, number>();
      for (const gram of grams) {
        for (const index of byGram.get(gram) ?? []) shared.set(index, (shared.get(index) ?? 0) + 1);
      }
      // Likeness: grams in common among all grams of both (Dice), the larger place first where equal.
      return [...shared]
        .map(([index, common]) => {
          const name = names[index] ?? "";
          return { index, name, likeness: (2 * common) / (grams.length + name.length + 1) };
        })
        .filter(({ likeness }) => likeness > 0.3)
        .sort((a, b) => b.likeness - a.likeness || a.index - b.index)
        .slice(0, MOST_SUGGESTIONS)
        .flatMap(({ name }) => (byName.get(name) ?? []).slice(0, 2))
        .slice(0, MOST_SUGGESTIONS);
    },
  };
}

/** Overlapping pairs of letters, with the ends marked. */
function gramsOf(name: string): readonly string[] {
  const marked = `^${name}$`;
  const grams = new Set<string>();
  for (let i = 0; i + 2 <= marked.length; i += 1) grams.add(marked.slice(i, i + 2));
  return [...grams];
}
