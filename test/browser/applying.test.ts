import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pdf, png } from "../support/files.ts";
import { TEST_MS } from "../support/time-outs.ts";
import { axeFindings, choose, dayFromNow, fillDate, leave, openBrowser, openPage, press, signInBy, thisSystem } from "./browser.ts";

const { site } = thisSystem();
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
});

const PHONE = { viewport: { width: 375, height: 800 } };
const NARROW = 320;
const UNBROKEN = "x".repeat(90);

const heading = (page: Page) => page.locator("h1").innerText();

/** What is asked on a page, as it is read out: the label of each box with what it stands under; of choices their question alone. */
const questionsOn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const words = (element: Element | null | undefined) => element?.textContent?.trim().replace(/\s+/g, " ") ?? "";
    const asked = [...document.querySelectorAll<HTMLElement>("main input, main textarea, main select")].flatMap((field) => {
      if (field instanceof HTMLInputElement && ["hidden", "submit", "file"].includes(field.type)) return [];
      const legend = words(field.closest("fieldset")?.querySelector("legend"));
      const choice = field instanceof HTMLInputElement && ["radio", "checkbox"].includes(field.type);
      if (choice && legend !== "") return [legend];
      const label = words(
        field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement ? field.labels?.[0] : null,
      );
      return [[legend, label].filter((text) => text !== "").join(": ")];
    });
    return [...new Set(asked)];
  });

/** How many referees were named: no two have one address. */
let referees = 0;

/** How each part of an application is filled in, by its heading. */
const ANSWERS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  "Your details": async (page) => {
    expect(await page.locator("#legalName").inputValue()).toBe("Patience Okonjo");
    await page.locator("#legalName").fill("Patience Okonjo-Hartley");
    await fillDate(page, "bornOn", "1988-02-29");
    await page.locator("#phone").fill("07700 900001");
    await page.locator("#postalAddress").fill("1 High Street\nMelton Mowbray\nLE13 1GH");
  },
  "How you work": async (page) => {
    await page.getByLabel("A personal assistant (PA) who is self-employed").check();
    await page.locator("#people").fill("1");
    for (const question of [/cover for you/, /drive/, /children/, /Care Quality/]) await choose(page, question, "No");
  },
  "About you": async (page) => {
    await page.locator("#displayName").fill("Patience O");
    await page.locator("#about").fill("I like gardens, and cook well.");
  },
  "What you do": async (page) => {
    await page.getByLabel("Personal care", { exact: true }).check();
  },
  "When you are free": async (page) => {
    await page.getByLabel("Monday morning").check();
    await page.locator("#hoursFree").fill("12");
  },
  "Your price": async (page) => {
    await page.locator("#ratePence").fill("15");
  },
  "Where you work": async (page) => {
    await page.locator("#base").fill("Melton Mowbray");
    await page.locator("#travelMiles").fill("10");
  },
  Languages: async (page) => {
    await page.getByLabel("English", { exact: true }).check();
  },
  "Your agreement": async (page) => {
    await page.getByLabel("I agree to be shown on the list").check();
    await choose(page, /other directories/, "No");
  },
  "Code of conduct": async (page) => {
    await page.locator("#signedBy").fill("Patience Okonjo Hartley");
    await page.getByLabel("I have read the code of conduct").check();
  },
  Identity: async (page) => {
    await page.getByLabel("Passport").check();
  },
  "Right to work in the UK": async (page) => {
    await page.getByLabel(/With a document/).check();
  },
  "DBS certificate": async (page) => {
    await page.locator("#certificateNumber").fill("001234567890");
    await fillDate(page, "issuedOn", dayFromNow(-40));
    await choose(page, /Level/, "Enhanced with barred lists");
    await choose(page, /Workforce/, "Adult");
  },
  References: async (page) => {
    for (const [index, name] of ["Rita Former", "Ravi Neighbour"].entries()) {
      await page.locator(`#name-${index}`).fill(name);
      await page.locator(`#by-${index}`).check();
      referees += 1;
      await page.locator(`#email-${index}`).fill(`${name.split(" ")[0]?.toLowerCase()}.${referees}@people.example`);
      await page.locator(`#relation-${index}`).fill("I supported their mother");
    }
  },
  Training: async (page) => {
    await fillDate(page, "safeguardingOn", dayFromNow(-100));
    await fillDate(page, "mcaOn", dayFromNow(-90));
  },
  "Public liability insurance": async (page) => {
    await page.locator("#insurer").fill("Safe Hands Mutual");
    await page.locator("#policyNumber").fill("SH-1");
    await page.locator("#coverPence").fill("5,000,000");
    await fillDate(page, "endsOn", dayFromNow(400));
  },
  "Registration with HM Revenue and Customs": (page) => fillDate(page, "registeredOn", "2024-04-06"),
  "How long you have been self-employed": (page) => fillDate(page, "tradingSince", "2024-04-06"),
};

