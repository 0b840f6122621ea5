import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { CQC_COLUMNS, importCqc } from "../../functions/directory/import/import-cqc.ts";
import { importRegister, REGISTER_COLUMNS, registerRowFromCsv } from "../../functions/directory/import/import-register.ts";
import { repositionListings } from "../../functions/directory/import/reposition.ts";
import { sampleListings } from "../../functions/directory/import/seed.ts";
import { milesBetween } from "../../shared/domain/geo.ts";
import { gazetteerFrom } from "../../shared/geography/gazetteer-file.ts";
import { importPlaces } from "../../shared/geography/import-places.ts";
import { importPostcodes } from "../../shared/geography/import-postcodes.ts";
import { baseFinder } from "../../shared/geography/public-area.ts";
import { MissingColumns } from "../../shared/import/header.ts";
import { csvRows, jsonLines } from "../../shared/import/rows.ts";
import { withArranged } from "../../shared/listing/free-hours.ts";
import { ListingId, RegisterRow } from "../../shared/listing/listing.ts";
import { councilPolicy } from "../../shared/policy/council.ts";
import { codesOf, skills } from "../../shared/taxonomy/taxonomy.ts";
import { anAuditContext, aRegisterRow } from "../support/builders.ts";
import { gazetteerFile } from "../support/http.ts";
import { aFile, withPostcodes } from "../support/open-data.ts";
import { aTable, type TestTable } from "../support/tables.ts";

const policy = councilPolicy("E10000018");
const deps = (table: TestTable, authority = "E10000018") => ({
  listings: table.listings,
  geography: table.geography,
  authority,
  policy,
  progress: () => undefined,
  context: anAuditContext(),
});
const registerOf = (rows: readonly unknown[]) => aFile("register.jsonl", rows.map((row) => (typeof row === "string" ? row : JSON.stringify(row))).join("\n"));

describe("importing postcodes", () => {
  it("takes rows by their header, refuses bad ones by line, and twice changes nothing", async () => {
    const table = await aTable();
    const file = aFile("bad.csv", "lon,junk,postcode,lat\n-0.887,x,LE13 1GH,52.766\n0,x,NOT A CODE,52\n0,x,LE13 1AB,99.999999\n5,x,LE13 1AD,52\n");
    const first = await importPostcodes([file], table.geography, () => undefined);
    expect(first).toMatchObject({
      added: 1,
      postcodes: 1,
      refused: [
        { line: 3, field: "postcode" },
        { line: 4, field: "lat" },
        { line: 5, field: "lon" },
      ],
    });
    expect(await importPostcodes([file], table.geography, () => undefined)).toMatchObject({ added: 0, changed: 0, unchanged: 1, moved: [] });
  });
  it("adds to a sector that another file began", async () => {
    const table = await aTable();
    const header = "postcode,lat,lon\n";
    await importPostcodes([aFile("a.csv", `${header}LE13 1GH,52.76,-0.88`)], table.geography, () => undefined);
    await importPostcodes([aFile("b.csv", `${header}LE13 1AA,52.78,-0.9`)], table.geography, () => undefined);
    expect((await table.geography.sector("LE13 1"))?.map(({ unit }) => unit)).toEqual(["AA", "GH"]);
    expect((await table.geography.index())?.sectors.get("LE13 1")?.lat).toBeCloseTo(52.77, 9);
  });
  it("takes the ONS's own column names", async () => {
    const table = await aTable();
    const file = aFile("ons.csv", "\uFEFFpcds,lat,long,lad25cd,doterm\nLE13 1GH,52.766123,-0.887,E07000133,\n");
    expect(await importPostcodes([file], table.geography, () => undefined)).toMatchObject({ added: 1 });
    expect((await table.geography.sector("LE13 1"))?.[0]).toEqual({ unit: "GH", lat: 52.76612, lon: -0.887, district: "E07000133", stacked: false });
  });
  it("says which column is missing", async () => {
    const table = await aTable();
    await expect(importPostcodes([aFile("none.csv", "a,b\n1,2\n")], table.geography, () => undefined)).rejects.toThrow(MissingColumns);
  });
  it("moves listings with the middle of their sector", async () => {
    const table = await aTable();
    await withPostcodes(table);
    await importRegister(jsonLines(registerOf([aRegisterRow()])), deps(table));
    const more = await importPostcodes([aFile("more.csv", "postcode,lat,lon\nLE13 1QQ,52.79,-0.88\n")], table.geography, () => undefined);
    expect(await repositionListings(more.moved, table.listings, anAuditContext())).toBe(1);
    expect((await table.directory.profile("pa-1"))?.row.area.lat).toBeCloseTo((52.767 * 6 + 52.79) / 7, 9);
    expect(await importRegister(jsonLines(registerOf([aRegisterRow()])), deps(table))).toMatchObject({ added: 0, changed: 0, unchanged: 1 });
  });
});

