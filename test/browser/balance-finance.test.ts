import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DatedValues } from "../../functions/arrangements/rules/recipient.ts";
import { newRecipient, withStatement } from "../../functions/arrangements/rules/recipient-facts.ts";
import { dynamoCaseStore } from "../../functions/balances/store/dynamo-case-store.ts";
import { dynamoDueStore } from "../../functions/balances/store/dynamo-due-store.ts";
import { dynamoLedgerStore } from "../../functions/balances/store/dynamo-ledger-store.ts";
import { dynamoOverLineStore } from "../../functions/balances/store/dynamo-over-line-store.ts";
import { checkAccount } from "../../functions/balances/use-cases/check-account.ts";
import { cycleNumbered, cycleOn } from "../../shared/domain/cycles.ts";
import { daysAfter, instantOf, londonDate } from "../../shared/domain/time.ts";
import { question } from "../support/balance-cases.ts";
import { COUNCIL } from "../support/councils.ts";
import { CHECKING, cyclesTo, FIRST_PAYMENT, posted, WEEKLY } from "../support/ledger-scene.ts";
import { localLedger, localTable } from "../support/local-people.ts";
import { until } from "../support/until.ts";
import { storedCases } from "../support/vetting.ts";
import { axeFindings, leave, nowInstant, openBrowser, openPage, PAGE_WIDTHS, press, signIn, thisSystem } from "./browser.ts";

// What finance officers see besides the cases they work on, on a wide screen and a phone.

const system = thisSystem();
const { site } = system;
const table = localTable(system);
const money = localLedger(system);
const ledgers = dynamoLedgerStore(money);
const today = londonDate(Date.parse(nowInstant()));
/** Cycles that are over today. */
const OVER = (cycleOn(FIRST_PAYMENT, today)?.number ?? 1) - 1;
const ENDED = daysAfter(cycleNumbered(FIRST_PAYMENT, OVER).to, -3);
const LEARNED = "2026-05-20T09:00:00.000Z";
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
});

/** The council's record of somebody without an account with us, with all statements up to now of which a fifth was spent. */
async function paid(id: string, more: Partial<DatedValues> = {}): Promise<void> {
  const dated: Partial<DatedValues> = {
    ...{ dpKind: "ongoing", firstPaymentOn: FIRST_PAYMENT, paymentAccount: { kind: "card", references: [id] }, contributionModel: "paid-to-council" },
    councilLine: { weeklyGrossPence: WEEKLY, weeklyContributionPence: 0 },
    agreement: { kind: "recipient", version: "2026", signedOn: "2026-05-20", surplusClause: true },
    ...more,
  };
  const plain = { name: `Wilhelmina ${"Featherstonehaugh".repeat(3)}` };
  const after = withStatement(newRecipient(id, COUNCIL, `C-${id}`, LEARNED), { from: FIRST_PAYMENT, dated, plain }, LEARNED);
  await storedCases({ table }, { entity: "recipient", after, action: "test" });
  // Facts follow from the record, and may come again while rows are put on the account.
  await until(async () =>
    posted(ledgers, id, cyclesTo(OVER, { spent: 0.2 })).then(
      () => true,
      () => undefined,
    ),
  );
  await checkAccount({ store: ledgers, ...CHECKING, now: () => Date.parse(nowInstant()) })(id, today, { consistent: true });
}

const ADDRESSES = [
  `/councils/${COUNCIL}/balance-cases`,
  `/councils/${COUNCIL}/balance-runs`,
  `/councils/${COUNCIL}/balance-runs/${today}`,
  `/councils/${COUNCIL}/balance-rates`,
  `/councils/${COUNCIL}/balance-trial`,
  "/balance-cases/rcp_finance.1",
  "/balance-cases/rcp_finance.1/evidence",
  "/recipients/rcp_finance/final-statement",
  "/recipients/rcp_final/final-statement",
];

describe("what finance officers see of balances", () => {
  it("is sound at every width, and tries other rules", async () => {
    await Promise.all([paid("rcp_finance"), paid("rcp_final", { endedOn: ENDED })]);
    const now = nowInstant();
    const { owner: _, ...asked } = question();
    const sent = { sentOn: today, days: 28, way: "phone" as const, reminders: 0 };
    const history = [
      { at: instantOf(Date.parse(now) - 1000), move: "open", by: "system" },
      { at: now, move: "send-question", by: "someone" },
    ];
    const findings = asked.findings.map((finding) => ({ ...finding, firstSeenOn: cycleNumbered(FIRST_PAYMENT, OVER).to }));
    const theirs = { ...asked, id: "rcp_finance.1", account: "rcp_finance", recipient: "rcp_finance", openedAt: now, question: sent, history, findings };
    // The system's checks may have opened it already.
    await until(async () => {
      const before = await dynamoCaseStore(table).newestOf("rcp_finance");
      return storedCases({ table }, { entity: "balance-case", before, after: theirs, action: "test" }).then(
        () => true,
        () => undefined,
      );
    });
    const runs = dynamoDueStore(money);
    await runs.notePart({ council: COUNCIL, day: today, part: "browser", accounts: ["rcp_finance", `rcp_${"x".repeat(60)}`] });
    await dynamoOverLineStore(money).noteOver(COUNCIL, { account: "rcp_final", cycle: OVER, measuredOn: ENDED, pence: 123_456 });

    const { page, errors } = await openPage(browser, { viewport: { width: 1280, height: 900 } });
    await signIn(page, site, "Finn Ledgerwell", "/staff");
    for (const address of ADDRESSES) {
      await page.goto(site + address);
      for (const width of PAGE_WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        if (width === PAGE_WIDTHS[0]) expect(await axeFindings(page), `${address} at ${width}`).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), `${address} at ${width}`).toBeLessThanOrEqual(width);
      }
      expect(await page.getByRole("heading", { level: 1 }).count(), address).toBe(1);
    }
    await page.goto(`${site}/balance-cases/rcp_finance.1/evidence`);
    expect(await page.locator("main").innerText()).toMatch(/What the notice said[\s\S]*A question about your direct payment[\s\S]*What came later/);

    await page.goto(`${site}/councils/${COUNCIL}/balance-trial`);
    await page.getByLabel("Weeks of the payment we never ask about").fill("40");
    await press(page, "Try these rules");
    await page.getByRole("heading", { name: "What other rules would do" }).waitFor();
    await until(async () => {
      await page.reload();
      return (await page.getByText("parts are done").count()) === 0 || undefined;
    });
    expect(await page.locator("main").innerText()).toMatch(/Weeks of the payment we never ask about\s+4\s+40/);
    expect(await axeFindings(page)).toEqual([]);
    expect(errors).toEqual([]);
    await leave(page);
  });
});
