import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeFindings, openBrowser, openPage, signIn, thisSystem } from "./browser.ts";

// A council's file of recipients: imported, found by an officer, connected with the person's account, and seen by the person.

const { site, home } = thisSystem();
const root = join(import.meta.dirname, "../..");
const PHONE = { width: 375, height: 800 };
let browser: Browser;
let said: string;
beforeAll(async () => {
  const words = [join(root, "infra/local/import.ts"), "recipients", join(root, "docs/recipients-sample.csv")];
  const [opened, { stdout }] = await Promise.all([
    openBrowser(),
    promisify(execFile)(process.execPath, words, { env: { ...process.env, TRELLIS_HOME: home } }),
  ]);
  [browser, said] = [opened, stdout];
});
afterAll(async () => {
  await browser?.close();
});

async function isSound(page: Page, scripts: boolean): Promise<void> {
  if (scripts) expect(await axeFindings(page), page.url()).toEqual([]);
  for (const width of [320, 375]) {
    await page.setViewportSize({ ...PHONE, width });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), page.url()).toBeLessThanOrEqual(width);
  }
}

describe.each([true, false])("a direct payment (script %s)", (javaScriptEnabled) => {
  it("leads from the council's file to the person's own page, by an officer who checked who it is", async () => {
    expect(said).toMatch(/recipients: 6 rows taken \(3 new, 3 changed, 0 unchanged\), 0 refused/);
    const { page, errors } = await openPage(browser, { javaScriptEnabled, viewport: PHONE });
    await signIn(page, site, "Ruth Revisit", "/staff");
    await page.getByRole("link", { name: "Find someone's direct payment" }).first().click();
    await page.getByRole("button", { name: "Find", exact: true }).click();
    await page.getByRole("link", { name: "Enter their reference in your case system" }).click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("reference");
    await isSound(page, javaScriptEnabled);
    await page.getByLabel("Their reference in your case system").fill("sample-1");
    await page.getByRole("button", { name: "Find", exact: true }).click();
    await page.waitForURL(/\/recipients\/rcp_[\w-]+$/);
    expect(await page.getByText("£234.00 a week, of which the person pays £18.50").count()).toBeGreaterThan(0);
    await isSound(page, javaScriptEnabled);

    const held = page.getByRole("group", { name: "What held on this day" });
    for (const [part, value] of [
      ["Day", "1"],
      ["Month", "5"],
      ["Year", "2026"],
    ] as const)
      await held.getByLabel(part).fill(value);
    await page.getByRole("button", { name: "Show that day" }).click();
    expect(await page.locator("#believed").innerText()).toMatch(/^What held on 1 May 2026, as we knew it on /);
    expect(await page.locator("#believed + dl").innerText()).toContain("£212.00 a week");

    await page.getByRole("link", { name: /^Connect/ }).click();
    await page.getByLabel("Whose account is it?").fill("nobody@people.example");
    await page.getByRole("button", { name: "Continue" }).click();
    await isSound(page, javaScriptEnabled);
    await page.getByLabel("Whose account is it?").fill("rosemary@people.example");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText("The names match.").waitFor();
    await isSound(page, javaScriptEnabled);
    await page.getByLabel("I have checked that they are the same person").check();
    await page.getByRole("button", { name: "Connect this account" }).click();
    await page.getByText("They can now see their direct payment in Trellis").waitFor();

    const { page: person, errors: theirs } = await openPage(browser, { javaScriptEnabled, viewport: PHONE });
    await signIn(person, site, "Rosemary Testwell", "/account");
    await person.getByRole("link", { name: "Your direct payment" }).click();
    expect(await person.locator("main").innerText()).toMatch(/£234\.00[\s\S]*£18\.50[\s\S]*I go swimming every week/);
    await isSound(person, javaScriptEnabled);

    await page.getByRole("link", { name: /^Disconnect/ }).click();
    await isSound(page, javaScriptEnabled);
    await page.getByRole("button", { name: "Disconnect" }).click();
    await page.getByText("can no longer see this direct payment").waitFor();
    await person.reload();
    expect(await person.locator("main").innerText()).toContain("rosemary@people.example");
    await isSound(person, javaScriptEnabled);
    expect([...errors, ...theirs]).toEqual([]);
    for (const one of [page, person]) await one.context().close();
  });
});
