import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeFindings, leave, linkIn, openBrowser, openPage, signIn, thisSystem } from "./browser.ts";

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
    await leave(scripted);
    await leave(page);
  });
});

describe("emails to somebody who is no user, without JavaScript", () => {
  it("are stopped by the link in any of them, by keyboard alone, and can be let come again", async () => {
    const { page } = await openPage(browser, { javaScriptEnabled: false, viewport: { width: 375, height: 900 } });
    await signIn(page, site, "Rosemary Testwell", "/people/me/support/unlisted");
    await page.getByLabel("Their name").fill("Stella Stopwell");
    await page.getByLabel("Invite them to apply to the list").fill("stella@elsewhere.example");
    await page.getByLabel("I understand the risks").check();
    await page.getByRole("button", { name: "Save my choice" }).click();
    const { page: stranger } = await openPage(browser, { viewport: { width: 320, height: 900 } });
    const link = await linkIn(stranger, site, "stella@elsewhere.example", "no-more-emails/[\\w.-]+");
    await stranger.goto(link);
    expect(await axeFindings(stranger)).toEqual([]);
    expect(await stranger.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    for (const [button, then] of [
      ["Stop these emails", "We will not email you again"],
      ["Start these emails again", "Stop emails from Trellis"],
    ] as const) {
      await stranger.getByRole("button", { name: button }).focus();
      await stranger.keyboard.press("Enter");
      await stranger.waitForFunction((title) => document.querySelector("h1")?.textContent === title, then);
      expect(await axeFindings(stranger)).toEqual([]);
    }
    for (const one of [page, stranger]) await leave(one);
  });
});

describe("an invitation to an address that is none, without JavaScript", () => {
  it("is shown to whoever gave the address, with what to do", async () => {
    const { page } = await openPage(browser, { javaScriptEnabled: false, viewport: { width: 375, height: 900 } });
    await signIn(page, site, "Rosemary Testwell", "/people/me/support/unlisted");
    await page.getByLabel("Their name").fill("Una Unreached");
    // Our rules take it, and GOV.UK Notify does not.
    await page.getByLabel("Invite them to apply to the list").fill("una@people.xn--p1ai");
    await page.getByLabel("I understand the risks").check();
    await page.getByRole("button", { name: "Save my choice" }).click();
    for (let tries = 0; tries < 60 && !(await page.getByText("We could not email them an invitation").isVisible()); tries += 1) {
      await page.waitForTimeout(250);
      await page.goto(`${site}/people/me/support`);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
    const { page: scripted } = await openPage(browser, { viewport: { width: 375, height: 900 } });
    await signIn(scripted, site, "Rosemary Testwell", "/people/me/support");
    expect(await scripted.getByText("We could not email them an invitation").isVisible()).toBe(true);
    expect(await axeFindings(scripted)).toEqual([]);
    await page.getByRole("link", { name: "add Una Unreached again" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Someone who is not on the list" }).waitFor();
    for (const one of [page, scripted]) await leave(one);
  });
});
