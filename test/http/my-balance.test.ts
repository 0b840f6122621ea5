import { beforeEach, describe, expect, it } from "vitest";
import { newRecipient, withStatement } from "../../functions/arrangements/rules/recipient-facts.ts";
import { balanceCases } from "../../functions/balances/entries/cases.composition.ts";
import type { Head } from "../../functions/balances/rules/head.ts";
import type { StoredFacts } from "../../functions/balances/rules/stored-facts.ts";
import { dynamoCaseStore, dynamoDueCases } from "../../functions/balances/store/dynamo-case-store.ts";
import { dynamoLedgerStore } from "../../functions/balances/store/dynamo-ledger-store.ts";
import { checkAccount } from "../../functions/balances/use-cases/check-account.ts";
import { openCase } from "../../functions/balances/use-cases/open-case.ts";
import { sweepCases } from "../../functions/balances/use-cases/sweep-cases.ts";
import { cycleNumbered } from "../../shared/domain/cycles.ts";
import { daysAfter } from "../../shared/domain/time.ts";
import { type AccountFunctions, accountEnvironment, accountFunctions, aDelegation, anAccount, stored } from "../support/accounts.ts";
import { ABOUT, noon } from "../support/balance-cases.ts";
import { COUNCIL } from "../support/councils.ts";
import { CHECKING, cyclesTo, FIRST_PAYMENT, newHead, posted, someFacts } from "../support/ledger-scene.ts";
import { aTable, type TestTable } from "../support/tables.ts";
import { storedCases } from "../support/vetting.ts";

// What a person, and whoever looks after their money, sees of the account of their direct payment.

const BALANCE = "/people/me/balance";

let table: TestTable;
let functions: AccountFunctions;
let call: AccountFunctions["call"];
let clock: number;

const PERSONS = "rcp_1";
/** The day after so many cycles. */
const dayAfter = (cycle: number) => daysAfter(cycleNumbered(FIRST_PAYMENT, cycle).to, 1);

beforeEach(async () => {
  clock = noon(dayAfter(3));
  table = await aTable();
  functions = accountFunctions(table, { now: () => clock });
  call = functions.call;
  const account = (id: string, more: object = {}) => ({
    entity: "account" as const,
    after: anAccount({ id, email: `${id}@people.example`, displayName: `${id} Testwell`, ...more }),
    action: "test",
  });
  const delegation = (delegate: string, scope: "money" | "search-and-contact") => ({
    entity: "delegation" as const,
    after: aDelegation({ id: `of-${delegate}`, person: "rosemary", delegate, kind: "nominated-person", scopes: [scope], from: "2026-01-01" }),
    action: "test",
  });
  await stored(
    functions.accounts,
    account("rosemary", { grants: [{ role: "recipient" }] }),
    ...["nadia", "clara", "stranger"].map((id) => account(id)),
    account("finn", { grants: [{ role: "finance-officer", authority: COUNCIL }] }),
    delegation("nadia", "money"),
    delegation("clara", "search-and-contact"),
  );
});

const linked = async () =>
  storedCases(functions.accounts, {
    entity: "recipient",
    after: withStatement(
      { ...newRecipient(PERSONS, COUNCIL, "C-1001", "2026-01-01T09:00:00.000Z"), account: "rosemary" },
      { from: "2026-01-01", dated: {}, plain: { name: "Rosemary Testwell" } },
      "2026-01-01T09:00:00.000Z",
    ),
    action: "test",
  });
const ledgers = () => dynamoLedgerStore(table.ledger);
/** An account with statements of so many cycles, of which a part was spent, and every check that was due. */
const lived = async (cycles: number, spent = 0.9, more: Partial<StoredFacts> = {}) => {
  const facts = someFacts(PERSONS, more);
  expect((await ledgers().learn(undefined, newHead(facts), facts, [])).ok).toBe(true);
  if (cycles > 0) await posted(ledgers(), PERSONS, cyclesTo(cycles, { spent }));
  await checkAccount({ store: ledgers(), ...CHECKING, now: () => clock })(PERSONS, dayAfter(cycles));
};
const mainOf = (html: string): string => /<main.*<\/main>/s.exec(html)?.[0] ?? "";
const page = async (as = "rosemary", path = BALANCE) => {
  const { status, body } = await call(path, { as });
  expect(status).toBe(200);
  return mainOf(body)
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ");
};
/** What the newest check found, as a case that was sent. */
const asked = async () => {
  const deps = balanceCases(accountEnvironment(table), () => clock);
  const result = (await ledgers().results(PERSONS)).at(-1);
  if (!result) throw new Error("Nothing was checked");
  const { revision, ...found } = result;
  await openCase(deps)({ result: found, revision }, { ...ABOUT, recipient: PERSONS }, clock);
  clock += 24 * 3_600_000;
  await sweepCases(
    balanceCases(accountEnvironment(table, "balanceSweep"), () => clock),
    dynamoDueCases(table.tableOf("balanceSweep")),
    clock,
  );
};

