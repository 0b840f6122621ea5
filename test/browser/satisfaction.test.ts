import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dynamoListingStore } from "../../functions/directory/store/dynamo-listing-store.ts";
import { dynamoScoreStore } from "../../functions/satisfaction/store/dynamo-score-store.ts";
import { PublishedScore } from "../../shared/domain/small-numbers/score.ts";
import { MADE_FROM_CASE } from "../../shared/listing/change.ts";
import { aListing, anAuditContext } from "../support/builders.ts";
import { COUNCIL } from "../support/councils.ts";
import { accountIdOf, localTable } from "../support/local-people.ts";
import { monthsPublished } from "../support/published-feedback.ts";
import { choose, looksRight, nowInstant, openBrowser, openPage, press, signIn, thisSystem } from "./browser.ts";

// What people say, from the council's figures to a provider's page: the provider replies, an officer reads it, and everyone sees it.

const system = thisSystem();
const { site } = system;
const PHONE = { javaScriptEnabled: false, viewport: { width: 375, height: 800 } };
const WORDS = "Thank you.\nI have room for one more person on Tuesdays.";
let browser: Browser;

beforeAll(async () => {
  const table = localTable(system);
  const [opened, provider] = await Promise.all([openBrowser(), accountIdOf(system, "sample-provider")]);
  browser = opened;
  // Out of everybody's reach: no other search finds it.
  const away = { area: { key: "ZE1 0", lat: 60.15, lon: -1.15 }, travelMiles: 1 };
  const listing = aListing({ id: "percys-score", provider, displayName: "Percy Workalot", authority: COUNCIL, ...away });
  await dynamoListingStore(table).commit([{ listing, digest: MADE_FROM_CASE }], anAuditContext({ at: Date.parse(nowInstant()) }), "listing:sample");
  const score = PublishedScore.parse({ quarter: "2026-07-01/P3M", shown: { atLeast: 10, fifths: 4 }, ofAnswers: 17 });
  await dynamoScoreStore(table).put(COUNCIL, "percys-score", undefined, score);
  await monthsPublished({ table }, COUNCIL, "2027-01-05");
});
afterAll(async () => {
  await browser?.close();
});

describe("what people say", () => {
  it("is answered by a provider, and shown once an officer has read it, on a phone and without a script", async () => {
    const { page: provider, errors } = await openPage(browser, PHONE);
    await signIn(provider, site, "Percy Workalot", "/your-listing/percys-score/reply");
    await provider.getByText("about four in five people or more were satisfied").waitFor();
    await provider.getByLabel("What would you like to say?").fill("Phone 01632 960 001");
    await press(provider, "Send to be checked");
    await provider.getByText("Take this out of your reply: 01632 960 001").first().waitFor();
    await provider.getByLabel("What would you like to say?").fill(WORDS);
    await press(provider, "Send to be checked");
    await provider.getByText("Waiting for an officer to read it").waitFor();

    const { page: everyone } = await openPage(browser, PHONE);
    await everyone.goto(`${site}/listings/percys-score`);
    expect(await everyone.getByText("room for one more person").count()).toBe(0);

    const { page: officer } = await openPage(browser, PHONE);
    await signIn(officer, site, "Ruth Revisit", "/staff");
    await officer.getByRole("link", { name: "Replies of providers to check" }).click();
    await officer.getByRole("link", { name: "percys-score" }).click();
    await choose(officer, "Can it be shown?", "Show it on their page");
    await press(officer, "Save");
    await officer.getByText("Your decision is saved.").waitFor();

    await everyone.goto(`${site}/listings/percys-score`);
    const text = await everyone.locator("main").innerText();
    for (const words of ["What people say", "Of at least 10 answers", "Answers up to 30 September 2026", "Their reply", "room for one more person"])
      expect(text).toContain(words);
    expect(errors).toEqual([]);
  });
  it("has pages that everybody can use, at every width", async () => {
    const { page, errors } = await openPage(browser);
    for (const path of [`/feedback-figures/${COUNCIL}`, "/listings/percys-score"]) await looksRight(page, site + path);
    await signIn(page, site, "Ruth Revisit", "/staff");
    for (const path of [`/councils/${COUNCIL}/feedback-figures`, `/councils/${COUNCIL}/provider-replies`, "/provider-replies/percys-score"])
      await looksRight(page, site + path);
    const { page: provider } = await openPage(browser);
    await signIn(provider, site, "Percy Workalot", "/account");
    await looksRight(provider, `${site}/your-listing/percys-score/reply`);
    expect(errors).toEqual([]);
  });
});
