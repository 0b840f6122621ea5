import { beforeEach, describe, expect, it } from "vitest";
import { importer } from "../../functions/directory/entries/imports.composition.ts";
import { UnusableFile } from "../../shared/import/encoding.ts";
import { reportLines } from "../../shared/import/report.ts";
import { MADE_FROM_CASE } from "../../shared/listing/change.ts";
import { type Listing, ListingId } from "../../shared/listing/listing.ts";
import { councilPolicy } from "../../shared/policy/council.ts";
import { anAuditContext, aRegisterRow } from "../support/builders.ts";
import { aFile, withPostcodes } from "../support/open-data.ts";
import { aFileOfBytes, windows1252 } from "../support/spreadsheets.ts";
import { aTable, type TestTable } from "../support/tables.ts";

const COLUMNS = ["id", "kind", "employment", "displayName", "postcode", "travelMiles", "services", "hoursFree", "ratePence", "status", "accreditedOn"];
const HEADER = COLUMNS.join(",");
const line = (changes: Readonly<Record<string, string>> = {}): string => {
  const cells: Record<string, string> = {
    kind: "personal-assistant",
    employment: "employed",
    displayName: "Amber Applewhistle",
    postcode: "LE13 1GH",
    travelMiles: "5",
    services: "personal-care|meals",
    hoursFree: "4",
    ratePence: "1450",
    status: "accredited",
    accreditedOn: "2026-05-01",
    ...changes,
  };
  return COLUMNS.map((name) => cells[name] ?? "").join(",");
};
const csv = (...lines: readonly string[]): string => `${[HEADER, ...lines].join("\r\n")}\r\n`;

let table: TestTable;
const take = (kind: Parameters<ReturnType<typeof importer>>[0], files: readonly string[], takeOffMissing = false) =>
  importer({
    listings: table.listings,
    geography: table.geography,
    openData: table.openData,
    gazetteer: () => [],
    authority: "E10000018",
    policy: councilPolicy("E10000018"),
    context: anAuditContext(),
    progressOf: () => () => undefined,
    takeOffMissing,
  })(kind, files);
const register = (text: string, takeOffMissing = false) => take("listings", [aFile("register.csv", text)], takeOffMissing);
const stored = async (id: string): Promise<Listing | undefined> => (await table.listings.read([ListingId.parse(id)])).get(id)?.listing;
const isPublic = async (id: string): Promise<boolean> => (await table.directory.profile(id)) !== undefined;
const where = (rows: readonly { readonly line: number; readonly field: string }[]) => rows.map((row) => `${row.line} ${row.field}`);

beforeEach(async () => {
  table = await aTable();
  await withPostcodes(table);
});

