import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DatedValues } from "../../functions/arrangements/rules/recipient.ts";
import { newRecipient, withStatement } from "../../functions/arrangements/rules/recipient-facts.ts";
import { dynamoRecipientStore } from "../../functions/arrangements/store/dynamo-recipient-store.ts";
import type { StoredFacts } from "../../functions/balances/rules/stored-facts.ts";
import { dynamoCaseStore } from "../../functions/balances/store/dynamo-case-store.ts";
import { dynamoLedgerStore } from "../../functions/balances/store/dynamo-ledger-store.ts";
import { checkAccount } from "../../functions/balances/use-cases/check-account.ts";
import { cycleOn } from "../../shared/domain/cycles.ts";
import { pounds } from "../../shared/domain/money.ts";
import { londonDate } from "../../shared/domain/time.ts";
import { question } from "../support/balance-cases.ts";
import { COUNCIL } from "../support/councils.ts";
import { pdf } from "../support/files.ts";
import { CHECKING, cyclesTo, FIRST_PAYMENT, posted, WEEKLY } from "../support/ledger-scene.ts";
import { accountIdOf, localLedger, localTable } from "../support/local-people.ts";
import { until } from "../support/until.ts";
import { storedCases } from "../support/vetting.ts";
import { sendFile } from "./applicant-steps.ts";
import { axeFindings, leave, nowInstant, openBrowser, openPage, PAGE_WIDTHS, signIn, thisSystem } from "./browser.ts";

// What somebody sees of the account of their direct payment, from before anything is known of it to a question about it, on a phone, on paper and without scripts.

const system = thisSystem();
const { site } = system;
const rosemary = await accountIdOf(system, "sample-recipient");
const table = localTable(system);
const recipients = dynamoRecipientStore(table);
const ledgers = dynamoLedgerStore(localLedger(system));
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
});

/** Cycles that are over today: statements reach the end of the last of them. */
const OVER = (cycleOn(FIRST_PAYMENT, londonDate(Date.parse(nowInstant())))?.number ?? 1) - 1;

/** The council's record of Rosemary with her direct payment, linked with her account or no longer. */
async function link(id: string, isLinked: boolean): Promise<void> {
  const before = await recipients.recipient(id);
  const paid: Partial<DatedValues> = {
    dpKind: "ongoing",
    firstPaymentOn: FIRST_PAYMENT,
    paymentAccount: { kind: "card", references: [id] },
    councilLine: { weeklyGrossPence: WEEKLY, weeklyContributionPence: 0 },
    contributionModel: "paid-to-council",
  };
  const learnedAt = "2026-05-20T09:00:00.000Z";
  const known = withStatement(newRecipient(id, COUNCIL, `C-${id}`, learnedAt), { from: FIRST_PAYMENT, dated: paid, plain: {} }, learnedAt);
  const { account: _, ...unlinked } = before?.body ?? known;
  const after = isLinked ? { ...unlinked, account: rosemary } : unlinked;
  await storedCases({ table }, { entity: "recipient", ...(before ? { before } : {}), after, action: "test" });
  // What follows from the record is on its way: an account that it opens is there once that has come.
  await until(async () => ledgers.head(id));
}

/** Money that is set aside, by agreement. */
const agreed = (id: string): Promise<true> =>
  until(async () => {
    const read = await ledgers.wholeAccount(id);
    if (!read?.facts) return undefined;
    const version = read.head.version + 1;
    return (await ledgers.learn(read.head, { ...read.head, version, factsAt: version }, { ...read.facts, setAside: [SAVING] }, [])).ok || undefined;
  });

/** Statements of all cycles that are over, of which a part was spent, and every check that is due of them. */
async function lived(id: string, spent: number): Promise<void> {
  await until(async () =>
    posted(ledgers, id, cyclesTo(OVER, { spent })).then(
      () => true,
      () => undefined,
    ),
  );
  await checkAccount({ store: ledgers, ...CHECKING, now: () => Date.parse(nowInstant()) })(id, londonDate(Date.parse(nowInstant())), { consistent: true });
}

/** A question about an account that was sent: in the place of whatever case there is of it. Gives its id. */
const sentAbout = (id: string): Promise<string> =>
  until(async () => {
    const before = await dynamoCaseStore(table).newestOf(id);
    const number = before?.body.number ?? 1;
    const after = { ...question(), id: `${id}.${number}`, account: id, number, owner: rosemary, recipient: id };
    const change = { entity: "balance-case" as const, ...(before ? { before } : {}), after, action: "test" };
    return storedCases({ table }, change).then(
      () => after.id,
      () => undefined,
    );
  });

/** Closes whatever case there is of an account. */
const closed = (id: string): Promise<true> =>
  until(async () => {
    const before = await dynamoCaseStore(table).newestOf(id);
    if (!before || before.body.state === "closed") return true;
    const after = { ...before.body, state: "closed" as const, outcome: "explained" as const, closedAt: nowInstant() };
    return storedCases({ table }, { entity: "balance-case", before, after, action: "test" }).then(
      () => true as const,
      () => undefined,
    );
  });

