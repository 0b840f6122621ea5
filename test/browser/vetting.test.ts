import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EICAR } from "../../infra/local/scanner.ts";
import { pdf, png, zip } from "../support/files.ts";
import { TEST_MS } from "../support/time-outs.ts";
import { axeFindings, linkIn, openBrowser, openPage, signIn, thisSystem } from "./browser.ts";
import { photoJourney } from "./photos.ts";
import { visitJourney } from "./visits.ts";

const { site, home } = thisSystem();
const COUNCIL = "E10000018";
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
});

const DAY_MS = 86_400_000;
const dayFromNow = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

/** Does what the night of a day does, as `npm run sweep` does it. */
function sweep(day: string): string {
  const run = spawnSync(process.execPath, [join(import.meta.dirname, "../../infra/local/sweep.ts"), day], {
    env: { ...process.env, TRELLIS_HOME: home },
    encoding: "utf8",
  });
  expect(run.status, run.stderr).toBe(0);
  return run.stdout;
}

async function as(name: string, wanted: string, javaScriptEnabled = false): Promise<Page> {
  const { page } = await openPage(browser, { javaScriptEnabled });
  await signIn(page, site, name, wanted);
  return page;
}

const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).click();
const follow = (page: Page, name: string | RegExp) =>
  page
    .getByRole("link", { name, exact: typeof name === "string" })
    .first()
    .click();
const choose = (page: Page, legend: string | RegExp, answer: string) => page.getByRole("group", { name: legend }).getByLabel(answer, { exact: true }).check();

async function date(page: Page, name: string, day: string): Promise<void> {
  const [year = "", month = "", date = ""] = day.split("-");
  for (const [part, text] of [
    ["day", date],
    ["month", month],
    ["year", year],
  ] as const)
    await page.locator(`[name="${name}-${part}"]`).fill(text);
}

/** Sends a file, and waits until it has been checked. */
async function sendFile(page: Page, name: string, bytes: Buffer, said: RegExp): Promise<void> {
  await page.locator("#file").setInputFiles({ name, mimeType: "application/octet-stream", buffer: bytes });
  await press(page, "Send the file");
  for (let tries = 0; tries < 40 && (await page.getByRole("link", { name: "Refresh" }).count()) > 0; tries += 1) {
    await page.waitForTimeout(250);
    await follow(page, "Refresh");
  }
  expect(await page.locator("main").textContent()).toMatch(said);
}

async function fillIn(page: Page, part: string, fill: () => Promise<void>): Promise<void> {
  await comeTo(page, part);
  await fill();
  await press(page, /^Save( and continue)?$/);
  expect(await page.locator(".govuk-error-summary").count(), part).toBe(0);
}

/** Comes to a page of an application: it is there already where saving went on to it. */
async function comeTo(page: Page, title: string): Promise<void> {
  const heading = await page.locator("h1").textContent();
  if (heading === title) return;
  if (heading !== "Your application") await follow(page, "Your application");
  await follow(page, title);
}

async function evidence(page: Page, title: string, fill: () => Promise<void>): Promise<void> {
  await comeTo(page, title);
  await fill();
  await press(page, /^(Save and continue|Ask these people)$/);
  expect(await page.locator(".govuk-error-summary").count(), title).toBe(0);
}

/** Most pages that a complete application may take an officer, from opening its case to their part being done: the first officer's, and the second's. */
const FIRST_OFFICER_LOADS = 12;
const SECOND_OFFICER_LOADS = 4;

/** Counts the documents a page loads from now on: a form that is answered by a redirect is one. */
function countLoads(page: Page): () => number {
  let loads = 0;
  page.on("framenavigated", (frame) => {
    if (frame === page.mainFrame()) loads += 1;
  });
  return () => loads;
}