describe("a register as a spreadsheet writes it", () => {
  it("has its names right in Windows-1252, two hundred of them, and says how it was read", async () => {
    const names = Array.from({ length: 200 }, (_, index) => `Zoë O’Brien-Müller ${index}`);
    const text = csv(...names.map((displayName, index) => line({ id: `pa-${index}`, displayName })));
    const report = await take("listings", [aFileOfBytes("register.csv", windows1252(text))]);
    expect(report).toMatchObject({ added: 200, refused: [] });
    expect(report.notes).toEqual([expect.stringContaining("read as Windows-1252")]);
    for (const [index, name] of names.entries()) expect((await stored(`pa-${index}`))?.displayName).toBe(name);
  });
  it("has its names right in Windows-1252 as JSON Lines too", async () => {
    const file = aFileOfBytes("register.jsonl", windows1252(JSON.stringify(aRegisterRow({ displayName: "Renée D’Arcy" }))));
    expect(await take("listings", [file])).toMatchObject({ added: 1, notes: [expect.stringContaining("Windows-1252")] });
    expect((await stored("pa-1"))?.displayName).toBe("Renée D’Arcy");
  });
  it("has what nobody sees taken out, and its dashes made alike, in both formats", async () => {
    await register(csv(line({ id: "a", displayName: "Ann\u200b Smith\u2011Jones", postcode: "LE13\u00a01GH" })));
    await take("listings", [aFile("register.jsonl", JSON.stringify(aRegisterRow({ id: "b", displayName: "Zoe\u0308\u202e" })))]);
    expect((await stored("a"))?.displayName).toBe("Ann Smith-Jones");
    expect((await stored("b"))?.displayName).toBe("Zoë");
  });
  it("loses no letter: a row that holds a lost one, or one to be read in two ways, is refused", async () => {
    const lost = await register(csv(line({ id: "a", displayName: "Ren\uFFFDe" }), line({ id: "b", displayName: "Renée" })));
    expect(lost).toMatchObject({ added: 1, refused: [{ line: 2, field: "line", reason: expect.stringContaining("displayName") }] });
    const mixed = Buffer.concat([windows1252(csv(line({ id: "c", displayName: "Zoë" }))), Buffer.from(line({ id: "d", displayName: "Renée" }))]);
    expect(await take("listings", [aFileOfBytes("mixed.csv", mixed)])).toMatchObject({ added: 1, refused: [{ line: 3 }] });
    expect(await take("listings", [aFile("lost.jsonl", `${JSON.stringify(aRegisterRow({ displayName: "x\uFFFD" }))}\n`)])).toMatchObject({
      added: 0,
      refused: [{ line: 1 }],
    });
  });
  it("loses one row to a stray quotation mark after 1,500 good ones, and no words of the row are repeated", async () => {
    const good = Array.from({ length: 1500 }, (_, index) => line({ id: `pa-${index}` }));
    const report = await register(
      csv(...good, line({ id: "bad", displayName: 'Secret "Annie" Person' }), line({ id: "bad-2", displayName: '"Ann" Person' }), line({ id: "last" })),
    );
    expect(report.added).toBe(1501);
    expect(where(report.refused)).toEqual(["1502 line", "1503 line"]);
    expect(reportLines("listings", report).join("\n")).not.toMatch(/Secret|Ann|Person/);
    expect(await stored("last")).toBeDefined();
  });
  it("is told on which line a quotation mark opens that is never closed", async () => {
    const report = await register(csv(line({ id: "a" }), line({ id: "b", displayName: '"Ann' }), line({ id: "c" })));
    expect(report).toMatchObject({ added: 1, refused: [{ line: 3, reason: expect.stringMatching(/on line 3 that is never closed/) }] });
  });
  it("is refused whole where a column stands twice, which is named", async () => {
    await expect(register(`${HEADER},Postcode\r\n${line()},LE11 3AA\r\n`)).rejects.toThrow(/column postcode more than once/);
    expect(await table.directory.logAfter(0)).toEqual([]);
  });
  it("may name its columns in other letters, with blanks, after a title, and have others, which are listed", async () => {
    const text = `Our register,,\r\n,,\r\n${" Kind ,EMPLOYMENT,Display name,Post code,Travel_miles,Services,hours-free,Rate Pence,Status,Shoe size,Notes"}\r\npersonal-assistant,employed,Wren,LE13 1GH,5,meals,4,1450,accredited,7,x\r\n`;
    const report = await register(text);
    expect(report).toMatchObject({ added: 1, refused: [] });
    expect(report.notes).toEqual([expect.stringContaining("not used: Shoe size, Notes"), expect.stringContaining("1 rows before its header")]);
  });
  it("refuses a row longer than its header, passes over blank rows and columns, and takes blank cells beyond", async () => {
    const report = await register(`${HEADER},,\r\n${line({ id: "a" })},,,,\r\n,,,\r\n   \r\n${line({ id: "b" })},x\r\n${line({ id: "c" })}\r\n`);
    expect(report).toMatchObject({ added: 2, refused: [{ line: 5, reason: expect.stringContaining("more cells than the header") }] });
  });
  it("counts lines as an editor does, with line breaks within quotation marks", async () => {
    const report = await register(csv(line({ id: "a", displayName: '"Two\r\nlines"' }), line({ id: "b", ratePence: "x" })));
    expect(where(report.refused)).toEqual(["4 ratePence"]);
  });
  it("is told what to do with a workbook, another divider, or a date as a spreadsheet shows it", async () => {
    const workbook = aFileOfBytes("register.csv", Buffer.from("504b030414000600", "hex"));
    const old = aFileOfBytes("register.csv", Buffer.from("d0cf11e0a1b11ae1", "hex"));
    for (const file of [workbook, old]) await expect(take("listings", [file])).rejects.toThrow(/workbook .+ save it as “CSV UTF-8/);
    const semicolons = csv(line()).replaceAll(",", ";");
    await expect(register(semicolons)).rejects.toThrow(/by semicolons: save it as/);
    await expect(register(csv(line()).replaceAll(",", "\t"))).rejects.toThrow(/by tabs: save it as/);
    await expect(register(`sep=;\r\n${semicolons}`)).rejects.toThrow(/says sep=;/);
    expect(await register(`sep=,\r\n${csv(line({ id: "comma" }))}`)).toMatchObject({ added: 1 });
    await expect(register("")).rejects.toThrow(UnusableFile);
    for (const accreditedOn of ["01/05/2026", "1-May-26", "46143"])
      expect((await register(csv(line({ accreditedOn })))).refused).toMatchObject([
        { line: 2, field: "accreditedOn", reason: expect.stringContaining("yyyy-mm-dd") },
      ]);
  });
  it("has a rate in pounds refused as too low for pence", async () => {
    for (const ratePence of ["14", "0", "14.50", "£14.50"])
      expect((await register(csv(line({ ratePence })))).refused).toMatchObject([{ line: 2, field: "ratePence", reason: expect.stringContaining("too low") }]);
  });
});

