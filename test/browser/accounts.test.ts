import { readFileSync } from "node:fs";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountIdOf } from "../support/local-people.ts";
import { axeFindings, dayFromNow, fillDate, leave, looksRight, openBrowser, openPage, pageOf, signIn, thisSystem } from "./browser.ts";

const { site, home } = thisSystem();
const rosemary = await accountIdOf({ home }, "sample-recipient");
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
});

/** A page of somebody signed in. Scripts are off unless they are what is tested. */
const as = (name: string, wanted?: string, options: BrowserContextOptions = { javaScriptEnabled: false }): Promise<Page> =>
  pageOf(browser, site, name, wanted, options);

describe("signing in, without JavaScript", () => {
  it("leads back to the page that was wanted, and signing out ends it", async () => {
    const { page } = await openPage(browser, { javaScriptEnabled: false });
    await page.goto(`${site}/account/people`);
    await page.getByRole("button", { name: "Continue with your email address", exact: true }).click();
    await page.getByRole("button", { name: "Rosemary Testwell" }).click();
    await page.waitForURL(`${site}/account/people`);
    expect(await page.getByText("Signed in as").innerText()).toContain("Rosemary Testwell");
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    expect(page.url()).toBe(`${site}/signed-out`);
    await page.goto(`${site}/account`);
    expect(page.url()).toContain("/sign-in?return=%2Faccount");
    await leave(page);
  });
  it("asks a newcomer what they want to do", async () => {
    const { page } = await openPage(browser, { javaScriptEnabled: false });
    await page.goto(`${site}/sign-in`);
    await page.getByRole("button", { name: "Continue with your email address" }).click();
    await page.getByLabel("Another email address").fill("newcomer@people.example");
    await page.getByRole("button", { name: "Sign in with this address" }).click();
    await page.waitForURL(/\/welcome$/);
    await page.getByRole("button", { name: "Continue" }).click();
    for (const text of ["Choose what you want to do", "Enter your name"]) expect(await page.getByRole("alert").innerText()).toContain(text);
    await page.getByLabel("Find support for myself").check();
    await page.getByLabel("Your name").fill("Nora Newname");
    await page.getByRole("button", { name: "Continue" }).click();
    expect(await page.getByText("Your account is ready.").count()).toBe(1);
    expect(await page.getByText("Person who gets support").count()).toBe(1);
    await leave(page);
  });
  it("signs out everywhere at once", async () => {
    const [here, there] = [await as("Percy Workalot"), await as("Percy Workalot")];
    await here.getByRole("button", { name: "Sign out on all devices" }).click();
    expect(here.url()).toContain("/signed-out");
    await there.goto(`${site}/account`);
    expect(there.url()).toContain("/sign-in");
    for (const page of [here, there]) await leave(page);
  });
});

/** Axe needs scripts to run in: the same page, looked at with them. */
async function openWithScripts(page: Page): Promise<Page> {
  const { page: same } = await openPage(browser);
  await same.context().addCookies(await page.context().cookies());
  await same.goto(page.url());
  return same;
}

describe("letting somebody act, without JavaScript", () => {
  it("goes from asking to accepting to looking to ending, and the person sees it all", async () => {
    const person = await as("Rosemary Testwell", "/account/people/new");
    await person.getByLabel("Their email address").fill("percy@people.example");
    await person.getByLabel("Someone I choose").check();
    await person.getByLabel("Answer questions about how support is going").check();
    await person.getByRole("button", { name: "Send invitation" }).click();
    expect(await person.getByText("Waiting for an answer").count()).toBe(1);

    const delegate = await as("Percy Workalot");
    await delegate.getByRole("link", { name: /Someone has asked you to act for them/ }).click();
    expect(await delegate.locator("h1").innerText()).toBe("Will you act for Rosemary Testwell?");
    expect(await axeFindings(await openWithScripts(delegate))).toEqual([]);
    await delegate.getByRole("button", { name: "Yes, I will" }).click();
    await delegate.getByRole("link", { name: "Rosemary Testwell" }).click();
    const theirPage = delegate.url();
    expect(await delegate.locator("h1").innerText()).toBe("Rosemary Testwell");

    await person.goto(`${site}/account/data`);
    expect(await person.getByRole("row", { name: /Percy Workalot, acting for you/ }).count()).toBeGreaterThan(0);
    await person.goto(`${site}/account/people`);
    await person
      .locator(".trellis-block", { hasText: "Answer questions" })
      .getByRole("link", { name: /End this/ })
      .first()
      .click();
    expect(await person.locator("h1").innerText()).toBe("Stop Percy Workalot acting?");
    await person.getByRole("button", { name: "End it" }).click();
    expect(await person.getByText("Percy Workalot can no longer act for you.").count()).toBe(1);

    await delegate.goto(theirPage);
    expect(await delegate.locator("h1").innerText()).toBe("We cannot find this");
    for (const page of [person, delegate]) await leave(page);
  });
});

