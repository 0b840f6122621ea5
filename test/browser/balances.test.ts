import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BalanceCase } from "../../functions/balances/rules/balance-case.ts";
import { dynamoCaseStore } from "../../functions/balances/store/dynamo-case-store.ts";
import { dynamoLedgerStore } from "../../functions/balances/store/dynamo-ledger-store.ts";
import { broughtTo, type Somebody, statementOf, withDirectPayment } from "../support/balance-scene.ts";
import { anAuditContext } from "../support/builders.ts";
import { COUNCIL } from "../support/councils.ts";
import { localLedger, localTable } from "../support/local-people.ts";
import { axeFindings, choose, dayFromNow, leave, linkIn, openBrowser, openPage, pageOf, press, signInBy, thisSystem } from "./browser.ts";

// From a supplier's file to an answer, or to money that is asked back and disagreed with: real functions, queues and pages.

const system = thisSystem();
const { site } = system;
const PHONE = { width: 375, height: 800 };
const LIST = `/councils/${COUNCIL}/balance-cases`;
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
});

/** Somebody whose payments began so many days ago. */
const somebody = (id: string, name: string, days: number): Somebody => ({
  ...{ id: `browser-balances-${id}`, name, email: `balances.${id}@people.example`, card: `BROWSER-${id}` },
  firstPaymentOn: dayFromNow(-days),
});
/** Their newest case: one that a late statement ended may have come before. */
const caseOf = ({ id }: Somebody) => dynamoCaseStore(localTable(system)).newestOf(`rcp_${id}`);

/** A case once it is as wanted: what a file leads to takes as long as its queues. */
async function caseOnce(who: Somebody, wanted: (body: BalanceCase) => boolean): Promise<BalanceCase> {
  for (let tries = 0; tries < 80; tries += 1) {
    const found = await caseOf(who);
    if (found && wanted(found.body)) return found.body;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`No such case of ${who.name}: ${JSON.stringify((await caseOf(who))?.body)}`);
}

/** An account that the council's record has made. */
async function accountMade({ id }: Somebody): Promise<void> {
  const ledger = dynamoLedgerStore(localLedger(system));
  for (let tries = 0; tries < 80; tries += 1) {
    if (await ledger.head(`rcp_${id}`)) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`No account of ${id}`);
}

async function isSound(page: Page, scripts = true): Promise<void> {
  if (scripts) expect(await axeFindings(page), page.url()).toEqual([]);
  const before = page.viewportSize();
  for (const width of [320, 375]) {
    await page.setViewportSize({ ...PHONE, width });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), page.url()).toBeLessThanOrEqual(width);
  }
  if (before) await page.setViewportSize(before);
}

/** A page on which somebody is signed in by their address. */
async function signedIn({ email }: Somebody, wanted: string, javaScriptEnabled = true): Promise<Page> {
  const { page } = await openPage(browser, { viewport: PHONE, javaScriptEnabled });
  await signInBy(page, site, email, wanted);
  return page;
}

const officer = (name: string, wanted: string) => pageOf(browser, site, name, wanted, { viewport: { width: 1280, height: 800 } });

/** The step of a case, from its page. */
async function step(page: Page, body: BalanceCase, name: string): Promise<void> {
  await page.goto(`${site}/balance-cases/${body.id}`);
  await page.getByRole("link", { name, exact: true }).click();
}

async function questionSent(page: Page, body: BalanceCase): Promise<void> {
  await step(page, body, "Send the question");
  await choose(page, "How does it go?", "By Trellis");
  await press(page, "Send it");
  await page.getByText("Saved.").waitFor();
}