describe("one person under two spellings", () => {
  it("is one listing, in one file and in the next", async () => {
    const report = await register(csv(line({ displayName: "Zoë O'Brien" }), line({ displayName: "ZOE\u0308  O’BRIEN" })));
    expect(report).toMatchObject({ added: 1, refused: [{ line: 3, field: "id", reason: "is the same listing as line 2" }] });
    expect(await register(csv(line({ displayName: "zoë o‘brien" })))).toMatchObject({ added: 0, changed: 1 });
  });
  it("is warned of where the names are only alike, and both are taken", async () => {
    const report = await register(
      csv(line({ displayName: "Zoë O'Brien" }), line({ displayName: "Zoe OBrien" }), line({ displayName: "Zoe OBrien", postcode: "LE11 3AA" })),
    );
    expect(report).toMatchObject({ added: 3, refused: [], doubtful: [{ line: 3, field: "displayName" }] });
    expect(reportLines("listings", report).join("\n")).toContain("like those of line 2");
  });
});

describe("one owner of a fact", () => {
  it("leaves a listing that belongs to a case to its case, and refuses the row by its line", async () => {
    await register(csv(line({ id: "pa-case", status: "suspended" })));
    const replaces = (await table.listings.read([ListingId.parse("pa-case")])).get("pa-case");
    if (!replaces) throw new Error("It was not imported");
    await table.listings.commit([{ listing: replaces.listing, digest: MADE_FROM_CASE, replaces }], anAuditContext(), "listing:import");
    const report = await register(csv(line({ id: "pa-case" }), line({ id: "other" })));
    expect(report).toMatchObject({ added: 1, changed: 0, refused: [{ line: 2, field: "id", reason: expect.stringContaining("its case") }] });
    expect((await stored("pa-case"))?.status).toBe("suspended");
    expect(await isPublic("pa-case")).toBe(false);
    await register(csv(line({ id: "other" })), true);
    expect((await stored("pa-case"))?.status).toBe("suspended");
  });
  it("says whom a full register no longer has, and takes them off on request alone", async () => {
    await register(csv(line({ id: "a" }), line({ id: "b" })));
    expect((await register(csv(line({ id: "a" })))).notes).toEqual([expect.stringMatching(/1 listings are not in the file, and stay/)]);
    expect(await isPublic("b")).toBe(true);
    // A row that is refused is in the file all the same; one that cannot be read may be anybody's.
    expect((await register(csv(line({ id: "a" }), line({ id: "b", ratePence: "x" })), true)).notes).toEqual([]);
    expect((await register(csv(line({ id: "a" }), '"x" y'), true)).notes).toEqual([expect.stringContaining("stay until every row can be")]);
    expect(await isPublic("b")).toBe(true);
    expect((await register(csv(line({ id: "a" })), true)).notes).toEqual([expect.stringContaining("1 listings left the list")]);
    expect(await isPublic("b")).toBe(false);
    expect(await register(csv(line({ id: "a" }), line({ id: "b" })))).toMatchObject({ changed: 1, notes: [] });
    expect(await isPublic("b")).toBe(true);
  });
});

