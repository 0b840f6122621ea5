import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import { axeFindings, dayFromNow, fillDate, leave, pageOf } from "./browser.ts";

/** A word that nothing may be pushed off the side by. */
const LONG_WORD = "Llanfairpwll".repeat(25);
/** The same, as long as a place may be. */
const LONG_PLACE = LONG_WORD.slice(0, 200);

/** A case whose originals are still to be seen, and whoever arranges that. */
export interface Visited {
  readonly browser: Browser;
  readonly site: string;
  readonly provider: string;
  /** The officer who has the case. */
  readonly officer: string;
  readonly council: string;
  readonly reference: string;
}

const as = ({ browser, site }: Visited, name: string, wanted: string, javaScriptEnabled: boolean): Promise<Page> =>
  pageOf(browser, site, name, wanted, { javaScriptEnabled, viewport: { width: 320, height: 800 } });

const press = (page: Page, name: string) => page.getByRole("button", { name }).click();
const follow = (page: Page, name: string) => page.getByRole("link", { name, exact: true }).click();
const main = (page: Page) => page.locator("main").innerText();

/** Axe, one heading, and nothing off the side at 320 px. */
async function looks(page: Page): Promise<void> {
  // Axe needs scripts to run in a page.
  if ((await page.locator("body.js-enabled").count()) > 0) expect(await axeFindings(page), page.url()).toEqual([]);
  expect(await page.locator("h1").count()).toBe(1);
  expect(await page.evaluate(() => document.documentElement.scrollWidth), page.url()).toBeLessThanOrEqual(320);
}

/** Fills in one of the times offered, so many days from now. */
async function time(page: Page, number: number, days: number, clock: string): Promise<void> {
  await fillDate(page, `day-${number}`, dayFromNow(days));
  await page.locator(`#time-${number}`).fill(clock);
}

/** Who the list of cases says this one waits for. */
async function waitsFor(page: Page, { site, council, reference }: Visited): Promise<string> {
  await page.goto(`${site}/councils/${council}/vetting?view=mine`);
  const row = page.getByRole("row").filter({ hasText: reference });
  const words = await row.innerText();
  await page.goto(`${site}/cases/${reference}`);
  return ["Applicant", "Visit", "Us"].find((one) => new RegExp(`(^|\\s)${one}(\\s|$)`).test(words)) ?? words;
}

/** An officer offers times, the applicant says that none suits them, new ones are offered, one is chosen, what was seen is filled in from it, and it is cancelled. */
export async function visitJourney(visited: Visited, scripts: boolean): Promise<void> {
  const { site, reference } = visited;
  const officer = await as(visited, visited.officer, `/cases/${reference}`, scripts);
  await follow(officer, "Arrange a visit");
  await looks(officer);
  await press(officer, "Send times");
  const summary = await officer.locator(".govuk-error-summary").innerText();
  for (const words of ["Select where the visit will be", "Enter date 1", "Enter start time 1"]) expect(summary).toContain(words);
  // Every link of the summary leads to a control.
  for (const link of await officer.locator(".govuk-error-summary a").all())
    expect(await officer.locator((await link.getAttribute("href")) ?? "").count()).toBe(1);
  await looks(officer);
  await officer.getByLabel("A council office").check();
  await officer.locator("#where").fill(LONG_PLACE);
  await time(officer, 1, 5, "10.30am");
  await time(officer, 2, 6, "14:00");
  await press(officer, "Send times");
  expect(await main(officer)).toContain("Times sent to the applicant.");
  await looks(officer);
  expect(await waitsFor(officer, visited)).toBe("Applicant");

  const provider = await as(visited, visited.provider, `/applications/${reference}`, scripts);
  await looks(provider);
  await press(provider, "Choose a time to meet");
  await looks(provider);
  await press(provider, "Send answer");
  expect(await provider.locator(".govuk-error-summary").innerText()).toContain("Select a time, or 'None of these'");
  await looks(provider);
  await provider.getByLabel("None of these", { exact: true }).check();
  await provider.locator("#said").fill(LONG_WORD);
  await press(provider, "Send answer");
  expect(await main(provider)).toContain("Thank you. We will send you other times or contact you.");
  await follow(provider, "Your visit");
  await looks(provider);

  expect(await waitsFor(officer, visited)).toBe("Us");
  expect(await main(officer)).toContain("When they could come");
  await looks(officer);
  await follow(officer, "Save an answer they gave by phone or letter");
  await looks(officer);
  await follow(officer, "The case");
  await follow(officer, "Change the visit");
  await looks(officer);
  expect(await officer.locator("#where").inputValue()).toBe(LONG_PLACE);
  await time(officer, 1, 8, "9am");
  await officer.locator("#reason").fill(`You asked for another day. ${LONG_WORD}`);
  await press(officer, "Send new times");
  expect(await main(officer)).toContain("Times sent to the applicant.");

  await provider.goto(`${site}/applications/${reference}/visit`);
  await provider.getByRole("radio").first().check();
  await press(provider, "Send answer");
  expect(await main(provider)).toContain("Your visit is booked.");
  await looks(provider);
  await follow(provider, "What to bring, and what to do if you cannot come");
  await looks(provider);
  await follow(provider, "Print this list");
  expect(await main(provider)).toContain("9am");
  await looks(provider);

  await officer.goto(`${site}/cases/${reference}`);
  expect(await main(officer)).toMatch(/Confirmed[\s\S]*9am/);
  await looks(officer);
  await follow(officer, "Save originals seen at a visit");
  expect(await officer.locator("#seenWhere").inputValue()).toBe(LONG_PLACE);
  await looks(officer);
  await officer.goto(`${site}/cases/${reference}`);
  await follow(officer, "Cancel the visit");
  await looks(officer);
  await officer.locator("#reason").fill("We can see them today.");
  await press(officer, "Cancel the visit");
  expect(await main(officer)).toContain("Visit cancelled. We will contact the applicant.");
  await provider.goto(`${site}/applications/${reference}/visit`);
  expect(await main(provider)).toContain("Your visit is cancelled.");
  for (const page of [provider, officer]) await leave(page);
}
