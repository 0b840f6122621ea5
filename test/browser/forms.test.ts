import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newLetterCode, printedCode } from "../../shared/links/letter-code.ts";
import { linkHash, newLinkToken } from "../../shared/links/one-time-link.ts";
import { COUNCIL } from "../support/councils.ts";
import { anInvitation } from "../support/invitations.ts";
import { localTable } from "../support/local-people.ts";
import { aReview } from "../support/reviews.ts";
import { storedCases } from "../support/vetting.ts";
import { choose, dayFromNow, looksRight, openBrowser, openPage, press, signIn, thisSystem } from "./browser.ts";

// A form from the link in a message to the officer who reads the answers, on a phone and without scripts.

const system = thisSystem();
const { site } = system;
const PHONE = { width: 375, height: 800 };
const WITHOUT_SCRIPTS = { javaScriptEnabled: false, viewport: PHONE };
const token = newLinkToken();
const looked = newLinkToken();
const code = newLetterCode((below) => Math.floor(Math.random() * below));
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
  const opened = dayFromNow(-10);
  const review = (id: string, name: string) =>
    aReview({
      id,
      reference: `${id}-reference`,
      name,
      openedOn: opened,
      invitedFor: opened,
      targetOn: dayFromNow(20),
      legalOn: dayFromNow(60),
      lookedOn: opened,
    });
  const form = (payment: string, links: readonly string[], more: object) =>
    anInvitation({
      id: `rv.${opened}.${payment}`,
      payment,
      links: [...links],
      createdOn: opened,
      until: dayFromNow(30),
      steps: [{ step: "form", on: dayFromNow(-3), way: "email" }],
      nextOn: dayFromNow(4),
      ...more,
    });
  await storedCases(
    { table: localTable(system) },
    { entity: "review", after: review("rcp_form", "Fern Testwell"), action: "test" },
    { entity: "review", after: review("rcp_easy", "Eve Testwell"), action: "test" },
    {
      entity: "feedback-invitation",
      after: form("rcp_form", [linkHash(token), linkHash(code)], { firstName: "Fern", callSince: dayFromNow(-1) }),
      action: "test",
    },
    {
      entity: "feedback-invitation",
      after: form("rcp_easy", [linkHash(looked)], { firstName: "Eve", format: "easy-read", ended: ["arr-1"] }),
      action: "test",
    },
  );
});
afterAll(async () => {
  await browser?.close();
});

describe("a form about how somebody's support is", () => {
  it("is finished in eight acts from the link, on a phone without scripts; the officer reads it, and may print a letter before", async () => {
    const { page, errors } = await openPage(browser, WITHOUT_SCRIPTS);
    await signIn(page, site, "Ruth Revisit", `/councils/${COUNCIL}/feedback-calls`);
    await page.getByRole("link", { name: "Fern" }).click();
    await page.getByRole("link", { name: "Print a letter with a code" }).click();
    await press(page, "Make the letter");
    expect(await page.getByText(/^Type this code: [2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{3}$/).count()).toBe(1);

    const { page: person } = await openPage(browser, WITHOUT_SCRIPTS);
    const acts: readonly (() => Promise<unknown>)[] = [
      () => person.goto(`${site}/f/${token}`),
      () => choose(person, "Who is answering?", "I am Fern, and I answer by myself"),
      () => press(person, "Save and continue"),
      () => choose(person, "How happy are you with your support?", "Quite happy"),
      () => choose(person, "How much do you decide about your support?", "Some of it"),
      () => press(person, "Save and continue"),
      () => choose(person, /Are you closer to it than before/, "A bit closer"),
      () => press(person, "Send my answers"),
    ];
    for (const act of acts) {
      await act();
      expect(await person.evaluate(() => document.documentElement.scrollWidth), person.url()).toBeLessThanOrEqual(375);
    }
    expect(await person.locator("h1").innerText()).toBe("Thank you. We have your answers");
    expect(acts.length).toBeLessThanOrEqual(8);
    await person.goto(`${site}/f/${token}`);
    expect(await person.locator("h1").innerText()).toBe("This form cannot be opened");
    await person.getByRole("link", { name: "I am worried about someone’s safety" }).click();
    expect(await person.locator("h1").innerText()).toBe("Tell us you are worried about someone");

    await page.goto(`${site}/reviews/rcp_form`);
    expect(await page.getByText("Quite happy").count()).toBe(1);
    expect(errors).toEqual([]);
  });
  it("is saved and taken up again by the code of a letter, by keyboard alone", async () => {
    const { page } = await openPage(browser, WITHOUT_SCRIPTS);
    await page.goto(`${site}/f/${looked}`);
    await page.getByRole("radio").first().focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await page.waitForURL(/page=2/);
    expect(await page.getByRole("radio", { name: "Happy", exact: true }).count()).toBe(1);
    await page.getByRole("radio", { name: "Happy", exact: true }).focus();
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Save and finish later" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Your answers are saved" }).waitFor();
    await page.goto(`${site}/f`);
    await page.getByLabel("Code").fill("K7F3-9QWX");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: /Check the code/ }).waitFor();
    // Its form was sent above: the code of it is spent with it.
    await page.getByLabel("Code").fill(printedCode(code));
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: /Check the code/ }).waitFor();
    await page.goto(`${site}/f/${looked}`);
    expect(await page.getByText("Page 3 of 7").count()).toBe(1);
  });
  it("has pages that everybody can use, at every width", async () => {
    const { page } = await openPage(browser);
    for (const address of [
      `/f/${looked}?page=1`,
      `/f/${looked}?page=2`,
      `/f/${looked}?page=7`,
      "/f",
      "/f?done=later",
      `/f/${newLinkToken()}`,
      `/f/${looked}/stop`,
    ])
      await looksRight(page, `${site}${address}`);
    await signIn(page, site, "Ruth Revisit", `/councils/${COUNCIL}/feedback-calls`);
    for (const address of [
      `/councils/${COUNCIL}/feedback-calls`,
      `/feedback-forms/rv.${dayFromNow(-10)}.rcp_easy`,
      `/feedback-forms/rv.${dayFromNow(-10)}.rcp_easy/moves/phone`,
    ])
      await looksRight(page, `${site}${address}`);
  });
});
