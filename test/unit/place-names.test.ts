import { existsSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { bundleFolder } from "../../infra/bundle-folders.ts";
import { milesBetween } from "../../shared/domain/geo.ts";
import type { ServedCouncil } from "../../shared/geography/coverage.ts";
import { gazetteerFrom } from "../../shared/geography/gazetteer-file.ts";
import { indexOf } from "../../shared/geography/geography-index.ts";
import { importDistricts } from "../../shared/geography/import-areas.ts";
import { importPlaces } from "../../shared/geography/import-places.ts";
import { importPostcodes } from "../../shared/geography/import-postcodes.ts";
import { comparable, fullLabel, placeNames } from "../../shared/geography/place-names.ts";
import type { GeographyStore, ImportedPlace, Place } from "../../shared/geography/ports.ts";
import { placeResolver, type ResolvePlace } from "../../shared/geography/resolve.ts";
import type { SectorPostcode, SectorSummary } from "../../shared/geography/sector-format.ts";
import { aFile } from "../support/open-data.ts";
import { runs } from "../support/runs.ts";

const gazetteer = gazetteerFrom(join(bundleFolder("public"), "places.zst"));
const openData = process.env["TRELLIS_DATA_DIR"] ?? "";

/** Geography in memory, as imports write it. */
function memoryStore(): GeographyStore {
  const sectors = new Map<string, readonly SectorPostcode[]>();
  let summaries: readonly SectorSummary[] = [];
  let districts: Readonly<Record<string, string>> = {};
  let places: readonly ImportedPlace[] = [];
  return {
    sector: async (name) => sectors.get(name),
    index: async () => (summaries.length > 0 ? indexOf(summaries) : undefined),
    districtNames: async () => districts,
    places: async () => places,
    writeSector: async (name, postcodes) => void sectors.set(name, postcodes),
    writeIndex: async (all) => {
      summaries = [...all];
    },
    writeDistrictNames: async (names) => {
      districts = names;
    },
    writePlaces: async (all) => {
      places = all;
    },
  };
}

const shipped = placeResolver(memoryStore(), gazetteer, () => 0);

async function answerTo(resolve: ResolvePlace, text: string) {
  const found = await resolve(text);
  return found.ok
    ? { label: found.value.label, outside: found.value.outside, at: found.value, suggestions: [] }
    : { kind: found.refusal.kind, detail: found.refusal.detail, suggestions: found.refusal.suggestions };
}

/** What people call where they live: each leads to a place, or to a list that has it. */
const LEADS: readonly (readonly [text: string, to: string | RegExp])[] = [
  ["Melton", "Melton Mowbray, Leicestershire"],
  ["Wigston", "Wigston Magna, Leicestershire"],
  ["South Wigston", "South Wigston"],
  ["Birstall", "Birstall"],
  ["Thurmaston", "Thurmaston"],
  ["Belgrave", "Belgrave"],
  ["Beaumont Leys", "Beaumont Leys"],
  ["Ashby", "Ashby-de-la-Zouch, Leicestershire"],
  ["Barton in the Beans", "Barton in the Beans"],
  ["Leicestershire", "Loughborough, Leicestershire"],
  ["Loughborough, Leicestershire", "Loughborough"],
  ["Rutland", "Oakham, Rutland"],
  ["Syston LE7", "Syston"],
];

const leads = (resolver: () => ResolvePlace) => {
  for (const [text, to] of LEADS) {
    it(`‘${text}’ leads to ${to}, inside a council here, and every place offered instead is found again`, async () => {
      const { label, outside, suggestions } = await answerTo(resolver(), text);
      if (label === undefined) expect(suggestions).toContain(to);
      else expect(label).toBe(to);
      expect(outside).toBeUndefined();
      for (const suggestion of suggestions) expect((await resolver()(suggestion)).ok, suggestion).toBe(true);
    });
  }
};

describe("with the places shipped alone", () => leads(() => shipped));

describe.skipIf(!existsSync(join(openData, "wards.csv")))("with open data of the councils (TRELLIS_DATA_DIR)", () => {
  const store = memoryStore();
  let resolve: ResolvePlace = shipped;
  beforeAll(async () => {
    await importDistricts(join(openData, "districts.csv"), store, { districtCouncils: async () => ({}), writeDistrictCouncils: async () => undefined });
    await importPlaces(join(openData, "wards.csv"), store);
    await importPostcodes([join(openData, "postcodes_core.csv"), join(openData, "postcodes_buffer.csv")], store, () => undefined);
    resolve = placeResolver(store, gazetteer, () => 0);
  });
  leads(() => resolve);
  it("names of wards and districts are known", async () => {
    expect(await answerTo(resolve, "Rushey Mead")).toMatchObject({ label: "Rushey Mead" });
    expect(await answerTo(resolve, "Broom Leys")).toMatchObject({ label: "Broom Leys" });
    expect((await answerTo(resolve, "Charnwood")).suggestions[0]).toBe("Loughborough, Leicestershire");
    expect((await answerTo(resolve, "Oadby and Wigston")).suggestions).toContain("Oadby, Leicestershire");
  });
  it("a ward with the name of part of a town asks which is meant", async () => {
    expect((await answerTo(resolve, "Bosworth")).suggestions).toEqual(expect.arrayContaining(["Market Bosworth, Leicestershire", "Bosworth, Leicestershire"]));
  });
  it("outside every council it is said who arranges care there", async () => {
    expect(await answerTo(resolve, "Derby")).toMatchObject({ label: "Derby", outside: "Derby" });
    expect(await answerTo(resolve, "Shrewsbury")).toMatchObject({ outside: "Shropshire" });
    expect(await answerTo(resolve, "SW1A 1AA")).toMatchObject({
      kind: "place-outside",
      detail: expect.stringContaining("Leicester, Leicestershire and Rutland"),
    });
  });
});

describe("a name", () => {
  const places = gazetteer();
  it("that many places bear is asked back, the nearest to the councils first", async () => {
    const { kind, suggestions } = await answerTo(shipped, "Belton");
    expect(kind).toBe("place-ambiguous");
    expect(suggestions[0]).toBe("Belton, Leicestershire");
  });
  it("of a Saint is one however it is written", async () => {
    expect((await answerTo(shipped, "Bury Saint Edmunds")).label).toBe((await answerTo(shipped, "bury st. edmunds")).label);
  });
  it("with a county it is not in is not found there", async () => {
    expect(await answerTo(shipped, "Loughborough, Kent")).toMatchObject({ kind: "place-unknown" });
  });
  it("with a postcode district it is not in is not found there, where postcodes are known", async () => {
    const store = memoryStore();
    await importPostcodes([aFile("p.csv", "postcode,lat,lon\nLE7 1AA,52.698,-1.073\nLE13 1GH,52.766,-0.887\n")], store, () => undefined);
    const resolve = placeResolver(store, gazetteer, () => 0);
    expect(await answerTo(resolve, "Syston, LE7")).toMatchObject({ label: "Syston" });
    expect((await answerTo(resolve, "Syston LE13")).label).toBeUndefined();
  });
  it("begun is finished by what it may be", async () => {
    expect((await answerTo(shipped, "Loughbor")).suggestions[0]).toBe("Loughborough, Leicestershire");
    expect((await answerTo(shipped, "mowbray")).suggestions).toContain("Melton Mowbray, Leicestershire");
  });
  it("written beside others leads back to its place, whichever place it is", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), async (place) => {
        const found = await shipped(fullLabel(place));
        if (!found.ok) {
          // Only where its label is that of others, too: then it is asked back.
          expect(found.refusal.kind).toBe("place-ambiguous");
          expect(places.filter((other) => comparable(other.name) === comparable(place.name)).length, fullLabel(place)).toBeGreaterThan(1);
          return;
        }
        expect(milesBetween(found.value.lat, found.value.lon, place.lat, place.lon)).toBeLessThan(2);
      }),
      { numRuns: runs(300) },
    );
  });
  it("that several bear far apart is never picked for whoever typed it", async () => {
    const far = [...Map.groupBy(places, ({ name }) => comparable(name))]
      .filter(([, [a, b]]) => a && b && milesBetween(a.lat, a.lon, b.lat, b.lon) > 2)
      .map(([name]) => name);
    expect(far.length).toBeGreaterThan(100);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...far), async (name) => {
        const { label, suggestions } = await answerTo(shipped, name);
        expect(label).toBeUndefined();
        expect(suggestions.length).toBeGreaterThan(1);
        expect(new Set(suggestions).size).toBe(suggestions.length);
        expect(suggestions.length).toBeLessThanOrEqual(8);
        for (const suggestion of suggestions) expect((await answerTo(shipped, suggestion)).label, suggestion).toBeDefined();
      }),
      { numRuns: runs(200) },
    );
  });
  it("is never an error, whatever is typed, and what is offered is found", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string({ maxLength: 80 }), fc.stringMatching(/^[A-Za-z ]{1,20}$/)), async (text) => {
        for (const suggestion of (await answerTo(shipped, text)).suggestions) expect((await answerTo(shipped, suggestion)).label, suggestion).toBeDefined();
      }),
      { numRuns: runs(100) },
    );
  });
});

