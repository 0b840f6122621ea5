import { milesBetween, type Point } from "../domain/geo.ts";
import type { Place } from "./ports.ts";

const MOST_SUGGESTIONS = 5;
/** Names that begin with a text are looked through up to so many: more would say nothing. */
const MOST_BEGINNING = 200;
/** Places of one name closer than this are one place to somebody searching. */
const SAME_PLACE_MILES = 2;
/** A place somebody would name to say which of two villages they mean. */
const TOWN_PEOPLE = 15_000;
const BESIDE_MILES = 40;

/** A name as it is compared: lower case, no accents, no punctuation, 'St' for 'Saint'. */
export function comparable(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, "")
    .toLowerCase()
    .replace(/&/g, " and ")
    .replace(/['’.]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replace(/\bsaint\b/g, "st");
}

/** Finds the nearest larger town of another name; empty where there is none. */
export function townsOf(places: readonly Pick<Place, "name" | "people" | "lat" | "lon">[]): (place: Pick<Place, "name"> & Point) => string {
  const towns = places.filter(({ people }) => people >= TOWN_PEOPLE);
  return (place) => {
    const near = towns
      .filter(({ name }) => comparable(name) !== comparable(place.name))
      .map((town) => ({ town, miles: milesBetween(place.lat, place.lon, town.lat, town.lon) }))
      .filter(({ miles }) => miles < BESIDE_MILES)
      .sort((a, b) => a.miles - b.miles)[0];
    return near?.town.name ?? "";
  };
}

/** A place's name with its county, and what it is near where the county holds another of its name: what is written beside others. */
export function fullLabel({ name, county, beside }: Place): string {
  if (beside) return `${name}, near ${beside}`;
  return county && comparable(county) !== comparable(name) ? `${name}, ${county}` : name;
}

/** A place whose name begins with what was typed, or has a word that does. */
export interface Beginning {
  readonly place: Place;
  /** What was typed begins the name itself. */
  readonly first: boolean;
  /** What was typed ends where a word of the name does. */
  readonly wholeWord: boolean;
}

/** Finds places by name, and the nearest names to one that is not known. */
export interface PlaceNames {
  /**
   * The places with this name, or with this name and words after it that tell which: `fits` says whether they do. Places of one
   * name that lie together are one.
   */
  named(text: string, fits: (place: Place, rest: string) => boolean): readonly Place[];
  /** The places whose names begin with the text, or have a word that does. */
  beginning(text: string): readonly Beginning[];
  /** The places whose names are most like the text, best first. */
  like(text: string): readonly Place[];
  /** The shortest label that finds this place again: its name alone, where no other has it. */
  labelOf(place: Place): string;
}

const KIND_ORDER = { place: 0, parish: 1, ward: 2 } as const;

/** An index of place names: built once, on the first search by name, and again when more are imported. */
export function placeNames(places: readonly Place[]): PlaceNames {
  const byName = new Map<string, Place[]>();
  for (const place of [...places].sort((a, b) => KIND_ORDER[a.kind] - KIND_ORDER[b.kind] || b.people - a.people || a.id - b.id)) {
    const name = comparable(place.name);
    if (name === "") continue;
    const known = byName.get(name);
    if (!known) byName.set(name, [place]);
    // What lies beside a place of its name is that place to whoever names it.
    else if (!known.some((other) => milesBetween(other.lat, other.lon, place.lat, place.lon) < SAME_PLACE_MILES)) known.push(place);
  }
  tellApart(byName, places);
  const names = [...byName.keys()];
  const starts = startsOf(names);
  let byGram: ReturnType<typeof gramIndex> | undefined;
  const placesOf = (index: number): readonly Place[] => byName.get(names[index] ?? "") ?? [];
  return {
    named(text, fits) {
      const words = comparable(text).split(" ");
      for (let count = words.length; count > 0; count -= 1) {
        const rest = words.slice(count).join(" ");
        const found = (byName.get(words.slice(0, count).join(" ")) ?? []).filter((place) => rest === "" || fits(place, rest));
        if (found.length > 0) return found;
      }
      return [];
    },
    beginning(text) {
      const wanted = comparable(text);
      const found = new Map<number, Beginning>();
      for (let at = firstAtLeast(starts, wanted); at < starts.length && found.size < MOST_BEGINNING; at += 1) {
        const start = starts[at];
        if (!start?.text.startsWith(wanted)) break;
        const wholeWord = start.text.length === wanted.length || start.text[wanted.length] === " ";
        for (const place of placesOf(start.index)) {
          const known = found.get(place.id);
          if (!known || (start.first && !known.first)) found.set(place.id, { place, first: start.first, wholeWord });
        }
      }
      return [...found.values()];
    },
    like(text) {
      const wanted = comparable(text).slice(0, 40);
      if (wanted.length < 2) return [];
      byGram ??= gramIndex(names);
      return mostAlike(wanted, names, byGram)
        .flatMap((index) => placesOf(index).slice(0, 2))
        .slice(0, MOST_SUGGESTIONS);
    },
    labelOf: (place) => ((byName.get(comparable(place.name))?.length ?? 0) > 1 ? fullLabel(place) : place.name),
  };
}

/** Says of places of one name, in one county, what each is near, where nobody has said yet. */
function tellApart(byName: ReadonlyMap<string, Place[]>, places: readonly Place[]): void {
  let townBeside: ReturnType<typeof townsOf> | undefined;
  for (const group of byName.values()) {
    if (group.length < 2) continue;
    const labels = Map.groupBy(group, fullLabel);
    group.forEach((place, at) => {
      const label = fullLabel(place);
      if (label !== place.name && (labels.get(label)?.length ?? 0) < 2) return;
      townBeside ??= townsOf(places);
      group[at] = { ...place, beside: townBeside(place) };
    });
  }
}

interface Start {
  readonly text: string;
  readonly index: number;
  readonly first: boolean;
}

/** Every name from its beginning and from each of its later words, in order. */
function startsOf(names: readonly string[]): readonly Start[] {
  const starts: Start[] = [];
  names.forEach((name, index) => {
    for (let at = 0; at !== -1 && at < name.length; ) {
      starts.push({ text: name.slice(at), index, first: at === 0 });
      const space = name.indexOf(" ", at);
      at = space === -1 ? -1 : space + 1;
    }
  });
  return starts.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : a.index - b.index));
}

