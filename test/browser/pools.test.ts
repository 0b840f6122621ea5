import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ListingId } from "../../shared/listing/listing.ts";
import { accountIdOf, localTable } from "../support/local-people.ts";
import { anArrangement, storedCases } from "../support/vetting.ts";
import { axeFindings, dayFromNow, fillDate, leave, nowInstant, openBrowser, pageOf, press, scriptsOr, thisSystem } from "./browser.ts";

const { site, home } = thisSystem();
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
});

const PHONE = { width: 375, height: 800 };

async function isSound(page: Page, scripts: boolean): Promise<void> {
  if (scripts) expect(await axeFindings(page), page.url()).toEqual([]);
  await page.setViewportSize({ ...PHONE, width: 320 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth), page.url()).toBeLessThanOrEqual(320);
  await page.setViewportSize(PHONE);
}

describe.each(scriptsOr(true))("three neighbours who share support (script %s)", (javaScriptEnabled) => {
  it("agree by their first names, see each part, pay each other, and one leaves", async () => {
    const scripts = javaScriptEnabled;
    const id = `shared-${scripts ? "with" : "without"}`;
    const owner = await accountIdOf({ home }, "sample-recipient");
    const { unlisted: _, ...plain } = anArrangement(id, owner);
    const terms = {
      services: ["getting-out" as const],
      hours: 2.5,
      times: [],
      ratePence: 1501,
      outcomes: [],
      pay: "weekly" as const,
      payWhen: "arrears" as const,
    };
    await storedCases(
      { table: localTable({ home }) },
      {
        entity: "arrangement",
        after: {
          ...plain,
          ...{
            listing: ListingId.parse("sample_000030"),
            provider: "sample-listed",
            since: dayFromNow(-3),
            startedOn: dayFromNow(-3),
            createdAt: nowInstant(),
          },
          terms: [{ from: dayFromNow(-3), learnedAt: nowInstant(), value: { ...terms, hoursBasis: "planned" } }],
        },
        action: "test",
      },
    );
    const as = (name: string, wanted: string) => pageOf(browser, site, name, wanted, { javaScriptEnabled, viewport: PHONE });
    const people = {
      rosemary: await as("Rosemary Testwell", "/people/me/pools"),
      bernard: await as("Bernard Nearby", "/people/me/pools"),
      celia: await as("Celia Closeby", "/people/me/pools"),
    };
    for (const page of Object.values(people)) {
      // The second time they may be asked already.
      if ((await page.getByRole("button", { name: "Let people ask me" }).count()) === 0) continue;
      if (page === people.rosemary) {
        await press(page, "Let people ask me");
        await page.getByRole("link", { name: "Choose at least one kind of support" }).waitFor();
        await isSound(page, scripts);
      }
      await page.getByLabel("Getting out and about").check();
      await page.getByLabel("Your postcode or town").fill("Melton Mowbray");
      await press(page, "Let people ask me");
      await page.getByText("People near you who want the same support can now ask you.").waitFor();
    }
    const { rosemary, bernard, celia } = people;
    await isSound(rosemary, scripts);
    await rosemary.goto(`${site}/arrangements/${id}`);
    await rosemary.getByRole("link", { name: "Share this support with people near you" }).click();
    await isSound(rosemary, scripts);
    await rosemary.getByLabel("Bernard").check();
    await rosemary.getByLabel("Celia").check();
    await fillDate(rosemary, "from", dayFromNow(0));
    await press(rosemary, "Ask them");
    await rosemary.getByText("Sent. We will tell you when they answer.").waitFor();
    const address = new URL(rosemary.url()).pathname;
    await isSound(rosemary, scripts);

    await bernard.goto(`${site}${address}`);
    expect(await bernard.locator("main").innerText()).not.toContain("Testwell");
    await press(bernard, "I agree to share");
    await celia.goto(`${site}${address}`);
    await isSound(celia, scripts);
    await press(celia, "I agree to share");
    const petra = await as("Posy Listwell", address);
    await isSound(petra, scripts);
    await press(petra, "I agree to share");
    await petra.getByText("You agreed.").waitFor();

    await celia.goto(`${site}${address}`);
    const seen = await celia.locator("main").innerText();
    for (const words of ["Rosemary Testwell", "Bernard Nearby", "50 minutes, £12.51", "£37.53 a week"]) expect(seen).toContain(words);
    await celia.getByLabel("Who did you pay?").selectOption({ label: "Rosemary Testwell" });
    await celia.getByLabel("How much?").fill("12.51");
    await press(celia, "Save payment");
    await celia.getByRole("link", { name: "Enter a real date, like 31 3 2026" }).waitFor();
    await isSound(celia, scripts);
    await fillDate(celia, "paidOn", dayFromNow(0));
    await press(celia, "Save payment");
    await celia.getByText("Paid to each other").waitFor();

    await fillDate(celia, "lastDay", dayFromNow(0));
    await press(celia, "Leave the group");
    await celia.getByText("You left the group.").waitFor();
    await rosemary.goto(`${site}${address}`);
    await rosemary.getByText("Paid to each other").waitFor();
    await isSound(rosemary, scripts);
    for (const page of [rosemary, bernard]) {
      await page.goto(`${site}${address}`);
      await fillDate(page, "lastDay", dayFromNow(0));
      await press(page, "Leave the group");
    }
    await bernard.getByText("Ended").first().waitFor();
    await isSound(bernard, scripts);
    for (const page of [...Object.values(people), petra]) await leave(page);
  });
});