describe("the CQC's directory", () => {
  // As published: https://www.cqc.org.uk/about-us/transparency/using-cqc-data, "CQC care directory".
  const OWN = [
    "CQC Locations data,,,,,,,,,,,,,,",
    ",,,,,,,,,,,,,,",
    "This data was produced on 19 August 2026,,,,,,,,,,,,,,",
    ",,,,,,,,,,,,,,",
    "Name,Also known as,Address,Postcode,Phone number,Service's website (if available),Service types,Date of latest check,Specialisms/services,Provider name,Local authority,Region,Location URL,CQC Location ID (for office use only),CQC Provider ID (for office use only)",
  ];
  const own = (name: string, id: string, services = "Domiciliary care service") =>
    `${name},,"1 High Street, Melton",LE13 1GH,01632 960001,,${services},01/02/2026,Dementia|Caring for adults over 65 yrs,Provider,Leicestershire,East Midlands,https://www.cqc.org.uk/location/${id},${id},1-100000000`;
  const cqc = (text: string, takeOffMissing = false) => take("cqc", [aFile("cqc.csv", text)], takeOffMissing);
  const ours = (rows: readonly (readonly [id: string, dormant: string])[]) =>
    `cqc_location_id,location_name,postcode,service_types,dormant\n${rows.map(([id, dormant]) => `${id},Care ${id},LE13 1GH,Domiciliary care service,${dormant}`).join("\n")}\n`;

  it("imports as the CQC publishes it, with its title and its names of columns", async () => {
    const report = await cqc([...OWN, own("Care Here", "1-22156038335")].join("\r\n"));
    expect(report).toMatchObject({ added: 1, refused: [] });
    expect(await stored("cqc_1-22156038335")).toMatchObject({
      displayName: "Care Here",
      services: ["personal-care"],
      clientGroups: ["dementia", "older-people"],
    });
  });
  it("says in one line what is left out as a whole class, and lists it where that is wanted", async () => {
    const homes = Array.from({ length: 40 }, (_, index) => own(`Home ${index}`, `1-${22156038335 + index}`, "Residential homes"));
    const report = await cqc([...OWN, own("Care Here", "1-11156038335"), ...homes].join("\r\n"));
    expect(reportLines("cqc", report, "--verbose lists them").filter((text) => text.includes("service_types"))).toEqual([
      expect.stringMatching(/^ {2}40 rows, the first on line 7: service_types /),
    ]);
    expect(reportLines("cqc", report).filter((text) => text.includes("service_types"))).toHaveLength(40);
  });
  it("takes off what is dormant, however Y is spelled", async () => {
    const spellings = ["Y", "y", " Y ", "Yes", "YES", "true", "1"];
    const ids = spellings.map((_, index) => `1-1000${index}`);
    await cqc(ours([...ids.map((id) => [id, "N"] as const), ["1-20000", "No"]]));
    const report = await cqc(ours([...ids.map((id, index) => [id, spellings[index] ?? ""] as const), ["1-20000", ""]]));
    expect(where(report.refused)).toEqual(spellings.map((_, index) => `${index + 2} dormant`));
    for (const id of ids) expect(await isPublic(`cqc_${id}`)).toBe(false);
    expect(await isPublic("cqc_1-20000")).toBe(true);
  });
  it("takes off what a newer file no longer has, unless a row of it could not be read, and what comes back returns", async () => {
    await cqc(
      ours([
        ["1-10001", "N"],
        ["1-10002", "N"],
      ]),
    );
    await cqc(`${ours([["1-10001", "N"]])}"x" y\n`);
    expect(await isPublic("cqc_1-10002")).toBe(true);
    expect((await cqc(ours([["1-10001", "N"]]))).notes).toEqual([expect.stringContaining("1 locations left the list")]);
    expect(await isPublic("cqc_1-10002")).toBe(false);
    await cqc(
      ours([
        ["1-10001", "N"],
        ["1-10002", "N"],
      ]),
    );
    expect(await isPublic("cqc_1-10002")).toBe(true);
  });
  it("keeps the list where a file has lost most of it, until somebody says that it is whole", async () => {
    const many = Array.from({ length: 45 }, (_, index) => [`1-${10_000 + index}`, "N"] as const);
    await cqc(ours(many));
    expect((await cqc(ours(many.slice(0, 5)))).notes).toEqual([expect.stringContaining("40 of 45 listed locations are not in the file")]);
    expect((await cqc(ours(many.slice(0, 5)), true)).notes).toEqual([expect.stringContaining("40 locations left the list")]);
  });
});

describe("places", () => {
  it("publishes a sector of few postcodes as its nearest neighbour of enough, and never alone", async () => {
    await take("postcodes", [aFile("one.csv", "postcode,lat,lon\nLE13 9ZZ,52.7660,-0.8800\n")]);
    await register(csv(line({ id: "alone", postcode: "LE13 9ZZ" })));
    expect((await stored("alone"))?.area).toMatchObject({ key: "LE13 1" });
    const empty = await aTable();
    table = empty;
    await take("postcodes", [aFile("one.csv", "postcode,lat,lon\nLE13 9ZZ,52.7660,-0.8800\n")]);
    expect(await register(csv(line({ id: "alone", postcode: "LE13 9ZZ" })))).toMatchObject({ added: 0, refused: [{ line: 2, field: "postcode" }] });
  });
  it("takes districts and postcodes in Windows-1252, with columns in other letters", async () => {
    const bytes = windows1252("LAD code , LAD Name\r\nE07000133,Mélton\r\n");
    expect(await take("districts", [aFileOfBytes("districts.csv", bytes)])).toMatchObject({ added: 1 });
    expect(await table.geography.districtNames()).toMatchObject({ E07000133: "Mélton" });
    expect(await take("postcodes", [aFile("p.csv", 'PCDS,LAT,"Long"\nLE13 8AA,52.7,-0.8\nLE13 8AB,52."7,-0.8\n')])).toMatchObject({
      added: 1,
      refused: [{ line: 3, field: "line" }],
    });
  });
});
