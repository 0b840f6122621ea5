import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeFindings, openBrowser, openPage, signIn, thisSystem } from "./browser.ts";

const { site } = thisSystem();
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
});

describe("an address that letters cannot go to, without JavaScript", () => {
  it("is refused with what to do, by keyboard alone, and what was typed stays", async () => {
    const { page } = await openPage(browser, { javaScriptEnabled: false, viewport: { width: 375, height: 900 } });
    await signIn(page, site, "Rosemary Testwell", "/account/notices");
    await page.getByLabel("Address for letters").focus();
    await page.keyboard.type("No fixed abode\nOakham\nLE15 6AA");
    await page.getByRole("button", { name: "Save" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector("[role=alert]");
    const alert = page.getByRole("alert");
    expect(await alert.innerText()).toContain("Letters cannot go to 'no fixed abode'");
    expect(await page.getByLabel("Address for letters").inputValue()).toContain("No fixed abode");
    const { page: scripted } = await openPage(browser);
    await signIn(scripted, site, "Rosemary Testwell", "/account/notices");
    await scripted.getByLabel("Address for letters").fill("No fixed abode\nOakham\nLE15 6AA");
    await scripted.getByRole("button", { name: "Save" }).click();
    await scripted.waitForSelector("[role=alert]");
    expect(await axeFindings(scripted)).toEqual([]);
    await scripted.context().close();
    await page.context().close();
  });
});
