import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withStatement } from "../../functions/arrangements/rules/recipient-facts.ts";
import { dynamoLedgerStore } from "../../functions/balances/store/dynamo-ledger-store.ts";
import { localAwsEnvironment } from "../../infra/local/engine.ts";
import { daysAfter } from "../../shared/domain/time.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { openTable } from "../../shared/table/table-client.ts";
import { aFinding, aResult, found } from "../support/balance-cases.ts";
import { jpeg } from "../support/files.ts";
import { cycleRows, FIRST_PAYMENT, posted } from "../support/ledger-scene.ts";
import { accountIdOf, leaveRecipient, localTable } from "../support/local-people.ts";
import { aRecipient } from "../support/recipients.ts";
import { until } from "../support/until.ts";
import { anArrangement, storedCases } from "../support/vetting.ts";
import { choose, dayFromNow, fillDate, leave, looksRight, openBrowser, openPage, press, signIn, thisSystem } from "./browser.ts";

// Money that is set aside, an invoice between two people, and money that came in, each from the form to the page of whoever should see it.

const system = thisSystem();
const { site, home } = system;
const PHONE = { width: 375, height: 800 };
const ACCOUNT = "rcp_stated";
const CREDIT = "A payment from someone";
let browser: Browser;

beforeAll(async () => {
  const [opened, rosemary, percy] = await Promise.all([openBrowser(), accountIdOf(system, "sample-recipient"), accountIdOf(system, "sample-provider")]);
  browser = opened;
  const paid = withStatement(
    aRecipient({ id: ACCOUNT, reference: "stated-1", account: rosemary }),
    { from: FIRST_PAYMENT, dated: { firstPaymentOn: FIRST_PAYMENT, paymentAccount: { kind: "bank", references: ["stated bank"] } }, plain: {} },
    "2026-05-20T09:00:00.000Z",
  );
  const arrangement = { ...anArrangement("arr-stated", rosemary), provider: percy, employment: "self-employed", startedOn: FIRST_PAYMENT };
  const spent = aFinding("spend-to-ask-about", 900, { about: "gambling" });
  const answer = { code: "other" as const, words: "Bingo on Fridays", wantsHelp: false, way: "online" as const, by: rosemary, at: "2026-04-02T09:00:00.000Z" };
  const balanceCase = {
    ...found(aResult(3, { findings: [...aResult(3).findings, spent] })),
    answers: [answer],
    id: `${ACCOUNT}.1`,
    account: ACCOUNT,
    recipient: ACCOUNT,
    owner: rosemary,
  };
  await storedCases(
    { table: localTable(system) },
    { entity: "recipient", after: paid, action: "test" },
    { entity: "arrangement", after: arrangement, action: "test" },
    { entity: "balance-case", after: balanceCase, action: "test" },
  );
  const { endpoint, ledgerName } = JSON.parse(readFileSync(join(home, "running.json"), "utf8"));
  const ledgers = dynamoLedgerStore(openTable(awsConnectionFrom(localAwsEnvironment(endpoint)), ledgerName));
  // The account follows from the record by itself.
  await until(async () => (await ledgers.wholeAccount(ACCOUNT))?.facts?.support[0]);
  const rows = cycleRows(1, 0, { rows: 2 });
  const credits = rows.movements.slice(0, 1).map((row) => ({ ...row, ...({ id: "in.1", order: 9, kind: "transfer", pence: 5000, text: CREDIT } as const) }));
  // A check may be under way: then the head is another one.
  await until(() =>
    posted(ledgers, ACCOUNT, [{ ...rows, movements: [...rows.movements, ...credits] }]).then(
      () => true,
      () => undefined,
    ),
  );
});
afterAll(async () => {
  await leaveRecipient(system, ACCOUNT);
  await browser?.close();
});

const opened = async (name: string, javaScriptEnabled = true) => {
  const { page, errors } = await openPage(browser, { javaScriptEnabled, viewport: PHONE });
  await signIn(page, site, name);
  return { page, errors };
};
/** The page as it stands, at every width. */
const isRight = async (page: Page): Promise<void> => {
  await looksRight(page, page.url());
  await page.setViewportSize(PHONE);
};

