import type { ItemKey } from "./definition.ts";

/** What the places of a template are filled with, in their order: text, or a number where the place says how many digits. */
type Filling<Template extends string> = Template extends `${string}{${infer Place}}${infer Rest}`
  ? [Place extends `${string}:${number}` ? number : string, ...Filling<Rest>]
  : [];

/** Builds an item's address from the values its templates name, partition first. */
export interface KeyBuilder<Parts extends readonly (string | number)[] = readonly never[]> {
  (...parts: Parts): ItemKey;
  /** As written: `CASE#{case}`. */
  readonly partition: string;
  readonly sort: string;
}

/** Builds the partition of an index. */
export interface IndexBuilder<Parts extends readonly (string | number)[] = readonly never[]> {
  (...parts: Parts): string;
  readonly partition: string;
}

/** How a template is filled, and how many values it takes. */
interface Compiled {
  readonly places: number;
  fill(parts: readonly (string | number)[], from: number): string;
}

function compiled(template: string): Compiled {
  const [first = "", ...rest] = template.split("{");
  const places = rest.map((text) => {
    const [place = "", after = ""] = text.split("}");
    return { digits: Number(place.split(":")[1] ?? 0), after };
  });
  return {
    places: places.length,
    fill(parts, from) {
      let text = first;
      for (const [index, { digits, after }] of places.entries()) text += String(parts[from + index]).padStart(digits, "0") + after;
      return text;
    },
  };
}

/**
 * A kind of item by the templates of its address: `keyOf("CASE#{case}", "EVIDENCE#{evidence}")`. A place with a number of
 * digits, `{version:6}`, is filled with a number, so that text order is number order. The templates are what ACCESS.md
 * and the permissions of functions are made from: a partition is spelled nowhere else.
 */
export function keyOf<const Partition extends string, const Sort extends string>(
  partition: Partition,
  sort: Sort,
): KeyBuilder<[...Filling<Partition>, ...Filling<Sort>]> {
  const [pk, sk] = [compiled(partition), compiled(sort)];
  const build = (...parts: readonly (string | number)[]): ItemKey => ({ pk: pk.fill(parts, 0), sk: sk.fill(parts, pk.places) });
  return Object.assign(build, { partition, sort });
}

/** A partition of an index by its template: `indexOf("{council}#CASES#{queue}")`. */
export function indexOf<const Partition extends string>(partition: Partition): IndexBuilder<Filling<Partition>> {
  const { fill } = compiled(partition);
  const build = (...parts: readonly (string | number)[]): string => fill(parts, 0);
  return Object.assign(build, { partition });
}

/** Every partition a template may lead to, as permissions name them: `CASE#*`. */
export const anyOf = ({ partition }: { readonly partition: string }): string => partition.replaceAll(/\{[^}]*\}/g, "*");