/** The page that is open is sound at every width, and so is its paper. */
async function isSound(page: Page, scripts: boolean): Promise<void> {
  for (const width of PAGE_WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    if (scripts) expect(await axeFindings(page), `${page.url()} at ${width}`).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `${page.url()} at ${width}`).toBeLessThanOrEqual(width);
  }
  expect(await page.getByRole("heading", { level: 1 }).count()).toBe(1);
}
const words = (page: Page) => page.locator("main").innerText();

const SAVING: StoredFacts["setAside"][number] = {
  ...{ id: "s1", kind: "saving", pence: 20_000, from: "2026-06-01", until: "2099-12-31", learnedAt: "2026-05-21T09:00:00.000Z" },
  purpose: "A week at the seaside with Wilhelmina Featherstonehaugh-Cholmondeley and a second assistant",
};
/** Of this much of each payment is spent a little less than all: nothing is ever over the line. */
const NEARLY_ALL = 0.98;
const left = pounds(cyclesTo(OVER, { spent: NEARLY_ALL }).at(-1)?.closingPence ?? 0);

describe.each([true, false])("a balance (script %s)", (javaScriptEnabled) => {
  it("is plain from before anything is known to a statement of use that can be printed", async () => {
    const id = `rcp_balance-${javaScriptEnabled}`;
    const { page, errors } = await openPage(browser, { javaScriptEnabled, viewport: { width: 375, height: 800 } });
    try {
      await signIn(page, site, "Rosemary Testwell", "/account");
      await page.getByRole("link", { name: "Your balance" }).click();
      expect(await words(page)).toContain("We do not have any information about a direct payment account yet");
      await isSound(page, javaScriptEnabled);

      await link(id, true);
      await agreed(id);
      await page.reload();
      expect(await words(page)).toContain("We have not had a statement of this account yet");
      await isSound(page, javaScriptEnabled);

      await lived(id, NEARLY_ALL);
      await page.reload();
      expect(await words(page)).toContain(`${left}\n\nThis was on the account at the end of`);
      expect(await words(page)).toMatch(/All is well[\s\S]*A week at the seaside[\s\S]*unless more than £1,053\.00/);
      expect(await page.getByRole("img", { name: /Bars of the money/ }).count()).toBe(1);
      expect(await page.getByRole("row", { name: /July 2026/ }).innerText()).toMatch(/£848\.00[\s\S]*£831\.04/);
      await isSound(page, javaScriptEnabled);

      await page.getByRole("link", { name: "1 April 2026 to 31 March 2027" }).click();
      expect(await words(page)).toMatch(/From the council[\s\S]*Set aside on[\s\S]*There were no questions/);
      await isSound(page, javaScriptEnabled);
      await page.emulateMedia({ media: "print" });
      expect(await page.getByText("You can print this page").isVisible()).toBe(false);
      expect(await page.getByRole("table", { name: "Paid out", exact: true }).isVisible()).toBe(true);
      await page.emulateMedia({ media: "screen" });

      expect(errors).toEqual([]);
    } finally {
      await link(id, false);
      await leave(page);
    }
  });
  it("leads to help where it is low, to a question about it, and to receipts that an officer can open", async () => {
    const id = `rcp_low-${javaScriptEnabled}`;
    const { page, errors } = await openPage(browser, { javaScriptEnabled, viewport: { width: 375, height: 800 } });
    const { page: officer, errors: theirs } = await openPage(browser, { javaScriptEnabled });
    try {
      await link(id, true);
      await lived(id, 1.1);
      await signIn(page, site, "Rosemary Testwell", "/people/me/balance");
      expect(await words(page)).toMatch(/^Your balance\s+-£[\s\S]*Your balance is low/);
      const asked = await sentAbout(id);
      await page.reload();
      await isSound(page, javaScriptEnabled);
      await page.getByRole("button", { name: "View the question" }).click();
      await page.waitForURL(/\/balance\/question$/);

      await page.goto(`${site}/people/me/balance`);
      await page.getByRole("link", { name: "Send a receipt" }).click();
      await isSound(page, javaScriptEnabled);
      await page.getByRole("button", { name: "Send a receipt" }).first().click();
      await page.waitForURL(/\/balance\/receipts\/[\w.-]+$/);
      await isSound(page, javaScriptEnabled);
      await sendFile(page, "till.docx", Buffer.from("Not a document we take"), /was not a PDF, JPEG, PNG or HEIC/);
      await sendFile(page, "A receipt of Wilhelmina Featherstonehaugh-Cholmondeley.pdf", pdf(), /We have your receipt/);
      await isSound(page, javaScriptEnabled);
      await page.getByRole("link", { name: "Receipts", exact: true }).click();
      await page.getByRole("heading", { name: "Receipts you sent" }).waitFor();

      await signIn(officer, site, "Finn Ledgerwell", `/balance-cases/${asked}`);
      const [download] = await Promise.all([officer.waitForEvent("download"), officer.getByRole("link", { name: /^Receipt for/ }).click()]);
      expect(download.suggestedFilename()).toBe("A receipt of Wilhelmina Featherstonehaugh-Cholmondeley.pdf");
      expect([...errors, ...theirs]).toEqual([]);
    } finally {
      await closed(id);
      await link(id, false);
      for (const one of [page, officer]) await leave(one);
    }
  });
});
