import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { afterContactMove } from "../../functions/arrangements/rules/contact-moves.ts";
import { dynamoContactStore } from "../../functions/arrangements/store/dynamo-contact-store.ts";
import { localAwsEnvironment } from "../../infra/local/engine.ts";
import { servicePolicy } from "../../shared/policy/service.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { openTable } from "../../shared/table/table-client.ts";
import { anAuditContext } from "../support/builders.ts";
import { axeFindings, leave, linkIn, openBrowser, openPage, pageOf, press, thisSystem } from "./browser.ts";

const { site, home } = thisSystem();
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
});

const PHONE = { width: 375, height: 800 };
/** Who is on the list and signs in, and somebody of the register, who does not. */
const [PETRA, REGISTERED] = ["sample_000030", "sample_000031"];
const LONG = "x".repeat(300);

/** Axe finds nothing where it can look, and nothing is wider than the narrowest screen. */
async function isSound(page: Page, scripts = true): Promise<void> {
  if (scripts) expect(await axeFindings(page), page.url()).toEqual([]);
  expect(await page.locator("h1").count(), page.url()).toBe(1);
  await page.setViewportSize({ ...PHONE, width: 320 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth), page.url()).toBeLessThanOrEqual(320);
  await page.setViewportSize(PHONE);
}

async function fill(page: Page, message: string, email?: string): Promise<void> {
  if (email !== undefined) {
    await page.getByLabel("Your first name").fill("Rosie");
    await page.getByLabel("Email address").fill(email);
  }
  await page.locator("[name=services]").first().check();
  await page.getByLabel("Weekday mornings").check();
  await page.getByLabel("Where do you need it?").fill("LE13 1GH");
  await page.getByLabel("Your message").fill(message);
}

describe.each([true, false])("asking without an account (script %s)", (javaScriptEnabled) => {
  it("goes from somebody's page to a request that is sent, by a link that works once", async () => {
    const { page, errors } = await openPage(browser, { javaScriptEnabled, viewport: PHONE });
    await page.goto(`${site}/listings/${PETRA}`);
    await page.getByRole("button", { name: "Ask to be contacted" }).click();
    await isSound(page, javaScriptEnabled);
    await press(page, "Ask to be contacted");
    await page.getByRole("link", { name: "Select what you need help with" }).click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("services");
    await isSound(page, javaScriptEnabled);
    await fill(page, `Ring me on 07700 900123. ${LONG}`, `rosie-${javaScriptEnabled}@people.example`);
    await press(page, "Ask to be contacted");
    await page.getByText("Your message has contact details in it").waitFor();
    await isSound(page, javaScriptEnabled);
    await page.getByLabel("Your message").fill(`I need someone to cook with. ${LONG}`);
    await press(page, "Send it");
    await page.getByRole("heading", { name: "Check your email" }).waitFor();
    await isSound(page, javaScriptEnabled);
    const link = await linkIn(page, site, `rosie-${javaScriptEnabled}@people.example`, "asked/[\\w.-]+");
    await page.goto(link);
    await isSound(page, javaScriptEnabled);
    await press(page, "Send my request");
    await page.getByText("We sent your request.").first().waitFor();
    await isSound(page, javaScriptEnabled);
    await page.getByRole("link", { name: "Withdraw my request" }).click();
    await isSound(page, javaScriptEnabled);
    await press(page, "Withdraw my request");
    await page.getByRole("heading", { name: "Your request is withdrawn" }).waitFor();
    await page.goto(link);
    await page.getByRole("heading", { name: "This link no longer works" }).waitFor();
    await isSound(page, javaScriptEnabled);
    expect(errors).toEqual([]);
    await leave(page);
  });
});

/** Asks Petra, or another, as somebody signed in; answers the address of the conversation. */
async function ask(page: Page, listing: string, message: string): Promise<string> {
  await page.goto(`${site}/listings/${listing}/contact`);
  await fill(page, message);
  await press(page, "Ask to be contacted");
  await page.getByText("We sent your request.").first().waitFor();
  return page.url().replace(/\?.*/, "");
}

