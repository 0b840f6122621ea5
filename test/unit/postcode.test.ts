import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crownDependencyOf, lookAlikes, postcodeBeginning, postcodesIn, readPartialPostcode, readPostcode } from "../../shared/domain/postcode.ts";
import { runs } from "../support/runs.ts";

const MELTON = { postcode: "LE13 1GH", sector: "LE13 1", outcode: "LE13", unit: "GH" };

describe("a postcode", () => {
  it("is read in any spacing and case", () => {
    for (const text of ["LE13 1GH", "le131gh", " Le13  1gH ", "LE 13 1GH", "L E 1 3 1 G H"]) expect(readPostcode(text)).toEqual(MELTON);
  });
  it("is found inside any text", () => {
    for (const text of [
      "12 High Street, LE13 1GH",
      "12 High Street, Melton Mowbray LE131GH, please",
      "LE13 1GH (my mum's house)",
      "postcode: le13-1gh.",
      // Written small, its end may look like '1st'.
      "12 high street, le13 1gh, 2nd floor",
      "Flat 2, 12 High Street,\nMelton Mowbray,\nLE 13 1GH",
    ])
      expect(readPostcode(text), text).toEqual(MELTON);
  });
  it("is read with signs, dashes and characters around it that nobody sees", () => {
    for (const text of [
      "“LE13 1GH”",
      "LE13–1GH",
      "LE13\u00a01GH",
      "LE13\u200b1GH",
      "\ufeffLE13 1GH\u2060",
      "<LE13 1GH>",
      "LE13_1GH",
      "ＬＥ１３ １ＧＨ",
      "LE13\u20111GH",
      "LE13.1GH",
    ])
      expect(readPostcode(text), JSON.stringify(text)).toEqual(MELTON);
  });
  it("may end as a number of a floor does", () => {
    expect(readPostcode("12 high street, le1 1st")?.postcode).toBe("LE1 1ST");
  });
  it("is not made out of anything else", () => {
    for (const text of ["", "LE13", "Melton Mowbray", "LE13 1G", "LE13 1GHX", "1234", "LE13 GGH", "room B12 3rd floor", "XLE13 1GH"])
      expect(readPostcode(text), text).toBeUndefined();
  });
  it("is one of several where a text has several: none is picked", () => {
    expect(postcodesIn("from LE13 1GH to LE11 3AA").map(({ postcode }) => postcode)).toEqual(["LE13 1GH", "LE11 3AA"]);
    expect(readPostcode("from LE13 1GH to LE11 3AA")).toBeUndefined();
    expect(readPostcode("LE13 1GH, that is le131gh")).toEqual(MELTON);
  });

  const letters = fc.constantFrom(..."ABDEFGHJLNPQRSTUWXYZ");
  const aPostcode = fc
    .tuple(
      fc.constantFrom("LE", "B", "SW", "N", "ZE", "EC", "CV"),
      fc.constantFrom("1", "13", "7", "9", "22", "1A"),
      fc.integer({ min: 0, max: 9 }),
      letters,
      letters,
    )
    .map(([area, district, sector, a, b]) => ({ out: `${area}${district}`, inward: `${sector}${a}${b}` }));
  const asTyped = fc.tuple(fc.constantFrom("", " ", "  ", "-", "–", "\u00a0", "\u200b", " \u2060"), fc.boolean());
  // Words that end and begin away from letters and digits, as around a postcode in an address.
  const words = fc.stringMatching(/^[a-z ,.'()&!?]{0,40}$/);

  it("read again gives what was read, whatever stands around it and however it is written", () => {
    fc.assert(
      fc.property(aPostcode, asTyped, words, words, ({ out, inward }, [between, small], before, after) => {
        const written = small ? `${out}${between}${inward}`.toLowerCase() : `${out}${between}${inward}`;
        const read = readPostcode(`${before} ${written}, ${after}`);
        expect(read?.postcode).toBe(`${out} ${inward}`);
        expect(readPostcode(read?.postcode ?? "")).toEqual(read);
      }),
      { numRuns: runs(500) },
    );
  });
  it("is offered where O was typed for 0, or I or l for 1, and never read as if it had not been", () => {
    fc.assert(
      fc.property(aPostcode, fc.nat(), ({ out, inward }, pick) => {
        const whole = `${out}${inward}`;
        const alike: Readonly<Record<string, string>> = { "0": "O", "1": "I" };
        const places = [...whole].flatMap((sign, at) => (sign in alike ? [at] : []));
        const at = places[pick % places.length];
        if (at === undefined) return;
        const typed = [...whole].map((sign, where) => (where === at ? alike[sign] : sign)).join("");
        expect(readPostcode(typed)?.postcode).not.toBe(`${out} ${inward}`);
        expect(lookAlikes(typed).map(({ postcode }) => postcode)).toContain(`${out} ${inward}`);
      }),
      { numRuns: runs(500) },
    );
  });
  it("is never an error, whatever is typed", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: "binary" })), (text) => {
        for (const { postcode } of [...postcodesIn(text), ...lookAlikes(text)]) expect(readPostcode(postcode)?.postcode).toBe(postcode);
      }),
      { numRuns: runs(500) },
    );
  });
});

