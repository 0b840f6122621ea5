import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dynamoListingStore } from "../../functions/directory/store/dynamo-listing-store.ts";
import { aListing, anAuditContext } from "../support/builders.ts";
import { accountIdOf, localTable } from "../support/local-people.ts";
import { axeFindings, choose, leave, linkIn, openBrowser, openPage, pageOf, press, signIn, thisSystem } from "./browser.ts";

const system = thisSystem();
const { site } = system;
const PHONE = { width: 375, height: 800 };
const LISTING = "browser-requests-percy";
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
  // Percy is on the list already, for twenty miles around Melton Mowbray.
  const listing = aListing({
    id: LISTING,
    provider: await accountIdOf(system, "sample-provider"),
    displayName: "Percy Workalot",
    travelMiles: 20,
    languages: ["en", "gu"],
    availability: Object.fromEntries(["mon", "tue", "wed", "thu", "fri"].map((day) => [day, ["morning"]])),
  });
  const done = await dynamoListingStore(localTable(system)).commit([{ listing, digest: "test" }], anAuditContext({ at: Date.now() }), "listing:sample");
  expect(done.ok).toBe(true);
});
afterAll(async () => {
  await browser?.close();
});

async function isSound(page: Page): Promise<void> {
  expect(await axeFindings(page), page.url()).toEqual([]);
  for (const width of [320, 375]) {
    await page.setViewportSize({ ...PHONE, width });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), page.url()).toBeLessThanOrEqual(width);
  }
}

/** Fills in what Rosemary needs. */
async function fillIn(page: Page): Promise<void> {
  await page.getByLabel("Personal care", { exact: true }).check();
  await page.getByLabel("How many hours a week?").fill("6");
  await page.getByLabel("Weekday mornings").check();
  await page.getByLabel("Where do you need it?").fill("Melton Mowbray");
  await page.getByLabel("Language (optional)").selectOption({ label: "Gujarati" });
}

describe("a request for support", () => {
  it("goes from the form to a provider and back, and the two see how to reach each other once both chose to", async () => {
    const { page: rosemary, errors } = await openPage(browser, { viewport: PHONE });
    await signIn(rosemary, site, "Rosemary Testwell");
    await rosemary.getByRole("link", { name: "Requests for support" }).click();
    await isSound(rosemary);
    await rosemary.getByRole("button", { name: "Request support" }).click();
    await press(rosemary, "Publish my request");
    await rosemary.getByRole("link", { name: "Enter how many hours a week you need, like 6 or 7.5" }).click();
    expect(await rosemary.evaluate(() => document.activeElement?.id)).toBe("hours");
    await fillIn(rosemary);
    await rosemary.getByLabel("Anything else they should know?").fill("I like to be up by eight. Ring 07700 900789.");
    await press(rosemary, "Publish my request");
    expect(await rosemary.getByLabel("Where do you need it?").inputValue()).toBe("Melton Mowbray");
    await isSound(rosemary);
    await rosemary.getByLabel("Anything else they should know?").fill("I like to be up by eight.");
    await press(rosemary, "Publish my request");
    await rosemary.getByText("Published.").waitFor();
    await rosemary.getByRole("link", { name: "6 hours a week: personal care" }).first().click();

    const percy = await pageOf(browser, site, "Percy Workalot", "/account", { viewport: PHONE });
    await percy.getByRole("link", { name: "Requests near you" }).click();
    await percy.getByText("You have what they would like").first().waitFor();
    await choose(percy, "How often should we contact you about new requests?", "Straight away, for each new request");
    await press(percy, "Save");
    await percy.getByText("Saved.").waitFor();
    await isSound(percy);
    await percy.getByRole("link", { name: "6 hours a week: personal care" }).first().click();
    expect(await percy.locator("main").innerText()).not.toContain("Rosemary");
    await isSound(percy);
    await percy.getByLabel("Your message").fill("I can come before work.");
    await percy.getByLabel("When could you come?").fill("Weekdays at 8am");
    await percy.getByLabel("How can they reach you?").fill("07700 900123");
    await press(percy, "Send my answer");
    await percy.getByText("We will contact you if they choose you").waitFor();

    await rosemary.reload();
    expect(await rosemary.locator("main").innerText()).not.toContain("900123");
    await isSound(rosemary);
    await rosemary.getByRole("button", { name: "Choose Percy Workalot" }).click();
    await rosemary.getByLabel("The name they should see").fill("Rosemary");
    await rosemary.getByLabel("How can they reach you?").fill("07700 900456");
    await isSound(rosemary);
    await press(rosemary, "Share these details");
    await rosemary.getByText("07700 900123").waitFor();
    await isSound(rosemary);
    await percy.getByRole("link", { name: "6 hours a week: personal care" }).first().click();
    await percy.getByText("07700 900456").waitFor();
    expect(errors).toEqual([]);
    await leave(percy);
    await leave(rosemary);
  });
  it("without scripts reaches the provider's mailbox, and withdrawn in vain is on the council's list of what is missing", async () => {
    const options = { javaScriptEnabled: false, viewport: PHONE };
    const page = await pageOf(browser, site, "Rosemary Testwell", "/people/me/requests/new", options);
    await fillIn(page);
    await press(page, "Publish my request");
    await page.getByText("Published.").waitFor();
    await linkIn(page, site, "percy@people.example", "people/me/requests-near-me/[\\w-]+");
    await page.goto(`${site}/people/me/requests`);
    await page.getByRole("link", { name: "6 hours a week: personal care" }).first().click();
    await page.getByRole("link", { name: "Withdraw this request" }).click();
    await choose(page, "Why do you withdraw it?", "I could not find anyone");
    await press(page, "Withdraw request");
    await page.getByText("We have stopped showing your request").waitFor();
    await leave(page);

    const ruth = await pageOf(browser, site, "Ruth Revisit", "/staff");
    await ruth.getByRole("link", { name: "Support that could not be found" }).first().click();
    await ruth.getByText("The person could not find anyone").first().waitFor();
    await isSound(ruth);
    await ruth.getByRole("link", { name: "View person" }).first().click();
    expect(await ruth.locator("h1").innerText()).toBe("Rosemary Testwell");
    await leave(ruth);
  });
});