describe("somebody's balance", () => {
  it("is theirs and of whoever looks after the money alone", async () => {
    await linked();
    await lived(3);
    const statuses = await Promise.all(
      ["rosemary", "nadia", "clara", "stranger", "finn"].map(
        async (as) => (await call(as === "rosemary" ? BALANCE : "/people/rosemary/balance", { as })).status,
      ),
    );
    expect(statuses).toEqual([200, 200, 404, 404, 404]);
    expect((await call(BALANCE)).status).toBe(303);
    expect(await page("nadia", "/people/rosemary/balance")).toContain("You are viewing this because you look after the money for rosemary Testwell");
  });
  it("says plainly that no account is connected, and that no statement came yet", async () => {
    expect(await page()).toContain("We do not have any information about a direct payment account yet");
    await linked();
    expect(await page()).toContain("We do not have any information about a direct payment account yet");
    await lived(0);
    const shown = await page();
    expect(shown).toContain("We have not had a statement of this account yet");
    expect(shown).not.toContain("Money in and out");
  });
  it("says what is on hold by the newest statement, and does not count it", async () => {
    await linked();
    await lived(3, 0.9);
    expect(await page()).not.toContain("on hold");
    const read = await ledgers().wholeAccount(PERSONS);
    if (!read) throw new Error("No account");
    const hold = async (before: Head, payments: number): Promise<Head> => {
      const after = { ...before, version: before.version + 1, onHold: { on: "2026-08-24", pence: 2_150, payments } };
      expect((await ledgers().append(before, after, [])).ok).toBe(true);
      return after;
    };
    const one = await hold(read.head, 1);
    expect(await page()).toContain("£254.40 This was on the account at the end of 23 August 2026");
    expect(await page()).toContain("£21.50 is on hold for a payment that had not been taken by 24 August 2026. We do not count it until it is taken.");
    await hold(one, 2);
    expect(await page()).toContain("£21.50 is on hold for 2 payments that had not been taken by 24 August 2026.");
  });
  it("is shown with its day and its sum line by line; where nothing was found all is well, and what one can rely on has its day", async () => {
    await linked();
    await lived(3, 0.9);
    const shown = await page();
    expect(shown).toContain("£254.40 This was on the account at the end of 23 August 2026");
    expect(shown).toContain("All is well");
    expect(shown).toMatch(/On the account £254\.40 Yours for the next weeks -£848\.00 More than it needs £0\.00/);
    expect(shown).toContain("You will not be asked about money that is left unless more than £853.00 is on the account on 20 September 2026");
    expect(shown).toMatch(/Month In Out June 2026 £1,696\.00 £954\.00 July 2026 £848\.00 £763\.20 August 2026 \* £0\.00 £572\.40 \* We do not have/);
    expect(shown).not.toMatch(/excess|misuse|clawback|fraud/i);
  });
  it("says what is set aside and why, in the words it was agreed with", async () => {
    await linked();
    await lived(3, 0.9, {
      setAside: [
        ...[
          {
            id: "s1",
            kind: "saving" as const,
            pence: 20_000,
            from: "2026-06-01",
            until: "2026-12-31",
            learnedAt: "2026-05-21T09:00:00.000Z",
            purpose: "A <b>break</b> in May",
          },
        ],
      ],
    });
    const { body } = await call(BALANCE, { as: "rosemary" });
    expect(body).toContain("<bdi>A &lt;b>break&lt;/b> in May</bdi>");
    expect(await page()).toMatch(
      /What is set aside, and why We do not ask about this money\. Saved for something in your plan £200\.00 .*You agreed this with the council\. Until 31 December 2026/,
    );
  });
  it("leads to an open question, and says nothing of one that is not sent yet or is withheld", async () => {
    await linked();
    await lived(4, 0.1);
    clock = noon(dayAfter(4));
    expect(await page()).not.toContain("has a question");
    await asked();
    const { body } = await call(BALANCE, { as: "rosemary" });
    expect(mainOf(body)).toContain('href="/people/me/balance/question"');
    expect(mainOf((await call("/people/rosemary/balance", { as: "nadia" })).body)).toContain('href="/people/rosemary/balance/question"');
    expect(await page()).not.toContain("All is well");
    const found = await dynamoCaseStore(table.table).balanceCase(`${PERSONS}.1`);
    if (!found) throw new Error("No case");
    const withheld = { from: ["nadia"], since: "2026-09-22T09:00:00.000Z", by: "finn", words: "A concern" };
    await storedCases(functions.accounts, { entity: "balance-case", before: found, after: { ...found.body, withheld }, action: "test" });
    expect(await page("nadia", "/people/rosemary/balance")).not.toContain("has a question");
    expect(await page()).toContain("has a question");
  });
  it("says what to do where it is low, and that a statement is missing, without concluding anything from that", async () => {
    await linked();
    await lived(3, 1.1);
    expect(await page()).toMatch(/Your balance is low A bill may not be paid/);
    clock = noon(daysAfter(dayAfter(4), 10));
    await checkAccount({ store: ledgers(), ...CHECKING, now: () => clock })(PERSONS, daysAfter(dayAfter(4), 10));
    const missing = await page();
    expect(missing).toContain("We do not have statements from 24 August 2026 on");
    expect(missing).not.toMatch(/All is well|balance is low/);
  });
  it("has its look noted where somebody else looks", async () => {
    await linked();
    await lived(1);
    await page("nadia", "/people/rosemary/balance");
    const { body } = await call("/people/rosemary/data", { as: "nadia" });
    expect(body).not.toContain("£");
    const looks = (await functions.accounts.store.trail("account", anAccount({ id: "rosemary" }))).map(({ action }) => action);
    expect(looks).toContain("looked:balance:read");
  });
});

