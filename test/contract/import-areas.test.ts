import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { gazetteerFrom } from "../../shared/geography/gazetteer-file.ts";
import { importAreas } from "../../shared/geography/import-areas.ts";
import { UnusableFile } from "../../shared/import/encoding.ts";
import { boundariesFile, openDataFiles, outlinesOfAreas } from "../support/areas.ts";
import { gazetteerFile } from "../support/http.ts";
import { aFile } from "../support/open-data.ts";
import { aTable, type TestTable } from "../support/tables.ts";

// Open data on areas: a folder of files, each known by what it holds.

const gazetteer = gazetteerFrom(gazetteerFile);
const realData = process.env["TRELLIS_DATA_DIR"] ?? "";

async function take(table: TestTable, files: readonly string[]) {
  const notes: string[] = [];
  const report = await importAreas(files, { geography: table.geography, openData: table.openData, gazetteer, today: "2026-11-28" }, (text) => notes.push(text));
  return { ...report, notes: notes.map((note) => note.replace(/^[\da-f-]{36}-/, "")) };
}

describe("importing a folder of open data", () => {
  it("knows each file by its header, tells bad rows by file, line and field, and twice changes nothing", async () => {
    const table = await aTable();
    const { districts, small, large, takeUp } = openDataFiles();
    const boundaries = boundariesFile();
    const postcodes = aFile("e.csv", "postcode,lat,lon\nLE13 1GH,52.7,-0.8\n");
    // In no order that helps: boundaries need districts, and areas need their councils.
    const files = [boundaries, takeUp, large, small, postcodes, districts];
    const first = await take(table, files);
    expect(first).toMatchObject({ added: 2 + 2 + 2 + 2 + 3, changed: 0, unchanged: 0 });
    expect(first.refused.map(({ file = "", line, field, reason }) => `${file.replace(/^.{37}/, "")} ${line} ${field} ${reason}`)).toEqual([
      "a.csv 4 lad_code is not a GSS code such as E07000133",
      "b.csv 4 pw_lat is not a latitude in the United Kingdom",
      "c.csv 4 area_km2 is not a size in square kilometres",
      "d.csv 14 value is not a percentage",
    ]);
    expect(first.notes).toEqual([
      "a.csv was taken as districts and their councils",
      "b.csv was taken as small areas of the census (LSOA), Census 2021",
      "c.csv was taken as areas of the census (MSOA), Census 2021",
      "d.csv was taken as direct payments of councils (ASCOF)",
      "d.csv has 3 rows of other measures than 3D(2a), or of groups of councils without a code: they were left out",
      "d.csv withholds the share of 1 councils and years: they were left out",
      "whatever.geojson was taken as boundaries of areas, for maps",
      "e.csv was not taken: it holds postcodes: npm run import -- postcodes FILE",
    ]);
    const census = await table.openData.census();
    expect(census).toMatchObject({ vintage: "Census 2021", importedOn: "2026-11-28" });
    expect(census?.small).toMatchObject([{ code: "E01000001", area: "E02000001", rural: true, people: 1500 }, { code: "E01000002" }]);
    expect(census?.areas).toMatchObject([
      { name: "Melton 001", label: "Asfordby / Frisby", council: "E10000018", squareKilometres: 90.5, rural: true, aged65AndOver: 1500, notEnglishWell: 40 },
      { name: "Leicester 001", label: "Leicester 001", council: "E06000016", rural: false },
    ]);
    expect(census?.border).toHaveLength(1);
    expect(await table.openData.takeUp()).toEqual([
      { code: "E10000018", name: "Leicestershire", year: "2024-2025", recipients: 1675, supported: 5159, perThousand: 325 },
      { code: "E92000001", name: "England", year: "2024-2025", recipients: 117_655, supported: 480_105, perThousand: 245 },
    ]);
    expect((await table.openData.map("E10000018"))?.areas).toHaveLength(36);
    expect((await table.openData.map("E10000018", "E07000133"))?.areas).toHaveLength(18);
    expect(await take(table, files)).toMatchObject({ added: 0, changed: 0, unchanged: 11 });
  });
  it("loses nothing: what is bad or left out of a later file stays, and another census takes the place of this one whole or not at all", async () => {
    const table = await aTable();
    await take(table, Object.values(openDataFiles(false)));
    const header = "lsoa21_code,msoa21_code,lad_code,pw_lat,pw_lon,rural,pop_total";
    const good = "E01000001,E02000001,E07000133,52.77,-0.88,1,1501";
    const bad = "E01000002,E02000002,E06000016,52.63,-1.13,0,many";
    const codes = async () => (await table.openData.smallAreas())?.areas.map(({ code, people }) => `${code} ${people}`);
    expect(await take(table, [aFile("s.csv", `${header}\n${good}\n${bad}\n`)])).toMatchObject({ changed: 1, refused: [{ line: 3, field: "pop_total" }] });
    expect(await codes()).toEqual(["E01000001 1501", "E01000002 1600"]);
    const newer = header.replaceAll("21_code", "31_code");
    expect(await take(table, [aFile("s.csv", `${newer}\n${good}\n${bad}\n`)])).toMatchObject({ added: 0, changed: 0, refused: [{ line: 3 }] });
    expect(await codes()).toHaveLength(2);
    expect(await take(table, [aFile("s.csv", `${newer}\n${good}\n`)])).toMatchObject({ added: 1 });
    expect(await codes()).toEqual(["E01000001 1501"]);
    // Small and large areas are now of two censuses, so together they are none.
    expect(await table.openData.census()).toBeUndefined();
    const older = await take(table, [aFile("s.csv", `${header}\n${good}\n`)]);
    expect(older).toMatchObject({ added: 0, notes: [expect.anything(), "is of Census 2021, and areas of Census 2031 are stored: it was left out"] });
  });
  it("leaves a council's maps as they are where one of its boundaries cannot be read, and says which", async () => {
    const table = await aTable();
    await take(table, [boundariesFile()]);
    const before = await table.openData.map("E10000018");
    const [first, ...others] = outlinesOfAreas();
    const torn = first ? [{ ...first, geometry: { type: "Polygon" as const, coordinates: [[[400, 52]]] } }, ...others] : others;
    expect(await take(table, [boundariesFile(torn)])).toMatchObject({
      added: 0,
      changed: 0,
      unchanged: 0,
      refused: [{ line: 1, field: "geometry of boundary 1" }],
      notes: [expect.anything(), "has boundaries of E10000018 that cannot be read: its maps stay as they are"],
    });
    expect(await table.openData.map("E10000018")).toEqual(before);
  });
  it("refuses files of no kind it knows, by what they would have to hold, and rows of districts whose council nothing says", async () => {
    const table = await aTable();
    await expect(take(table, [aFile("x.csv", "a,b\n1,2\n")])).rejects.toThrow(UnusableFile);
    await expect(take(table, [aFile("x.csv", "lad_code,pw_lat\nE07000133,52\n")])).rejects.toThrow("small areas (LSOA), areas (MSOA), districts, wards");
    await expect(take(table, [aFile("x.geojson", '{"type":"FeatureCollection","features":[{"properties":{"lad_code":"E07000133"}}]}')])).rejects.toThrow(
      "it holds boundaries of districts",
    );
    const elsewhere = readFileSync(openDataFiles(false).large, "utf8").replaceAll("E07000133", "E07000218");
    expect(await take(table, [aFile("c.csv", elsewhere)])).toMatchObject({
      added: 1,
      refused: [{ line: 2, field: "lad_code", reason: expect.stringContaining("bring the file of districts first") }],
    });
  });
});