describe("importing a register", () => {
  let table: TestTable;
  beforeAll(async () => {
    table = await aTable();
    await withPostcodes(table);
  });
  it("keeps good lines and reports every bad one by line, field and reason", async () => {
    const file = registerOf([
      aRegisterRow({ id: "good" }),
      "{not json",
      "[1,2]",
      aRegisterRow({ id: "b1", postcode: "LE99 9ZZ" }),
      aRegisterRow({ id: "b2", services: ["magic"], ratePence: 12.5 }),
      aRegisterRow({ id: "b3", postcode: undefined }),
      aRegisterRow({ id: "b4", availability: { mon: ["midnight"] } }),
      aRegisterRow({ id: "b5", languages: ["zz"] }),
      aRegisterRow({ id: "b#6" }),
      aRegisterRow({ id: "b7", accreditedOn: "2026-05-01", accreditedUntil: "2026-04-01" }),
      "",
      aRegisterRow({ id: "good", displayName: "Twice" }),
      aRegisterRow({ id: "last" }),
    ]);
    const report = await importRegister(jsonLines(file), deps(table));
    expect(report).toMatchObject({ added: 2, changed: 0 });
    expect(report.refused.map(({ line, field }) => `${line} ${field}`)).toEqual([
      "2 line",
      "3 line",
      "4 postcode",
      "5 services.0",
      "5 ratePence",
      "6 postcode",
      "7 availability.mon.0",
      "8 languages.0",
      "9 id",
      "10 accreditedUntil",
      "12 id",
    ]);
    expect(report.refused.find(({ line }) => line === 4)?.reason).toContain("not among the imported postcodes");
    expect(report.refused.find(({ line }) => line === 6)?.reason).toBe("is missing");
  });
  it("done twice, or begun again half way, changes nothing", async () => {
    const rows = Array.from({ length: 130 }, (_, index) => aRegisterRow({ id: `pa-${index}`, hoursFree: index % 20 }));
    expect(await importRegister(jsonLines(registerOf(rows.slice(0, 70))), deps(table))).toMatchObject({ added: 70 });
    expect(await importRegister(jsonLines(registerOf(rows)), deps(table))).toMatchObject({ added: 60, changed: 0, unchanged: 70 });
    const before = (await table.directory.logAfter(0)).length;
    expect(await importRegister(jsonLines(registerOf(rows)), deps(table))).toMatchObject({ added: 0, changed: 0, unchanged: 130 });
    expect((await table.directory.logAfter(0)).length).toBe(before);
    expect(await importRegister(jsonLines(registerOf([{ ...rows[3], hoursFree: 19 }])), deps(table))).toMatchObject({ changed: 1 });
  });
  it("leaves the hours that were arranged since as they are, until the register says another figure", async () => {
    const bring = (changes: object) => importRegister(jsonLines(registerOf([aRegisterRow({ id: "busy", ...changes })])), deps(table));
    const stored = async () => (await table.listings.read([ListingId.parse("busy")])).get("busy");
    await bring({ hoursFree: 12 });
    const replaces = await stored();
    if (!replaces) throw new Error("It is not stored");
    await table.listings.commit([{ listing: withArranged(replaces.listing, 7.5), digest: replaces.digest, replaces }], anAuditContext(), "listing:sample");
    expect(await bring({ hoursFree: 12 })).toMatchObject({ unchanged: 1 });
    expect(await bring({ hoursFree: 12, ratePence: 1500 })).toMatchObject({ changed: 1 });
    expect((await stored())?.listing).toMatchObject({ hoursFree: 4.5, ratePence: 1500, hours: { offered: 12, arranged: 7.5, said: 12 } });
    await bring({ hoursFree: 6, ratePence: 1500 });
    expect((await stored())?.listing).toMatchObject({ hoursFree: 6, hours: { offered: 13.5, arranged: 7.5, said: 6 } });
    expect((await table.directory.profile("busy"))?.row.listing.hoursFree).toBe(6);
  });
  it("gives rows without an id the same id each time", async () => {
    const row = aRegisterRow({ id: undefined, displayName: "Nameless" });
    expect(await importRegister(jsonLines(registerOf([row])), deps(table))).toMatchObject({ added: 1 });
    expect(await importRegister(jsonLines(registerOf([row])), deps(table))).toMatchObject({ added: 0, unchanged: 1 });
  });
  it("leaves another council's listing alone", async () => {
    await importRegister(jsonLines(registerOf([aRegisterRow({ id: "theirs" })])), deps(table));
    const report = await importRegister(jsonLines(registerOf([aRegisterRow({ id: "theirs", displayName: "Taken over" })])), deps(table, "E06000016"));
    expect(report).toMatchObject({ added: 0, changed: 0, refused: [{ line: 1, field: "id", reason: "belongs to another council's register" }] });
    expect((await table.listings.read([ListingId.parse("theirs")])).get("theirs")?.listing.displayName).toBe("Amber Applewhistle");
  });
  it("reads the same register as CSV", async () => {
    const csv = aFile(
      "register.csv",
      `id,kind,employment,displayName,postcode,travelMiles,services,languages,availability,hoursFree,ratePence,status,accreditedOn,about\ncsv-1,personal-assistant,employed,"Wren, W",LE13 1GH,5,personal-care|meals,en;gu,mon-morning|tue-evening,4,1400,accredited,2026-01-02,\ncsv-2,micro-provider,organisation,Two,LE13 1AA,x,meals,,"{""wed"":[""night""]}",4,1400,accredited,,\n`,
    );
    async function* rows() {
      for await (const row of csvRows(csv, REGISTER_COLUMNS)) yield "values" in row ? { line: row.line, values: registerRowFromCsv(row.values) } : row;
    }
    const report = await importRegister(rows(), deps(table));
    expect(report).toMatchObject({ added: 1, refused: [{ line: 3, field: "travelMiles" }] });
    expect((await table.listings.read([ListingId.parse("csv-1")])).get("csv-1")?.listing).toMatchObject({
      displayName: "Wren, W",
      services: ["personal-care", "meals"],
      languages: ["en", "gu"],
      availability: { mon: ["morning"], tue: ["evening"] },
    });
  });
  it("never throws on a line, whatever it holds", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(aRegisterRow()), "about", "gender", "x"), fc.jsonValue()), (values) => {
        const parsed = RegisterRow.safeParse(values);
        if (!parsed.success) for (const { message } of parsed.error.issues) expect(message.length).toBeGreaterThan(3);
      }),
    );
  });
});

