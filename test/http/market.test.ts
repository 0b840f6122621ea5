import { beforeAll, describe, expect, it } from "vitest";
import { inHours } from "../../functions/market/rules/hours.ts";
import { dynamoGapStore } from "../../functions/market/store/dynamo-gap-store.ts";
import { DAY_MS } from "../../shared/domain/time.ts";
import { accountFunctions, anAccount, stored } from "../support/accounts.ts";
import { COUNCIL } from "../support/councils.ts";
import { MARKET_NIGHT, marketListings, marketTable, measured } from "../support/market-scene.ts";
import { aTable, type TestTable } from "../support/tables.ts";

// Where support is short, as commissioners see it: every figure of a page can be worked out from its tables.

const MARKET = `/councils/${COUNCIL}/market`;
const STEP = 5;
const RUTLAND = "E06000017";
let table: TestTable;
let call: ReturnType<typeof accountFunctions>["call"];

beforeAll(async () => {
  table = await aTable();
  const functions = accountFunctions(table, { now: () => MARKET_NIGHT + 12 * DAY_MS });
  ({ call } = functions);
  const staff = (id: string, authority: string) => ({
    entity: "account" as const,
    after: anAccount({ id, email: `${id}@people.example`, authority, grants: [{ role: "commissioner" as const, authority }] }),
    action: "test",
  });
  await stored(functions.accounts, staff("colm", COUNCIL), staff("rory", RUTLAND));
});

const page = async (path: string, as = "colm"): Promise<string> => {
  const { status, body } = await call(path, { as, throughCouncil: as === "rory" ? RUTLAND : COUNCIL });
  expect([path, status]).toEqual([path, 200]);
  return body;
};
const wordsIn = (html: string): string =>
  html
    .replace(/<br\s*\/?>/g, " / ")
    .replace(/<[^>]+>/g, "")
    .replaceAll("&#39;", "'")
    .replace(/\s+/g, " ")
    .trim();
/** The rows of a page's table, cell by cell, by its caption. */
function tableOf(html: string, caption: string): readonly (readonly string[])[] {
  const found = [...html.matchAll(/<table[\s\S]*?<\/table>/g)]
    .map(([one]) => one)
    .find((one) => wordsIn(/<caption[\s\S]*?<\/caption>/.exec(one)?.[0] ?? "").startsWith(caption));
  if (found === undefined) return expect.fail(`no table ${caption}`);
  return [...(found.split("<tbody")[1] ?? "").matchAll(/<tr[\s\S]*?<\/tr>/g)].map(([row]) =>
    [...row.matchAll(/<t[dh][^>]*>([\s\S]*?)<\/t[dh]>/g)].map(([, cell = ""]) => wordsIn(cell)),
  );
}
const figure = (words = ""): number => (words.startsWith("under ") ? STEP / 4 : Number(words.replaceAll(",", "")));
const column = (rows: readonly (readonly string[])[], at: number): number => rows.reduce((sum, row) => sum + figure(row[at]), 0);

describe("before anything was measured", () => {
  it("the page says what to bring in, and the file that there is nothing", async () => {
    const html = await page(MARKET);
    for (const words of ["There are no figures yet", "npm run import -- areas FOLDER", "npm run import -- listings FILE"]) expect(html).toContain(words);
    expect((await call(`${MARKET}.csv`, { as: "colm" })).body).toBeTruthy();
    for (const path of [`${MARKET}/areas/E02000001`, `${MARKET}/services/meals`]) expect(await page(path)).toContain("There are no figures yet");
    expect((await call(`${MARKET}?basis=both`, { as: "colm" })).status).toBe(404);
  });
});