describe.skipIf(!existsSync(join(realData, "msoa21.csv")))("the open data of Leicestershire, Leicester and Rutland (TRELLIS_DATA_DIR)", () => {
  it("is taken whole: 127 areas, 634 small ones, the take-up of every council, and a map of each", async () => {
    const table = await aTable();
    const files = readdirSync(realData)
      .filter((name) => /\.(?:csv|geojson)$/.test(name))
      .map((name) => join(realData, name));
    const report = await take(table, files);
    expect(report.refused).toEqual([]);
    const census = await table.openData.census();
    expect(
      Object.fromEntries(
        Map.groupBy(census?.areas ?? [], ({ council }) => council)
          .entries()
          .map(([council, areas]) => [council, areas.length]),
      ),
    ).toEqual({
      E10000018: 84,
      E06000016: 38,
      E06000017: 5,
    });
    expect(census?.small).toHaveLength(634);
    const takeUp = new Map((await table.openData.takeUp())?.map((one) => [one.code, one]));
    expect(takeUp.get("E10000018")).toEqual({
      code: "E10000018",
      name: "Leicestershire",
      year: "2024-2025",
      recipients: 1675,
      supported: 5159,
      perThousand: 325,
    });
    expect(["E06000016", "E06000017", "E92000001"].map((code) => takeUp.get(code)?.perThousand)).toEqual([408, 237, 245]);
    for (const [council, areas] of [
      ["E10000018", 84],
      ["E06000016", 38],
      ["E06000017", 5],
    ] as const)
      expect((await table.openData.map(council))?.areas).toHaveLength(areas);
    expect((await table.openData.map("E10000018", "E07000133"))?.areas).toHaveLength(6);
    expect(await take(table, files)).toMatchObject({ added: 0, changed: 0 });
  });
});
