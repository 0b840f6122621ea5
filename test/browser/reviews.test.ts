import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withStatement } from "../../functions/arrangements/rules/recipient-facts.ts";
import { dynamoReviewStore } from "../../functions/reviews/store/dynamo-review-store.ts";
import { COUNCIL } from "../support/councils.ts";
import { accountIdOf, leaveRecipient, localTable } from "../support/local-people.ts";
import { aRecipient } from "../support/recipients.ts";
import { until } from "../support/until.ts";
import { anArrangement, storedCases } from "../support/vetting.ts";
import { choose, dayFromNow, fillDate, linkIn, looksRight, openBrowser, openPage, press, signIn, thisSystem } from "./browser.ts";

// Reviews from the council's record of a payment to the person's copy: the officer's list, why it changes, one that is held, and the figures.

const system = thisSystem();
const { site } = system;
const PHONE = { width: 375, height: 800 };
const LATE = { id: "rcp_late", reference: "late-review", account: undefined, firstOn: dayFromNow(-300) };
const SOON = { id: "rcp_soon", reference: "soon-review", account: undefined, firstOn: dayFromNow(-100) };
let browser: Browser;

beforeAll(async () => {
  const [opened, celia] = await Promise.all([openBrowser(), accountIdOf(system, "sample-third-recipient")]);
  browser = opened;
  const support = { ...anArrangement("arr-review", celia), state: "live" as const, employment: "self-employed" as const, startedOn: dayFromNow(-200) };
  const paid = [LATE, SOON, { id: "rcp_celia", reference: "celias-review", account: celia, firstOn: dayFromNow(-210) }].map(
    ({ id, reference, account, firstOn }) =>
      withStatement(
        aRecipient({ id, reference, ...(account === undefined ? {} : { account }) }),
        { from: firstOn, dated: { firstPaymentOn: firstOn }, plain: { name: `${reference} Testwell` } },
        `${firstOn}T09:00:00.000Z`,
      ),
  );
  await storedCases(
    { table: localTable(system) },
    { entity: "arrangement", after: support, action: "test" },
    ...paid.map((after) => ({ entity: "recipient" as const, after, action: "test" })),
  );
  // Reviews follow from the records by themselves.
  const store = dynamoReviewStore(localTable(system));
  for (const { id } of paid) await until(async () => (await store.review(id))?.body.openedOn);
  await until(async () => (await store.review("rcp_celia"))?.body.support[0]);
  await store.noteFigures(COUNCIL, {
    ...{ day: dayFromNow(0), held: 12, heldInTarget: 9, heldInLaw: 11 },
    areas: {
      physical: { onTime: 31, pastTarget: 12, pastLegal: 7 },
      "mental-health": { onTime: 8, pastTarget: 3, pastLegal: 2 },
      none: { onTime: 1, pastTarget: 0, pastLegal: 0 },
    },
    fairness: {
      area: { physical: { open: 50, first: 2 }, "mental-health": { open: 13, first: 5 }, none: { open: 1, first: 0 } },
      ...{ language: { en: { open: 64, first: 7 } }, format: { standard: { open: 64, first: 7 } }, channel: { none: { open: 64, first: 7 } } },
    },
  });
});
afterAll(async () => {
  await leaveRecipient(system, "rcp_celia");
  await browser?.close();
});

const WITHOUT_SCRIPTS = { javaScriptEnabled: false, viewport: PHONE };

