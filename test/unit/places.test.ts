import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bundleFolder } from "../../infra/bundle-folders.ts";
import { gazetteerFrom } from "../../shared/geography/gazetteer-file.ts";
import { decodeIndex, encodeIndex, indexOf } from "../../shared/geography/geography-index.ts";
import { comparable } from "../../shared/geography/place-names.ts";
import { placeResolver } from "../../shared/geography/resolve.ts";
import { decodeSector, encodeSector, type SectorPostcode, summarise } from "../../shared/geography/sector-format.ts";
import { runs } from "../support/runs.ts";

const gazetteer = gazetteerFrom(join(bundleFolder("public"), "places.zst"));
const sector: readonly SectorPostcode[] = [
  { unit: "GH", lat: 52.76, lon: -0.88, district: "E07000133", stacked: false },
  { unit: "AA", lat: 52.78, lon: -0.9, district: "E07000133", stacked: false },
  { unit: "ZZ", lat: 50, lon: 0, district: "E07000130", stacked: true },
];
const index = indexOf([summarise("LE13 1", sector)]);
const withPostcodes = placeResolver(
  { sector: async (name) => (name === "LE13 1" ? sector : undefined), index: async () => index, districtNames: async () => ({}), places: async () => [] },
  gazetteer,
  () => 0,
);
const withoutPostcodes = placeResolver(
  { sector: async () => undefined, index: async () => undefined, districtNames: async () => ({}), places: async () => [] },
  gazetteer,
  () => 0,
);

describe("a place to search from", () => {
  it("is a postcode, a sector, an outcode or a name", async () => {
    expect(await withPostcodes("le131gh")).toEqual({
      ok: true,
      value: { lat: 52.76, lon: -0.88, district: "E07000133", label: "LE13 1GH", resolution: "postcode" },
    });
    expect(await withPostcodes("LE13 1")).toMatchObject({ ok: true, value: { label: "LE13 1", resolution: "sector" } });
    expect(await withPostcodes(" le13 ")).toMatchObject({ ok: true, value: { label: "LE13", resolution: "outcode" } });
    expect(await withPostcodes("melton mowbray")).toMatchObject({ ok: true, value: { label: "Melton Mowbray", resolution: "place", district: "E07000133" } });
  });
  it("is found by name with nothing imported", async () => {
    expect(await withoutPostcodes("Ashby de la Zouch")).toMatchObject({ ok: true, value: { label: "Ashby-de-la-Zouch" } });
  });
  it("is a postcode inside an address, with signs around it", async () => {
    for (const text of ["12 High Street, LE13 1GH", "“le13–1gh”", "LE13\u200b1GH"])
      expect(await withPostcodes(text), text).toMatchObject({ ok: true, value: { label: "LE13 1GH" } });
  });
  it("is asked back where a text has two postcodes", async () => {
    expect(await withPostcodes("LE13 1GH or LE13 1AA")).toMatchObject({
      ok: false,
      refusal: { kind: "place-ambiguous", suggestions: ["LE13 1GH", "LE13 1AA"] },
    });
  });
  it("is offered, never taken, where O was typed for 0 or I for 1", async () => {
    for (const text of ["LEI3 1GH", "le13 lgh", "12 High Street, LE13 IGH"])
      expect(await withPostcodes(text), text).toMatchObject({
        ok: false,
        refusal: { kind: "place-unknown", detail: expect.stringContaining("Did you mean LE13 1GH?"), suggestions: ["LE13 1GH"] },
      });
  });
  it("in a Crown dependency is told so, and nothing is suggested", async () => {
    for (const text of ["JE2 3AB", "GY1 1AA", "IM1", "Isle of Man", "1 Quay Road, je2-3ab"])
      expect(await withPostcodes(text), text).toMatchObject({
        ok: false,
        refusal: { kind: "place-outside", detail: expect.stringMatching(/not part of the UK/), suggestions: [] },
      });
  });
  it("is asked back when there are several of its name, and each suggestion resolves", async () => {
    const resolved = await withoutPostcodes("Newport");
    if (resolved.ok) throw new Error("There are several Newports");
    expect(resolved.refusal.kind).toBe("place-ambiguous");
    expect(resolved.refusal.suggestions).toEqual(expect.arrayContaining(["Newport, Telford and Wrekin", "Newport, Isle of Wight", "Newport, near Risca"]));
    for (const suggestion of resolved.refusal.suggestions) expect(await withoutPostcodes(suggestion)).toMatchObject({ ok: true });
  });
  it("is refused with the nearest that is known, never guessed", async () => {
    expect(await withPostcodes("LE13 1XX")).toMatchObject({ ok: false, refusal: { kind: "place-unknown", suggestions: ["LE13 1", "LE13"] } });
    expect(await withPostcodes("LE14")).toMatchObject({ ok: false, refusal: { suggestions: ["LE13"] } });
    expect(await withPostcodes("LF13 1GH")).toMatchObject({ ok: false, refusal: { suggestions: ["LE13"] } });
    expect(await withoutPostcodes("Meltn Mowbry")).toMatchObject({
      ok: false,
      refusal: { kind: "place-unknown", suggestions: expect.arrayContaining(["Melton Mowbray, Leicestershire"]) },
    });
    expect(await withoutPostcodes("LE13 1GH")).toMatchObject({ ok: false, refusal: { detail: expect.stringContaining("We do not have any postcodes yet") } });
  });
  it("is never an error, whatever is typed", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.stringMatching(/^[A-Za-z]{1,3}[0-9]{1,2} ?[0-9A-Za-z]{0,4}$/)), async (text) => {
        const found = await withPostcodes(text);
        if (!found.ok) expect(found.refusal.detail.length).toBeGreaterThan(10);
      }),
      { numRuns: runs(500) },
    );
  });
});