describe("money that is left on an account", () => {
  it("is asked about, and whoever could not find a provider asks for support, whose money is then set aside", async () => {
    const who = somebody("ada", "Ada Unplaced", 28 * 3 + 3);
    await withDirectPayment(system, who);
    await accountMade(who);
    expect(await broughtTo(system, statementOf(who, [1, 2, 3], 30_000).text)).toMatch(/9 rows taken \(9 new, 0 changed, 0 unchanged\), 0 refused/);
    const body = await caseOnce(who, ({ findings }) => findings.some(({ code }) => code === "excess"));

    const finn = await officer("Finn Ledgerwell", "/staff");
    await finn.getByRole("link", { name: "Questions about balances" }).click();
    await finn.getByRole("link", { name: who.id }).click();
    await finn.getByText("There is more money on the account than it needs").waitFor();
    await isSound(finn);
    await questionSent(finn, body);

    const link = await linkIn(finn, site, who.email, "people/[\\w-]+/balance/question");
    const ada = await signedIn(who, new URL(link).pathname, false);
    expect(await ada.locator("main").innerText()).toMatch(
      /On the account\s+£1,643\.40[\s\S]*Yours for the next weeks\s+-£848\.00[\s\S]*More than it needs\s+£795\.40/,
    );
    await press(ada, "Send answer");
    await ada.getByRole("link", { name: "Choose the main reason" }).waitFor();
    await isSound(ada, false);
    await ada.getByLabel("I could not find anyone to give the support").check();
    await press(ada, "Send answer");
    await ada.getByText("While you look for it we set that aside").waitFor();
    await ada.getByRole("button", { name: "Request support" }).click();
    await ada.getByLabel("Personal care", { exact: true }).check();
    await ada.getByLabel("How many hours a week?").fill("9.5");
    await ada.getByLabel("Weekday mornings").check();
    // Far from where others of these tests look for support.
    await ada.getByLabel("Where do you need it?").fill("Lutterworth");
    await ada.getByLabel("How much of your direct payment a week is for this?").fill("100");
    await press(ada, "Publish my request");
    await ada.getByText("Published.").waitFor();
    for (let tries = 0; ; tries += 1) {
      const aside = (await dynamoLedgerStore(localLedger(system)).wholeAccount(`rcp_${who.id}`))?.facts?.setAside ?? [];
      if (aside.some(({ kind, pence }) => kind === "open-request" && pence > 0)) break;
      if (tries === 80) throw new Error(`Nothing is set aside: ${JSON.stringify(aside)}`);
      await ada.waitForTimeout(250);
    }
    for (const page of [finn, ada]) await leave(page);
  });

  it("is asked back by two officers with a notice; a challenge stops it, and a third decides; then it is taken and the case closed", async () => {
    const who = somebody("bea", "Bea Leftover", 28 * 4 + 2);
    await withDirectPayment(system, who);
    await accountMade(who);
    const first = statementOf(who, [1, 2, 3], 30_000);
    await broughtTo(system, first.text);
    const body = await caseOnce(who, ({ findings }) => findings.some(({ code }) => code === "excess"));
    const finn = await officer("Finn Ledgerwell", "/staff");
    await questionSent(finn, body);
    const bea = await signedIn(who, "/people/me/balance/question");
    await isSound(bea);
    await bea.getByLabel("I did not need it").check();
    await press(bea, "Send answer");
    await bea.getByText("Thank you. We have your answer.").waitFor();
    // A proposal rests on a check after the answer.
    const next = statementOf(who, [4], 30_000, first.closingPence);
    await broughtTo(system, next.text);
    await caseOnce(who, ({ measured }) => measured?.cycle === 4);

    await step(finn, body, "Propose to ask for money back");
    await finn.getByLabel("From the council part").fill("500");
    await finn.getByLabel("The agreement has a clause about money that is left").check();
    await finn.getByLabel("Who has to pay?").fill("Bea Leftover");
    await finn.getByLabel("From the account").check();
    await finn.getByLabel("In how many parts?").fill("1");
    await press(finn, "Propose");
    await finn.getByRole("link", { name: /Enter why/ }).waitFor();
    expect(await finn.getByLabel("From the council part").inputValue()).toBe("500");
    await isSound(finn);
    await finn.getByLabel("Why?").fill("There is more than the agreement allows.");
    await press(finn, "Propose");
    await finn.getByText("Waiting for a second officer").waitFor();
    expect(await finn.getByRole("link", { name: "Agree to the proposal" }).count()).toBe(0);

    const gita = await officer("Gita Tallywell", `/balance-cases/${body.id}`);
    await isSound(gita);
    await step(gita, body, "Agree to the proposal");
    await choose(gita, "How is the notice given?", "By Trellis");
    await choose(gita, "In which format do they need it?", "Standard");
    await isSound(gita);
    await press(gita, "Agree and give notice");
    await gita.getByText("Saved.").waitFor();
    await linkIn(gita, site, who.email, "people/[\\w-]+/balance/question");

    await bea.goto(`${site}/people/me/balance/question`);
    expect(await bea.locator("main").innerText()).toMatch(/To pay back\s+£500\.00[\s\S]*There is more than the agreement allows/);
    await isSound(bea);
    await bea.getByLabel("Why do you not agree?").fill("I am saving it.");
    await press(bea, "Challenge this");
    await bea.getByText("We have your challenge.").waitFor();
    await gita.goto(`${site}/balance-cases/${body.id}`);
    expect(await gita.getByRole("link", { name: "Record money taken" }).count()).toBe(0);

    const hana = await officer("Hana Countwell", `/balance-cases/${body.id}`);
    await step(hana, body, "The proposal stands");
    await hana.getByLabel("Why?").fill("The plan has no saving in it.");
    await press(hana, "Decide");
    await hana.getByText("Saved.").waitFor();
    // Not before the notice has run, whoever tries.
    await step(gita, body, "Record money taken");
    await gita.getByLabel("What is the balance at the moment?").fill((next.closingPence / 100).toFixed(2));
    await gita.getByLabel("How much is taken?").fill("500");
    await press(gita, "Save");
    await gita.getByRole("alert").waitFor();
    await isSound(gita);
    expect((await caseOf(who))?.body.state).toBe("approved");
    // Five weeks go by.
    const before = await caseOf(who);
    const { proposal } = before?.body ?? {};
    if (!before || !proposal?.notice) throw new Error("No notice");
    const [on, takeFrom] = [dayFromNow(-36), dayFromNow(-8)];
    const notice = { ...proposal.notice, on, takeFrom, steps: proposal.notice.steps.map((one) => ({ ...one, on: takeFrom })) };
    const after = { ...before.body, stops: [], proposal: { ...proposal, notice } };
    const done = await dynamoCaseStore(localTable(system)).commit(anAuditContext(), [{ entity: "balance-case", before, after, action: "test" }]);
    expect(done.ok).toBe(true);
    await step(gita, body, "Record money taken");
    await gita.getByLabel("What is the balance at the moment?").fill((next.closingPence / 100).toFixed(2));
    await gita.getByLabel("How much is taken?").fill("500");
    await press(gita, "Save");
    await gita.getByText("The question is closed.").waitFor();
    expect((await caseOf(who))?.body.proposal?.taken).toMatchObject([{ pence: 50_000 }]);
    for (const page of [finn, gita, hana, bea]) await leave(page);
  });

  it("is no question any more once a late statement comes, and its person hears so", async () => {
    const who: Somebody = { ...somebody("cy", "Cy Latepost", 28 + 30), kind: "bank" };
    await withDirectPayment(system, who);
    const body = await caseOnce(who, ({ findings }) => findings.some(({ code }) => code === "statement-missing"));
    const finn = await officer("Finn Ledgerwell", "/staff");
    await questionSent(finn, body);
    const cy = await signedIn(who, "/people/me/balance/question");
    await cy.getByText("We do not have a statement for some days").waitFor();
    await isSound(cy);
    expect(await broughtTo(system, statementOf(who, [1], 80_000).text)).toContain("3 new");
    expect((await caseOnce(who, ({ state }) => state === "closed")).outcome).toBe("withdrawn");
    await cy.reload();
    await cy.getByText("There is no question at the moment. You do not have to do anything.").waitFor();
    await finn.goto(`${site}${LIST}`);
    expect(await finn.getByRole("link", { name: who.id }).count()).toBe(0);
    await isSound(finn);
    for (const page of [finn, cy]) await leave(page);
  });
});
