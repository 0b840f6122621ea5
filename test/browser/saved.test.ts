import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeFindings, leave, openBrowser, openPage, signIn, thisSystem } from "./browser.ts";

const { site } = thisSystem();
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
});

const RESULTS = "/search?near=Melton+Mowbray";
const WIDTHS = [1280, 375, 320];

/** A page as everybody must be able to use it: at every width, and without a wrong heading. */
async function isSound(page: Page, name: string, scripts = true): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    // It runs as a script of the page.
    if (scripts) expect(await axeFindings(page), `${name} at ${width}`).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `${name} at ${width}`).toBeLessThanOrEqual(width);
    expect(await page.locator("h1").count()).toBe(1);
  }
  // WIDTHS ends with the narrowest. A word of any length that somebody typed breaks there.
  await page.evaluate(() => {
    for (const typed of document.querySelectorAll("main bdi")) typed.textContent = "x".repeat(300);
  });
  expect(await page.evaluate(() => document.documentElement.scrollWidth), `${name} with long words`).toBeLessThanOrEqual(320);
  await page.reload();
}

const names = (page: Page): Promise<string[]> => page.locator(".trellis-card h2 a").allInnerTexts();

describe.each([true, false])("saving people without an account (script %s)", (javaScriptEnabled) => {
  it("comes back to the card, counts them, compares them, and takes them off again", async () => {
    const { page, errors } = await openPage(browser, { javaScriptEnabled, viewport: { width: 375, height: 800 } });
    await page.goto(site + RESULTS);
    const [, second = "", third = ""] = await names(page);
    const card = (name: string) => page.locator(".trellis-card").nth(name === second ? 1 : 2);
    await card(third)
      .getByRole("button", { name: `Save ${third}` })
      .click();
    await page.waitForURL(/#saved-/);
    expect(page.url()).toMatch(/\/search\?near=Melton\+Mowbray#saved-sample_\d+$/);
    expect(await card(third).getByRole("link", { name: "View your saved person" }).isVisible()).toBe(true);
    // The very card is in sight, with its name.
    expect(
      await card(third)
        .getByRole("heading", { name: third })
        .evaluate((heading) => heading.getBoundingClientRect().top),
    ).toBeGreaterThanOrEqual(0);
    await card(second).getByRole("link", { name: second }).click();
    await page.getByRole("button", { name: `Save ${second}` }).click();
    await page.waitForURL(/\/listings\/.*#saved-/);
    if (javaScriptEnabled) await page.getByRole("button", { name: "Menu" }).click();
    expect(await page.getByRole("link", { name: "Saved people (2)" }).count()).toBe(1);
    await isSound(page, `saved listing ${javaScriptEnabled}`, javaScriptEnabled);
    await page.goto(site + RESULTS);
    await isSound(page, `saved results ${javaScriptEnabled}`, javaScriptEnabled);
    await page.setViewportSize({ width: 375, height: 800 });

    await card(second).getByRole("link", { name: "View your 2 saved people" }).click();
    await page.waitForURL(/\/saved$/);
    for (const name of [second, third]) expect(await page.getByRole("rowheader", { name }).count()).toBe(1);
    await isSound(page, `saved people ${javaScriptEnabled}`, javaScriptEnabled);

    const link = await page.locator(".trellis-share a").innerText();
    const { page: other } = await openPage(browser, { javaScriptEnabled });
    await other.goto(link);
    await isSound(other, `shared people ${javaScriptEnabled}`, javaScriptEnabled);
    expect(await other.context().cookies()).toEqual([]);
    await other.getByRole("button", { name: "Save all 2 people" }).click();
    await other.goto(`${site}/saved`);
    expect(await other.getByRole("rowheader").count()).toBe(2);
    await leave(other);

    await page
      .getByRole("button", { name: `Remove ${third}` })
      .first()
      .click();
    await page.getByText("Removed from your saved people.").waitFor();
    expect(await page.getByRole("rowheader").count()).toBe(1);
    await page
      .getByRole("button", { name: `Remove ${second}` })
      .first()
      .click();
    await page.getByText("You have not saved anyone yet.").waitFor();
    await isSound(page, `nobody saved ${javaScriptEnabled}`, javaScriptEnabled);
    expect(errors).toEqual([]);
    await leave(page);
  });
});

describe("saved people on paper", () => {
  it("have no paths, no buttons, and the council's phone number", async () => {
    const { page } = await openPage(browser);
    await page.goto(site + RESULTS);
    const [first = ""] = await names(page);
    await page
      .getByRole("button", { name: `Save ${first}` })
      .first()
      .click();
    await page.goto(`${site}/saved`);
    await page.emulateMedia({ media: "print" });
    const links = page.locator("a.govuk-link");
    for (const link of await links.all()) expect(await link.evaluate((one) => getComputedStyle(one, "::after").content)).not.toMatch(/attr|\//);
    expect(await page.getByRole("button").count()).toBe(0);
    expect(await page.getByRole("rowheader", { name: first }).isVisible()).toBe(true);
    expect(await page.locator("a[href^='tel:']").first().isVisible()).toBe(true);
    await leave(page);
  });
});

describe("saving people with an account", () => {
  it("brings along what was saved before signing in, and leaves nothing on the device after signing out", async () => {
    const { page, errors } = await openPage(browser, { viewport: { width: 375, height: 800 } });
    await page.goto(site + RESULTS);
    const [first = "", second = ""] = await names(page);
    await page
      .getByRole("button", { name: `Save ${first}` })
      .first()
      .click();
    await page.waitForURL(/#saved-/);
    await signIn(page, site, "Rosemary Testwell", "/people/me/saved");
    expect(await page.getByRole("rowheader", { name: first }).count()).toBe(1);
    await isSound(page, "account saved");
    await page.setViewportSize({ width: 375, height: 800 });
    await page.goto(site + RESULTS);
    await page
      .getByRole("button", { name: `Save ${second}` })
      .first()
      .click();
    await page.getByRole("link", { name: "View your 2 saved people" }).first().click();
    expect(await page.getByRole("rowheader").count()).toBe(2);
    await page
      .getByRole("button", { name: `Remove ${second}` })
      .first()
      .click();
    await page.getByText("Removed from your saved people.").waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL(/signed-out/);
    await page.goto(site + RESULTS);
    expect(await page.getByText("View your").count()).toBe(0);
    expect(errors).toEqual([]);
    await leave(page);
  });
});
