import type { Page } from "playwright-core";
import { expect } from "vitest";
import { choose, press } from "./browser.ts";

// What somebody who applies does, step by step, without scripts.

/** Follows the first link of that name. */
export const follow = (page: Page, name: string | RegExp) =>
  page
    .getByRole("link", { name, exact: typeof name === "string" })
    .first()
    .click();

/** Answers how they work as a self-employed PA, alone, who needs no more than the least. */
export async function saysHowTheyWork(page: Page): Promise<void> {
  await page.getByLabel("A personal assistant (PA) who is self-employed").check();
  await page.locator("#people").fill("1");
  for (const question of [/cover for you/, /drive/, /children/, /Care Quality/]) await choose(page, question, "No");
}

/** Sends a file, and waits until it has been checked. */
export async function sendFile(page: Page, name: string, bytes: Buffer, said: RegExp): Promise<void> {
  await page.locator("#file").setInputFiles({ name, mimeType: "application/octet-stream", buffer: bytes });
  await press(page, "Send the file");
  for (let tries = 0; tries < 40 && (await page.getByRole("link", { name: "Refresh" }).count()) > 0; tries += 1) {
    await page.waitForTimeout(250);
    await follow(page, "Refresh");
  }
  expect(await page.locator("main").textContent()).toMatch(said);
}

/** Fills in a part of an application, and saves it without an error. */
export async function fillIn(page: Page, part: string, fill: () => Promise<void>): Promise<void> {
  await comeTo(page, part);
  await fill();
  await press(page, /^Save( and continue)?$/);
  expect(await page.locator(".govuk-error-summary").count(), part).toBe(0);
}

/** Comes to a page of an application: it is there already where saving went on to it. */
export async function comeTo(page: Page, title: string): Promise<void> {
  const heading = await page.locator("h1").textContent();
  if (heading === title) return;
  if (heading !== "Your application") await follow(page, "Your application");
  await follow(page, title);
}

/** Does the same with a piece of evidence. */
export async function evidence(page: Page, title: string, fill: () => Promise<void>): Promise<void> {
  await comeTo(page, title);
  await fill();
  await press(page, /^(Save and continue|Ask these people)$/);
  expect(await page.locator(".govuk-error-summary").count(), title).toBe(0);
}
