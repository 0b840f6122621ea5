import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import { encodeJpeg } from "../../shared/files/picture-codecs.ts";
import { exif, pdf, withSegments } from "../support/files.ts";
import { TEST_MS } from "../support/time-outs.ts";
import { axeFindings, leave, openPage, pageOf, press } from "./browser.ts";

/** A photo of nobody: colours that change from side to side. */
async function aPhoto(): Promise<Buffer> {
  const [width, height] = [900, 1200];
  const data = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < width * height; at += 1) data.set([(at % width) / 4, Math.floor(at / width) / 5, 160, 255], at * 4);
  return withSegments(await encodeJpeg({ width, height, data }, 85), exif(1));
}

const as = ({ browser, site }: Listed, name: string, wanted: string, javaScriptEnabled: boolean): Promise<Page> =>
  pageOf(browser, site, name, wanted, { javaScriptEnabled, viewport: { width: 375, height: 800 } });

/** Axe, one heading, nothing off the side on a phone, and every picture there is shown. */
async function looks(page: Page): Promise<void> {
  // Axe needs scripts to run in a page.
  if ((await page.locator("body.js-enabled").count()) > 0) expect(await axeFindings(page), page.url()).toEqual([]);
  expect(await page.locator("h1").count()).toBe(1);
  expect(await page.evaluate(() => document.documentElement.scrollWidth), page.url()).toBeLessThanOrEqual(375);
  const pictures = page.locator("main img");
  for (let at = 0; at < (await pictures.count()); at += 1) {
    await pictures.nth(at).scrollIntoViewIfNeeded();
    await expect.poll(() => pictures.nth(at).evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0), { timeout: TEST_MS }).toBe(true);
  }
}

/** Chooses a photo, sends it, and waits until the page says what became of it: by itself with scripts, by its link without. */
async function send(page: Page, bytes: Buffer, said: RegExp, scripts: boolean): Promise<void> {
  await page.locator("#file").setInputFiles({ name: "me.jpg", mimeType: "image/jpeg", buffer: bytes });
  await press(page, "Send the photo");
  for (let tries = 0; tries < 60 && !said.test((await page.locator("main").textContent()) ?? ""); tries += 1) {
    await page.waitForTimeout(250);
    if (!scripts && (await page.getByRole("link", { name: "Refresh" }).count()) > 0) await page.getByRole("link", { name: "Refresh" }).click();
  }
  expect(await page.locator("main").textContent()).toMatch(said);
}

/** Somebody on the list, and their case. */
export interface Listed {
  readonly browser: Browser;
  readonly site: string;
  readonly provider: string;
  readonly officer: string;
  /** The reference of their case, which is their first listing's too. */
  readonly reference: string;
}

async function publicPhoto(page: Page, { site, reference }: Listed): Promise<string | undefined> {
  await page.goto(`${site}/listings/${reference}`);
  const picture = page.locator("main img");
  return (await picture.count()) === 0 ? undefined : ((await picture.getAttribute("src")) ?? undefined);
}

/** A photo is sent, looked at by an officer, seen by everybody, and gone when it is removed. */
export async function photoJourney(listed: Listed, scripts: boolean): Promise<void> {
  const { browser, site, reference } = listed;
  const provider = await as(listed, listed.provider, `/applications/${reference}`, scripts);
  await provider.getByRole("link", { name: "Your photo" }).click();
  await looks(provider);
  await send(provider, pdf(), /a document, not a photo/, scripts);
  await send(provider, await aPhoto(), /Waiting for us to check/, scripts);
  await looks(provider);

  const visitor = await openPage(browser, { javaScriptEnabled: scripts, viewport: { width: 375, height: 800 } });
  expect(await publicPhoto(visitor.page, listed)).toBeUndefined();

  const officer = await as(listed, listed.officer, `/cases/${reference}`, scripts);
  await looks(officer);
  await officer.getByRole("link", { name: "Check the photo" }).click();
  await looks(officer);
  await press(officer, "Save");
  expect(await officer.locator(".govuk-error-summary").innerText()).toContain("Select if people can see this photo");
  await officer.getByLabel("Yes", { exact: true }).check();
  await press(officer, "Save");
  await officer.waitForURL(/done=photo/);

  const src = await publicPhoto(visitor.page, listed);
  expect(src).toMatch(/^\/photos\/[\w-]+-large\.jpg$/);
  await looks(visitor.page);
  await visitor.page.goto(`${site}/search?near=Melton%20Mowbray&miles=3&status=accredited&status=provisional&maxRate=1111`);
  expect(await visitor.page.locator(`main img[src="${src?.replace("large", "small")}"]`).getAttribute("alt")).toBe("");
  await looks(visitor.page);
  expect(visitor.errors).toEqual([]);

  await provider.goto(`${site}/applications/${reference}/photo`);
  await looks(provider);
  await press(provider, "Remove the photo");
  expect(await provider.locator("main").textContent()).not.toContain("On your page");
  expect((await fetch(site + (src ?? ""))).status).toBe(404);
  expect(await publicPhoto(visitor.page, listed)).toBeUndefined();
  for (const page of [provider, officer, visitor.page]) await leave(page);
}