/** A word that nothing may be pushed off the side by. */
const LONG_WORD = "Llanfairpwll".repeat(25);
const looked = new Set<string>();
/** Every page of the journey is looked at once: axe, one heading, nothing off the side on a phone. */
async function looks(page: Page): Promise<void> {
  const { context } = { context: page.context() };
  const { page: seeing } = await openPage(browser, { viewport: { width: 320, height: 800 } });
  await seeing.context().addCookies(await context.cookies());
  await seeing.goto(page.url());
  looked.add(new URL(page.url()).pathname);
  expect(await axeFindings(seeing), page.url()).toEqual([]);
  expect(await seeing.locator("h1").count()).toBe(1);
  expect(await seeing.evaluate(() => document.documentElement.scrollWidth), page.url()).toBeLessThanOrEqual(320);
  await seeing.context().close();
}

/** Looks for a case by name: the page found is held to what every page is, with scripts on, and no name is in its address. */
async function looksFor(page: Page, name: string): Promise<void> {
  const { page: scripted } = await openPage(browser, { viewport: { width: 375, height: 800 } });
  await scripted.context().addCookies(await page.context().cookies());
  for (const one of [page, scripted]) {
    await one.goto(`${site}/councils/${COUNCIL}/vetting?sort=name`);
    await one.getByLabel("Find a case by name or reference").fill(name);
    await one.getByRole("button", { name: "Find" }).click();
    await one.getByText("1 case found.").waitFor();
    expect(one.url()).toBe(`${site}/councils/${COUNCIL}/vetting/find`);
  }
  expect(await axeFindings(scripted)).toEqual([]);
  expect(await scripted.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
  await scripted.context().close();
}

const found = async (name: string): Promise<boolean> => {
  const answer = await fetch(`${site}/api/search?near=Melton%20Mowbray&miles=3&limit=50&status=accredited&status=provisional&maxRate=1111`);
  const { results }: any = await answer.json();
  return results.some((one: { displayName: string }) => one.displayName === name);
};

describe("from 'I would like to be listed' to accredited, and what happens when a check lapses", () => {
  it("applies, sends files, is asked for more, is recommended and approved by two officers, is found, lapses, renews and is back", {
    timeout: 4 * TEST_MS,
  }, async () => {
    const percy = await as("Percy Workalot", "/applications");
    await looks(percy);
    await press(percy, "Start now");
    const address = new URL(percy.url()).pathname;
    await looks(percy);
    await fillIn(percy, "Your details", async () => {
      await percy.locator("#legalName").fill("Percy Workalot");
      await date(percy, "bornOn", "1988-02-29");
      await percy.locator("#phone").fill("07700 900001");
      await percy.locator("#postalAddress").fill("1 High Street\nMelton Mowbray\nLE13 1GH");
      await looks(percy);
    });
    await fillIn(percy, "How you work", async () => {
      await percy.getByLabel("A personal assistant (PA) who is self-employed").check();
      await percy.locator("#people").fill("1");
      for (const question of [/cover for you/, /drive/, /children/, /Care Quality/]) await choose(percy, question, "No");
      await looks(percy);
    });
    await fillIn(percy, "About you", async () => {
      await percy.locator("#displayName").fill("Percy W");
      await percy.locator("#about").fill(`I like gardens, and cook well. ${LONG_WORD}`);
    });
    await fillIn(percy, "What you do", async () => {
      await percy.getByLabel("Personal care", { exact: true }).check();
      await looks(percy);
    });
    await fillIn(percy, "When you are free", async () => {
      await percy.getByLabel("Monday morning").check();
      await percy.locator("#hoursFree").fill("12");
      await looks(percy);
    });
    await fillIn(percy, "Your price", async () => {
      await percy.locator("#ratePence").fill("11.11");
    });
    await fillIn(percy, "Where you work", async () => {
      await percy.locator("#base").fill("Melton Mowbray");
      await percy.locator("#travelMiles").fill("10");
    });
    await fillIn(percy, "Languages", async () => {
      await percy.getByLabel("English", { exact: true }).check();
      await percy.getByLabel("Gujarati", { exact: true }).check();
    });
    await fillIn(percy, "Your agreement", async () => {
      await percy.getByLabel("I agree to be shown on the list").check();
      await choose(percy, /other directories/, "No");
      await looks(percy);
    });
    await fillIn(percy, "Code of conduct", async () => {
      await percy.locator("#signedBy").fill("Percy Workalot");
      await percy.getByLabel("I have read the code of conduct").check();
      await looks(percy);
    });
    // Each part went on to the next, and the last to the first of the checks.
    expect(await percy.locator("h1").textContent()).toBe("Identity");
    await follow(percy, "Your application");
    expect(await percy.getByRole("button", { name: "Check your answers and send" }).count()).toBe(0);
    await evidence(percy, "Identity", () => percy.getByLabel("Passport").check());
    await evidence(percy, "Right to work in the UK", () => percy.getByLabel(/With a document/).check());
    await evidence(percy, "DBS certificate", async () => {
      expect(await percy.locator("input[type=file]").count()).toBe(0);
      await percy.locator("#certificateNumber").fill("001234567890");
      await date(percy, "issuedOn", dayFromNow(-40));
      await choose(percy, "Level", "Enhanced with barred lists");
      await choose(percy, "Workforce", "Adult");
      await looks(percy);
    });
    await evidence(percy, "References", async () => {
      for (const [index, name] of ["Rita Former", "Ravi Neighbour"].entries()) {
        await percy.locator(`#name-${index}`).fill(name);
        await percy.locator(`#by-${index}`).check();
        await percy.locator(`#email-${index}`).fill(`${name.split(" ")[0]?.toLowerCase()}@people.example`);
        await percy.locator(`#relation-${index}`).fill("I supported their mother");
      }
      await looks(percy);
    });
    await evidence(percy, "Training", async () => {
      await date(percy, "safeguardingOn", dayFromNow(-100));
      await date(percy, "mcaOn", dayFromNow(-90));
      await looks(percy);
    });
    // A virus is found, said, and nothing of the application is lost; it is no longer told once another file was taken.
    await sendFile(percy, "training.pdf", Buffer.from(EICAR), /A virus was found/);
    await sendFile(percy, "training.png", png(), /PNG picture, checked/);
    expect(await percy.locator("main").textContent()).not.toContain("A virus was found");
    await looks(percy);
    await press(percy, "Save and continue");
    await evidence(percy, "Public liability insurance", async () => {
      await percy.locator("#insurer").fill("Safe Hands Mutual");
      await percy.locator("#policyNumber").fill("SH-1");
      await percy.locator("#coverPence").fill("5,000,000");
      await date(percy, "endsOn", dayFromNow(45));
    });
    await sendFile(percy, "insurance.pdf", pdf(), /PDF, checked/);
    await press(percy, "Save and continue");
    await evidence(percy, "Registration with HM Revenue and Customs", () => date(percy, "registeredOn", "2024-04-06"));
    await evidence(percy, "How long you have been self-employed", () => date(percy, "tradingSince", "2024-04-06"));
    await looks(percy);
    expect(await percy.locator("h1").textContent()).toBe("Check your answers");
    // A change comes back to the answers, with what was there before.
    await percy.getByRole("link", { name: /^Change\s+Hourly rate/ }).click();
    expect(await percy.locator("#ratePence").inputValue()).toBe("11.11");
    await percy.locator("#ratePence").fill("£11.11 an hour");
    await press(percy, "Save and continue");
    expect(await percy.locator("h1").textContent()).toBe("Check your answers");
    await press(percy, "Agree and send");
    expect(await percy.locator("main").textContent()).toContain("With us");

    // The referees are asked by a link of their own, and answer without signing in.
    for (const name of ["Rita", "Ravi"]) {
      const { page } = await openPage(browser, { javaScriptEnabled: false });
      await page.goto(`${site}/local-mailbox`);
      await page
        .getByRole("link")
        .filter({ hasText: /reference|Percy/i })
        .first()
        .waitFor();
      const mail = await referenceLinkIn(page, name);
      await page.goto(mail);
      await looks(page);
      await page.locator("#known").fill(`Since 2020: Percy supported my mother. ${LONG_WORD}`);
      await page.locator("#work").fill(`Kind, on time, careful. ${LONG_WORD}`);
      await choose(page, /again/, "Yes");
      await press(page, "Send");
      expect(await page.locator("h1").textContent()).toBe("Thank you");
      await page.goto(mail);
      expect(await page.locator("h1").textContent()).toBe("This link no longer works");
      await page.context().close();
    }

    const vera = await as("Vera Checkley", `/councils/${COUNCIL}/vetting`);
    await looks(vera);
    await looksFor(vera, "percy w");
    await follow(vera, "Percy W");
    await looks(vera);
    const casePath = new URL(vera.url()).pathname.split("?")[0] ?? "";
    await officerMove(vera, casePath, "assign", "Take it");
    await vera.goto(`${site}${casePath}/evidence/training`);
    await looks(vera);
    // The file opens, as it was sent.
    const [download] = await Promise.all([vera.waitForEvent("download"), vera.getByRole("link", { name: /training\.png/ }).click()]);
    expect(download.suggestedFilename()).toBe("training.png");
    await vera.getByLabel("Ask for more").check();
    await vera.locator("#reason").fill(`We cannot read the date of the safeguarding training. Please send a clearer picture. ${LONG_WORD}`);
    await press(vera, "Save");
    await officerMove(vera, casePath, "ask-more", "Ask", "Please send the training again.");
    await percy.goto(site + address);
    expect(await percy.locator("main").textContent()).toContain("We cannot read the date");
    await looks(percy);
    await comeTo(percy, "Training");
    await press(percy, "Save and add or remove files");
    await sendFile(percy, "clearer.png", png(), /clearer\.png.*PNG picture, checked/s);
    // It was the last thing asked for: sending it sends the case.
    await press(percy, "Save and send");
    expect(await percy.locator("main").textContent()).toContain("Your application is with us again");

    // A visit is arranged by notice, with scripts and without.
    const arranged = { browser, site, provider: "Percy Workalot", officer: "Vera Checkley", council: COUNCIL, reference: casePath.split("/").at(-1) ?? "" };
    for (const scripts of [true, false]) await visitJourney(arranged, scripts);

    // From opening the case to recommending it: every document the browser loads counts one, a redirect with where it leads.
    const first = countLoads(vera);
    await vera.goto(site + casePath);
    await looks(vera);
    await press(vera, "Check what was sent");
    await looks(vera);
    expect(await vera.locator("main").innerText()).toMatch(/met \(at least £5,000,000\.00\)[\s\S]*in 45 days/);
    // First what is on paper, all in one act, and then the originals at a visit.
    const onPaper = [
      "References",
      "Training",
      "Public liability insurance",
      "Registration with HM Revenue and Customs",
      "How long you have been self-employed",
    ];
    for (const title of onPaper) await choose(vera, `Decision: ${title}`, "Accept it");
    await press(vera, "Save decisions");
    expect(await vera.locator("main").textContent()).toContain("Saved. The applicant can see it.");
    await follow(vera, "Save originals seen at a visit");
    await looks(vera);
    // Without saying where, nothing is saved, and what was chosen is still there.
    for (const title of ["Identity", "Right to work in the UK", "DBS certificate"]) await choose(vera, `Decision: ${title}`, "Accept it");
    await press(vera, "Save decisions");
    expect(await vera.locator("#seenWhere-error").textContent()).toContain("Enter where you saw the originals");
    await vera.locator("#seenWhere").fill("At the library in Melton Mowbray");
    await press(vera, "Save decisions");
    expect(new URL(vera.url()).pathname).toBe(`${casePath}/moves/recommend`);
    await looks(vera);
    await vera.getByLabel("On the list, as accredited").check();
    await press(vera, "Recommend");
    expect(await vera.locator("main").textContent()).toContain("Another officer must decide this");
    expect(first()).toBeLessThanOrEqual(FIRST_OFFICER_LOADS);
    // The same officer does not get further, whatever they try.
    await vera.goto(`${site}${casePath}/moves/approve`);
    expect(await vera.locator("main").textContent()).toContain("Another officer must do this");
    expect(await found("Percy W")).toBe(false);

    const victor = await as("Victor Seconder", "/staff");
    const second = countLoads(victor);
    await victor.goto(site + casePath);
    await follow(victor, "Agree with the recommendation");
    await press(victor, "Agree");
    expect(second()).toBeLessThanOrEqual(SECOND_OFFICER_LOADS);
    expect(await victor.locator("main").textContent()).toContain("On the list");
    expect(await found("Percy W")).toBe(true);
    await percy.goto(site + address);
    await looks(percy);

    // The public sees what was checked, with its dates, and no reason, address or name of an officer.
    const search: any = await (await fetch(`${site}/api/search?near=Melton%20Mowbray&miles=3&limit=50&maxRate=1111`)).json();
    const listing = search.results.find((one: { displayName: string }) => one.displayName === "Percy W");
    const { page: anybody } = await openPage(browser);
    await anybody.goto(`${site}/listings/${listing.id}`);
    expect(await anybody.locator("main").textContent()).toMatch(/We saw their original criminal record certificate/);
    expect((await anybody.content()).includes("Vera")).toBe(false);

    // Another name is not shown before an officer has compared it with the identity seen, and what leads past the list is named.
    const nameShown = async () => {
      await anybody.goto(`${site}/listings/${listing.id}`);
      return anybody.locator("h1").innerText();
    };
    await fillIn(percy, "About you", async () => {
      await percy.locator("#displayName").fill("Percy Walker");
      await percy.locator("#about").fill("I cook. Ring me on 07700 900123.");
      await press(percy, "Save");
      expect(await percy.locator("#about-error").textContent()).toContain("'07700 900123'");
      await percy.locator("#about").fill("I cook, and I was an NHS porter.");
    });
    expect(await percy.locator("main").textContent()).toContain("People will see your old name until we have checked the new one");
    await looks(percy);
    expect(await nameShown()).toBe("Percy W");
    await victor.goto(`${site}/councils/E10000018/vetting?view=tasks`);
    expect(await victor.locator("main").textContent()).toContain("Percy W");
    await victor.goto(site + casePath);
    expect(await victor.locator("main").textContent()).toContain("'NHS' (a title or an office)");
    await looks(victor);
    await officerMove(victor, casePath, "agree-page", "Agree", "Passport seen at the library");
    expect(await nameShown()).toBe("Percy Walker");
    await percy.goto(site + address);
    await fillIn(percy, "About you", async () => percy.locator("#displayName").fill("Percy W"));
    await officerMove(victor, casePath, "agree-page", "Agree", "The same passport");
    expect(await nameShown()).toBe("Percy W");

    // A photo is shown once an officer agreed to it, and gone when it is removed; with scripts and without.
    for (const scripts of [true, false])
      await photoJourney({ browser, site, provider: "Percy Workalot", officer: "Vera Checkley", reference: casePath.split("/").at(-1) ?? "" }, scripts);

    // Reminded once; past its end it is off the list; renewed and accepted it is back.
    expect(sweep(dayFromNow(16))).toContain("1 dealt with");
    expect(await found("Percy W")).toBe(true);
    sweep(dayFromNow(46));
    expect(await found("Percy W")).toBe(false);
    expect((await fetch(`${site}/api/listings/${listing.id}`)).status).toBe(404);
    await percy.goto(site + address);
    expect(await percy.locator("main").textContent()).toContain("People cannot find you at the moment");
    await looks(percy);
    await comeTo(percy, "Public liability insurance");
    await percy.locator("#policyNumber").fill("SH-2");
    await percy.locator("#insurer").fill("Safe Hands Mutual");
    await percy.locator("#coverPence").fill("5000000");
    await date(percy, "endsOn", dayFromNow(400));
    await press(percy, "Save and add or remove files");
    await sendFile(percy, "renewed.pdf", pdf(), /renewed\.pdf.*PDF, checked/s);
    await press(percy, "Save");
    await vera.goto(`${site}${casePath}/evidence/public-liability`);
    await vera.getByLabel("Accept it", { exact: true }).check();
    await press(vera, "Save");
    expect(await found("Percy W")).toBe(true);
    expect(looked.size).toBeGreaterThan(15);
  });
});

describe("a file that must not be kept", () => {
  it("is refused with a clear word, and nothing of the application is lost", async () => {
    const nadia = await as("Nadia Helpwell", "/applications");
    await press(nadia, "Start now");
    const address = new URL(nadia.url()).pathname;
    await fillIn(nadia, "How you work", async () => {
      await nadia.getByLabel("A personal assistant (PA) who is self-employed").check();
      await nadia.locator("#people").fill("1");
      for (const question of [/cover for you/, /drive/, /children/, /Care Quality/]) await choose(nadia, question, "No");
    });
    const training = `${site}${address}/evidence/training`;
    const zipped = Buffer.concat([Buffer.from("PK\x03\x04 some zip", "latin1"), zip()]);
    const hostile: readonly (readonly [string, Buffer, RegExp])[] = [
      ["virus.pdf", Buffer.from(EICAR), /A virus was found/],
      ["archive.pdf", zipped, /was not a PDF, JPEG, PNG or HEIC/],
      ["picture-and-archive.png", Buffer.concat([png(), zip()]), /held more than|damaged or cut short/],
      ["document-and-archive.pdf", Buffer.concat([pdf(), zipped]), /held more than|holds more than/],
      ["page.png", Buffer.from("<html><script>alert(1)</script>"), /was not a PDF, JPEG, PNG or HEIC/],
    ];
    for (const [name, bytes, said] of hostile) {
      await nadia.goto(`${training}?step=file`);
      await sendFile(nadia, name, bytes, said);
    }
    // Without scripts the store itself refuses, and they are on their page again, which says why.
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(11 * 1024 * 1024, 1)]) {
      await nadia.goto(`${training}?step=file`);
      await nadia.locator("#file").setInputFiles({ name: "size.pdf", mimeType: "application/pdf", buffer: bytes });
      await press(nadia, "Send the file");
      await nadia.waitForURL(`${training}?upload=unfit`);
      expect(await nadia.getByRole("alert").innerText()).toContain("it is empty, larger than 10 MB");
      expect(await nadia.locator("#file-error").textContent()).toContain("Choose a smaller file");
    }
    // A form that was changed is no form of ours.
    const scripted = await as("Nadia Helpwell", "/applications", true);
    await scripted.goto(`${training}?step=file`);
    await scripted.locator('input[name="key"]').evaluate((input: HTMLInputElement) => {
      input.value = "evidence/somebody-else/training/-/file";
    });
    await scripted.locator("#file").setInputFiles({ name: "a.png", mimeType: "image/png", buffer: png() });
    await press(scripted, "Send the file");
    await scripted.waitForURL(`${training}?upload=over`);
    expect(await scripted.getByRole("alert").innerText()).toContain("this page was open for more than");
    expect(await scripted.title()).toMatch(/^Error: /);
    expect(await axeFindings(scripted)).toEqual([]);
    // With scripts a file that is too large is named before anything is sent.
    await scripted.goto(`${training}?step=file`);
    await scripted.locator("#file").setInputFiles({ name: "size.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(11 * 1024 * 1024, 1) });
    await press(scripted, "Send the file");
    expect(await scripted.locator("#file-error").textContent()).toContain("larger than 10 MB");
    expect(scripted.url()).toBe(`${training}?step=file`);
    await nadia.goto(`${training}?step=file`);
    expect(await nadia.locator("main").textContent()).not.toMatch(/(PDF|picture), checked/);
    await nadia.goto(site + address);
    expect(await nadia.locator("main").textContent()).toContain("Completed");
  });
});

async function officerMove(page: Page, casePath: string, move: string, button: string, reason?: string): Promise<void> {
  await page.goto(`${site}${casePath}/moves/${move}`);
  if (reason !== undefined) await page.locator("#reason").fill(reason);
  await press(page, button);
  expect(new URL(page.url()).pathname, `${move}: ${await page.locator("main").textContent()}`).toBe(casePath);
}

const referenceLinkIn = (page: Page, name: string): Promise<string> => linkIn(page, site, name, "references/[0-9a-f]{48}");