describe("where support is short", () => {
  beforeAll(async () => {
    await marketTable(table, await marketListings(90));
    await measured(table);
    await measured(table, MARKET_NIGHT + 10 * DAY_MS);
  });

  it("is said in a sentence, and every figure of it adds up from the tables below, within what they are rounded by", async () => {
    const html = await page(MARKET);
    const text = wordsIn(html);
    const [, short = "", needed = "", areas = ""] =
      /On 4 December 2026, ([\d,]+) of ([\d,]+) hours a week of support are short over (\d+) areas/.exec(text) ?? [];
    const rows = tableOf(html, "Support, by area");
    expect(rows).toHaveLength(Number(areas));
    const most = (count: number): number => ((count + 1) * STEP) / 2;
    for (const [at, all] of [
      [1, needed],
      [3, short],
    ] as const) {
      expect(Math.abs(column(rows, at) - figure(all))).toBeLessThanOrEqual(most(rows.length));
      for (const caption of ["Kinds of support", "Rural and urban areas"]) {
        const some = tableOf(html, caption);
        expect(Math.abs(column(some, at) - figure(all))).toBeLessThanOrEqual(most(some.length));
      }
    }
    for (const [, need, reach, , rate] of rows)
      expect(Math.abs(Number(rate) - figure(reach) / figure(need))).toBeLessThanOrEqual(((1 + Number(rate)) * STEP) / 2 / figure(need) + 0.01);
    // Where most hours are short comes first, with a bar of what is shown: as long as its share of the longest.
    const shorts = rows.map((row) => figure(row[3]));
    expect(shorts).toEqual(shorts.toSorted((a, b) => b - a));
    const shown = rows.map(([, , , hours = ""]) => Number(hours.replaceAll(",", ""))).filter((hours) => hours > 0);
    const bars = [...html.matchAll(/class="trellis-bar"[^>]*><rect width="(\d+)"/g)].map(([, width]) => Number(width));
    expect(bars).toEqual(shown.map((hours) => Math.round((1000 * hours) / Math.max(...shown))));
    expect(bars.length).toBeGreaterThan(10);
    expect(text).toMatch(/However hours were shared, [\d,]+ hours a week could not be met/);
    for (const words of ["Distance is in a straight line", "we do not know the hours", "420 people have a direct payment, as was published"])
      expect(text).toContain(words);
  });
  it("can be looked at by kind of support, by district and for all hours, each by its address, and downloaded with the same words", async () => {
    const whole = await page(MARKET);
    const kinds = tableOf(whole, "Kinds of support");
    const html = await page(`${MARKET}?class=meals&district=E07000133`);
    const rows = tableOf(html, "Meals, by area");
    expect(rows).toHaveLength(12);
    expect(rows.every(([name = ""]) => name.startsWith("Melton "))).toBe(true);
    expect(wordsIn(html)).toMatch(/On 4 December 2026 in Melton, .* hours a week of meals are short\. \d+ of 12 areas are short of it\./);
    expect(wordsIn(await page(`${MARKET}?class=&district=`))).toBe(wordsIn(whole));
    expect(kinds.some(([name]) => name === "Meals")).toBe(true);
    const { body } = await call(`${MARKET}.csv?class=meals&district=E07000133`, { as: "colm" });
    const csv = Buffer.from(body, "base64")
      .toString("utf8")
      .replace(/^\uFEFF/, "");
    const lines = csv.trim().split(/\r?\n/).slice(1);
    expect(lines).toHaveLength(12);
    for (const [at, line] of lines.entries()) {
      const [name = "", ...figures] = rows[at] ?? [];
      expect(line).toContain(name.split(" / ")[0] ?? "?");
      for (const words of figures.slice(0, 5)) expect(line).toContain(words);
    }
    const now = figure(/of ([\d,]+) hours/.exec(wordsIn(whole))?.[1]);
    expect(figure(/of ([\d,]+) hours/.exec(wordsIn(await page(`${MARKET}?basis=capacity`)))?.[1])).toBeGreaterThan(now);
    for (const bad of ["class=none", "district=E07000999", "basis=both"]) expect((await call(`${MARKET}?${bad}`, { as: "colm" })).status).toBe(404);
  });
  it("can be looked at by who could work then, from the table of areas to the listings behind a figure, which says that hours are not split", async () => {
    const [any, nights] = [await page(`${MARKET}?class=domestic-help`), await page(`${MARKET}?class=domestic-help&time=nights`)];
    expect(any).not.toContain("could work then");
    const [, many = "", free = ""] =
      /Nights: who could work then\. ([\d,]+) people and providers who come to these areas are free at 3 or more of these 7 times of the week\. They have ([\d,]+) free hours/.exec(
        wordsIn(nights),
      ) ?? [];
    expect([figure(many), figure(free)].every((some) => some > 0)).toBe(true);
    expect(wordsIn(nights)).toContain("which we do not split: the same hours count at every time they could work");
    expect(nights).toMatch(/<option value="nights" selected/);
    const [whole, then] = [any, nights].map((html) => tableOf(html, "Cleaning and housework, by area").toSorted(([a = ""], [b = ""]) => (a < b ? -1 : 1)));
    // Needed is the same; in reach is no more anywhere, and less somewhere. How sure it is was not worked out.
    expect(then?.map((row) => row[1])).toEqual(whole?.map((row) => row[1]));
    expect(then?.every((row, at) => row.length === (whole?.[at]?.length ?? 0) - 1 && figure(row[2]) <= figure(whole?.[at]?.[2]))).toBe(true);
    expect(column(then ?? [], 2)).toBeLessThan(column(whole ?? [], 2));
    const { body } = await call(`${MARKET}.csv?class=domestic-help&time=nights`, { as: "colm" });
    const lines = Buffer.from(body, "base64").toString("utf8").trim().split(/\r?\n/);
    expect([lines[0]?.endsWith(",Of those who could work then"), ...lines.slice(1).map((line) => line.endsWith(",Nights"))]).not.toContain(false);
    const [, area = ""] = /href="([^"]*\/areas\/[^"]*)"/.exec(/<table[\s\S]*by area[\s\S]*/.exec(nights)?.[0] ?? "") ?? [];
    expect(area).toContain("time=nights");
    const followed = await page(area.replaceAll("&amp;", "&"));
    const parts = tableOf(followed, "Cleaning and housework: listings that come here");
    const [, reach = ""] = /hours a week are needed here\. ([\d,.]+) are in reach/.exec(wordsIn(followed)) ?? [];
    if (!followed.includes("with fewer hours")) expect(Math.abs(column(parts, 4) - figure(reach))).toBeLessThanOrEqual(0.005 * (parts.length + 1) + 0.05);
    expect(followed).not.toContain("How sure");
    expect(await page(`${MARKET}/services/domestic-help?time=nights`)).toContain("could work then");
    // Hours that are arranged have no times.
    expect(/href="([^"]*basis=capacity[^"]*)"/.exec(nights)?.[1]).not.toContain("time=");
    for (const bad of ["time=noon", "time=nights&basis=capacity"])
      for (const path of [MARKET, `${MARKET}.csv`, `${MARKET}/services/meals`]) expect((await call(`${path}?${bad}`, { as: "colm" })).status, bad).toBe(404);
  });
  it("can be looked at for a council that shares what it sees, with its areas, its figures and its file, and for no other", async () => {
    const theirs = (await dynamoGapStore(table.table).snapshot(RUTLAND, "now")) ?? expect.fail("no measure of Rutland");
    const first = theirs.areas[0] ?? expect.fail("no area");
    const html = await page(`${MARKET}?of=${RUTLAND}&class=meals`);
    expect(html).toContain('<span class="govuk-caption-l">Rutland</span>');
    expect(tableOf(html, "Meals, by area")).toHaveLength(theirs.areas.length);
    const area = `${MARKET}/areas/${first.code}?class=meals&of=${RUTLAND}`;
    expect(html).toContain(`href="${area.replaceAll("&", "&amp;")}"`);
    for (const words of ['<span class="govuk-caption-l">Rutland</span>', first.name]) expect(await page(area)).toContain(words);
    expect(wordsIn(await page(`${MARKET}/services/meals?of=${RUTLAND}`))).toContain(`of ${theirs.areas.length} areas are short of it`);
    const { body } = await call(`${MARKET}.csv?of=${RUTLAND}`, { as: "colm" });
    expect(Buffer.from(body, "base64").toString("utf8")).toContain(first.name);
    // An area is of one council's measure, and sharing is with those it was agreed with.
    expect((await call(`${MARKET}/areas/${first.code}`, { as: "colm" })).status).toBe(404);
    for (const other of ["E10000019", "nonsense", COUNCIL]) expect((await call(`${MARKET}?of=${other}`, { as: "colm" })).status, other).toBe(404);
  });
  it("has a map where boundaries are known, which says nothing that the table does not", async () => {
    const html = await page(`${MARKET}?class=meals`);
    const map = /<svg class="trellis-areas"[\s\S]*?<\/svg>/.exec(html)?.[0] ?? "";
    expect(map).toContain('aria-hidden="true"');
    const snapshot = (await dynamoGapStore(table.table).snapshot(COUNCIL, "now")) ?? expect.fail("no measure");
    expect([...map.matchAll(/href="([^"]*)"/g)].map(([, href]) => href).toSorted()).toEqual(
      snapshot.areas.map(({ code }) => `${MARKET}/areas/${code}?class=meals`).toSorted(),
    );
  });
  it("can be worked out again by hand, listing by listing", async () => {
    const snapshot = (await dynamoGapStore(table.table).snapshot(COUNCIL, "now")) ?? expect.fail("no measure");
    let followed = 0;
    for (const at of [0, 7, 15]) {
      const area = snapshot.areas[at] ?? expect.fail("no area");
      const html = await page(`${MARKET}/areas/${area.code}?class=domestic-help`);
      const parts = [", with fewer hours", ""].flatMap((rest) => {
        const words = `Cleaning and housework: listings that come here${rest}`;
        return html.includes(words) ? tableOf(html, words) : [];
      });
      const cell = snapshot.cells[at * snapshot.classes.length + snapshot.classes.findIndex(({ code }) => code === "domestic-help")];
      expect(Math.abs(column(parts, 4) - inHours(cell?.shared ?? 0))).toBeLessThanOrEqual(0.005 * (parts.length + 1));
      for (const [, hours, within, asked, given] of parts) {
        // Each is rounded to a tenth, and what comes of them to a hundredth.
        const [h, w, a, g] = [figure(hours), figure(within), figure(asked), figure(given)];
        expect(Math.abs(g - (h * w) / a)).toBeLessThanOrEqual(((h * w) / a) * (0.05 / w + 0.05 / a) * 1.1 + 0.006);
      }
      followed += parts.length;
      expect(tableOf(html, "Every kind of support here")).toHaveLength(snapshot.classes.length);
      expect(html).toContain("That is an upper bound");
      expect(tableOf(html, "People with a direct payment here").map(([name]) => name)).toEqual(["Modelled", "Counted", "Both together"]);
    }
    expect(followed).toBeGreaterThan(5);
    // What somebody has arranged is not shown by name.
    const all = await page(`${MARKET}/areas/${snapshot.areas[7]?.code}?class=domestic-help&basis=capacity`);
    expect(all).toContain("hours of each are shown for free hours alone");
    expect(all).not.toContain("/listings/");
    for (const bad of ["areas/E02999999", "services/none", "areas/E02000030"]) expect((await call(`${MARKET}/${bad}`, { as: "colm" })).status).toBe(404);
  });
  it("is followed month by month for one kind of support, with what no one could meet", async () => {
    const html = await page(`${MARKET}/services/night-support`);
    expect(tableOf(html, "Month by month").map(([month]) => month)).toEqual(["December 2026", "November 2026"]);
    expect(html).toContain("A line of hours short by month");
    const text = wordsIn(html);
    const [, need = "", who = "", hours = ""] =
      /together need ([\d,]+) hours a week\. The (\d+) listings? that reach(?:es)? any of them ha(?:ve|s) ([\d,]+)\./.exec(text) ?? [];
    const [, missing = ""] = /However hours were shared, ([\d,]+) hours a week could not be met/.exec(text) ?? [];
    expect(Number(who)).toBeGreaterThanOrEqual(0);
    expect(Math.abs(figure(need) - figure(hours) - figure(missing))).toBeLessThanOrEqual(1.5 * STEP);
  });
  it("says nothing of areas where too few people are expected and known: no figure, no listing, no shade", async () => {
    const path = `/councils/${RUTLAND}/market`;
    const html = await page(`${path}?class=meals`, "rory");
    const rows = tableOf(html, "Meals, by area");
    expect(rows).toHaveLength(6);
    for (const row of rows) expect(row.slice(1)).toEqual(["Too few people to show"]);
    expect(/<svg class="trellis-areas"[\s\S]*?<\/svg>/.exec(html)?.[0]).not.toMatch(/class="s[1-4]"/);
    const { body } = await call(`${path}.csv?class=meals`, { as: "rory", throughCouncil: RUTLAND });
    expect(
      Buffer.from(body, "base64")
        .toString("utf8")
        .match(/Too few people to show/g),
    ).toHaveLength(6);
    const one = await page(`${path}/areas/E02000030?class=meals`, "rory");
    expect(one).toContain("Too few people to show");
    expect(one).not.toMatch(/Every kind of support here|\/listings\//);
    expect((await call(MARKET, { as: "rory", throughCouncil: RUTLAND })).status).toBe(404);
  });
});