/** Sends a file and waits for its check: with scripts the page does so by itself, without by its link. */
async function sendFile(page: Page, scripts: boolean, bytes: Buffer): Promise<void> {
  await page.locator("#file").setInputFiles({ name: "shown.pdf", mimeType: "application/octet-stream", buffer: bytes });
  await press(page, "Send the file");
  for (let tries = 0; !scripts && tries < 40 && (await page.getByRole("link", { name: "Refresh" }).count()) > 0; tries += 1) {
    await page.waitForTimeout(250);
    await page.getByRole("link", { name: "Refresh" }).click();
  }
  await page
    .getByText(/(PDF|picture), checked/)
    .first()
    .waitFor();
}

/** Begins an application, or goes on with the one that is there. */
async function begin(page: Page): Promise<string> {
  await page.goto(`${site}/applications`);
  const start = page.getByRole("button", { name: "Start now" });
  if (await start.count()) await start.click();
  else await page.locator("#applications a, .govuk-task-list a").first().click();
  return new URL(page.url()).pathname;
}

/** Who applies in which test: nobody has answers from another. */
const APPLICANTS = { true: "patience.applicant@people.example", false: "prudence.applicant@people.example" } as const;
const TYPISTS = { true: "pat.typist@people.example", false: "nat.typist@people.example" } as const;

/** Signs in by an address where the page asks for it. */
async function signInHere(page: Page, email: string): Promise<void> {
  await page.getByRole("button", { name: "Continue with your email address", exact: true }).click();
  await page.getByLabel("Another email address").fill(email);
  await page.getByRole("button", { name: "Sign in with this address" }).click();
  await page.waitForURL((url) => url.origin === site);
}

/** Signs in as somebody new, who says that they give support. */
async function newcomer(page: Page, email: string): Promise<void> {
  await signInBy(page, site, email);
  await page.goto(`${site}/welcome`);
  await page.getByLabel("Apply to be listed").check();
  await page.getByLabel("Your name").fill("Patience Okonjo");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForLoadState();
}