describe("importing the CQC directory", () => {
  it("takes located, active services as agencies outside the list, and refuses the rest by line", async () => {
    const table = await aTable();
    await withPostcodes(table);
    const file = aFile(
      "cqc.csv",
      `cqc_location_id,location_name,postcode,service_types,service_users,overall_rating,rating_date,dormant\n1-22156038335,Care Here,LE13 1GH,Domiciliary care service|Supported living service,Dementia|Caring for adults over 65 yrs,Good,2024-02-03,N\n1-22156038336,No Place,,Domiciliary care service,,,,N\n1-22156038337,Asleep,LE13 1GH,Domiciliary care service,,,,Y\n1-22156038338,A Home,LE13 1GH,Residential home,,,,N\n`,
    );
    const take = () => importCqc(csvRows(file, CQC_COLUMNS), deps(table));
    expect(await take()).toMatchObject({
      added: 1,
      refused: [
        { line: 3, field: "postcode" },
        { line: 4, field: "dormant" },
        { line: 5, field: "service_types" },
      ],
    });
    expect((await table.directory.profile("cqc_1-22156038335"))?.row.listing).toMatchObject({
      kind: "agency",
      status: "unaccredited",
      services: ["personal-care", "independence"],
      clientGroups: ["dementia", "older-people"],
      districts: ["E07000133"],
      cqc: { locationId: "1-22156038335", rating: "Good", ratedOn: "2024-02-03" },
    });
    expect(await take()).toMatchObject({ added: 0, unchanged: 1 });
  });
});

