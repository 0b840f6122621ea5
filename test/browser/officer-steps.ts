import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import { axeFindings, leave, openPage, press, thisSystem } from "./browser.ts";

// What officers do, and the night, and what the public then finds.

const { site, home } = thisSystem();

/** Makes a move of a case, on its own page. */
export async function officerMove(page: Page, casePath: string, move: string, button: string, reason?: string): Promise<void> {
  await page.goto(`${site}${casePath}/moves/${move}`);
  if (reason !== undefined) await page.locator("#reason").fill(reason);
  await press(page, button);
  expect(new URL(page.url()).pathname, `${move}: ${await page.locator("main").textContent()}`).toBe(casePath);
}

/** Looks for a case by name: the page found is held to what every page is, with scripts on, and no name is in its address. */
export async function looksFor(browser: Browser, page: Page, name: string): Promise<void> {
  const { page: scripted } = await openPage(browser, { viewport: { width: 375, height: 800 } });
  await scripted.context().addCookies(await page.context().cookies());
  for (const one of [page, scripted]) {
    await one.goto(`${site}/councils/E10000018/vetting?sort=name`);
    await one.getByLabel("Find a case by name or reference").fill(name);
    await one.getByRole("button", { name: "Find" }).click();
    await one.getByText("1 case found.").waitFor();
    expect(one.url()).toBe(`${site}/councils/E10000018/vetting/find`);
  }
  expect(await axeFindings(scripted)).toEqual([]);
  expect(await scripted.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
  await leave(scripted);
}

/** Does what the night of a day does, as `npm run sweep` does it. */
export function sweep(day: string): string {
  const run = spawnSync(process.execPath, [join(import.meta.dirname, "../../infra/local/sweep.ts"), day], {
    env: { ...process.env, TRELLIS_HOME: home },
    encoding: "utf8",
  });
  expect(run.status, run.stderr).toBe(0);
  return run.stdout;
}

/** Whether somebody of that name is found by whoever looks for a low price near Melton Mowbray. */
export const isFound = async (name: string): Promise<boolean> => {
  const answer = await fetch(`${site}/api/search?near=Melton%20Mowbray&miles=3&limit=50&status=accredited&status=provisional&maxRate=1111`);
  const { results }: any = await answer.json();
  return results.some((one: { displayName: string }) => one.displayName === name);
};
