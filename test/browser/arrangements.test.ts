import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeFindings, choose, dayFromNow, fillDate, leave, openBrowser, pageOf, press, scriptsOr, thisSystem } from "./browser.ts";

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
const PETRA = "sample_000030";

/** Axe finds nothing where it can look, and nothing is wider than the narrowest screen. */
async function isSound(page: Page, scripts: boolean): Promise<void> {
  if (scripts) expect(await axeFindings(page), page.url()).toEqual([]);
  await page.setViewportSize({ ...PHONE, width: 320 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth), page.url()).toBeLessThanOrEqual(320);
  await page.setViewportSize(PHONE);
}

async function fillTerms(page: Page, hours: string, rate: string): Promise<void> {
  await page.getByLabel("Hours a week").fill(hours);
  await page.getByLabel("Monday morning").check();
  await fillDate(page, "from", dayFromNow(0));
  await page.getByLabel("Pay for an hour").fill(rate);
  await choose(page, "How often are they paid?", "Every week");
  await choose(page, "When are they paid?", "After the support");
  await choose(page, "Which hours are they paid for?", "The hours we agreed");
}

describe.each(scriptsOr(true))("support that is agreed on (script %s)", (javaScriptEnabled) => {
  it("goes from an offer to its end, on both sides, and raises a question to the council", async () => {
    const as = (name: string, wanted: string) => pageOf(browser, site, name, wanted, { javaScriptEnabled, viewport: PHONE });
    const person = await as(javaScriptEnabled ? "Rosemary Testwell" : "Bernard Nearby", "/people/me/support");
    await isSound(person, javaScriptEnabled);
    await person.getByRole("button", { name: "Ask someone to support you" }).click();
    await person.getByLabel("Their reference").fill(PETRA);
    await press(person, "Send offer");
    await person.getByRole("link", { name: "Enter the hours, like 6 or 6.5" }).click();
    expect(await person.evaluate(() => document.activeElement?.id)).toBe("hours");
    await isSound(person, javaScriptEnabled);
    await person.getByLabel("Personal care").check();
    await fillTerms(person, "2.5", "£19");
    await person.getByLabel("Message to them").fill(`Could you come in the mornings? ${LONG}`);
    await press(person, "Send offer");
    await person.getByText("Waiting for an answer").waitFor();
    expect(await person.getByText("The pay is more than the council pays for an hour: £17.40").count()).toBe(1);
    await isSound(person, javaScriptEnabled);
    const address = new URL(person.url()).pathname;

    const petra = await as("Posy Listwell", "/people/me/clients");
    await petra.getByText("Answer needed").first().waitFor();
    await isSound(petra, javaScriptEnabled);
    await petra.goto(`${site}${address}`);
    await isSound(petra, javaScriptEnabled);
    await petra.getByRole("button", { name: "Say yes" }).click();
    await isSound(petra, javaScriptEnabled);
    await press(petra, "Say yes");
    await petra.getByText("You said yes.").waitFor();
    expect(await petra.getByText(javaScriptEnabled ? "rosemary@people.example" : "bernard@people.example").count()).toBe(1);

    await person.goto(`${site}${address}`);
    expect(await person.getByText("posy@people.example").count()).toBe(1);
    await person.getByText("Because you employ them").waitFor();
    await person.getByRole("button", { name: "Support has started" }).click();
    await isSound(person, javaScriptEnabled);
    await press(person, "Save");
    await person.getByRole("link", { name: "Being an employer" }).click();
    await isSound(person, javaScriptEnabled);
    await fillDate(person, "rightToWorkOn", dayFromNow(-3));
    await press(person, "Save");
    await person.getByRole("link", { name: "Hours in a week" }).click();
    await fillDate(person, "weekOf", dayFromNow(0));
    await person.getByLabel("Hours of support that week").fill("2");
    await isSound(person, javaScriptEnabled);
    await press(person, "Save hours");
    await person.getByRole("link", { name: "Paid until" }).click();
    await fillDate(person, "upTo", dayFromNow(0));
    await press(person, "Save");

    await petra.goto(`${site}${address}`);
    await petra.getByRole("link", { name: "Suggest a change to the hours or pay" }).click();
    await isSound(petra, javaScriptEnabled);
    await petra.getByLabel("Hours a week").fill("3");
    await fillDate(petra, "from", dayFromNow(7));
    await press(petra, "Send change");
    await person.goto(`${site}${address}`);
    await isSound(person, javaScriptEnabled);
    await person.getByRole("button", { name: "Agree to the change" }).click();
    await press(person, "Agree");
    await person.getByText("You agreed.").waitFor();

    const ruth = await as("Ruth Revisit", "/staff");
    await ruth.getByRole("link", { name: "Questions about pay" }).click();
    await isSound(ruth, javaScriptEnabled);
    await ruth.getByRole("link", { name: "The council pays a managed service more than this person may pay" }).first().click();
    await press(ruth, "Save answer");
    await ruth.getByRole("link", { name: "Choose yes or no" }).waitFor();
    await isSound(ruth, javaScriptEnabled);
    await choose(ruth, "Does the council agree?", "Yes, it is agreed for this person");
    await ruth.getByLabel("Why?").fill("No one else is near");
    await press(ruth, "Save answer");
    await ruth.getByText("Answered.").waitFor();

    await person.goto(`${site}${address}`);
    await person.getByRole("link", { name: "End support" }).click();
    await fillDate(person, "on", dayFromNow(0));
    await choose(person, "Why did it end?", "One of us moved");
    await isSound(person, javaScriptEnabled);
    await press(person, "End support");
    await person.getByText("One of us moved.").waitFor();
    await isSound(person, javaScriptEnabled);
    for (const page of [person, petra, ruth]) await leave(page);
  });
});
