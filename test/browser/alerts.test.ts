import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dynamoHoursPlan, dynamoHoursStore } from "../../functions/arrangements/store/dynamo-hours-store.ts";
import { askFreeHours } from "../../functions/arrangements/use-cases/ask-free-hours.ts";
import { dynamoListingStore } from "../../functions/directory/store/dynamo-listing-store.ts";
import { MADE_FROM_CASE } from "../../shared/listing/change.ts";
import { servicePolicy } from "../../shared/policy/service.ts";
import { aListing, anAuditContext } from "../support/builders.ts";
import { accountIdOf, localTable } from "../support/local-people.ts";
import { axeFindings, dayFromNow, leave, linkIn, nowInstant, openBrowser, openPage, pageOf, signIn, thisSystem } from "./browser.ts";

const system = thisSystem();
const { site } = system;
const PHONE = { viewport: { width: 375, height: 800 } };
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
});

describe("being told when someone matches", () => {
  it("leads from a search to sign in, back to that search, and to what is watched; then it is removed", async () => {
    const search = `${site}/search?near=Melton+Mowbray&service=meals&language=gu&language=pl`;
    const { page, errors } = await openPage(browser, PHONE);
    await page.goto(search);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "Tell me when someone new matches" }).click();
    await signIn(page, site, "Rosemary Testwell", new URL(page.url()).searchParams.get("return") ?? "");
    await page.waitForURL(/\/search\?near=Melton/);
    await page.getByRole("button", { name: "Tell me when someone new matches" }).click();
    await page.getByRole("heading", { level: 1, name: "Tell me when someone matches" }).waitFor();
    expect(await page.getByText("Within 10 miles of Melton Mowbray").count()).toBe(1);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "Tell me", exact: true }).click();
    await page.getByText("Saved. We will tell you when someone new matches.").waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("link", { name: "See everyone who matches" }).click();
    await page.waitForURL(/\/search\?near=Melton/);
    await page.goto(`${site}/account`);
    await page.getByRole("link", { name: "Searches we watch for you" }).click();
    await page.getByRole("button", { name: "Remove the search" }).click();
    await page.getByText("We are not watching any searches.").waitFor();
    // Where nobody is found it is offered first of all.
    await page.goto(`${site}/search?near=Melton+Mowbray&service=meals&language=ab`);
    await page.getByRole("button", { name: "Tell me when someone matches" }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(errors).toEqual([]);
    await leave(page);
  });
});

describe("free hours", () => {
  it("are changed on their page, and answered by the link that comes every month, on a phone and without a script", async () => {
    const table = localTable(system);
    const provider = await accountIdOf(system, "sample-provider");
    // Out of everybody's reach: no other search finds it.
    const listing = aListing({
      id: "percys-place",
      provider,
      displayName: "Percy Workalot",
      area: { key: "ZE1 0", lat: 60.15, lon: -1.15 },
      travelMiles: 1,
      hoursSaidOn: dayFromNow(-40),
    });
    await dynamoListingStore(table).commit([{ listing, digest: MADE_FROM_CASE }], anAuditContext({ at: Date.parse(nowInstant()) }), "listing:sample");
    const page = await pageOf(browser, site, "Percy Workalot", "/account", PHONE);
    await page.goto(`${site}/your-listing/percys-place/hours`);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel("How many hours a week do you have free?").fill("a few");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("link", { name: "Enter a number of hours from 0 to 168" }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel("How many hours a week do you have free?").fill("7.5");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved. People who search see this now.").waitFor();
    expect(await page.getByLabel("How many hours a week do you have free?").inputValue()).toBe("7.5");
    await leave(page);

    const later = Date.parse(`${dayFromNow(servicePolicy.freeHours.askEveryDays)}T09:00:00Z`);
    const deps = { store: dynamoHoursStore(table), plan: dynamoHoursPlan(table), site: new URL(site), policy: servicePolicy.freeHours };
    // Others on this system may have a listing too: whose link it is, the hours in the letter tell.
    await askFreeHours(deps, later);
    const { page: mailbox } = await openPage(browser);
    const link = await linkIn(mailbox, site, "7.5 hours", "free-hours/[0-9a-f]{32}");
    await leave(mailbox);
    const { page: phone } = await openPage(browser, PHONE);
    await phone.goto(link);
    await phone.getByRole("heading", { level: 1, name: "Do you still have 7.5 hours free a week?" }).waitFor();
    expect(await axeFindings(phone)).toEqual([]);
    await leave(phone);
    const { page: plain } = await openPage(browser, { ...PHONE, javaScriptEnabled: false });
    await plain.goto(link);
    await plain.getByLabel("How many hours a week do you have free?").fill("4");
    await plain.keyboard.press("Enter");
    await plain.getByRole("heading", { level: 1, name: "Thank you" }).waitFor();
    await plain.goto(link);
    await plain.getByRole("heading", { level: 1, name: "This link no longer works" }).waitFor();
    await leave(plain);
  });
});
