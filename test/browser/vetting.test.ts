import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EICAR } from "../../infra/local/scanner.ts";
import { pdf, png } from "../support/files.ts";
import { TEST_MS } from "../support/time-outs.ts";
import { comeTo, evidence, fillIn, follow, saysHowTheyWork, sendFile } from "./applicant-steps.ts";
import {
  axeFindings,
  choose,
  countLoads,
  dayFromNow,
  FIRST_OFFICER_LOADS,
  fillDate,
  leave,
  linkIn,
  openBrowser,
  openPage,
  pageOf,
  press,
  SECOND_OFFICER_LOADS,
  scriptsOr,
  thisSystem,
} from "./browser.ts";
import { isFound, looksFor, officerMove, sweep } from "./officer-steps.ts";
import { photoJourney } from "./photos.ts";
import { visitJourney } from "./visits.ts";

const { site } = thisSystem();
const COUNCIL = "E10000018";
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
});

const as = (name: string, wanted: string, javaScriptEnabled = false): Promise<Page> => pageOf(browser, site, name, wanted, { javaScriptEnabled });

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
  await leave(seeing);
}

describe("from 'I would like to be listed' to accredited, and what happens when a check lapses", () => {
  // One journey: each part goes on where the one before it ended.
  let percy: Page;
  let vera: Page;
  let victor: Page;
  let anybody: Page;
  let address: string;
  let casePath: string;
  let listing: { readonly id: string };

  it("fills in every part and piece of evidence, sends files, and sends it all after looking through the answers", { timeout: 2 * TEST_MS }, async () => {
    percy = await as("Percy Workalot", "/applications");
    await looks(percy);
    await press(percy, "Start now");
    address = new URL(percy.url()).pathname;
    await looks(percy);
    await fillIn(percy, "Your details", async () => {
      await percy.locator("#legalName").fill("Percy Workalot");
      await fillDate(percy, "bornOn", "1988-02-29");
      await percy.locator("#phone").fill("07700 900001");
      await percy.locator("#postalAddress").fill("1 High Street\nMelton Mowbray\nLE13 1GH");
      await looks(percy);
    });
    await fillIn(percy, "How you work", async () => {
      await saysHowTheyWork(percy);
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
      await fillDate(percy, "issuedOn", dayFromNow(-40));
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
      await fillDate(percy, "safeguardingOn", dayFromNow(-100));
      await fillDate(percy, "mcaOn", dayFromNow(-90));
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
      await fillDate(percy, "endsOn", dayFromNow(45));
    });
    await sendFile(percy, "insurance.pdf", pdf(), /PDF, checked/);
    await press(percy, "Save and continue");
    await evidence(percy, "Registration with HM Revenue and Customs", () => fillDate(percy, "registeredOn", "2024-04-06"));
    await evidence(percy, "How long you have been self-employed", () => fillDate(percy, "tradingSince", "2024-04-06"));
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
  });

  it("asks the referees by a link of their own, who answer without signing in", async () => {
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
      await leave(page);
    }
  });

  it("is asked for more by an officer, and sending the last of it sends the case", async () => {
    vera = await as("Vera Checkley", "/councils/E10000018/vetting");
    await looks(vera);
    await looksFor(browser, vera, "percy w");
    await follow(vera, "Percy W");
    await looks(vera);
    casePath = new URL(vera.url()).pathname.split("?")[0] ?? "";
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
  });

  it("arranges a visit by notice, with scripts and without", async () => {
    const arranged = { browser, site, provider: "Percy Workalot", officer: "Vera Checkley", council: COUNCIL, reference: casePath.split("/").at(-1) ?? "" };
    for (const scripts of [true, false]) await visitJourney(arranged, scripts);
  });

  it("is checked and recommended by one officer, and approved by a second, in as few pages as promised", async () => {
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
    expect(await isFound("Percy W")).toBe(false);

    victor = await as("Victor Seconder", "/staff");
    const second = countLoads(victor);
    await victor.goto(site + casePath);
    await follow(victor, "Agree with the recommendation");
    await press(victor, "Agree");
    expect(second()).toBeLessThanOrEqual(SECOND_OFFICER_LOADS);
    expect(await victor.locator("main").textContent()).toContain("On the list");
    expect(await isFound("Percy W")).toBe(true);
    await percy.goto(site + address);
    await looks(percy);
  });

  it("is found, with what was checked, and no reason, address or name of an officer", async () => {
    // The public sees what was checked, with its dates, and no reason, address or name of an officer.
    const search: any = await (await fetch(`${site}/api/search?near=Melton%20Mowbray&miles=3&limit=50&maxRate=1111`)).json();
    listing = search.results.find((one: { displayName: string }) => one.displayName === "Percy W");
    ({ page: anybody } = await openPage(browser));
    await anybody.goto(`${site}/listings/${listing.id}`);
    expect(await anybody.locator("main").textContent()).toMatch(/We saw their original criminal record certificate/);
    expect((await anybody.content()).includes("Vera")).toBe(false);
  });

  it("shows another name once an officer has compared it with the identity seen, and names what leads past the list", async () => {
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
  });

  it.each(scriptsOr(true))("shows a photo once an officer agreed to it, and no more when it is removed, with scripts: %s", async (scripts) => {
    await photoJourney({ browser, site, provider: "Percy Workalot", officer: "Vera Checkley", reference: casePath.split("/").at(-1) ?? "" }, scripts);
  });

  it("is reminded once, off the list past the end of its insurance, and back when that is renewed and accepted", async () => {
    expect(sweep(dayFromNow(16))).toContain("1 dealt with");
    expect(await isFound("Percy W")).toBe(true);
    sweep(dayFromNow(46));
    expect(await isFound("Percy W")).toBe(false);
    expect((await fetch(`${site}/api/listings/${listing.id}`)).status).toBe(404);
    await percy.goto(site + address);
    expect(await percy.locator("main").textContent()).toContain("People cannot find you at the moment");
    await looks(percy);
    await comeTo(percy, "Public liability insurance");
    await percy.locator("#policyNumber").fill("SH-2");
    await percy.locator("#insurer").fill("Safe Hands Mutual");
    await percy.locator("#coverPence").fill("5000000");
    await fillDate(percy, "endsOn", dayFromNow(400));
    await press(percy, "Save and add or remove files");
    await sendFile(percy, "renewed.pdf", pdf(), /renewed\.pdf.*PDF, checked/s);
    await press(percy, "Save");
    await vera.goto(`${site}${casePath}/evidence/public-liability`);
    await vera.getByLabel("Accept it", { exact: true }).check();
    await press(vera, "Save");
    expect(await isFound("Percy W")).toBe(true);
    expect(looked.size).toBeGreaterThan(15);
  });
});

const referenceLinkIn = (page: Page, name: string): Promise<string> => linkIn(page, site, name, "references/[0-9a-f]{32}");