describe("a statement of use", () => {
  it("is of a year that statements say something of, adds up, and goes on paper", async () => {
    await linked();
    await lived(3, 0.9);
    expect((await call(BALANCE, { as: "rosemary" })).body).toContain('href="/people/me/balance/years/2026"');
    const shown = await page("rosemary", `${BALANCE}/years/2026`);
    expect(shown).toContain("Statement of use, 1 April 2026 to 31 March 2027");
    expect(shown).toContain("We have statements from 1 June 2026 to 23 August 2026");
    expect(shown).toMatch(/start of 1 June 2026 £0\.00 Paid in £2,544\.00 Paid out -£2,289\.60 On the account at the end of 23 August 2026 £254\.40/);
    expect(shown).toContain("From the council £2,544.00");
    expect(shown).toContain("There were no questions");
    for (const year of ["26", "first", "0", "2026x", "20266"]) expect((await call(`${BALANCE}/years/${year}`, { as: "rosemary" })).status).toBe(404);
    for (const year of ["2025", "2027"])
      expect(await page("rosemary", `${BALANCE}/years/${year}`)).toContain("We do not have any statements of the account for this year");
    expect((await call("/people/rosemary/balance/years/2026", { as: "clara" })).status).toBe(404);
    expect((await call("/people/rosemary/balance/years/2026", { as: "nadia" })).status).toBe(200);
  });
  it("names who was paid, the hours that were confirmed, and each question with how it ended", async () => {
    await linked();
    await lived(4, 0.1, {
      support: [
        {
          ...{ arrangement: "arr-1", name: "Sample Care", employed: false, terms: [], paid: [], employer: [] },
          worked: [{ weekOf: "2026-06-08", hours: 7.5, learnedAt: "2026-06-16T09:00:00.000Z" }],
        },
      ],
    });
    clock = noon(dayAfter(4));
    await asked();
    const open = await page("rosemary", `${BALANCE}/years/2026`);
    expect(open).toMatch(/Paid to the people who support you Sample Care £339\.20/);
    expect(open).toContain("Hours you confirmed Sample Care 7.5 hours");
    expect(open).toMatch(/Sent on 22 September 2026\. There is more money on the account than it needs at the moment\. This is still open/);
    const found = await dynamoCaseStore(table.table).balanceCase(`${PERSONS}.1`);
    if (!found) throw new Error("No case");
    const closed = { ...found.body, state: "closed" as const, outcome: "explained" as const, closedAt: "2026-10-02T09:00:00.000Z" };
    await storedCases(functions.accounts, { entity: "balance-case", before: found, after: closed, action: "test" });
    expect(await page("rosemary", `${BALANCE}/years/2026`)).toContain("It ended on 2 October 2026: Your answer explained it.");
  });
});
