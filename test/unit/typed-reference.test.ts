import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { referenceCodeOf } from "../../shared/domain/reference-code.ts";
import { listingsMeant, TypedReference } from "../../shared/listing/typed-reference.ts";
import { runs } from "./../support/runs.ts";

describe("a reference somebody typed", () => {
  it("means the listing of ours, in any case, with or without its dash, with spaces between or around", () => {
    const digit = fc.nat(1_000_000);
    fc.assert(
      fc.property(fc.array(digit, { minLength: 4, maxLength: 4 }), fc.constantFrom("", " ", "-", " - "), fc.boolean(), (numbers, between, low) => {
        const code = referenceCodeOf("LEI", (below) => (numbers.shift() ?? 0) % below);
        const written = ` ${code.replace("-", between)} `;
        expect(listingsMeant(low ? written.toLowerCase() : written)).toContain(code);
      }),
      { numRuns: runs(300) },
    );
  });
  it("means a register's very id first, also where that looks like one of ours", () => {
    expect(listingsMeant("bob2345")).toEqual(["bob2345", "BOB-2345"]);
    expect(listingsMeant("LEI-4KX7")).toEqual(["LEI-4KX7"]);
    expect(listingsMeant("sample_000011")).toEqual(["sample_000011"]);
  });
  it("that can be none is refused", () => {
    for (const none of ["", "   ", "LEI 4K", "#", "x".repeat(65)]) expect(TypedReference.safeParse(none).success, none).toBe(false);
    expect(TypedReference.safeParse("lei 4kx7").data).toEqual(["LEI-4KX7"]);
  });
});