describe("places of one name", () => {
  const place = (id: number, over: Partial<Place>): Place => ({
    id,
    name: "Thorpe",
    kind: "place",
    lat: 52.6,
    lon: -1.1,
    people: 0,
    county: "Leicestershire",
    beside: "",
    ...over,
  });
  it("that lie together are one, a town before a ward", () => {
    const names = placeNames([place(1, { kind: "ward" }), place(2, { lat: 52.605 })]);
    expect(names.named("Thorpe", () => true).map(({ id }) => id)).toEqual([2]);
  });
  it("in one county are told apart by a town nearby", () => {
    const towns = [place(8, { name: "Westown", lat: 52.6, lon: -1.15, people: 20_000 }), place(9, { name: "Eastown", lat: 52.6, lon: -0.75, people: 20_000 })];
    const names = placeNames([place(1, {}), place(2, { lon: -0.7 }), ...towns]);
    expect(names.named("Thorpe", () => true).map(fullLabel)).toEqual(["Thorpe, near Westown", "Thorpe, near Eastown"]);
  });
});

describe("a council's reach", () => {
  const councils: readonly ServedCouncil[] = [{ name: "Rutland", districts: ["E06000017"], home: { lat: 52.65, lon: -0.65, miles: 9 } }];
  it("is by district, then by county, then by where it is", async () => {
    const resolve = placeResolver(memoryStore(), gazetteer, () => 0, councils);
    expect(await answerTo(resolve, "Oakham, Rutland")).toMatchObject({ outside: undefined });
    expect(await answerTo(resolve, "Loughborough")).toMatchObject({ outside: "Leicestershire" });
  });
});

