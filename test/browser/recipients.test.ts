import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COUNCIL } from "../support/councils.ts";
import { localTable } from "../support/local-people.ts";
import { storedCases } from "../support/vetting.ts";
import { axeFindings, dayFromNow, leave, openBrowser, openPage, scriptsOr, signIn, thisSystem } from "./browser.ts";

// A council's file of recipients: imported, found by an officer, connected with the person's account, and seen by the person.

const system = thisSystem();
const { site, home } = system;
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

describe.each(scriptsOr(true))("a direct payment (script %s)", (javaScriptEnabled) => {
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
    for (const one of [page, person]) await leave(one);
  });
});

describe("how long it takes to set up support", () => {
  it("is a table of groups that are not too small, on a phone and on paper", async () => {
    const of = (index: number, area: string, more: object) => ({
      id: `rcp_set-up-${area}-${index}`,
      authority: COUNCIL,
      agreedOn: dayFromNow(-60),
      area,
      ...more,
    });
    const people = [
      ...[1, 2, 3, 4, 5, 6].map((index) =>
        of(index, "LE13", {
          reason: "memory-and-cognition" as const,
          firstRequestOn: dayFromNow(-58 + index),
          firstAnswerOn: dayFromNow(-50),
          startedOn: dayFromNow(-30),
          ...(index > 4 ? {} : { firstPaymentOn: dayFromNow(-20) }),
        }),
      ),
      of(1, "LE9", { reason: "sensory" as const }),
    ];
    await storedCases({ table: localTable(system) }, ...people.map((after) => ({ entity: "set-up" as const, after, action: "test" })));
    const { page, errors } = await openPage(browser, { viewport: PHONE });
    await signIn(page, site, "Ruth Revisit", "/staff");
    await page.getByRole("link", { name: "How long it takes to set up support" }).first().click();
    await page.getByRole("heading", { level: 1, name: "How long it takes to set up support" }).waitFor();
    expect(await page.getByRole("row", { name: "Memory and cognition" }).innerText()).toMatch(
      /6[\s\S]*6 days[\s\S]*10 days[\s\S]*30 days[\s\S]*Too few people to show/,
    );
    await isSound(page, true);
    await page.emulateMedia({ media: "print" });
    expect(await page.getByRole("table").count()).toBe(2);
    expect(errors).toEqual([]);
    await leave(page);
  });
});
