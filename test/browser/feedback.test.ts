import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COUNCIL } from "../support/councils.ts";
import { axeFindings, choose, dayFromNow, fillDate, looksRight, openBrowser, openPage, press, signIn, thisSystem } from "./browser.ts";

// Feedback from somebody without an account to what the council says became of it, and back; and the working group.

const { site } = thisSystem();
const PHONE = { width: 375, height: 800 };
const WITHOUT_SCRIPTS = { javaScriptEnabled: false, viewport: PHONE };
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
});

const WITH_SCRIPTS = { viewport: PHONE };

/** A page as somebody with a phone sees it: nothing axe finds, which needs scripts to run, and nothing off the side. */
async function seen(page: Page): Promise<void> {
  if (await page.evaluate(() => document.body.classList.contains("js-enabled"))) expect(await axeFindings(page), page.url()).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth), page.url()).toBeLessThanOrEqual(PHONE.width);
}

/** Sends what a family carer says, and gives its receipt. */
async function sendAsCarer(page: Page, words: string): Promise<string> {
  await page.goto(site);
  await page.getByRole("link", { name: "Give feedback" }).click();
  await seen(page);
  await choose(page, "Who are you?", "I care for a relative or friend and am not paid");
  await press(page, "Continue");
  await press(page, "Send feedback");
  await page.getByRole("link", { name: "Answer at least one question" }).waitFor();
  await seen(page);
  await choose(page, "Do you have enough time for yourself?", "Some, but not enough");
  await page.getByLabel("What would help you most?").fill(words);
  await press(page, "Send feedback");
  await page.getByRole("heading", { name: "The council has your feedback" }).waitFor();
  await seen(page);
  return page.locator("main strong").first().innerText();
}

describe("feedback", () => {
  it("is sent without an account, with scripts and without; read and quoted by an officer, and answered by what changed", async () => {
    const { page: first } = await openPage(browser, WITH_SCRIPTS);
    await sendAsCarer(first, "I would like to see my friends more often");
    const { page, errors } = await openPage(browser, WITHOUT_SCRIPTS);
    const receipt = await sendAsCarer(page, "I would like to have one evening a week for myself");

    const { page: officer } = await openPage(browser, WITH_SCRIPTS);
    await signIn(officer, site, "Ruth Revisit", "/staff");
    await officer.getByRole("link", { name: "Feedback", exact: true }).click();
    await seen(officer);
    await officer.getByRole("link", { name: receipt }).click();
    await officer.getByText("I would like to have one evening a week for myself").waitFor();
    await press(officer, "Mark as read");
    await officer.getByLabel("Which words can be public?").fill("One evening a week, says Percy, on 01632 960 001");
    await officer.getByRole("checkbox", { name: "I have checked" }).check();
    await press(officer, "These words can be quoted");
    await officer.getByRole("link", { name: "Take out ‘01632 960 001’" }).waitFor();
    await officer.getByLabel("Which words can be public?").fill("I would like one evening a week for myself.");
    await press(officer, "These words can be quoted");
    await officer.getByText("These words can now be quoted.").waitFor();
    await seen(officer);

    await officer.getByRole("link", { name: "Write what changed because of this" }).click();
    await choose(officer, "What is it about?", "Family carers");
    await officer.getByLabel("What did people say?").fill("Carers need time for themselves.");
    await officer.getByLabel("What did the council do?").fill("There is a sitting service on weekday evenings now.");
    await fillDate(officer, "changedOn", dayFromNow(0));
    await seen(officer);
    await press(officer, "Save as a draft");
    await officer.getByText("The draft is saved.").waitFor();
    await press(officer, "Publish");
    await officer.getByText("It is published.").waitFor();
    await seen(officer);

    await page.goto(`${site}/you-said/${COUNCIL}`);
    for (const words of ["There is a sitting service on weekday evenings now.", "I would like one evening a week for myself.", "A family carer"])
      await page.getByText(words).first().waitFor();
    await seen(page);
    await first.goto(page.url());
    await seen(first);
    await page.emulateMedia({ media: "print" });
    expect(await page.getByRole("link", { name: "Is this what you meant?" }).first().isVisible()).toBe(false);
    await page.emulateMedia({ media: null });
    await page.getByRole("link", { name: "Is this what you meant?" }).first().click();
    await first.goto(page.url());
    await seen(first);
    await choose(page, "Is this what you meant?", "Partly");
    await press(page, "Send");
    await page.getByRole("heading", { name: "The council has your feedback" }).waitFor();
    expect(errors).toEqual([]);
  });
  it("comes from people who use direct payments in the working group, which they join and leave", async () => {
    const { page, errors } = await openPage(browser, WITH_SCRIPTS);
    await signIn(page, site, "Celia Closeby", "/account");
    await page.getByRole("link", { name: "Working group" }).click();
    await page.getByRole("checkbox", { name: "By phone" }).check();
    await page.getByLabel("What do you need to take part? (optional)").fill("Large print, and breaks");
    await press(page, "Join the working group");
    await page.getByText("You are in the working group.").waitFor();
    await seen(page);

    const { page: officer } = await openPage(browser);
    await signIn(officer, site, "Ruth Revisit", `/councils/${COUNCIL}/working-group`);
    await officer.getByText("Large print, and breaks").waitFor();
    await looksRight(officer, `${site}/councils/${COUNCIL}/working-group`);
    await looksRight(officer, `${site}/councils/${COUNCIL}/open-feedback-figures`);

    await press(page, "Leave the working group");
    await page.getByText("You have left the working group.").waitFor();
    await officer.goto(`${site}/councils/${COUNCIL}/working-group`);
    await officer.getByText("No one has joined yet.").waitFor();
    expect(errors).toEqual([]);
  });
});