describe("importing places", () => {
  const councils: readonly ServedCouncil[] = [{ name: "Leicestershire", districts: ["E07000133"], home: { lat: 52.7, lon: -1.13, miles: 18 } }];
  const take = async (text: string, store = memoryStore()) => {
    const notes: string[] = [];
    const report = await importPlaces(aFile("places.csv", text), store, (note) => notes.push(note), councils);
    return { report, notes, places: await store.places() };
  };
  const ROW = "name,lat,lon,lad_code\nLong Clawson,52.84,-0.93,E07000133\n";

  it("takes a name and a position, and the county of its district; the same file twice changes nothing", async () => {
    const store = memoryStore();
    expect((await take(ROW, store)).report).toMatchObject({ added: 1, changed: 0, refused: [] });
    expect((await take(ROW, store)).report).toMatchObject({ added: 0, unchanged: 1 });
    expect(await store.places()).toMatchObject([{ name: "Long Clawson", kind: "place", district: "E07000133" }]);
  });
  it("reads the Index of Place Names of the ONS, whatever its edition, and leaves districts and counties out", async () => {
    const header = "place23cd,place23nm,descnm,ctyltnm23,lad23cd,lat,long";
    const { places, notes } = await take(
      `${header}\nIPN1,Hoby,LOC,Leicestershire,E07000133,52.75,-1.01\nIPN2,Leicestershire,CTY,Leicestershire,,52.7,-1.1\nIPN3,Hoby with Rotherby,PAR,Leicestershire,E07000133,52.74,-1.0\n`,
    );
    expect(places.map(({ name, kind, county }) => [name, kind, county])).toEqual([
      ["Hoby", "place", "Leicestershire"],
      ["Hoby with Rotherby", "parish", "Leicestershire"],
    ]);
    expect(notes.join()).toContain("1 districts, counties and other areas");
  });
  it("leaves out what is far from every council, and says how many", async () => {
    const { places, notes } = await take("name,lat,lon\nFrinton-on-Sea,51.83,1.24\n");
    expect(places).toEqual([]);
    expect(notes.join()).toContain("1 places more than 30 miles from every council");
  });
  it("refuses a row that says no name, no position or no district, naming the field", async () => {
    const { report } = await take("name,lat,lon,lad_code\n,52.8,-0.9,\nHose,0,-0.9,\nHose,52.8,50,\nHose,52.8,-0.9,Melton\n");
    expect(report.refused.map(({ line, field }) => [line, field])).toEqual([
      [2, "name"],
      [3, "lat"],
      [4, "lon"],
      [5, "district"],
    ]);
  });
});
