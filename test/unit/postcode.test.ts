import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { postcodeBeginning, readPartialPostcode, readPostcode } from "../../shared/domain/postcode.ts";

describe("a postcode", () => {
  it("is read in any spacing and case", () => {
    for (const text of ["LE13 1GH", "le131gh", "  Le 13 1 gH ", "LE131GH"]) {
      expect(readPostcode(text)).toEqual({ postcode: "LE13 1GH", sector: "LE13 1", outcode: "LE13", unit: "GH" });
    }
  });
  it("is not made of something else", () => {
    for (const text of ["", "LE13", "Melton Mowbray", "LE13 1G", "LE13 1GHX", "1234", "LE13 GGH"]) expect(readPostcode(text)).toBeUndefined();
  });
  it("is read again from what was read", () => {
    const letters = fc.constantFrom(..."ABDEFGHJLNPQRSTUWXYZ");
    const postcode = fc.tuple(fc.constantFrom("LE", "B", "NG", "M"), fc.integer({ min: 1, max: 99 }), fc.integer({ min: 0, max: 9 }), letters, letters);
    fc.assert(
      fc.property(postcode, ([area, district, sector, a, b]) => {
        const read = readPostcode(`${area}${district}${sector}${a}${b}`);
        if (read) expect(readPostcode(read.postcode)).toEqual(read);
      }),
    );
  });
});

describe("part of a postcode", () => {
  it("is an outcode, or a sector, or either", () => {
    expect(readPartialPostcode("le13")).toEqual([{ outcode: "LE13" }, { outcode: "LE1", sector: "LE1 3" }]);
    expect(readPartialPostcode("LE11 3")).toEqual([{ outcode: "LE11", sector: "LE11 3" }]);
    expect(readPartialPostcode("LE113")).toEqual([{ outcode: "LE11", sector: "LE11 3" }]);
    expect(readPartialPostcode("Leicester")).toEqual([]);
  });
  it("can be made out at the start of a slip of the finger", () => {
    expect(postcodeBeginning("LE13 1G")).toEqual({ outcode: "LE13", sector: "LE13 1" });
    expect(postcodeBeginning("LE13?")).toEqual({ outcode: "LE13" });
    expect(postcodeBeginning("hello there")).toBeUndefined();
  });
});
