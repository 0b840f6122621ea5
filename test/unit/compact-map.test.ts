import fc from "fast-check";
import { expect, it } from "vitest";
import { CompactMap } from "../../shared/import/compact-map.ts";
import { runs } from "../support/runs.ts";

const text = fc.string({ unit: "grapheme" });
const entries = fc.uniqueArray(fc.tuple(text, text), { selector: ([key]) => key });

it("A compact map has what a map has: every text under its key, an empty one too, and nothing under any other", () => {
  fc.assert(
    fc.property(entries, fc.array(text), (given, others) => {
      const [compact, map] = [new CompactMap(), new Map(given)];
      for (const [key, value] of given) compact.set(key, value);
      for (const key of [...map.keys(), ...others]) expect([compact.has(key), compact.get(key)]).toEqual([map.has(key), map.get(key)]);
    }),
    { numRuns: runs(500) },
  );
});

it("It grows over many blocks, holds texts longer than a block, and keys of one hash apart", () => {
  const compact = new CompactMap();
  const many = Array.from({ length: 20_000 }, (_, at) => [`CARD-${at}`, `account of ${at}`] as const);
  const long = ["£".repeat(70_000), "€".repeat(50_000)] as const;
  // FNV-1a has one hash for both.
  const alike = [
    ["costarring", "one"],
    ["liquid", "other"],
  ] as const;
  for (const [key, value] of [...many, long, ...alike]) compact.set(key, value);
  for (const [key, value] of [...many, long, ...alike]) expect(compact.get(key)).toBe(value);
  expect([compact.has("CARD-20000"), compact.get("CARD-20000")]).toEqual([false, undefined]);
  expect(() => compact.set("CARD-7", "another")).toThrow("What is set once stays");
});
