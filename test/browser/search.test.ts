import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeFindings, leave, openBrowser, openPage, thisSystem } from "./browser.ts";
import { PAGES } from "./public-addresses.ts";

const { site } = thisSystem();
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
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
    await page.getByRole("button", { name: /^Show/ }).click();
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
    await leave(page);
  });

  it("draws a sketch map for whoever wants one, and puts it away as easily, on every page of the results, without JavaScript", async () => {
    const { page } = await openPage(browser, { javaScriptEnabled: false, viewport: { width: 375, height: 800 } });
    await page.goto(`${site}/search?near=Melton+Mowbray&miles=20`);
    await page.getByRole("link", { name: "Show a sketch map" }).click();
    const map = page.getByRole("img", { name: "Sketch map of how far away the people are who can come to Melton Mowbray" });
    const drawn = async () => (await map.locator(".trellis-map__people").allTextContents()).reduce((sum, people) => sum + Number(people), 0);
    const all = await drawn();
    expect((await page.locator("h1").innerText()).startsWith(`${all} people`)).toBe(true);
    expect((await map.locator(".trellis-map__town").allTextContents()).length).toBeGreaterThan(0);
    await page.getByRole("link", { name: "Next page of results" }).click();
    expect(await drawn()).toBe(all);
    await page.getByRole("link", { name: "Hide the sketch map" }).click();
    expect(await map.count()).toBe(0);
    expect(await page.getByRole("link", { name: "Show a sketch map" }).count()).toBe(1);
    await leave(page);
  });
  it("asks which place is meant, and goes on from there: with the keyboard, and without JavaScript", async () => {
    const { page } = await openPage(browser, { javaScriptEnabled: false, viewport: { width: 375, height: 800 } });
    await page.goto(site);
    await page.getByLabel("Where is support needed?").fill("Wigston");
    await page.keyboard.press("Enter");
    await page.waitForURL(/near=Wigston/);
    expect(await page.getByRole("heading", { name: "Which one do you mean?" }).count()).toBe(1);
    expect(await page.getByLabel("Where is support needed?").inputValue()).toBe("Wigston");
    const choice = page.getByRole("link", { name: "South Wigston, Leicestershire" });
    await choice.focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/near=South\+Wigston/);
    expect(await page.locator("h1").innerText()).toMatch(/near South Wigston$/);
    await leave(page);
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
    await tabTo(/^(Show people|Show [\d,]+ (person|people)|No one)/);
    await press("Enter");
    await page.waitForURL(/group=older-people/);
    expect(await page.getByRole("link", { name: /Remove filter: Older people/ }).count()).toBe(1);
    await leave(page);
  });

  for (const javaScriptEnabled of [true, false]) {
    it(`takes seven acts on a phone to find who speaks Gujarati, does personal care on weekday mornings and asks at most £16 (script ${javaScriptEnabled ? "on" : "off"})`, async () => {
      const { page } = await openPage(browser, { javaScriptEnabled, viewport: { width: 375, height: 800 } });
      await page.goto(site);
      let acts = 0;
      const act = async (what: () => Promise<unknown>) => {
        acts += 1;
        await what();
      };
      const near = page.getByLabel("Where is support needed?");
      await act(async () => {
        await near.fill("Melton Mowbray");
        await near.press("Enter");
        await page.waitForURL(/near=/);
      });
      await act(() => page.getByText("Filter these results").click());
      await act(() => page.getByLabel(/^Personal care/).check());
      await act(() => page.getByLabel(/^Weekday mornings/).check());
      await act(() => page.getByLabel(/^Gujarati/).check());
      await act(() => page.getByLabel("Highest price an hour").selectOption("1600"));
      const show = page.getByRole("button", { name: javaScriptEnabled ? /^(Show \d+ p|No one: show)/ : "Show people" });
      expect(await show.boundingBox().then((box) => box && box.y + box.height), "the button is in view").toBeLessThanOrEqual(800);
      const foretold = javaScriptEnabled ? Number(/\d+/.exec(await show.innerText())?.[0] ?? 0) : undefined;
      await act(() => show.click());
      await page.waitForURL(/when=weekdays-morning/);
      expect(page.url()).toMatch(/maxRate=1600/);
      const heading = await page.locator("h1").innerText();
      if (foretold !== undefined) expect(Number(/^\d+/.exec(heading)?.[0] ?? 0)).toBe(foretold);
      expect(await page.locator(".trellis-card").count(), "they, or those who nearly match").toBeGreaterThan(0);
      expect(acts).toBeLessThanOrEqual(7);
      await leave(page);
    });
  }

  it("moves the counts as boxes are ticked, and again after the back button", async () => {
    const { page, errors } = await openPage(browser);
    await page.goto(site + PAGES.results);
    const show = page.getByRole("button", { name: /^Show \d/ });
    const before = await show.innerText();
    await page.getByLabel(/^Personal care/).check();
    await page.waitForFunction(
      (was) =>
        /^Show \d/.test(document.querySelector(".trellis-apply button")?.textContent ?? "") &&
        document.querySelector(".trellis-apply button")?.textContent !== was,
      before,
    );
    const after = await show.innerText();
    await show.click();
    await page.waitForURL(/service=personal-care/);
    expect(await page.locator("h1").innerText()).toContain(/\d+/.exec(after)?.[0] ?? "none");
    await page.goBack();
    await page.waitForFunction((now) => document.querySelector(".trellis-apply button")?.textContent === now, after);
    expect(await page.getByLabel(/^Personal care/).isChecked()).toBe(true);
    expect(errors).toEqual([]);
    await leave(page);
  });

  it("narrows results by a skill, which the person's page names", async () => {
    const { page } = await openPage(browser, { javaScriptEnabled: false });
    await page.goto(site + PAGES.results);
    await page.locator("summary", { hasText: /^Skills$/ }).click();
    await page.getByLabel(/^Using a hoist/).check();
    await page.getByRole("button", { name: /^Show/ }).click();
    expect(page.url()).toContain("skill=hoisting");
    expect(await page.getByRole("link", { name: /Remove filter: Using a hoist/ }).count()).toBe(1);
    await page.locator(".trellis-card h2 a").first().click();
    expect(await page.locator(".govuk-summary-list__row", { hasText: "Skills" }).innerText()).toContain("Using a hoist");
    await leave(page);
  });

  it("turns pages both ways, each with its number in the title, without JavaScript", async () => {
    const { page } = await openPage(browser, { javaScriptEnabled: false });
    await page.goto(`${site}/search?near=Loughborough&miles=20`);
    const cards = () => page.locator(".trellis-card h2 a").allInnerTexts();
    const first = await cards();
    await page.getByRole("link", { name: "Next page of results" }).click();
    const second = await cards();
    expect(await page.title()).toMatch(/\(page 2 of \d+\)/);
    await page.getByRole("link", { name: "Next page of results" }).click();
    await page.getByRole("link", { name: "Next page of results" }).click();
    expect(await page.title()).toMatch(/\(page 4 of \d+\)/);
    await page.getByRole("link", { name: "Previous page of results" }).click();
    expect(await page.title()).toMatch(/\(page 3 of \d+\)/);
    await page.getByRole("link", { name: "Previous page of results" }).click();
    expect(await cards()).toEqual(second);
    await page.getByRole("link", { name: "Previous page of results" }).click();
    expect(await cards()).toEqual(first);
    await leave(page);
  });

  it("never lets the button that stays in view cover what has the focus", async () => {
    for (const viewport of [
      { width: 375, height: 600 },
      { width: 1280, height: 700 },
    ]) {
      const { page } = await openPage(browser, { viewport });
      await page.goto(site + PAGES.results);
      if (viewport.width < 500) await page.getByText("Filter these results").click();
      await page.getByLabel("Postcode, town or village").focus();
      for (let step = 0; step < 60; step += 1) {
        const hidden = await page.evaluate(() => {
          const bar = document.querySelector(".trellis-apply");
          const focused = document.activeElement;
          if (!bar || !focused || bar.contains(focused) || !document.querySelector(".trellis-filters")?.contains(focused)) return "";
          return focused.getBoundingClientRect().bottom > bar.getBoundingClientRect().top ? focused.outerHTML.slice(0, 120) : "";
        });
        expect(hidden).toBe("");
        await page.keyboard.press("Tab");
      }
      await leave(page);
    }
  });

  it("shows who nearly matches where nobody matches, with what they lack, and no choice that leads to nobody", async () => {
    const { page } = await openPage(browser);
    await page.goto(`${site}/search?near=Melton+Mowbray&service=personal-care&maxRate=1000`);
    expect(await page.locator("h1").innerText()).toContain("No one found");
    expect(await page.locator(".trellis-card").count()).toBeGreaterThan(0);
    expect(await page.locator(".trellis-card").first().innerText()).toContain("All but:");
    expect(await page.locator(".trellis-filters [data-count]", { hasText: "(0)" }).count()).toBeLessThanOrEqual(5);
    expect(await axeFindings(page)).toEqual([]);
    await leave(page);
  });

  it("shows an error beside the box, keeps what was typed, and moves focus to the summary", async () => {
    const { page } = await openPage(browser);
    await page.goto(`${site}/search?near=Meltn+Mowbry`);
    expect(await page.getByLabel("Where is support needed?").inputValue()).toBe("Meltn Mowbry");
    expect(await page.evaluate(() => document.activeElement?.className)).toContain("govuk-error-summary");
    await page.getByRole("link", { name: "Melton Mowbray" }).click();
    expect(await page.locator(".trellis-card").count()).toBeGreaterThan(0);
    await leave(page);
  });

  it("says what to leave out when nobody is found", async () => {
    const { page } = await openPage(browser);
    await page.goto(site + PAGES["no results"]);
    expect(await page.locator("h1").innerText()).toContain("No one found");
    expect(await page.getByText("No one matches your search near").count()).toBe(1);
    await leave(page);
  });

  it("weighs under 100 KB on a first visit, fonts left out", async () => {
    for (const url of [PAGES.home, PAGES.results, PAGES.listing]) {
      // A context of its own: those that other tests left have the style and the script already.
      const page = await (await browser.newContext()).newPage();
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
      expect(await page.getByRole("button", { name: /^Show/ }).isVisible()).toBe(open);
      if (!open) {
        await page.getByText("Filter these results").click();
        expect(await page.getByRole("button", { name: /^Show/ }).isVisible()).toBe(true);
      }
      await leave(page);
    }
  });

  it("prints results in two columns and a person's page, without filters or paths, with the council's phone number", async () => {
    const { page } = await openPage(browser, { viewport: { width: 794, height: 1123 } });
    for (const url of [PAGES.results, PAGES.listing]) {
      await page.goto(site + url);
      await page.emulateMedia({ media: "print" });
      for (const machinery of [".trellis-filters", ".trellis-apply", ".govuk-service-navigation", ".govuk-back-link", ".govuk-pagination"])
        expect(await page.locator(`${machinery}:visible`).count(), machinery).toBe(0);
      const behindLinks = await page.locator("a[href]").evaluateAll((links) => links.map((link) => getComputedStyle(link, "::after").content));
      expect(behindLinks.filter((content) => content.includes("("))).toEqual([]);
      expect(await page.getByText("0116 496 0100").last().isVisible()).toBe(true);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(794);
      expect((await page.pdf({ format: "A4" })).subarray(0, 5).toString()).toBe("%PDF-");
    }
    await page.goto(site + PAGES.results);
    const boxes = await page
      .locator(".trellis-card")
      .evaluateAll((cards) => cards.map((card) => card.getBoundingClientRect()).map(({ left, width }) => ({ left, width })));
    expect(new Set(boxes.map(({ left }) => Math.round(left))).size).toBe(2);
    for (const { width } of boxes) expect(width).toBeLessThan(397);
    await leave(page);
  });
});