function firstAtLeast(starts: readonly Start[], wanted: string): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle]?.text ?? "") < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

function gramIndex(names: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const byGram = new Map<string, number[]>();
  names.forEach((name, index) => {
    for (const gram of gramsOf(name)) {
      const list = byGram.get(gram);
      if (list) list.push(index);
      else byGram.set(gram, [index]);
    }
  });
  return byGram;
}

/** Likeness: grams in common among all grams of both (Dice), the larger place first where equal. */
function mostAlike(wanted: string, names: readonly string[], byGram: ReadonlyMap<string, readonly number[]>): readonly number[] {
  const grams = gramsOf(wanted);
  const shared = new Map<number, number>();
  for (const gram of grams) {
    for (const index of byGram.get(gram) ?? []) shared.set(index, (shared.get(index) ?? 0) + 1);
  }
  return [...shared]
    .map(([index, common]) => ({ index, likeness: (2 * common) / (grams.length + (names[index]?.length ?? 0) + 1) }))
    .filter(({ likeness }) => likeness > 0.3)
    .sort((a, b) => b.likeness - a.likeness || a.index - b.index)
    .slice(0, MOST_SUGGESTIONS)
    .map(({ index }) => index);
}

/** Overlapping pairs of letters, with the ends marked. */
function gramsOf(name: string): readonly string[] {
  const marked = `^${name}$`;
  const grams = new Set<string>();
  for (let i = 0; i + 2 <= marked.length; i += 1) grams.add(marked.slice(i, i + 2));
  return [...grams];
}