describe("what looks like a postcode", () => {
  const offered = (text: string) => lookAlikes(text).map(({ postcode }) => postcode);
  it("is offered as one: O for 0, I and l for 1, and the other way about", () => {
    expect(offered("LEI3 IGH")).toEqual(["LE13 1GH"]);
    expect(offered("le13 lgh")).toEqual(["LE13 1GH"]);
    expect(offered("S014 1AA")).toEqual(["SO14 1AA"]);
    expect(offered("LE1O 1AA")).toEqual(["LE10 1AA"]);
    expect(offered("12 High Street, LEI3 1GH")).toEqual(["LE13 1GH"]);
  });
  it("is nothing for a postcode as it should be, nor for words", () => {
    for (const text of ["LE13 1GH", "Melton Mowbray", "Loughborough", "oil well", ""]) expect(offered(text), text).toEqual([]);
  });
});

describe("part of a postcode", () => {
  it("is an outcode or a sector", () => {
    expect(readPartialPostcode("le13")).toEqual([{ outcode: "LE13" }, { outcode: "LE1", sector: "LE1 3" }]);
    expect(readPartialPostcode("LE11 3")).toEqual([{ outcode: "LE11", sector: "LE11 3" }]);
    expect(readPartialPostcode("LE113")).toEqual([{ outcode: "LE11", sector: "LE11 3" }]);
    expect(readPartialPostcode("Leicester")).toEqual([]);
  });
  it("is read with signs around it", () => {
    for (const text of ["(LE7)", "LE7.", "\u200bLE7 ", "‘LE7’"]) expect(readPartialPostcode(text)[0], text).toEqual({ outcode: "LE7" });
  });
  it("is seen at the start of what is typed", () => {
    expect(postcodeBeginning("LE13 1G")).toEqual({ outcode: "LE13", sector: "LE13 1" });
    expect(postcodeBeginning("LE13?")).toEqual({ outcode: "LE13" });
    expect(postcodeBeginning("hello there")).toBeUndefined();
  });
});

describe("a postcode of a Crown dependency", () => {
  it("is known as one by its area, whole or in part", () => {
    expect(crownDependencyOf("JE2 3AB")).toBe("Jersey");
    expect(crownDependencyOf("12 The Grange, gy1-1aa")).toBe("Guernsey");
    expect(crownDependencyOf("IM1")).toBe("the Isle of Man");
    expect(crownDependencyOf("isle of man")).toBe("the Isle of Man");
    expect(crownDependencyOf("Jersey")).toBe("Jersey");
  });
  it("is not any other, nor a name that begins alike", () => {
    for (const text of ["LE13 1GH", "Jersey Marine", "IMber", "", "GU1 1AA"]) expect(crownDependencyOf(text), text).toBeUndefined();
  });
});
