import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { underNewReference } from "../../functions/vetting/use-cases/new-case.ts";
import { readReference, referenceOf } from "../../shared/domain/reference.ts";
import { ok, refused } from "../../shared/domain/result.ts";
import { newReference } from "../../shared/runtime/ids.ts";
import { runs } from "../support/runs.ts";

describe("a reference", () => {
  it("is three letters, a dash and four signs that nobody takes for others, with no word among them", () => {
    const signs = new Set<string>();
    for (let at = 0; at < 200; at += 1) {
      const reference = newReference("LEI");
      expect(reference).toMatch(/^LEI-[2-9B-DF-HJ-NP-TV-Z]{4}$/);
      for (const sign of reference.slice(4)) signs.add(sign);
    }
    expect(signs.size).toBe(29);
  });
  it("is found in any case, with or without the dash, and with blanks", () => {
    const spelling = fc.tuple(fc.infiniteStream(fc.boolean()), fc.constantFrom("", "-", " ", " - ", "–", "."));
    fc.assert(
      fc.property(fc.constantFrom("LEI", "RUT", "ABC"), fc.array(fc.nat(28), { minLength: 4, maxLength: 4 }), spelling, (prefix, picks, [small, dash]) => {
        const reference = referenceOf(prefix, (below) => (picks.shift() ?? 0) % below);
        const typed = [...reference]
          .map((sign) => (small.next().value ? sign.toLowerCase() : sign))
          .join("")
          .replace("-", dash);
        expect(readReference(` ${typed} `)).toBe(reference);
      }),
      { numRuns: runs(1000) },
    );
  });
  it("is nothing else: no id, no name, no sign too many or too few", () => {
    for (const text of ["", "LEI", "LEI-4KX", "LEI-4KX77", "LEI-4KO7", "LEI-4K17", "LE1-4KX7", "pips-case", "9f1c2b7e-0a4d-4f7e-9d0b-1f2e3d4c5b6a"])
      expect(readReference(text), text).toBeUndefined();
  });
});

describe("a case's reference", () => {
  const references = (...given: string[]) => ({ newReference: () => given.shift() ?? expect.fail("asked for too many") });
  it("is another where it is given already", async () => {
    const taken = new Set(["LEI-2222", "LEI-3333"]);
    const begin = async (id: string) => (taken.has(id) ? refused("stale") : ok(id));
    expect(await underNewReference(references("LEI-2222", "LEI-3333", "LEI-4444"), "E10000018", begin)).toEqual(ok("LEI-4444"));
  });
  it("is not tried again where something else is wrong, and not without end", async () => {
    expect(await underNewReference(references("LEI-2222"), "E10000018", async () => refused("open-already"))).toEqual(refused("open-already"));
    let tries = 0;
    const never = async () => {
      tries += 1;
      return refused("stale");
    };
    expect(await underNewReference({ newReference: () => "LEI-2222" }, "E10000018", never)).toEqual(refused("stale"));
    expect(tries).toBe(5);
  });
});
