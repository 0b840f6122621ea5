import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { milesBetween } from "../../shared/domain/geo.ts";
import { importTakeUp } from "../../shared/geography/import-take-up.ts";
import { nameOf } from "../../shared/taxonomy/taxonomy.ts";
import { accountFunctions, anAccount, stored } from "../support/accounts.ts";
import { COUNCIL, OTHER_COUNCIL } from "../support/councils.ts";
import { MARKET_DAY, marketListings, marketTable, measured } from "../support/market-scene.ts";
import { aFile } from "../support/open-data.ts";
import { aTable, type TestTable } from "../support/tables.ts";

// What a council knows of its market beside its gaps: direct payments as they are published, and prices.

const PAGE = `/councils/${COUNCIL}/market/take-up`;
const realFile = join(process.env["TRELLIS_DATA_DIR"] ?? "", "ascof_2024_25.csv");

async function takeUpScene() {
  const table = await aTable();
  const functions = accountFunctions(table);
  const staff = (id: string, role: "commissioner" | "finance-officer", authority = COUNCIL) => ({
    entity: "account" as const,
    after: anAccount({ id, email: `${id}@people.example`, displayName: `${id} Testwell`, authority, grants: [{ role, authority }] }),
    action: "test",
  });
  await stored(functions.accounts, staff("colm", "commissioner"), staff("finn", "finance-officer"), staff("olive", "commissioner", OTHER_COUNCIL));
  return { table, call: functions.call };
}
let scene: { readonly table: TestTable; readonly call: ReturnType<typeof accountFunctions>["call"] };
const look = async (as = "colm") => scene.call(PAGE, { as });
const file = async () => Buffer.from((await scene.call(`${PAGE}.csv`, { as: "colm" })).body, "base64").toString("utf8");
const bring = (rows: readonly string[]) =>
  importTakeUp(aFile("ascof.csv", `metric,ons_area_code,area_name,year,measure,value\n${rows.join("\n")}\n`), scene.table.openData, () => undefined);
const published = (code: string, name: string, year: string, recipients: number | "[c]", supported: number, share: number): readonly string[] =>
  [["numerator", recipients] as const, ["denominator", supported] as const, ["outcome", share] as const].map(([measure, value]) =>
    ["3D(2a)", code, name, year, measure, value].join(","),
  );

beforeAll(async () => {
  scene = await takeUpScene();
});

describe("the take-up of direct payments", () => {
  it("says what to bring in, and how, before there is anything", async () => {
    const { status, body } = await look();
    expect(status).toBe(200);
    expect(body).toContain("There are no figures of this council yet");
    expect(body).toContain("npm run import -- areas FOLDER");
    expect(await file()).toContain("There are no figures yet");
  });
  it("is for staff of that council who look after its market, and for no one else", async () => {
    expect((await look("finn")).status).toBe(403);
    expect((await scene.call(PAGE, { as: "olive", throughCouncil: OTHER_COUNCIL })).status).toBe(404);
  });
  it("has the council first, then those next door from the highest share, then England; and no council that is not next door", async () => {
    await bring([
      ...published("E92000001", "England", "2024-2025", 117_655, 480_105, 24.5),
      ...published("E06000017", "Rutland", "2024-2025", "[c]", 211, 23.7),
      ...published("E06000016", "Leicester", "2024-2025", 1634, 4004, 40.8),
      ...published(COUNCIL, "Leicestershire", "2024-2025", 1675, 5159, 32.5),
      ...published("E10000008", "Devon", "2024-2025", 1, 2, 50),
    ]);
    const { body } = await look();
    expect(body).toContain(
      "In Leicestershire, 32.5% of people with long-term support at home had a direct payment in April 2024 to March 2025: 1,675 of 5,159.",
    );
    expect(body).toContain("That is 8.0 percentage points more than in England (24.5%).");
    expect(body).toContain("There is one year so far.");
    const lines = (await file()).split("\r\n").map((line) => line.split(",")[0]?.replace(/^\uFEFF/, ""));
    expect(lines.slice(0, 5)).toEqual(["Council", "Leicestershire", "Leicester", "Rutland", "England"]);
    expect(await file()).toContain("Rutland,E06000017,2024-2025,Not published,211,23.7%");
    expect(await file()).toContain('Leicestershire,E10000018,2024-2025,"1,675","5,159",32.5%');
    expect(body).not.toContain("Devon");
  });
  it("says that it is in development, and is not to be compared with the years before April 2024", async () => {
    const { body } = await look();
    for (const words of ["official statistics in development", "do not compare them with figures from before April 2024"]) expect(body).toContain(words);
  });
  it("goes on year by year: the newest is shown, and those before stand below it", async () => {
    await bring([
      ...published(COUNCIL, "Leicestershire", "2025-2026", 1600, 5000, 32),
      ...published("E92000001", "England", "2025-2026", 120_000, 480_000, 25),
    ]);
    const { body } = await look();
    expect(body).toContain("32.0% of people with long-term support at home had a direct payment in April 2025 to March 2026: 1,600 of 5,000.");
    expect(body).not.toContain("There is one year so far.");
    const years = body.slice(body.indexOf("Year by year"));
    expect(years.indexOf("April 2025 to March 2026")).toBeLessThan(years.indexOf("April 2024 to March 2025"));
    expect(years).toContain("32.5%");
    // Neighbours of whom that year was not brought in are left out, not shown with another.
    expect(await file()).not.toContain("Leicester,");
  });
});

