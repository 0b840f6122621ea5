import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DatedValues } from "../../functions/arrangements/rules/recipient.ts";
import { newRecipient, withStatement } from "../../functions/arrangements/rules/recipient-facts.ts";
import { dynamoRecipientStore } from "../../functions/arrangements/store/dynamo-recipient-store.ts";
import { dynamoCaseStore } from "../../functions/balances/store/dynamo-case-store.ts";
import { dynamoLedgerStore } from "../../functions/balances/store/dynamo-ledger-store.ts";
import { COUNCIL } from "../support/councils.ts";
import { jpeg, png } from "../support/files.ts";
import { FIRST_PAYMENT, WEEKLY } from "../support/ledger-scene.ts";
import { accountIdOf, localLedger, localTable } from "../support/local-people.ts";
import { until } from "../support/until.ts";
import { storedCases } from "../support/vetting.ts";
import { sendFile } from "./applicant-steps.ts";
import { axeFindings, looksRight, openBrowser, openPage, PAGE_WIDTHS, press, signIn, thisSystem } from "./browser.ts";

// Statements of a bank account, from the file that the bank gives to the balance on the page, on a phone, with scripts and without.

const system = thisSystem();
const { site } = system;
const PHONE = { width: 375, height: 800 };
const LIST = `${site}/people/me/balance/statements`;
const PAPER = `${site}/people/me/balance/paper`;
const LLOYDS = "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance";
const table = localTable(system);
const ledgers = dynamoLedgerStore(localLedger(system));
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
});

/** A file as the bank gives it: each row with its day, the money out, the money in and the balance. */
const bankFile = (number: string, ...rows: readonly (readonly [day: string, out: string, into: string, balance: string])[]): string =>
  `${[LLOYDS, ...rows.map(([day, out, into, balance]) => `${day},DEB,'01-02-03,${number},SAMPLE CARE,${out},${into},${balance}`)].join("\n")}\n`;

/** The council's record of somebody with a direct payment on a bank account of that number, linked with them or no longer. */
async function link(id: string, number: string, person: string, isLinked: boolean): Promise<void> {
  const learnedAt = "2026-05-20T09:00:00.000Z";
  const dated: Partial<DatedValues> = {
    dpKind: "ongoing",
    firstPaymentOn: FIRST_PAYMENT,
    paymentAccount: { kind: "bank", references: [number] },
    councilLine: { weeklyGrossPence: WEEKLY, weeklyContributionPence: 0 },
    contributionModel: "paid-to-council",
  };
  const before = await dynamoRecipientStore(table).recipient(id);
  const known = withStatement(newRecipient(id, COUNCIL, `C-${id}`, learnedAt), { from: FIRST_PAYMENT, dated, plain: {} }, learnedAt);
  const { account: _, ...unlinked } = before?.body ?? known;
  const after = isLinked ? { ...unlinked, account: person } : unlinked;
  await storedCases({ table }, { entity: "recipient", ...(before ? { before } : {}), after, action: "test" });
  // What follows from the record is on its way: the account is there once that has come.
  await until(async () => ledgers.head(id));
}

async function send(page: Page, bank: string, content: string): Promise<void> {
  await page.getByLabel(bank, { exact: true }).check();
  await page.locator("#file").setInputFiles({ name: "statement.csv", mimeType: "text/csv", buffer: Buffer.from(content) });
  await press(page, "Send the statement");
}

/** The page as it stands, which a form led to: it has no address to go to. */
async function isSound(page: Page, scripts: boolean): Promise<void> {
  for (const width of PAGE_WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    if (scripts) expect(await axeFindings(page), `${page.url()} at ${width}`).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `${page.url()} at ${width}`).toBeLessThanOrEqual(width);
  }
  await page.setViewportSize(PHONE);
}
const words = (page: Page) => page.locator("main").innerText();