describe("what people and officers state of an account", () => {
  it("is set aside by an officer, shown again with what was typed where something is wrong, and seen by the person", async () => {
    const { page, errors } = await opened("Ruth Revisit");
    await page.goto(`${site}/recipients/${ACCOUNT}`);
    await page.getByRole("link", { name: "Money set aside" }).click();
    await isRight(page);
    await page.getByRole("button", { name: "Set money aside" }).click();
    await isRight(page);
    await page.getByLabel("Saving for something").check();
    await page.getByLabel("What is it for?").fill("August respite");
    await press(page, "Save");
    await page.getByRole("link", { name: "Enter an amount in pounds" }).click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("amount");
    expect(await page.getByLabel("What is it for?").inputValue()).toBe("August respite");
    await page.getByLabel("How much?").fill("200");
    for (const [name, days] of [
      ["from", -30],
      ["until", 60],
      ["agreedOn", -30],
    ] as const)
      await fillDate(page, name, dayFromNow(days));
    await page.getByLabel("Who agreed to it?").fill("Ruth Revisit");
    await page.getByLabel("Where is this written down?").fill("Support plan of 3 February 2026");
    await press(page, "Save");
    await page.getByText("The money is set aside, and the person can see it").waitFor();
    await isRight(page);
    await page.getByRole("link", { name: "August respite" }).click();
    await isRight(page);

    const { page: person, errors: theirs } = await opened("Rosemary Testwell", false);
    await person.goto(`${site}/people/me/direct-payment`);
    await person.getByRole("link", { name: "Money set aside, and what for" }).click();
    expect(await person.locator("main").innerText()).toMatch(/August respite[\s\S]*£200\.00[\s\S]*Ruth Revisit/);
    expect([...errors, ...theirs]).toEqual([]);
    for (const one of [page, person]) await leave(one);
  });
  it("is an invoice that the provider adds, and the person accepts and later says they paid", async () => {
    const { page, errors } = await opened("Percy Workalot");
    await page.goto(`${site}/arrangements/arr-stated`);
    await page.getByRole("link", { name: "Invoices", exact: true }).click();
    await isRight(page);
    await page.getByLabel("Invoice number").fill("INV 7");
    // Days of the statement that the account has.
    await fillDate(page, "from", FIRST_PAYMENT);
    await fillDate(page, "to", daysAfter(FIRST_PAYMENT, 6));
    for (const [label, text] of [
      ["Hours of support", "10"],
      ["Pay for an hour", "16"],
      ["What it comes to", "160"],
    ] as const)
      await page.getByLabel(label).fill(text);
    await press(page, "Send it");
    await page.getByText("They will accept it, or say what is wrong").first().waitFor();

    const { page: person, errors: theirs } = await opened("Rosemary Testwell", false);
    await person.goto(`${site}/people/me/invoices`);
    await person.getByRole("link", { name: "INV 7" }).click();
    await press(person, "Accept it");
    await person.getByText("It counts as money you owe").waitFor();
    expect(await person.getByLabel(/Sample Care/).count()).toBe(2);
    await fillDate(person, "paidOn", daysAfter(FIRST_PAYMENT, 8));
    await press(person, "Save when it was paid");
    expect(await person.locator("main").innerText()).toContain("Paid on");
    await page.getByRole("link", { name: "INV 7" }).click();
    await page.getByText("Paid on").waitFor();
    await isRight(page);
    expect([...errors, ...theirs]).toEqual([]);
    for (const one of [page, person]) await leave(one);
  });
  it("is what money that came in was, which a finance officer says of an open question", async () => {
    const { page, errors } = await opened("Finn Ledgerwell");
    await page.goto(`${site}/balance-cases/${ACCOUNT}.1`);
    await page.getByRole("link", { name: "Say what money that came in is" }).click();
    await isRight(page);
    await page.getByLabel(new RegExp(CREDIT)).check();
    await choose(page, "What is it?", "Other money of the person's");
    await page.getByLabel("How do you know?").fill("They showed the transfer");
    await press(page, "Save what it is");
    await page.getByText("It is said to be: other money of the person's").waitFor();
    expect(errors).toEqual([]);
    await leave(page);
  });
  it("is which spending is not asked about, what was on a paper statement, and who hears of a late payment; each on a page of its own", async () => {
    const { page, errors } = await opened("Finn Ledgerwell");
    await page.goto(`${site}/balance-cases/${ACCOUNT}.1`);
    await page.getByRole("link", { name: "Do not ask about this kind of spending again" }).click();
    await press(page, "Do not ask again");
    await page.getByRole("link", { name: "Enter why" }).waitFor();
    await isRight(page);
    await page.getByLabel("Why?").fill("Bingo on Fridays, outcome 2");
    await press(page, "Do not ask again");
    await page.getByText("the person can see that").waitFor();
    await page.getByRole("link", { name: "Everything that is not asked about" }).click();
    await page.getByText("Bingo on Fridays, outcome 2").waitFor();
    await isRight(page);
    await page.goto(`${site}/payment-accounts/${ACCOUNT}/paper`);
    await press(page, "Save the balance");
    await page.getByRole("link", { name: "Enter where you saw" }).waitFor();
    await isRight(page);
    await page.getByRole("radio").first().check();
    await page.getByLabel("What was the balance").fill("120.50");
    await page.getByLabel("Where did you see").fill("Letter that came on Monday");
    await press(page, "Save the balance");
    await page.getByText("£120.50, typed on").waitFor();
    await page.setInputFiles("#file", { name: "letter.docx", mimeType: "application/octet-stream", buffer: Buffer.from("No photo") });
    await press(page, "Send the file");
    await page.getByText("was not a PDF, JPEG, PNG or HEIC").first().waitFor();
    await page.setInputFiles("#file", { name: "letter.jpg", mimeType: "image/jpeg", buffer: jpeg() });
    await press(page, "Send the file");
    await page
      .locator("#files")
      .getByText(/added this on/)
      .waitFor();
    await isRight(page);
    const { page: person, errors: theirs } = await opened("Rosemary Testwell");
    await person.goto(`${site}/people/me/balance`);
    await person.getByText("You will not be asked about betting or gaming").waitFor();
    await isRight(person);
    await person.getByRole("link", { name: "Choose who hears if a payment may be late" }).click();
    await choose(person, "Do you want us to let them know?", "Yes, let them know");
    await press(person, "Save");
    await person.getByText("You said yes on").waitFor();
    await isRight(person);
    for (const address of ["/people/me/balance/paper", "/people/me/balance/years/2026"]) {
      await person.goto(site + address);
      await isRight(person);
    }
    expect([...errors, ...theirs]).toEqual([]);
    for (const one of [page, person]) await leave(one);
  });
  it("has pages for the person that axe finds nothing on, at every width", async () => {
    const { page, errors } = await opened("Rosemary Testwell");
    for (const address of ["/people/me/set-aside", "/people/me/invoices", "/support-invoices/arr-stated", "/people/me/direct-payment"]) {
      await page.goto(site + address);
      await isRight(page);
    }
    await page.goto(`${site}/people/me/invoices`);
    await page.getByRole("link", { name: "INV 7" }).click();
    await isRight(page);
    expect(errors).toEqual([]);
    await leave(page);
  });
});