describe.each([true, false])("a personal assistant who applies on a phone, with scripts: %s", (scripts) => {
  it("saves and continues from the first question to the thank-you, is asked nothing twice, and sees nothing off the side", {
    timeout: 3 * TEST_MS,
  }, async () => {
    const { page, errors } = await openPage(browser, { ...PHONE, javaScriptEnabled: scripts });
    await newcomer(page, APPLICANTS[`${scripts}`]);
    const address = await begin(page);
    await page.goto(`${site}${address}/parts/applicant`);
    const asked: string[] = [];
    const seen: string[] = [];
    for (let pages = 0; (await heading(page)) !== "Check your answers"; pages += 1) {
      expect(pages, seen.join("\n")).toBeLessThan(40);
      const title = await heading(page);
      seen.push(title);
      if (scripts) expect(await axeFindings(page), title).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), title).toBeLessThanOrEqual(375);
      if ((await page.locator("#file").count()) > 0) {
        await sendFile(page, scripts, pdf());
        await press(page, "Save and continue");
        continue;
      }
      asked.push(...(await questionsOn(page)));
      const answer = ANSWERS[title];
      if (!answer) throw new Error(`Nobody knows what to answer to ${title}`);
      await answer(page);
      await press(page, /^(Save and continue|Ask these people)$/);
      expect(await page.locator(".govuk-error-summary").count(), title).toBe(0);
    }
    // Nothing is asked twice, whatever the page.
    expect(asked.filter((question, at) => asked.indexOf(question) !== at)).toEqual([]);
    for (const text of ["Patience Okonjo-Hartley", "29 February 1988", "07700 900001", "1 High Street"])
      expect(await page.locator("main").innerText()).toContain(text);
    await page.setViewportSize({ width: NARROW, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(NARROW);
    await page.setViewportSize(PHONE.viewport);
    await press(page, "Agree and send");
    expect(await page.locator("main").innerText()).toContain("Your application is with us");
    expect(errors).toEqual([]);
    await leave(page);
  });

  it("loses nothing that was typed: by an error, going back, the session's end, or a second tab", { timeout: 2 * TEST_MS }, async () => {
    const { page } = await openPage(browser, { ...PHONE, javaScriptEnabled: scripts });
    await newcomer(page, TYPISTS[`${scripts}`]);
    const address = await begin(page);
    const part = `${site}${address}/parts/profile`;
    const about = page.locator("#about");
    // An error.
    await page.goto(part);
    await about.fill(`I cook. ${UNBROKEN}`);
    await press(page, /^Save/);
    expect(await page.title()).toMatch(/^Error: /);
    expect(await about.inputValue()).toContain("I cook.");
    await page.setViewportSize({ width: NARROW, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(NARROW);
    // Going to another page and back.
    await page.goto(part);
    if (scripts) {
      await page.getByText("We have put back what you typed").waitFor();
      await page.getByRole("button", { name: "Go back to what is saved" }).click();
      expect(await about.inputValue()).toBe("");
    }
    await page.locator("#displayName").fill("Pat O");
    await about.fill("I like gardens.");
    if (scripts) {
      await page.waitForTimeout(500);
      await page.getByRole("link", { name: "Go to the list of tasks" }).click();
      await page.goBack();
      expect(await about.inputValue()).toBe("I like gardens.");
    }
    // The session is over when it is sent.
    await page.context().clearCookies({ name: /trellis-session/ });
    await press(page, /^Save/);
    expect(await heading(page)).toBe("You were signed out");
    // Axe needs scripts to run in a page.
    if (scripts) expect(await axeFindings(page)).toEqual([]);
    if (scripts) {
      await page.getByRole("button", { name: "Sign in" }).click();
      await signInHere(page, TYPISTS[`${scripts}`]);
      await page.waitForURL(part);
      expect([await page.locator("#displayName").inputValue(), await about.inputValue()]).toEqual(["Pat O", "I like gardens."]);
      await press(page, /^Save/);
    } else {
      const other = await page.context().newPage();
      await signInBy(other, site, TYPISTS[`${scripts}`]);
      await press(page, "Save what I typed");
      expect(await heading(page)).toBe("Save what you typed");
      await press(page, "Save what I typed");
      await other.close();
    }
    expect(await page.locator("main").innerText()).toContain("Saved.");
    await page.goto(part);
    expect(await about.inputValue()).toBe("I like gardens.");
    // Two tabs: on different parts both save; on the same the second shows both.
    const second = await page.context().newPage();
    await second.goto(`${site}${address}/parts/price`);
    await second.locator("#ratePence").fill("16");
    await about.fill("I like gardens and dogs.");
    await press(second, /^Save/);
    expect(await second.locator(".govuk-error-summary").count()).toBe(0);
    await second.goto(part);
    await second.locator("#about").fill("I like walking.");
    await press(page, /^Save/);
    expect(await page.locator(".govuk-error-summary").count()).toBe(0);
    await press(second, /^Save/);
    expect(await second.locator("main").innerText()).toMatch(/I like gardens and dogs\.[\s\S]*I like walking\./);
    expect(await second.locator("#about").inputValue()).toBe("I like walking.");
    if (scripts) expect(await axeFindings(second)).toEqual([]);
    await press(second, /^Save/);
    await second.goto(part);
    expect(await second.locator("#about").inputValue()).toBe("I like walking.");
    // Details and file: what was typed is there after a file was sent, and the file after the details changed.
    await page.goto(`${site}${address}/parts/start`);
    await ANSWERS["How you work"]?.(page);
    await press(page, /^Save/);
    await page.goto(`${site}${address}/evidence/training`);
    await fillDate(page, "safeguardingOn", dayFromNow(-100));
    await fillDate(page, "mcaOn", dayFromNow(-90));
    await press(page, "Save and continue");
    await sendFile(page, scripts, png());
    await page.getByRole("link", { name: "Change the details" }).click();
    expect(await page.locator('[name="mcaOn-day"]').inputValue()).not.toBe("");
    expect(await page.locator("main").innerText()).toMatch(/We have this file:\s+shown\.pdf/);
    await leave(page);
  });

  if (scripts)
    it("goes on being signed in while they type, asks the server once a minute at most, and leaves nothing on the device", { timeout: TEST_MS }, async () => {
      const { page } = await openPage(browser, PHONE);
      await page.clock.install();
      await newcomer(page, "penny.typist@people.example");
      const address = await begin(page);
      await page.goto(`${site}${address}/parts/applicant`);
      const stays: string[] = [];
      page.on("response", (answer) => {
        if (new URL(answer.url()).pathname === "/account/stay") stays.push(String(answer.status()));
      });
      await page.locator("#legalName").fill("P");
      expect(stays.length).toBe(0);
      // Typing for longer than a session lasts unused: never warned, and no more than a ping a minute.
      for (let times = 0; times < 8; times += 1) {
        await page.clock.fastForward(5 * 60_000);
        await page.locator("#legalName").pressSequentially("abc");
        await expect.poll(() => stays.length, { timeout: TEST_MS }).toBe(times + 1);
        // The page has taken the answer in before more time passes.
        await page.evaluate(() => new Promise((done) => document.fonts.ready.then(done)));
      }
      expect(new Set(stays)).toEqual(new Set(["204"]));
      expect(await page.locator(".trellis-idle").count()).toBe(0);
      await fillDate(page, "bornOn", "1988-02-29");
      await page.clock.fastForward(1000);
      const kept = () => page.evaluate(() => Object.entries(sessionStorage).filter(([key]) => key.startsWith("trellis-typed|")));
      const [[, typed] = ["", ""]] = await kept();
      expect([typed.includes("Pabc"), typed.includes("1988"), typed.includes("bornOn")]).toEqual([true, false, false]);
      await press(page, "Sign out");
      await page.goto(`${site}/`);
      expect(await kept()).toEqual([]);
      // The clock that was set is the context's, and goes with it.
      await page.context().close();
    });
});
