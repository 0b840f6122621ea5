import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { leave, looksRight, openBrowser, openPage, thisSystem } from "./browser.ts";
import { PAGES } from "./public-addresses.ts";

const { site } = thisSystem();
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
});

describe("every public page", () => {
  for (const [name, url] of Object.entries(PAGES)) {
    it(`${name}: axe finds nothing, nothing runs off the side, no script fails`, async () => {
      const { page, errors } = await openPage(browser);
      await looksRight(page, site + url);
      expect(errors).toEqual([]);
      await leave(page);
    });
  }
});