describe("what takes two, without JavaScript", () => {
  it("goes from one officer's proposal to an objection to another officer's answer, and each page says who and what happens next", async () => {
    const clean = async (page: Page) => expect(await axeFindings(await openWithScripts(page)), page.url()).toEqual([]);
    const ruth = await as("Ruth Revisit", `/people/${rosemary}/authorise`);
    await ruth.getByLabel("Their email address").fill("percy@people.example");
    await ruth.getByLabel("See and look after the money").check();
    await ruth.getByLabel("Why does the council decide this?").fill("Assessed on a made-up day");
    await clean(ruth);
    await ruth.getByRole("button", { name: "Propose" }).click();
    expect(await ruth.getByText("A second officer must agree").count()).toBe(1);

    const hers = await as("Rosemary Testwell", "/account/people");
    await clean(hers);
    await hers.getByRole("link", { name: /Say that you do not want this.*percy@people.example/ }).click();
    await clean(hers);
    await hers.getByLabel("Why is it not right?").fill("I do not know them");
    await hers.getByRole("button", { name: "Object" }).click();
    expect(await hers.getByText("We have your objection").count()).toBe(1);

    const ada = await as("Ada Keyholder", "/councils/E10000018/delegations");
    await ada
      .getByRole("row", { name: /Stopped/ })
      .getByRole("link", { name: /Authorised person/ })
      .click();
    await clean(ada);
    await ada.getByRole("button", { name: "Decide as a second officer" }).click();
    await clean(ada);
    await ada.getByLabel("Stop it: they cannot act").check();
    await ada.getByRole("textbox", { name: "Why?" }).fill("She can decide herself");
    await ada.getByRole("button", { name: "Decide" }).click();
    expect(await ada.getByText("Your decision is saved").count()).toBe(1);
    await hers.goto(`${site}/account/data`);
    await clean(hers);
  });
});

describe("a person's data, without JavaScript", () => {
  it("can be read and downloaded", async () => {
    const page = await as("Rosemary Testwell", "/account/data");
    expect(await page.locator("h1").innerText()).toBe("Information we hold about you");
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download as a file" }).click()]);
    expect(download.suggestedFilename()).toBe("what-trellis-holds.json");
    const { records } = JSON.parse(readFileSync(await download.path(), "utf8"));
    expect(records[0].held.displayName).toContain("Rosemary");
    await leave(page);
  });
  it("can be asked to be erased, which the council answers", async () => {
    const person = await as("Sunny Side", "/account/erase");
    await person.getByRole("button", { name: "Ask to delete my data" }).click();
    expect(await person.getByText("The council will answer within one month.").count()).toBe(1);
    const council = await as("Ada Keyholder", "/councils/E10000018/erasures");
    await council.getByRole("row").getByRole("link").first().click();
    await council.getByLabel("Refuse").check();
    await council.getByLabel("Explain why to the person").fill("Your contract with us is still running.");
    await council.getByRole("button", { name: "Answer" }).click();
    expect(await council.getByText("Your answer is saved").count()).toBe(1);
    await person.goto(`${site}/account/data`);
    expect(await person.getByText("Your contract with us is still running.").count()).toBe(1);
    for (const page of [person, council]) await leave(page);
  });
});