describe("a conversation with an account", () => {
  it("is written in by both, who share their details when they choose to, and then agree on support", async () => {
    const rosemary = await pageOf(browser, site, "Rosemary Testwell", "/people/me/contacts", { viewport: PHONE });
    await isSound(rosemary);
    await rosemary.goto(`${site}/listings/${PETRA}/contact`);
    await isSound(rosemary);
    const address = await ask(rosemary, PETRA, `Could you cook with me? ${LONG}`);
    await isSound(rosemary);

    const petra = await pageOf(browser, site, "Posy Listwell", "/received-contacts", { viewport: PHONE });
    await isSound(petra);
    await petra.goto(address);
    await isSound(petra);
    await petra.getByLabel("Your answer").fill("Yes, I could come on Mondays.");
    await press(petra, "Send");
    await petra.getByText("Message sent.").waitFor();
    await petra.getByRole("button", { name: "Share my details" }).click();
    await isSound(petra);
    await press(petra, "Share my details");
    await petra.getByText("You have shared your details.").first().waitFor();
    expect(await petra.getByText("rosemary@people.example").count()).toBe(0);

    await rosemary.goto(address);
    expect(await rosemary.getByText("posy@people.example").count()).toBe(0);
    await isSound(rosemary);
    await rosemary.getByRole("button", { name: "Share my details" }).click();
    await press(rosemary, "Share my details");
    await rosemary.getByText("You have both shared your details.").waitFor();
    expect(await rosemary.getByText("posy@people.example").count()).toBe(1);
    await isSound(rosemary);
    expect(await rosemary.getByRole("button", { name: "Agree on support" }).getAttribute("href")).toBe(`/people/me/support/offer?listing=${PETRA}`);
    await petra.goto(address);
    expect(await petra.getByText("rosemary@people.example").count()).toBe(1);
    await rosemary.goto(`${site}/people/me/contacts`);
    await isSound(rosemary);
    for (const page of [rosemary, petra]) await leave(page);
  });

  it("ends with a no, or in silence: both times there are others near; and a reported message comes to the council", async () => {
    const rosemary = await pageOf(browser, site, "Rosemary Testwell", "/account", { viewport: PHONE });
    const [declined, silent, passed] = [
      await ask(rosemary, PETRA, "Could you clean?"),
      await ask(rosemary, PETRA, "Could you shop?"),
      await ask(rosemary, REGISTERED, "Could you help?"),
    ];
    const petra = await pageOf(browser, site, "Posy Listwell", "/received-contacts", { viewport: PHONE });
    await petra.goto(declined);
    await petra.getByRole("link", { name: "I cannot support them" }).click();
    await isSound(petra);
    await petra.getByLabel("Add a message (optional)").fill(`I have no time. ${LONG}`);
    await press(petra, "Tell them");
    await petra.getByText("We told them that you cannot support them").first().waitFor();
    await rosemary.goto(declined);
    await isSound(rosemary);
    expect(await rosemary.getByRole("button", { name: "Find other people near you" }).getAttribute("href")).toBe("/search?near=LE13");

    // The time for an answer passes, as the sweep has it.
    const { endpoint, tableName } = JSON.parse(readFileSync(join(home, "running.json"), "utf8"));
    const store = dynamoContactStore(openTable(awsConnectionFrom(localAwsEnvironment(endpoint)), tableName));
    const before = await store.contact(silent.split("/").at(-1) ?? "");
    const after = before && afterContactMove(before.body, "silence", "system", { at: Date.parse(before.body.createdAt), policy: servicePolicy.contacts });
    if (!after?.ok) throw new Error("It cannot fall silent");
    expect((await store.commit(anAuditContext(), [{ entity: "contact", before, after: after.value, action: "contact:silence" }])).ok).toBe(true);
    await rosemary.goto(silent);
    await rosemary.getByText("has not answered. There can be many reasons").waitFor();
    await isSound(rosemary);

    await rosemary.goto(declined);
    await rosemary.getByRole("link", { name: "Report this message" }).click();
    await rosemary.getByLabel("What is wrong with it?").fill("It is rude");
    await isSound(rosemary);
    await press(rosemary, "Report it");
    await rosemary.getByText("Reported. The council will review the message.").waitFor();

    const ruth = await pageOf(browser, site, "Ruth Revisit", "/staff", { viewport: PHONE });
    await ruth.getByRole("link", { name: "Requests and reported messages" }).first().click();
    await isSound(ruth);
    const list = ruth.url();
    await ruth.goto(passed.replace("/contacts/", "/council-contacts/"));
    await isSound(ruth);
    await ruth.getByLabel("They would like to talk.").check();
    await press(ruth, "Save");
    await ruth.getByText("We told the person that you will contact them.").waitFor();
    await ruth.goto(list);
    await ruth.getByRole("table", { name: "Reported" }).getByRole("link").first().click();
    await ruth.getByText("It is rude").waitFor();
    await ruth.getByLabel("Nothing is wrong with it").check();
    await ruth.getByLabel("What did you find, and what did you do?").fill("Short, not rude.");
    await isSound(ruth);
    await press(ruth, "Save");
    await ruth.getByText("Saved.").first().waitFor();
    await rosemary.goto(passed);
    await rosemary.getByText("The council has spoken to them").waitFor();
    for (const page of [rosemary, petra, ruth]) await leave(page);
  });
});
