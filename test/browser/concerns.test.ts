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

const PHONE = { width: 375, height: 800 };
const LONG = "x".repeat(300);

async function isSound(page: Page, scripts: boolean): Promise<void> {
  if (scripts) expect(await axeFindings(page), page.url()).toEqual([]);
  for (const width of [320, 375]) {
    await page.setViewportSize({ ...PHONE, width });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), page.url()).toBeLessThanOrEqual(width);
  }
}

describe.each([true, false])("a concern about a provider (script %s)", (javaScriptEnabled) => {
  it("leads an officer from their home to everyone the provider supports, by a reason, and is found again", async () => {
    const { page: person } = await openPage(browser, { javaScriptEnabled, viewport: PHONE });
    await signIn(person, site, "Rosemary Testwell", "/people/me/support");
    const listing = javaScriptEnabled ? "sample_000011" : "sample_000012";
    await person.getByLabel("Their reference").fill(listing);
    await person.getByRole("button", { name: "Add this person" }).click();
    await leave(person);

    const { page, errors } = await openPage(browser, { javaScriptEnabled, viewport: PHONE });
    await signIn(page, site, "Ruth Revisit", "/staff");
    await page.getByRole("link", { name: "See who a provider supports" }).click();
    await page.getByLabel("Their reference").fill(listing);
    await page.getByRole("button", { name: "Show people" }).click();
    await page.getByRole("link", { name: "Enter why you need to know, in 1,000 characters or fewer" }).click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("reason");
    expect(await page.getByLabel("Their reference").inputValue()).toBe(listing);
    await isSound(page, javaScriptEnabled);
    await page.getByLabel("Why do you need to know?").fill(`Enquiry 12 ${LONG}`);
    await page.getByRole("button", { name: "Show people" }).click();

    await page.waitForURL(/\/concerns\/[\w-]+$/);
    expect(await page.getByRole("rowheader", { name: "Rosemary Testwell" }).count()).toBe(1);
    expect(await page.getByText(/^Since /).count()).toBe(1);
    await isSound(page, javaScriptEnabled);
    await page.getByRole("link", { name: "Back", exact: true }).click();
    await isSound(page, javaScriptEnabled);
    await page.getByRole("table", { name: "Earlier look-ups" }).getByRole("link").first().click();
    await page.getByRole("rowheader", { name: "Rosemary Testwell" }).getByRole("link").click();
    expect(await page.locator("h1").innerText()).toBe("Rosemary Testwell");
    expect(errors).toEqual([]);
    await leave(page);
  });
});