describe("importing named places", () => {
  it("keeps them in one item; twice changes nothing, and a search reads them in one read", async () => {
    const table = await aTable();
    const wards = aFile("wards.csv", "ward_code,ward_name,lad_code,lat,lon\nE05000001,Long Clawson,E07000133,52.84,-0.93\nE05000002,Nowhere,E07000133,,\n");
    expect(await importPlaces(wards, table.geography)).toMatchObject({ added: 1, refused: [{ line: 3, field: "lat" }] });
    expect(await importPlaces(wards, table.geography)).toMatchObject({ added: 0, unchanged: 1 });
    const [place, ...others] = await table.geography.places();
    expect(place).toMatchObject({ name: "Long Clawson", kind: "ward", lat: 52.84, lon: -0.93, people: 0, district: "E07000133" });
    expect(others).toEqual([]);
  });
  it("refuses a file of more than an item holds, with what to do, and keeps what there was", async () => {
    const table = await aTable();
    const rows = Array.from({ length: 40_000 }, (_, at) => `${crypto.randomUUID()} ${at},52.7,-1.1\n`).join("");
    await expect(importPlaces(aFile("places.csv", `name,lat,lon\n${rows}`), table.geography)).rejects.toThrow("take those of fewer districts");
    expect(await table.geography.places()).toEqual([]);
  });
});

describe("a base that somebody enters", () => {
  const baseOf = async (text: string) => {
    const table = await aTable();
    await withPostcodes(table);
    return baseFinder(table.geography, gazetteerFrom(gazetteerFile), () => 0)(text);
  };
  it("is read as searches read places: a postcode in an address, a name with its county", async () => {
    expect(await baseOf("12 High Street, LE13 1GH")).toMatchObject({ ok: true, value: { from: "LE13 1GH", area: { key: "LE13 1" } } });
    expect(await baseOf("Loughborough, Leicestershire")).toMatchObject({ ok: true, value: { from: "Loughborough" } });
  });
  it("is never picked among several, nor put right unasked", async () => {
    expect(await baseOf("Newport")).toMatchObject({ ok: false, refusal: expect.stringContaining("is the name of more than one place: enter ‘Newport, ") });
    expect(await baseOf("LEI3 1GH")).toMatchObject({ ok: false, refusal: "is not a postcode: did you mean LE13 1GH?" });
    expect(await baseOf("Leicestershire")).toMatchObject({ ok: false, refusal: expect.stringContaining("is a large area") });
    expect(await baseOf("JE2 3AB")).toMatchObject({ ok: false, refusal: "is in Jersey, where councils do not arrange care" });
  });
});

