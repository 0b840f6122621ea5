import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type axe from "axe-core";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { expect, inject } from "vitest";
import { type SamplePerson, samplePeople } from "../../infra/local/issuer-pages.ts";
import { isStaffRole } from "../../shared/access/roles.ts";
import { daysAfter, type Instant, instantOf, londonDate, type PlainDate } from "../../shared/domain/time.ts";
import { everything } from "../support/runs.ts";
import { HOOK_MS, TEST_MS } from "../support/time-outs.ts";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // One site on one machine: a process for each page and frame would only be begun and ended, many hundred times.
  "--renderer-process-limit=1",
  "--disable-site-isolation-trials",
  "--disable-features=IsolateOrigins,site-per-process",
];

/** The local system of this worker. */
export function thisSystem(): { readonly site: string; readonly home: string } {
  const systems = inject("systems");
  const found = systems[Number(process.env["VITEST_POOL_ID"]) - 1];
  if (!found) throw new Error(`There are ${systems.length} systems, and none for worker ${process.env["VITEST_POOL_ID"]}`);
  return found;
}

/** The system's Chromium. Throws, saying how to get it, where there is none. */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
  if (!existsSync(executablePath)) throw new Error("The browser tests need Chromium: apt-get install -y chromium, or name one in CHROMIUM");
  return chromium.launch({ executablePath, args: FLAGS, timeout: HOOK_MS });
}

/** What tests are done with, by browser and then by what it was opened with: to open a context, and a tab in it, takes longer than to load a page. */
const leftIn = new WeakMap<Browser, Map<string, BrowserContext[]>>();
const optionsOf = new WeakMap<BrowserContext, BrowserContextOptions>();

function leftOf(browser: Browser, options: BrowserContextOptions): BrowserContext[] {
  const byOptions = leftIn.get(browser) ?? new Map<string, BrowserContext[]>();
  leftIn.set(browser, byOptions);
  const kind = JSON.stringify(options);
  const left = byOptions.get(kind) ?? [];
  byOptions.set(kind, left);
  return left;
}

