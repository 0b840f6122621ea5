import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountIdOf } from "../support/local-people.ts";
import { axeFindings, leave, looksRight, openBrowser, openPage, signIn, thisSystem } from "./browser.ts";

const { site, home } = thisSystem();
const [rosemary, albert] = await Promise.all(["sample-recipient", "sample-unsigned"].map((subject) => accountIdOf({ home }, subject)));
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
});

const OPEN_PAGES = ["/sign-in", "/sign-in?ended=yes", "/signed-out", "/privacy", "/sign-in/callback?state=x&code=y"];
const PAGES: Readonly<Record<string, readonly string[]>> = {
  "Rosemary Testwell": [
    "/account",
    "/account?done=details",
    "/welcome",
    "/account/details",
    "/account/notices",
    "/account/people",
    "/account/people/new",
    "/account/data",
    "/account/erase",
    "/people/nobody",
    "/people/me/support",
    "/people/me/support/unlisted",
    "/staff",
  ],
  "Percy Workalot": ["/account", "/account/workers", "/applications"],
  "Nadia Helpwell": ["/account", `/people/${rosemary}`, `/people/${rosemary}/support`],
  "Arthur Standin": [`/people/${albert}`, `/people/${albert}/details`, `/people/${albert}/data`],
  "Ada Keyholder": [
    "/staff",
    "/councils/E10000018/team",
    "/councils/E10000018/team/new",
    "/councils/E10000018/delegations",
    "/councils/E10000018/people/new",
    "/councils/E10000018/policy",
    "/councils/E10000018/policy/new",
    "/councils/E10000018/checklist",
    "/councils/E10000018/checklist/new",
    "/councils/E10000018/erasures",
    `/people/${rosemary}`,
    `/people/${rosemary}/authorise`,
  ],
  "Vera Checkley": [
    "/staff",
    "/councils/E10000018/policy",
    "/councils/E10000018/vetting",
    "/councils/E10000018/vetting?view=at-risk",
    "/councils/E10000018/vetting?view=expiring",
    "/councils/E10000018/vetting/new",
    "/councils/E10000018/checklist",
  ],
};

describe("every page of signing in and of accounts", () => {
  it("open to all: axe finds nothing, nothing runs off the side, no script fails", async () => {
    const { page, errors } = await openPage(browser);
    for (const address of OPEN_PAGES) await looksRight(page, site + address);
    expect(errors).toEqual([]);
    await leave(page);
  });
  for (const [name, addresses] of Object.entries(PAGES)) {
    it(`of ${name}: axe finds nothing, nothing runs off the side, no script fails`, async () => {
      const { page, errors } = await openPage(browser);
      await signIn(page, site, name);
      for (const address of addresses) await looksRight(page, site + address);
      expect(errors).toEqual([]);
      await leave(page);
    });
  }
  it("the local provider's own page, too", async () => {
    const { page } = await openPage(browser);
    await page.goto(`${site}/sign-in/start?as=person`);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "Cancel" }).click();
    expect(await page.locator("h1").innerText()).toBe("You are not signed in");
    await leave(page);
  });
});

describe("words of hundreds of letters, at 320 px", () => {
  it("push nothing off the side, whoever typed them", async () => {
    const long = "Llanfairpwllgwyngyll".repeat(15);
    const { page } = await openPage(browser, { javaScriptEnabled: false, viewport: { width: 320, height: 900 } });
    page.setDefaultTimeout(15_000);
    await page.goto(`${site}/account`);
    await page.getByRole("button", { name: "Continue with your email address", exact: true }).click();
    await page.getByLabel("Another email address").fill(`${long.slice(0, 60)}@people.example`);
    await page.getByRole("button", { name: "Sign in with this address" }).click();
    const fits = async (address?: string) => {
      if (address !== undefined) await page.goto(site + address);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), page.url()).toBeLessThanOrEqual(320);
    };
    await page.goto(`${site}/welcome`);
    await page.getByLabel("Find support for myself").check();
    await page.getByLabel("Your name").fill(long.slice(0, 100));
    await page.getByRole("button", { name: "Continue" }).click();
    await fits();
    await page.goto(`${site}/people/me/support/unlisted`);
    await page.getByLabel("Their name").fill(long.slice(0, 100));
    await page.getByRole("button", { name: "Save my choice" }).click();
    await fits();
    await page.getByLabel("I understand the risks").check();
    await page.getByRole("button", { name: "Save my choice" }).click();
    await fits();
    await page.goto(`${site}/account/people/new`);
    await page.getByLabel("Their email address").fill(`${long.slice(0, 60)}@${long.slice(0, 60)}.example`);
    await page.getByLabel("See and look after the money").check();
    await page.getByRole("button", { name: "Send invitation" }).click();
    await fits();
    for (const address of ["/account", "/account/people", "/account/data", "/account/details", "/account/erase", "/people/me/support"]) await fits(address);
    await page.goto(`${site}/search?near=${long.slice(0, 80)}`);
    await fits();
    await leave(page);
  });
});