describe("what people ask for", () => {
  const PRICES = `/councils/${COUNCIL}/market/prices`;
  it("says that there is nothing yet, before a night has measured the market", async () => {
    scene = await takeUpScene();
    const { status, body } = await scene.call(PRICES, { as: "colm" });
    expect([status, body.includes("There are no prices yet")]).toEqual([200, true]);
    for (const path of [PRICES, `${PRICES}.csv`]) expect((await scene.call(path, { as: "finn" })).status).toBe(403);
  });
  it("is the middle of the prices on the list, of everyone who can come, and the file has what the page has", async () => {
    const listings = await marketListings(60);
    await marketTable(scene.table, listings);
    await measured(scene.table);
    const { body } = await scene.call(PRICES, { as: "colm" });
    const text = Buffer.from((await scene.call(`${PRICES}.csv`, { as: "colm" })).body, "base64").toString("utf8");
    const rows = text
      .trim()
      .split("\r\n")
      .slice(1)
      .map((line) => line.split(","));
    for (const cells of rows) for (const cell of cells) expect(body).toContain(cell.replaceAll("&", "&amp;"));
    // One service that anybody may get, followed from the listings themselves.
    const small = (await scene.table.openData.smallAreas())?.areas.filter(({ district }) => ["E07000130", "E07000133"].includes(district)) ?? [];
    const reach = listings.filter(
      ({ area, travelMiles, districts, services, ratePence, accreditedOn }) =>
        ratePence !== undefined &&
        accreditedOn !== undefined &&
        accreditedOn <= MARKET_DAY &&
        services.includes("independence") &&
        (districts.some((district) => small.some((one) => one.district === district)) ||
          small.some((one) => milesBetween(area.lat, area.lon, one.lat, one.lon) <= travelMiles)),
    );
    const rates = reach.flatMap(({ ratePence }) => ratePence ?? []).toSorted((a, b) => a - b);
    const middle = ((rates[Math.floor((rates.length - 1) / 2)] ?? 0) + (rates[Math.floor(rates.length / 2)] ?? 0)) / 2;
    const row = rows.find(([name]) => name === nameOf("service", "independence"));
    expect(row?.[1]).toBe(String(rates.length));
    expect(rates.length).toBeGreaterThan(4);
    expect(row?.[2]).toBe(`£${(Math.round(middle) / 100).toFixed(2)}`);
  });
});

describe("who can give support", () => {
  const WORKFORCE = `/councils/${COUNCIL}/market/workforce`;
  it("is what the listings themselves say, and the file has what the page has", async () => {
    const { body } = await scene.call(WORKFORCE, { as: "colm" });
    const text = Buffer.from((await scene.call(`${WORKFORCE}.csv`, { as: "colm" })).body, "base64").toString("utf8");
    const rows = text
      .trim()
      .split("\r\n")
      .slice(1)
      .map((line) => line.split(","));
    for (const cells of rows) for (const cell of cells) expect(body).toContain(cell);
    const small = (await scene.table.openData.smallAreas())?.areas.filter(({ district }) => ["E07000130", "E07000133"].includes(district)) ?? [];
    const able = (await marketListings(60)).filter(
      ({ area, travelMiles, districts, accreditedOn }) =>
        accreditedOn !== undefined &&
        accreditedOn <= MARKET_DAY &&
        (districts.some((district) => small.some((one) => one.district === district)) ||
          small.some((one) => milesBetween(area.lat, area.lon, one.lat, one.lon) <= travelMiles)),
    );
    expect(rows[0]?.[1]).toBe(String(able.length));
    expect(Number(rows[0]?.[2])).toBeCloseTo(
      able.reduce((sum, { hoursFree = 0 }) => sum + hoursFree, 0),
      1,
    );
    const skilled = rows.find(([name]) => name === nameOf("skill", "dementia"));
    expect(skilled?.[1]).toBe(String(able.filter((one) => one.skills.includes("dementia")).length));
    expect((await scene.call(WORKFORCE, { as: "finn" })).status).toBe(403);
  });
  it("says that there is nothing yet, of a council that was not measured", async () => {
    scene = await takeUpScene();
    const { status, body } = await scene.call(WORKFORCE, { as: "colm" });
    expect([status, body.includes("There are no figures yet")]).toEqual([200, true]);
  });
});

describe.skipIf(!existsSync(realFile))("the published file of 2024-25 (TRELLIS_DATA_DIR)", () => {
  it("says 1,675 of 5,159 in Leicestershire, 40.8% in Leicester, 23.7% in Rutland and 24.5% in England, and knows every neighbour", async () => {
    scene = await takeUpScene();
    expect((await importTakeUp(realFile, scene.table.openData, () => undefined)).refused).toEqual([]);
    const { body } = await look();
    expect(body).toContain("32.5% of people with long-term support at home had a direct payment in April 2024 to March 2025: 1,675 of 5,159.");
    const lines = (await file()).trim().split("\r\n");
    expect(lines).toHaveLength(1 + 1 + 9 + 1);
    for (const [name, share] of [
      ["Leicester", "40.8%"],
      ["Rutland", "23.7%"],
      ["England", "24.5%"],
    ] as const)
      expect(lines.find((line) => line.startsWith(`${name},`))?.endsWith(`,${share}`), name).toBe(true);
  });
});