/** What a browser does without a limit of its own, with one, and with its name: else a test says only that it took too long. */
async function inTime<Value>(what: string, done: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The browser did not ${what} in time`)), TEST_MS / 4);
  });
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A page with nothing kept from others but the site's style, script and typeface; fails the test on a script error or a broken content policy. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<{ page: Page; errors: string[] }> {
  const context = leftOf(browser, options).pop() ?? (await inTime("open a context", browser.newContext(options)));
  optionsOf.set(context, options);
  context.setDefaultTimeout(TEST_MS / 4);
  const page = context.pages()[0] ?? (await inTime("open a tab", context.newPage()));
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) errors.push(message.text());
  });
  return { page, errors };
}

const PLAIN_SIZE = { width: 1280, height: 720 };

/**
 * Ends the visit of a page and of all others beside it: nobody is signed in any more, and the next test that opens such a page has what is left.
 * What scripts keep, they keep in their tab, which is closed; a tab without scripts keeps nothing, and is used again.
 */
export async function leave(page: Page): Promise<void> {
  const context = page.context();
  const options = optionsOf.get(context);
  const browser = context.browser();
  if (!options || !browser) throw new Error("This page was not opened here, or was left before");
  optionsOf.delete(context);
  const [first, ...others] = context.pages();
  for (const one of others) await inTime("close a tab", one.close());
  if (first && options.javaScriptEnabled === false) {
    first.removeAllListeners();
    first.setDefaultTimeout(TEST_MS / 4);
    await first.goto("about:blank");
    await first.emulateMedia({ media: null });
    await first.setViewportSize(options.viewport ?? PLAIN_SIZE);
  } else {
    // The next tab is there before the last one goes: one process draws all tabs, and with the last of them it ends, while the next asks for it.
    await inTime("open a tab", context.newPage());
    if (first) await inTime("close a tab", first.close());
  }
  await inTime("clear cookies", context.clearCookies());
  leftOf(browser, options).push(context);
}

let pictures = 0;

/** Where `TRELLIS_SHOTS` names a folder: pictures of a page, on a phone and on a wide screen, in the order of the visit. */
async function takePictures(page: Page): Promise<void> {
  const folder = process.env["TRELLIS_SHOTS"];
  const before = page.viewportSize();
  if (!folder || !before) return;
  pictures += 1;
  const address = new URL(page.url()).pathname.slice(1).replaceAll(/[^\w-]+/g, "-") || "home";
  for (const width of [375, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await page.screenshot({
      path: join(folder, `${process.env["VITEST_POOL_ID"]}-${String(pictures).padStart(3, "0")}-${address}-${width}.png`),
      fullPage: true,
    });
  }
  await page.setViewportSize(before);
}

/** The texts of a page that are not in its typeface, but for code. */
const inAnotherTypeface = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll(".govuk-template__body *:not(script, style, template, pre, code, option)")]
      .filter((element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()))
      .filter((element) => !getComputedStyle(element).fontFamily.startsWith('"Atkinson Hyperlegible"'))
      .map((element) => `typeface: ${element.outerHTML.slice(0, 120)}`),
  );

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * What axe finds on a page, and what is in another typeface, as short lines. Takes pictures of it where `TRELLIS_SHOTS` says where to.
 * Axe runs in the page itself, all its rules, and tells what fails alone: its own runner opens a second page for each, and brings out all that passes.
 */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  await takePictures(page);
  // Run so, it sees one document. Our pages have no frames: one that had would have to be looked at as well.
  expect(page.frames().length, page.url()).toBe(1);
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const looked = page.evaluate(async (values) => {
    const { run } = (window as unknown as { readonly axe: typeof axe }).axe;
    // None of these rules reads the style sheets, which axe would else go through every time; what plays by itself it looks at.
    const preload = { assets: ["media"] };
    const { violations } = await run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"], preload });
    return violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
  }, AXE_RULES);
  return [...(await inTime(`look at ${page.url()} with axe`, looked)), ...(await inAnotherTypeface(page))];
}

/** Widths at which pages are looked at: a wide screen, a phone, and the narrowest there is, which on a change stands for the phone as well. */
export const PAGE_WIDTHS = everything ? [1280, 375, 320] : [1280, 320];
/** Those at which axe looks: on a change the narrowest alone, as it finds nothing else where there is more room. */
const AXE_WIDTHS: readonly number[] = everything ? PAGE_WIDTHS : [320];

/** Whether scripts run: both at night, and on every change the one that is named. */
export const scriptsOr = (onEveryChange: boolean): readonly boolean[] => (everything ? [true, false] : [onEveryChange]);

/** Goes to an address and looks at its page at every width: nothing axe finds, nothing off the side, one main heading, and where to get other help. */
export async function looksRight(page: Page, address: string): Promise<void> {
  await page.goto(address);
  for (const width of PAGE_WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    if (AXE_WIDTHS.includes(width)) expect(await axeFindings(page), `${address} at ${width}`).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `${address} at ${width}`).toBeLessThanOrEqual(width);
    expect(await page.locator("h1").count(), address).toBe(1);
    expect(await page.getByRole("link", { name: /Other ways to get help/ }).count(), address).toBe(1);
  }
}

/** The made-up person whose name, or the beginning of it, this is. */
function personNamed(wanted: string): SamplePerson {
  const [person, ...others] = samplePeople.filter(({ name }) => name.startsWith(wanted));
  if (!person || others.length > 0) throw new Error(`${others.length + (person ? 1 : 0)} of the made-up people are called ${wanted}`);
  return person;
}

const MOST_REDIRECTS = 5;

/**
 * Signs in as one of the made-up people, and goes to the page they wanted. What the pages of signing in send is sent without drawing them, which `accounts.test.ts` does:
 * it takes a tenth of the time, and nearly every test begins with it.
 */
export async function signIn(page: Page, site: string, name: string, wanted = "/account"): Promise<void> {
  const { subject, role, authority } = personNamed(name);
  await signInAs(page, site, { subject }, wanted, role && isStaffRole(role) ? { as: "council", council: authority } : { as: "person" });
}

/** The same by an address, of somebody who may be new: then they are led to where newcomers are. */
export const signInBy = (page: Page, site: string, email: string, wanted = "/account"): Promise<void> =>
  signInAs(page, site, { email }, wanted, { as: "person" });

async function signInAs(page: Page, site: string, form: Readonly<Record<string, string>>, wanted: string, as: Readonly<Record<string, string>>): Promise<void> {
  const { request } = page.context();
  const start = new URL("/sign-in/start", site);
  // Whoever is led to sign in comes back to the page they wanted, without its query.
  start.search = String(new URLSearchParams({ ...as, return: new URL(wanted, site).pathname }));
  const people = await request.get(start.href);
  let answer = await request.post(people.url(), { form, maxRedirects: 0 });
  for (let steps = 0; steps < MOST_REDIRECTS; steps += 1) {
    const next = new URL(answer.headers()["location"] ?? "", answer.url());
    if (next.origin === site && next.pathname !== "/sign-in/callback") {
      await page.goto(next.href);
      return;
    }
    answer = await request.get(next.href, { maxRedirects: 0 });
  }
  throw new Error(`Signing in as ${Object.values(form).join()} led nowhere`);
}

/** A new page on which one of the made-up people is signed in. */
export async function pageOf(browser: Browser, site: string, name: string, wanted?: string, options: BrowserContextOptions = {}): Promise<Page> {
  const { page } = await openPage(browser, options);
  await signIn(page, site, name, wanted);
  return page;
}

/** The link in the newest message that names somebody, once it has arrived; what it leads to as a pattern. */
export async function linkIn(page: Page, site: string, name: string, pattern: string): Promise<string> {
  for (let tries = 0; tries < 40; tries += 1) {
    await page.goto(`${site}/local-mailbox`);
    for (const link of await page.getByRole("link").all()) {
      const href = await link.getAttribute("href");
      if (!href?.startsWith("/local-mailbox/")) continue;
      const letter = await (await fetch(site + href)).text();
      const found = new RegExp(`${name}[\\s\\S]*?(${site}/${pattern})`).exec(letter)?.[1];
      if (found) return found;
    }
    await page.waitForTimeout(250);
  }
  throw new Error(`No message to ${name} arrived`);
}

/** This moment, as the systems under these tests have it: they run by the real clock, which is read here alone. */
export const nowInstant = (): Instant => instantOf(Date.now());

/** A day so many days from today, by London's calendar as the product has it. */
export const dayFromNow = (days: number): PlainDate => daysAfter(londonDate(Date.now()), days);

/** Types a day into the three boxes of a date. */
export async function fillDate(page: Page, name: string, wanted: string): Promise<void> {
  const [year = "", month = "", day = ""] = wanted.split("-");
  for (const [part, text] of Object.entries({ day, month, year })) await page.locator(`[name="${name}-${part}"]`).fill(text);
}

export const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first().click();

/** Chooses one answer of a question. */
export const choose = (page: Page, legend: string | RegExp, answer: string) =>
  page.getByRole("group", { name: legend }).getByLabel(answer, { exact: true }).check();

/**
 * Counts the pages shown in a tab from now on: a link that is followed is one, and a form that is sent is one, together with the page that its
 * redirect leads to. A file that is opened is none.
 */
export function countLoads(page: Page): () => number {
  let loads = 0;
  page.on("framenavigated", (frame) => {
    if (frame === page.mainFrame()) loads += 1;
  });
  return () => loads;
}

/** Most pages that a complete application may take an officer, from opening its case to their part being done: the first officer's, and the second's. */
export const FIRST_OFFICER_LOADS = 12;
export const SECOND_OFFICER_LOADS = 4;