describe("sample listings", () => {
  const seedDeps = {
    geography: { index: async () => undefined, sector: async () => undefined, districtNames: async () => ({}), places: async () => [] },
    censusAreas: [],
    gazetteer: gazetteerFrom(gazetteerFile),
    authority: "E10000018",
    policy,
    now: () => Date.parse("2026-11-22T12:00:00Z"),
  };
  it("are the same every time, plausible, and plainly made up", async () => {
    const [one, two] = await Promise.all([Array.fromAsync(sampleListings(300, seedDeps)), Array.fromAsync(sampleListings(300, seedDeps))]);
    expect(one).toEqual(two);
    for (const { ratePence = 0, hoursFree = 0, services, about = "" } of one) {
      expect(ratePence).toBeGreaterThanOrEqual(1150);
      expect(ratePence).toBeLessThanOrEqual(2500);
      expect(hoursFree).toBeLessThanOrEqual(31);
      expect(services.length).toBeGreaterThan(0);
      expect(about).toContain("made-up listing");
    }
    expect(new Set(one.map(({ area }) => area.key)).size).toBeGreaterThan(20);
  });
  it("never have the first name or the surname of somebody who is based where they are, or of any of the twenty listed nearest to them", async () => {
    const people = (await Array.fromAsync(sampleListings(1200, seedDeps))).filter(({ kind }) => kind === "personal-assistant");
    for (const here of people) {
      const nearest = people
        .map((one) => ({ name: one.displayName.split(" "), miles: milesBetween(here.area.lat, here.area.lon, one.area.lat, one.area.lon) }))
        .sort((a, b) => a.miles - b.miles);
      const neighbours = nearest.filter(({ miles }, index) => miles === 0 || index < 20);
      for (const part of [0, 1]) {
        const names = neighbours.map(({ name }) => name[part]);
        expect(new Set(names).size, `${here.displayName}, and who is near them`).toBe(names.length);
      }
    }
  });
  it("have skills that go with what they do, each of the taxonomy's among them", async () => {
    const people = await Array.fromAsync(sampleListings(1200, seedDeps));
    expect(codesOf(skills).filter((code) => !people.some((one) => one.skills.includes(code)))).toEqual([]);
    const whoUseHoists = people.filter((one) => one.skills.includes("hoisting"));
    expect(whoUseHoists.filter(({ services }) => !services.includes("personal-care"))).toEqual([]);
    const signers = people.filter(({ languages }) => languages.includes("bfi"));
    expect(signers.filter((one) => !one.skills.includes("british-sign-language"))).toEqual([]);
  });
});

const openData = process.env["TRELLIS_DATA_DIR"] ?? "";

describe.runIf(existsSync(join(openData, "postcodes_core.csv")))("the real open data", () => {
  it("imports whole, every sector's centre the mean of its unstacked postcodes", async () => {
    const table = await aTable();
    const report = await importPostcodes([join(openData, "postcodes_core.csv"), join(openData, "postcodes_buffer.csv")], table.geography, () => undefined);
    expect(report).toMatchObject({ added: 107_024, refused: [] });
    expect(await table.geography.sector("LE13 1")).toContainEqual(expect.objectContaining({ unit: "GH", district: "E07000133" }));
    const sums = new Map<string, { lat: number; lon: number; count: number }>();
    for (const file of ["postcodes_core.csv", "postcodes_buffer.csv"]) {
      const [header = "", ...lines] = readFileSync(join(openData, file), "utf8").trim().split("\n");
      const stacked = header.split(",").indexOf("stacked");
      for (const columns of lines.map((text) => text.split(","))) {
        if (columns[stacked] === "1") continue;
        const sector = (columns[0] ?? "").slice(0, -2);
        const sum = sums.get(sector) ?? { lat: 0, lon: 0, count: 0 };
        sums.set(sector, { lat: sum.lat + Number(columns[1]), lon: sum.lon + Number(columns[2]), count: sum.count + 1 });
      }
    }
    const sectors = (await table.geography.index())?.sectors;
    expect(sums.size).toBeGreaterThan(400);
    for (const [sector, { lat, lon, count }] of sums) {
      expect(sectors?.get(sector)?.lat, sector).toBeCloseTo(lat / count, 9);
      expect(sectors?.get(sector)?.lon, sector).toBeCloseTo(lon / count, 9);
    }
  });
});