describe("what is kept of a place", () => {
  const reader = (imported: () => boolean) => ({
    sector: async (name: string) => (imported() && name === "LE13 1" ? sector : undefined),
    index: async () => (imported() ? index : undefined),
    districtNames: async () => ({}),
    places: async () => [],
  });
  it("without its district is looked up again once postcodes may have been imported, and then kept", async () => {
    let [now, imported, looks] = [0, false, 0];
    const counted = reader(() => {
      looks += 1;
      return imported;
    });
    const resolve = placeResolver(counted, gazetteer, () => now);
    const district = async () => {
      const found = await resolve("Melton Mowbray");
      return found.ok ? found.value.district : found.refusal.kind;
    };
    expect(await district()).toBeUndefined();
    imported = true;
    now = 4_999;
    expect(await district()).toBeUndefined();
    now = 5_001;
    expect(await district()).toBe("E07000133");
    const before = looks;
    now = 1_000_000;
    expect(await district()).toBe("E07000133");
    expect(looks).toBe(before);
  });
  it("far from every postcode we know has no district: the nearest one would be a guess", async () => {
    const far = await withPostcodes("Ashby de la Zouch");
    expect(far).toMatchObject({ ok: true, value: { label: "Ashby-de-la-Zouch" } });
    expect(far.ok && "district" in far.value).toBe(false);
  });
});

describe("a postcode we do not know", () => {
  const known = ["LE13 1", "LE11 3", "LE2 1", "LF13 2", "AB13 1", "ZE1 0", "LEX 1"].map((name) => summarise(name, sector));
  const resolve = placeResolver(
    { sector: async () => undefined, index: async () => indexOf(known), districtNames: async () => ({}), places: async () => [] },
    gazetteer,
    () => 0,
  );
  const suggestions = async (text: string) => {
    const found = await resolve(text);
    return found.ok ? [] : found.refusal.suggestions;
  };
  it("is answered with its neighbours, and with others that differ in one letter; never with the other end of the country", async () => {
    expect(await suggestions("LE13 9XX")).toEqual(["LE13", "LE11", "LE2", "LF13"]);
    expect(await suggestions("LE12 9XX")).toEqual(["LE11", "LE13", "LE2"]);
    expect(await suggestions("SW1A 1AA")).toEqual([]);
    expect(await suggestions("AB13 9XX")).toEqual(["AB13"]);
  });
});

describe("names", () => {
  it("are compared without accents, case or punctuation", () => {
    expect(comparable("  Ashby-de-la-Zouch ")).toBe(comparable("ashby de la zouch"));
    expect(comparable("St. Ives")).toBe(comparable("Saint Ives"));
    expect(comparable("Bishop’s Stortford")).toBe(comparable("bishops stortford"));
  });
});

describe("a sector", () => {
  it("has its centre at the mean of its postcodes, leaving out stacked ones", () => {
    const { lat, lon, district } = summarise("LE13 1", sector);
    expect(lat).toBeCloseTo(52.77, 9);
    expect(lon).toBeCloseTo(-0.89, 9);
    expect(district).toBe("E07000133");
  });
  it("has the mean of stacked postcodes when there are no others", () => {
    const only = sector.filter(({ stacked }) => stacked);
    expect(summarise("LE13 9", only)).toMatchObject({ lat: 50, lon: 0, stackedOnly: true });
  });
  it("comes back from storage as it went in", () => {
    const { body, districts } = encodeSector(sector);
    expect(body.length).toBe(33);
    expect(decodeSector(body, districts)).toEqual([...sector].sort((a, b) => (a.unit < b.unit ? -1 : 1)));
    expect(decodeIndex(encodeIndex(index.sectors.values()))).toEqual(index);
  });
});
