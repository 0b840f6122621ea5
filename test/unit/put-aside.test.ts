import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { CompactMap } from "../../shared/import/compact-map.ts";
import { shelvesFor } from "../../shared/import/row-shelves.ts";
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

it("Texts that are put aside come back by their keys, in the order in which they were put: few or many, short or longer than what waits", async () => {
  const folder = mkdtempSync(join(tmpdir(), "trellis-shelves-"));
  const file = join(folder, "file");
  const put = fc.record({
    key: fc.integer({ min: 0, max: 9 }).map((at) => `key ${at}`),
    letters: fc.oneof(fc.nat(40), fc.integer({ min: 1300, max: 5000 })),
    letter: fc.constantFrom("a", "£", "€"),
  });
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(put, { maxLength: 60 }), fc.integer({ min: 0, max: 4 }), async (some, megabytes) => {
        // As many shelves as a file has megabytes.
        writeFileSync(file, "");
        truncateSync(file, megabytes * 1_000_000);
        const shelves = await shelvesFor(file);
        const given = some.map(({ key, letters, letter }, at) => ({ key, text: `${at} ${letter.repeat(letters)}` }));
        for (const { key, text } of given) shelves.put(key, text);
        const found: (readonly [string, readonly string[]])[] = [];
        for await (const shelf of shelves.shelves()) found.push(...shelf);
        await shelves.close();
        const keys = new Set(given.map(({ key }) => key));
        expect(found.length).toBe(keys.size);
        expect(new Map(found)).toEqual(new Map([...keys].map((key) => [key, given.flatMap((one) => (one.key === key ? [one.text] : []))])));
      }),
      { numRuns: runs(300) },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