describe("reviews", () => {
  it("are listed by urgency; a reason puts one first, and whoever looks sees why", async () => {
    const { page, errors } = await openPage(browser, WITHOUT_SCRIPTS);
    await signIn(page, site, "Ruth Revisit", "/staff");
    await page.getByRole("link", { name: "Reviews to hold" }).first().click();
    const order = async () => {
      const text = await page.locator("table").innerText();
      return [LATE, SOON].map(({ reference }) => text.indexOf(reference));
    };
    const [late = -1, soon = -1] = await order();
    expect([late >= 0, soon > late]).toEqual([true, true]);
    await page.getByRole("link", { name: SOON.reference }).click();
    await page.getByRole("link", { name: "Give a reason for an earlier review" }).click();
    await press(page, "Save the reason");
    await page.getByText("Choose the reason").first().waitFor();
    await choose(page, "What is the reason?", "Someone is worried about their safety");
    await fillDate(page, "since", dayFromNow(0));
    await page.getByLabel("What happened?").fill("A neighbour called");
    await press(page, "Save the reason");
    await page.getByText("The reason is saved").waitFor();
    await page.getByRole("link", { name: "Reviews to hold" }).click();
    const [lateNow = -1, soonNow = -1] = await order();
    expect(soonNow).toBeLessThan(lateNow);
    expect(errors).toEqual([]);
  });
  it("are held once the person was heard; they read what was agreed, in a letter and on their page", async () => {
    const { page, errors } = await openPage(browser, WITHOUT_SCRIPTS);
    await signIn(page, site, "Ruth Revisit", "/reviews/rcp_celia");
    await page.getByRole("link", { name: "Add an outcome" }).click();
    await page.getByLabel("What do they want to be able to do?").fill("Go to the library by myself");
    await choose(page, "Which part of life is it about?", "Going out and taking part");
    await choose(page, "What is the aim?", "Something is to change");
    await choose(page, "How is it measured?", "How many times a week");
    await page.getByLabel("How is it, or how was it at the start?").fill("0");
    await fillDate(page, "baselineOn", dayFromNow(-190));
    await choose(page, "Who said it?", "The person");
    await page.getByLabel("What do they aim for?").fill("2");
    await fillDate(page, "targetOn", dayFromNow(200));
    await page.getByRole("checkbox").check();
    await press(page, "Add the outcome");
    await page.getByText("The outcome is added").waitFor();
    await page.getByRole("button", { name: "Complete a review" }).click();
    await fillDate(page, "on", dayFromNow(0));
    await choose(page, "Who was heard?", "The person");
    await choose(page, "How was it held?", "By phone");
    await page.getByLabel("How is it now?").fill("1");
    await choose(page, "How much did the support help with it? (optional)", "Some");
    await choose(page, "Who said how it is?", "The person");
    await choose(page, "Why was it held?", "Planned");
    await page.getByLabel("What did you talk about, and what was agreed?").fill("You go to the library once a week now. We keep the support as it is.");
    await choose(page, "What follows?", "Support stays as it is");
    await fillDate(page, "nextOn", dayFromNow(300));
    await press(page, "Complete the review");
    await page.getByText("The review is complete").waitFor();
    expect(errors).toEqual([]);
    const link = await linkIn(page, site, "celia@people.example", "people/me/reviews");
    const { page: person } = await openPage(browser, WITHOUT_SCRIPTS);
    await signIn(person, site, "Celia Closeby", new URL(link).pathname);
    const text = await person.locator("main").innerText();
    for (const words of ["You go to the library once a week now", "Go to the library by myself", "once a week", "Partly met"]) expect(text).toContain(words);
  });
  it("are apart from a worry about someone's safety, which reaches its officers at once and nobody else", async () => {
    const { page, errors } = await openPage(browser, WITHOUT_SCRIPTS);
    await page.goto(`${site}/safety`);
    await page.getByRole("link", { name: "Write to the safeguarding team" }).click();
    expect((await page.locator("main").innerText()).indexOf("call 999")).toBeGreaterThan(-1);
    await press(page, "Send to the safeguarding team");
    await page.getByText("Tell us what you are worried about").first().waitFor();
    await page.getByLabel("What are you worried about?").fill("She had bruises on both arms on Monday");
    await choose(page, "Are they in danger?", "Not now, but it could happen soon");
    await press(page, "Send to the safeguarding team");
    await page.getByRole("heading", { name: "The safeguarding team has it" }).waitFor();

    const { page: officer } = await openPage(browser, WITHOUT_SCRIPTS);
    await signIn(officer, site, "Ruth Revisit", "/staff");
    await officer.getByRole("link", { name: "Worries about someone's safety" }).click();
    await officer.locator("table a").first().click();
    await officer.getByText("She had bruises on both arms on Monday").waitFor();
    await press(officer, "Take it");
    await choose(officer, "What became of it?", "The safeguarding team has it");
    await officer.getByLabel("What did you do?").fill("Rang the team");
    await press(officer, "It is dealt with");
    await officer.getByText("It is dealt with.").waitFor();
    expect(errors).toEqual([]);
  });
  it("have pages that everybody can use, at every width", async () => {
    const { page, errors } = await openPage(browser);
    await signIn(page, site, "Ruth Revisit", "/staff");
    const moves = ["complete", "contact", "reason", "outcome", "plan-check"].map((move) => `/reviews/rcp_late/moves/${move}`);
    for (const path of [
      `/councils/${COUNCIL}/safety-reports`,
      `/councils/${COUNCIL}/reviews`,
      `/councils/${COUNCIL}/review-figures`,
      "/reviews/rcp_late",
      ...moves,
    ])
      await looksRight(page, site + path);
    const { page: person } = await openPage(browser);
    await signIn(person, site, "Celia Closeby", "/account");
    await looksRight(person, `${site}/people/me/reviews`);
    expect(errors).toEqual([]);
  });
  it("say of groups of ten people or more whether they stand in front as often as all", async () => {
    const { page } = await openPage(browser, WITHOUT_SCRIPTS);
    await signIn(page, site, "Ruth Revisit", `/councils/${COUNCIL}/review-figures`);
    const says = async (group: string) => page.getByRole("table", { name: "Who comes first, by group" }).getByRole("row", { name: group }).innerText();
    expect(await says("Service area: Physical support")).toContain("Less often than all");
    expect(await says("Service area: Mental health")).toContain("More often than all");
    expect(await says("Service area: Not recorded")).toContain("Too few people to say");
    expect(await says("Language: English")).toContain("As often as all");
  });
  it("are shown in a picture and a table that say the same", async () => {
    const { page } = await openPage(browser, WITHOUT_SCRIPTS);
    await signIn(page, site, "Colm Marketfield", `/councils/${COUNCIL}/review-figures`);
    const picture = await page.locator("svg.trellis-chart, .trellis-chart svg").first().locator("text:not(.trellis-chart__month)").allTextContents();
    const rows = await page.locator("table").first().locator("tbody tr").allInnerTexts();
    const sums = rows.map((row) => (row.match(/\d+/g) ?? []).reduce((sum, number) => sum + Number(number), 0));
    expect(picture.map(Number)).toEqual(sums);
  });
});
