import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeFindings, openBrowser, openPage, thisSystem } from "./browser.ts";

const { site } = thisSystem();
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
});

const WIDTHS = [1280, 375, 320];
const PAGES = {
  home: "/",
  results: "/search?near=Melton+Mowbray",
  "filtered results": "/search?near=Melton+Mowbray&service=personal-care&language=gu&when=mon-morning&maxRate=2000&hours=2",
  "no results": "/search?near=Melton+Mowbray&miles=1&service=garden&service=end-of-life&service=respite&language=gu&language=bfi&maxRate=1200",
  "unknown place": "/search?near=Meltn+Mowbry",
  "several places": "/search?near=Newport",
  "bad filters": "/search?near=&miles=x&service=magic",
  listing: "/listings/sample_000001?near=Melton+Mowbray",
  "missing listing": "/listings/nobody",
  "what the checks mean": "/about-the-list",
  safety: "/safety",
  accessibility: "/accessibility",
  "how to reach councils": "/contact",
  "applying to be listed": "/apply",
  "no such page": "/nothing/here",
} as const;

describe("every page", () => {
  for (const [name, url] of Object.entries(PAGES)) {
    it(`${name}: axe finds nothing, nothing runs off the side, no script fails`, async () => {
      for (const width of WIDTHS) {
        const { page, errors } = await openPage(browser, { viewport: { width, height: 900 } });
        await page.goto(site + url);
        expect(await axeFindings(page), `${name} at ${width}`).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        expect(await page.locator("h1").count()).toBe(1);
        expect(await page.getByRole("link", { name: /Other ways to get help/ }).count()).toBe(1);
        expect(errors).toEqual([]);
        await page.context().close();
      }
    });
  }
});

describe("finding support", () => {
  it("goes from a place to results to a listing and back, without JavaScript", async () => {
    const { page } = await openPage(browser, { javaScriptEnabled: false });
    await page.goto(site);
    await page.getByLabel("Where is support needed?").fill("Melton Mowbray");
    await page.getByRole("button", { name: "Search" }).click();
    expect(page.url()).toContain("/search?near=Melton+Mowbray");
    expect(await page.locator("h1").innerText()).toMatch(/\d+ people and providers near Melton Mowbray/);
    expect(await page.locator(".trellis-card").count()).toBe(20);
    const total = Number(/\d+/.exec(await page.locator("h1").innerText())?.[0]);

    await page.getByLabel(/^Personal care/).check();
    await page.getByRole("button", { name: "Apply filters" }).click();
    expect(page.url()).toContain("service=personal-care");
    const filtered = Number(/\d+/.exec(await page.locator("h1").innerText())?.[0]);
    expect(filtered).toBeLessThan(total);
    await page.getByRole("link", { name: /Remove filter: Personal care/ }).click();
    expect(Number(/\d+/.exec(await page.locator("h1").innerText())?.[0])).toBe(total);

    const names = new Set<string>();
    for (;;) {
      for (const href of await page.locator(".trellis-card h2 a").evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""))) names.add(href);
      const next = page.getByRole("link", { name: "Next page of results" });
      if ((await next.count()) === 0) break;
      await next.click();
    }
    expect(names.size).toBe(total);

    await page.goto(`${site}/search?near=Melton+Mowbray`);
    const first = page.locator(".trellis-card h2 a").first();
    const name = await first.innerText();
    await first.click();
    expect(await page.locator("h1").innerText()).toBe(name);
    expect(await page.getByRole("heading", { name: "Checked by the council" }).count()).toBe(1);
    await page.getByRole("link", { name: "Back to results" }).click();
    expect(await page.locator(".trellis-card").count()).toBe(20);
    await page.context().close();
  });

  it("can be done with the keyboard alone", async () => {
    const { page } = await openPage(browser);
    await page.goto(site);
    const press = async (...keys: readonly string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() || document.activeElement?.getAttribute("name") || "");
    const tabTo = async (wanted: string | RegExp) => {
      for (let step = 0; step < 80; step += 1) {
        await press("Tab");
        if ((await focused()).match(wanted)) return;
      }
      throw new Error(`The keyboard does not reach ${wanted}`);
    };
    await press("Tab");
    expect(await focused()).toBe("Skip to main content");
    await press("Enter");
    await tabTo("near");
    await page.keyboard.type("Loughborough");
    await press("Enter");
    await page.waitForURL(/near=Loughborough/);
    await tabTo(/^Experience with/);
    await press("Enter");
    await tabTo("group");
    await press("Space");
    await tabTo("Apply filters");
    await press("Enter");
    await page.waitForURL(/group=older-people/);
    expect(await page.getByRole("link", { name: /Remove filter: Older people/ }).count()).toBe(1);
    await page.context().close();
  });

  it("shows an error beside the box, keeps what was typed, and moves focus to the summary", async () => {
    const { page } = await openPage(browser);
    await page.goto(`${site}/search?near=Meltn+Mowbry`);
    expect(await page.getByLabel("Where is support needed?").inputValue()).toBe("Meltn Mowbry");
    expect(await page.evaluate(() => document.activeElement?.className)).toContain("govuk-error-summary");
    await page.getByRole("link", { name: "Melton Mowbray" }).click();
    expect(await page.locator(".trellis-card").count()).toBeGreaterThan(0);
    await page.context().close();
  });

  it("says what to leave out when nobody is found", async () => {
    const { page } = await openPage(browser);
    await page.goto(site + PAGES["no results"]);
    expect(await page.locator("h1").innerText()).toContain("No one found");
    expect(await page.getByText("No one who matches can come").count()).toBe(1);
    await page.context().close();
  });

  it("weighs under 100 KB on a first visit, fonts left out", async () => {
    for (const url of [PAGES.home, PAGES.results, PAGES.listing]) {
      const { page } = await openPage(browser);
      const client = await page.context().newCDPSession(page);
      await client.send("Network.enable");
      const fonts = new Set<string>();
      let bytes = 0;
      client.on("Network.responseReceived", ({ requestId, type }) => {
        if (type === "Font") fonts.add(requestId);
      });
      client.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
        if (!fonts.has(requestId)) bytes += encodedDataLength;
      });
      await page.goto(site + url, { waitUntil: "networkidle" });
      expect(bytes).toBeGreaterThan(5_000);
      expect(bytes, url).toBeLessThan(100_000);
      await page.context().close();
    }
  });

  it("keeps the filters behind a button on a phone and beside the results on a desk", async () => {
    for (const [width, open] of [
      [375, false],
      [1280, true],
    ] as const) {
      const { page } = await openPage(browser, { viewport: { width, height: 900 } });
      await page.goto(site + PAGES.results);
      expect(await page.getByRole("button", { name: "Apply filters" }).isVisible()).toBe(open);
      if (!open) {
        await page.getByText("Filter these results").click();
        expect(await page.getByRole("button", { name: "Apply filters" }).isVisible()).toBe(true);
      }
      await page.context().close();
    }
  });

  it("prints the list without the machinery around it", async () => {
    const { page } = await openPage(browser);
    await page.goto(site + PAGES.results);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".trellis-filters").isVisible()).toBe(false);
    expect(await page.locator(".trellis-card").first().isVisible()).toBe(true);
    await page.context().close();
  });
});
