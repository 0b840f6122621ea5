import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dynamoApplicationFigures } from "../../functions/market/store/dynamo-application-store.ts";
import { dynamoDirectoryListings } from "../../functions/market/store/dynamo-directory-listings.ts";
import { dynamoGapStore } from "../../functions/market/store/dynamo-gap-store.ts";
import { buildMarket } from "../../functions/market/use-cases/build-market.ts";
import { closingApplications } from "../../functions/market/use-cases/close-accreditation.ts";
import { bundleFolder } from "../../infra/bundle-folders.ts";
import { localAwsEnvironment } from "../../infra/local/engine.ts";
import { DAY_MS, londonDate } from "../../shared/domain/time.ts";
import { closePeriods } from "../../shared/figures/close-periods.ts";
import { dynamoGeographyStore } from "../../shared/geography/dynamo-geography-store.ts";
import { dynamoOpenDataStore } from "../../shared/geography/dynamo-open-data-store.ts";
import { dynamoDirectoryReader } from "../../shared/snapshot/dynamo-directory-reader.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { hotReader } from "../../shared/table/hot-reader.ts";
import { COUNCIL } from "../support/councils.ts";
import { localEndpoint, localTable } from "../support/local-people.ts";
import { withAreas } from "../support/market-scene.ts";
import { withMoneyFigures } from "../support/money-figures.ts";
import { dayFromNow, fillDate, looksRight, nowInstant, openBrowser, openPage, press, signIn, thisSystem } from "./browser.ts";

// Where support is short: a commissioner sees it, follows one figure to the listings behind it, and needs neither a script nor a mouse for that.

const system = thisSystem();
const { site } = system;
const MARKET = `/councils/${COUNCIL}/market`;
let browser: Browser;

beforeAll(async () => {
  const table = localTable(system);
  const reader = hotReader(awsConnectionFrom(localAwsEnvironment(localEndpoint(system))), table.name);
  const openData = dynamoOpenDataStore(table, reader);
  await withAreas({ geography: dynamoGeographyStore(table, reader), openData }, join(bundleFolder("public"), "places.zst"));
  const facts = { recipients: async () => [], listings: dynamoDirectoryListings(table, dynamoDirectoryReader(reader)) };
  const at = Date.parse(nowInstant());
  for (const night of [at - 31 * DAY_MS, at]) await buildMarket({ open: openData, facts, gaps: dynamoGapStore(table), councils: [COUNCIL] }, night);
  // Applications that are open all the time, so that the month before has figures.
  const open = Array.from({ length: 12 }, () => ({ renewing: false, steps: [{ to: "submitted" as const, on: "2026-01-05" }] }));
  const applications = dynamoApplicationFigures(table);
  await closePeriods(closingApplications({ cases: async () => open, applications }, COUNCIL, londonDate(at)), COUNCIL, at);
  await withMoneyFigures(table, at);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
});

describe("where support is short", () => {
  it("is found from staff home on a phone without a script: a kind of support, a district, an area, and the listings behind a figure", async () => {
    const { page, errors } = await openPage(browser, { javaScriptEnabled: false, viewport: { width: 375, height: 800 } });
    await signIn(page, site, "Colm Marketfield", "/staff");
    await page.getByRole("link", { name: "Where support is short" }).click();
    await page.getByText("hours a week of support are short over").waitFor();
    await page.getByLabel("Kind of support").selectOption({ label: "Meals" });
    await page.getByLabel("District").selectOption({ label: "Melton" });
    await press(page, "Show");
    expect(new URL(page.url()).search).toBe("?class=meals&district=E07000133&time=");
    await page.getByText("hours a week of meals are short.").waitFor();
    await page.getByRole("link", { name: "Melton 001" }).first().click();
    await page.getByRole("heading", { level: 2, name: "Meals: where its hours are from" }).waitFor();
    await page.getByRole("link", { name: "All hours, and all need" }).click();
    await page.getByText("hours of each are shown for free hours alone").waitFor();
    expect(errors).toEqual([]);
  });
  it("is read by the keyboard from its table: no part of the map takes a stop", async () => {
    const { page } = await openPage(browser);
    await signIn(page, site, "Colm Marketfield", "/staff");
    await page.goto(`${site}${MARKET}?class=meals`);
    expect(await page.locator("svg.trellis-areas a").count()).toBeGreaterThan(20);
    expect(await page.locator('svg.trellis-areas a:not([tabindex="-1"])').count()).toBe(0);
    await page.locator('main a[href*="/areas/"]:not(svg a)').first().focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 2, name: "Meals: where its hours are from" }).waitFor();
  });
  it("is acted on on a phone without a script: what more people would change, a statement that everyone reads, and a target", async () => {
    const { page, errors } = await openPage(browser, { javaScriptEnabled: false, viewport: { width: 375, height: 800 } });
    await signIn(page, site, "Colm Marketfield", MARKET);
    await page.getByRole("link", { name: "What if more people offered support?" }).click();
    await page.getByLabel("How many more people?").fill("12");
    await page.getByLabel("Where do they start from?").fill("Syston");
    await page.getByLabel("How many miles does each of them go?").fill("10");
    await page.getByLabel("How many hours a week does each of them have?").fill("12");
    await page.getByLabel("Night support").check();
    await press(page, "See what would change");
    await page.getByText("12 more people from Syston who go 10 miles would bring 145 hours a week").waitFor();
    await page.goto(`${site}${MARKET}/statements`);
    await page.getByLabel("Night support").check();
    await press(page, "Start with figures of today");
    await page.getByLabel("What we ask providers for").fill("We look for people who work at night near Syston by June. Talk to Colm Marketfield.");
    await press(page, "Save the draft");
    await press(page, "Publish");
    await page.getByRole("link", { name: "Edition 1" }).click();
    await page.getByRole("heading", { level: 2, name: "Where support is short" }).waitFor();
    await page.goto(`${site}${MARKET}/targets`);
    await page.getByRole("radio", { name: "Night support" }).check();
    await page.getByRole("checkbox", { name: /Melton 001/ }).check();
    await page.getByLabel("How many hours a week could still be short?").fill("0");
    await fillDate(page, "by", dayFromNow(200));
    await page.getByLabel("What do you ask of providers?").fill("Talk to Colm Marketfield.");
    await press(page, "Set this target");
    await page.getByText("The target is set.").waitFor();
    expect(errors).toEqual([]);
  });
  it("has pages that everybody can use, at every width", async () => {
    const { page, errors } = await openPage(browser);
    await signIn(page, site, "Colm Marketfield", "/staff");
    for (const path of [
      "",
      "?class=night-support&basis=capacity",
      "/areas/E02000012?class=meals&time=weekends",
      "/services/night-support",
      "/take-up",
      "/prices",
      "/workforce",
      "/accreditation",
      "/spend",
      "/contributions",
    ])
      await looksRight(page, site + MARKET + path);
    for (const path of ["/what-if?count=3&place=Syston&miles=5&hours=9&services=meals&times=weekdays-evening", "/statements", "/targets"])
      await looksRight(page, site + MARKET + path);
    for (const path of ["/market-statements", `/market-statement-drafts/${COUNCIL}.night-support`, `/market-statements/${COUNCIL}/night-support`])
      await looksRight(page, site + path);
    await page.goto(`${site}${MARKET}/targets`);
    await page.getByRole("link", { name: "Night support" }).first().click();
    await looksRight(page, page.url());
    expect(errors).toEqual([]);
  });
});