describe.each([
  { scripts: true, number: "30405060", name: "Celia Closeby", subject: "sample-third-recipient" },
  { scripts: false, number: "30405061", name: "Bernard Nearby", subject: "sample-second-recipient" },
])("statements of a bank account (script $scripts)", ({ scripts, number, name, subject }) => {
  const account = `rcp_bank-${scripts}`;
  const JULY = bankFile(number, ["03/07/2026", "40.00", "", "808.00"], ["02/07/2026", "", "848.00", "848.00"]);
  /** It goes on where July's ended, and has a row whose balance does not follow. */
  const WRONG = bankFile(number, ["05/07/2026", "10.00", "", "700.00"], ["04/07/2026", "8.00", "", "800.00"]);

  it("are taken as the bank gives them, refused without losing anything, and add nothing when they come again", async () => {
    const person = await accountIdOf(system, subject);
    const { page, errors } = await openPage(browser, { javaScriptEnabled: scripts, viewport: PHONE });
    try {
      await link(account, number, person, true);
      await signIn(page, site, name, "/people/me/balance");
      await page.getByRole("button", { name: "Send a statement" }).click();
      await page.waitForURL(`${LIST}/new`);
      await page.goto(LIST);
      expect(await words(page)).toContain("We have no statement yet");
      if (scripts) for (const address of [LIST, `${LIST}/new`]) await looksRight(page, address);
      await page.setViewportSize(PHONE);
      await page.goto(`${LIST}/new`);

      await press(page, "Send the statement");
      await page.getByRole("link", { name: "Select which bank the account is with" }).click();
      expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("bank");

      await send(page, "Nationwide", JULY);
      expect(await words(page)).toMatch(/This file is not from Nationwide\. It looks like one from Halifax, Lloyds Bank or TSB/);
      expect(await words(page)).toContain("Nothing was added. The statements we already have are safe.");
      expect(await page.getByLabel("Nationwide", { exact: true }).isChecked()).toBe(true);
      await isSound(page, scripts);
      await send(page, "Lloyds Bank", "Day,What,How much\n2 July,Care,40\n");
      expect(await words(page)).toMatch(/This does not look like a file from Lloyds Bank\. Sign in to your bank/);
      expect((await ledgers.head(account))?.lastPostedOn).toBeUndefined();
      await isSound(page, scripts);

      await send(page, "Lloyds Bank", JULY);
      await page.waitForURL(/done=sent$/);
      expect(await words(page)).toMatch(/Thank you\. We have your statement\.[\s\S]*2 July 2026[\s\S]*£808\.00/);
      await isSound(page, scripts);

      await page.getByRole("button", { name: "Send a statement" }).click();
      await send(page, "Lloyds Bank", JULY);
      await page.waitForURL(/done=known$/);
      expect(await words(page)).toMatch(/We had all of this statement already\. Nothing new was added\.[\s\S]*£808\.00/);
      await isSound(page, scripts);

      await page.getByRole("button", { name: "Send a statement" }).click();
      await send(page, "Lloyds Bank", WRONG);
      expect(await words(page)).toContain("Nothing was added. The statements we already have are safe.");
      await isSound(page, scripts);
      await page.goto(LIST);
      expect(await words(page)).toMatch(/2 July 2026[\s\S]*Balance after 3 July 2026\s*£808\.00/);
      expect(errors).toEqual([]);
    } finally {
      await link(account, number, person, false);
      await page.context().close();
    }
  });
});

describe.each([
  { scripts: true, number: "30405070", name: "Celia Closeby", subject: "sample-third-recipient" },
  { scripts: false, number: "30405071", name: "Bernard Nearby", subject: "sample-second-recipient" },
])("statements on paper alone (script $scripts)", ({ scripts, number, name, subject }) => {
  const account = `rcp_paper-${scripts}`;

  it("are one balance that is typed and photographs of the pages, which finance officers see in the case", async () => {
    const person = await accountIdOf(system, subject);
    const { page, errors } = await openPage(browser, { javaScriptEnabled: scripts, viewport: PHONE });
    const { page: officer, errors: theirs } = await openPage(browser, { javaScriptEnabled: scripts, viewport: PHONE });
    try {
      await link(account, number, person, true);
      await signIn(page, site, name, "/people/me/balance/statements/new");
      await page.getByRole("link", { name: "My bank is not here, or I only have paper statements" }).click();
      await page.waitForURL(PAPER);
      if (scripts) await looksRight(page, PAPER);
      await page.setViewportSize(PHONE);

      await press(page, "Continue to photos");
      expect(await page.locator(".govuk-error-summary").innerText()).toMatch(/Select which day the balance is for\s+Enter the balance in pounds/);
      await isSound(page, scripts);
      await page
        .getByRole("group", { name: /Which day/ })
        .getByRole("radio")
        .first()
        .check();
      await page.locator("#amount").fill("£1,408.50");
      await press(page, "Continue to photos");
      await page.waitForURL(/\/paper\/[\d-]+\?done=typed$/);
      expect(await words(page)).toContain("We can use it once we have at least one photo");
      await isSound(page, scripts);
      await sendFile(page, "letter.docx", Buffer.from("Not a photo"), /was not a PDF, JPEG, PNG or HEIC/);
      await sendFile(page, "Statement of Wilhelmina Featherstonehaugh-Cholmondeley page 1.jpg", jpeg(), /We have your statement/);
      await sendFile(page, "page 2.png", png(), /Photo 2/);
      await isSound(page, scripts);
      await page.getByRole("link", { name: "Paper statements", exact: true }).click();
      expect(await words(page)).toMatch(/Balances we have[\s\S]*£1,408\.50\s*2 photos/);
      await isSound(page, scripts);

      // Statements of some weeks are missing: a check has asked about them by itself.
      const asked = await until(async () => (await dynamoCaseStore(table).newestOf(account))?.body.id);
      await signIn(officer, site, "Finn Ledgerwell", `/balance-cases/${asked}`);
      expect(await words(officer)).toMatch(/Balances typed from paper statements[\s\S]*£1,408\.50, typed on/);
      await isSound(officer, scripts);
      const [download] = await Promise.all([officer.waitForEvent("download"), officer.getByRole("link", { name: /^Photo 1/ }).click()]);
      expect(download.suggestedFilename()).toBe("Statement of Wilhelmina Featherstonehaugh-Cholmondeley page 1.jpg");
      expect([...errors, ...theirs]).toEqual([]);
    } finally {
      await link(account, number, person, false);
      for (const one of [page, officer]) await one.context().close();
    }
  });
});