describe("council work, without JavaScript", () => {
  it("gives somebody a role, which holds from their first sign-in, and takes it away", async () => {
    const admin = await as("Ada Keyholder", "/councils/E10000018/team/new");
    await admin.getByLabel("Their email address at work").fill("newofficer@leicestershire.example");
    await admin.getByLabel("Commissioner").check();
    await admin.getByRole("button", { name: "Give the role" }).click();
    expect(await admin.getByRole("row", { name: /newofficer@leicestershire.example Commissioner Has not signed in yet/ }).count()).toBe(1);

    const { page: officer } = await openPage(browser, { javaScriptEnabled: false });
    await officer.goto(`${site}/sign-in`);
    await officer.getByRole("button", { name: "Continue with your Leicestershire account" }).click();
    await officer.getByLabel("Another email address").fill("newofficer@leicestershire.example");
    await officer.getByRole("button", { name: "Sign in with this address" }).click();
    await officer.waitForURL(/\/staff$/);
    expect(await officer.getByRole("heading", { name: "Commissioner, Leicestershire" }).count()).toBe(1);

    await admin.goto(`${site}/councils/E10000018/team`);
    await admin.getByRole("link", { name: "Remove Commissioner from newofficer@leicestershire.example" }).click();
    await admin.getByRole("button", { name: "Remove it" }).click();
    // The session that began with the role is over.
    await officer.goto(`${site}/staff`);
    expect(await officer.locator("h1").innerText()).toBe("Sign in");
    for (const page of [admin, officer]) await leave(page);
  });
  it("has a role wait for a second administrator, who confirms it on a page of its kind", async () => {
    const admin = await as("Ada Keyholder", "/councils/E10000018/team/new");
    const give = async (email: string, role: string) => {
      await admin.goto(`${site}/councils/E10000018/team/new`);
      await admin.getByLabel("Their email address at work").fill(email);
      await admin.getByLabel(role).check();
      await admin.getByRole("button", { name: "Give the role" }).click();
    };
    await give("second@leicestershire.example", "Administrator");
    const { page: second } = await openPage(browser, { javaScriptEnabled: false });
    await second.goto(`${site}/sign-in`);
    await second.getByRole("button", { name: "Continue with your Leicestershire account" }).click();
    await second.getByLabel("Another email address").fill("second@leicestershire.example");
    await second.getByRole("button", { name: "Sign in with this address" }).click();
    await second.waitForURL(/\/staff$/);

    await give("third@leicestershire.example", "Commissioner");
    expect(await admin.getByText("Another administrator must confirm it. We have contacted every administrator.").count()).toBe(1);
    await second.goto(`${site}/councils/E10000018/team`);
    await second.getByRole("link", { name: "Confirm Commissioner for third@leicestershire.example" }).click();
    const address = new URL(second.url()).pathname;
    expect(address).toMatch(/^\/appointments\/[^/]+\/confirm$/);
    const looked = await openWithScripts(second);
    await looksRight(looked, site + address);
    await second.getByRole("button", { name: "Confirm" }).click();
    expect(await second.getByText("Confirmed. The role starts when they first sign in with their council account.").count()).toBe(1);
    for (const name of ["Commissioner from third@leicestershire.example", "Administrator from second@leicestershire.example"]) {
      await admin.goto(`${site}/councils/E10000018/team`);
      await admin.getByRole("link", { name: `Remove ${name}` }).click();
      await admin.getByRole("button", { name: "Remove it" }).click();
    }
    for (const page of [admin, second]) await leave(page);
  });
  it("sets a new version of the policy, with what changed and why", async () => {
    const page = await as("Ada Keyholder", "/councils/E10000018/policy/new");
    await page.getByLabel("Points for being near").fill("45");
    await page.getByLabel("Points for being accredited").fill("a lot");
    await page.getByRole("button", { name: "Set this version" }).click();
    expect(await page.getByRole("alert").innerText()).toContain("Points for being accredited must be a whole number");
    expect(await page.getByLabel("Points for being near").inputValue()).toBe("45");
    await page.getByLabel("Points for being accredited").fill("15");
    await fillDate(page, "effectiveFrom", dayFromNow(40));
    await page.getByLabel("Why?").fill("People ask for someone near");
    await page.getByRole("button", { name: "Set this version" }).click();
    expect(await page.getByText("The new version is saved.").count()).toBe(1);
    const row = page.getByRole("row", { name: /People ask for someone near/ });
    expect(await row.innerText()).toContain("Points for being near: 40 to 45");
    await leave(page);
  });
});

describe("with JavaScript and the keyboard", () => {
  it("moves focus to what is wrong, and on to the field", async () => {
    const page = await as("Rosemary Testwell", "/account/people/new", {});
    await page.getByLabel("Their email address").focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector(".govuk-error-summary");
    expect(await page.evaluate(() => document.activeElement?.className)).toContain("govuk-error-summary");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("email");
    await leave(page);
  });
  it("warns before a session that nobody uses is over, and stays with one press", async () => {
    const { page } = await openPage(browser);
    await page.clock.install();
    await signIn(page, site, "Rosemary Testwell");
    await page.clock.fastForward("26:59");
    expect(await page.getByRole("alert").count()).toBe(0);
    await page.clock.fastForward("00:02");
    expect(await page.getByRole("alert").innerText()).toContain("You will be signed out in 3 minutes");
    await page.getByRole("button", { name: "Stay signed in" }).click();
    await page.getByRole("alert").waitFor({ state: "detached" });
    await page.clock.fastForward("27:01");
    await page.clock.fastForward("03:01");
    expect(await page.getByRole("alert").innerText()).toContain("We signed you out");
    // The clock that was set is the context's, and goes with it.
    await page.context().close();
  });
});
