import { beforeEach, describe, expect, it } from "vitest";
import { recordsBehind } from "../../functions/account-records.ts";
import { newRecipient, withStatement } from "../../functions/arrangements/rules/recipient-facts.ts";
import { balanceCases } from "../../functions/balances/entries/cases.composition.ts";
import { dynamoDueCases } from "../../functions/balances/store/dynamo-case-store.ts";
import { dynamoLedgerStore } from "../../functions/balances/store/dynamo-ledger-store.ts";
import { dynamoStatedStore } from "../../functions/balances/store/dynamo-stated-store.ts";
import { checkAccount } from "../../functions/balances/use-cases/check-account.ts";
import { refreshFacts } from "../../functions/balances/use-cases/refresh-facts.ts";
import { sweepCases } from "../../functions/balances/use-cases/sweep-cases.ts";
import { type FoundMessage, tellCases } from "../../functions/balances/use-cases/tell-cases.ts";
import { daysAfter, type PlainDate } from "../../shared/domain/time.ts";
import { balancePolicyOn } from "../../shared/policy/balances.ts";
import { type AccountFunctions, accountEnvironment, accountFunctions, anAccount, stored } from "../support/accounts.ts";
import { noon } from "../support/balance-cases.ts";
import { COUNCIL, OTHER_COUNCIL } from "../support/councils.ts";
import { CHECKING, cycleRows, FIRST_PAYMENT, posted, WEEKLY } from "../support/ledger-scene.ts";
import { aTable, type TestTable } from "../support/tables.ts";
import { storedCases } from "../support/vetting.ts";

// What is agreed with somebody once, and what no check asks after that: from the question to the next check.

const CASE = "/balance-cases/rcp_1.1";
const SPENDING = "/payment-accounts/rcp_1/spending";

let table: TestTable;
let functions: AccountFunctions;
let clock: number;

const mainOf = (html: string): string => (/<main.*<\/main>/s.exec(html)?.[0] ?? "").replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
const date = (name: string, day: number, month: number, year: number) => ({
  [`${name}-day`]: String(day),
  [`${name}-month`]: String(month),
  [`${name}-year`]: String(year),
});
const ledgers = () => dynamoLedgerStore(table.ledgerOf("balanceFacts"));
const note = async () => (await dynamoStatedStore(table.table).accountNote("rcp_1"))?.body;
const version = async () => {
  const found = await dynamoStatedStore(table.table).accountNote("rcp_1");
  return found === undefined ? {} : { version: String(found.version) };
};
const lastDay = (cycle: number): PlainDate => daysAfter(FIRST_PAYMENT, 28 * cycle - 1);
const call = (path: string, as: string, form?: Readonly<Record<string, string>>) => functions.call(path, { as, ...(form ? { form } : {}) });
const send = async (path: string, as: string, form: Readonly<Record<string, string>>) => (await call(path, as, { ...(await version()), ...form })).status;
const changed = (record: string) =>
  refreshFacts({
    records: recordsBehind(table.tableOf("balanceFacts")),
    store: ledgers(),
    policyOn: balancePolicyOn,
    send: async () => undefined,
    now: () => clock,
  })({ record });

/** A cycle of which a payment goes to a place of a category. */
const spentOn = (cycle: number, mcc: string, openingPence: number) => {
  const rows = cycleRows(cycle, openingPence, { spent: 1, at: `${daysAfter(lastDay(cycle), 1)}T06:00:00.000Z` });
  return { ...rows, movements: rows.movements.map((row, index) => (index === 2 ? { ...row, kind: "purchase" as const, mcc } : row)) };
};
/** A statement of a cycle comes, its check is made, and cases hear of what it found. */
async function checked(cycle: number, mcc: string): Promise<readonly string[]> {
  const day = daysAfter(lastDay(cycle), 1);
  clock = noon(day);
  await posted(dynamoLedgerStore(table.ledger), "rcp_1", [spentOn(cycle, mcc, 0)]);
  const messages: FoundMessage[] = [];
  const tell = async (account: string, results: FoundMessage["results"]) => void messages.push({ account, results });
  await checkAccount({ ...CHECKING, store: dynamoLedgerStore(table.ledgerOf("balanceCheck")), tell, now: () => clock })("rcp_1", day, { consistent: true });
  for (const message of messages)
    await tellCases({
      ...balanceCases(accountEnvironment(table, "balanceAsk"), () => clock),
      ledger: dynamoLedgerStore(table.ledgerOf("balanceAsk")),
      now: () => clock,
    })(message);
  const results = (await dynamoLedgerStore(table.ledger).results("rcp_1")).filter((one) => one.cycle === cycle);
  return results.flatMap((one) => (one.outcome === "measured" ? one.findings.map(({ code, about }) => `${code} ${about}`.trim()) : [one.outcome]));
}
/** The question is sent, and its person answers it. */
async function answered(day: PlainDate): Promise<void> {
  clock = noon(day);
  const deps = balanceCases(accountEnvironment(table, "balanceSweep"), () => clock);
  await sweepCases(deps, dynamoDueCases(table.tableOf("balanceSweep")), clock);
  const html = (await call("/people/me/balance/question", "rosemary")).body;
  const seen = /name="version" value="(\d+)"/.exec(html)?.[1] ?? "";
  const form = { code: "other", words: "We go to the bingo on Fridays, as my plan says", version: seen };
  expect((await call("/people/me/balance/question", "rosemary", form)).status).toBe(303);
}

beforeEach(async () => {
  clock = noon("2026-05-25");
  table = await aTable();
  functions = accountFunctions(table, { now: () => clock });
  const account = (id: string, role: string, authority?: string) => ({
    entity: "account" as const,
    after: anAccount({
      ...{ id, email: `${id}@people.example`, displayName: `${id} Testwell` },
      ...(authority === undefined ? { grants: [{ role: "recipient" as const }] } : { authority, grants: [{ role, authority }] as never }),
    }),
    action: "test",
  });
  await stored(
    functions.accounts,
    account("rosemary", "recipient"),
    account("finn", "finance-officer", COUNCIL),
    account("ruth", "review-officer", COUNCIL),
    account("ada", "administrator", COUNCIL),
    account("olive", "finance-officer", OTHER_COUNCIL),
  );
  const paid = withStatement(
    { ...newRecipient("rcp_1", COUNCIL, "C-1001", "2026-05-20T09:00:00.000Z"), account: "rosemary" },
    {
      from: FIRST_PAYMENT,
      dated: {
        ...{ dpKind: "ongoing", firstPaymentOn: FIRST_PAYMENT, paymentAccount: { kind: "card", references: ["card 1"] }, contributionModel: "paid-to-council" },
        ...{ councilLine: { weeklyGrossPence: WEEKLY, weeklyContributionPence: 0 }, capacity: "yes" },
      },
      plain: { name: "Rosemary Testwell" },
    },
    "2026-05-20T09:00:00.000Z",
  );
  await storedCases(functions.accounts, { entity: "recipient", after: paid, action: "test" });
  await changed("RECIPIENT#rcp_1");
});

describe("an answer that was accepted", () => {
  it("O2: stops the same question from the next check on, is the person's to see, and can be ended; other spending is still asked about", async () => {
    expect(await checked(1, "7995")).toEqual(["spend-to-ask-about gambling"]);
    // Nobody answered: there is nothing to accept.
    expect([(await call(`${CASE}/spending`, "finn")).status, (await call(CASE, "finn")).body.includes(`${CASE}/spending`)]).toEqual([422, false]);
    await answered(daysAfter(lastDay(1), 3));
    expect((await call(CASE, "finn")).body).toContain(`href="${CASE}/spending"`);
    expect(mainOf((await call(`${CASE}/spending`, "finn")).body)).toContain("Betting or gaming");
    for (const [form, words] of [
      [{ about: "fines", words: "Bingo" }, "Choose which kind of spending it is"],
      [{ about: "gambling" }, "Enter why"],
      [{ about: "gambling", words: "Bingo", ...date("until", 31, 6, 2026) }, "Enter the last day"],
      [{ about: "gambling", words: "Bingo", ...date("until", 1, 7, 2026) }, "Enter a day after today"],
      [{ about: "gambling", words: "Bingo", ...date("until", 2, 7, 2027) }, "Enter a day after today"],
    ] as const) {
      const wrong = await call(`${CASE}/spending`, "finn", form);
      expect([wrong.status, wrong.body.includes(words), wrong.body.includes("Bingo") || !("words" in form)], words).toEqual([400, true, true]);
    }
    const form = { about: "gambling", words: "Bingo on Fridays, outcome 2" };
    expect(await send(`${CASE}/spending`, "finn", { ...form, version: "7" })).toBe(412);
    expect(await send(`${CASE}/spending`, "finn", form)).toBe(303);
    expect((await note())?.answers).toMatchObject([{ about: "gambling", until: "2027-07-01", by: "finn", case: "rcp_1.1", words: form.words }]);
    await changed("ACCOUNT-NOTE#rcp_1");
    expect(await checked(2, "7995")).toEqual([]);
    const shown = mainOf((await call("/people/me/balance", "rosemary")).body);
    expect(shown).toContain("You will not be asked about betting or gaming until 1 July 2027: you told us what it is for.");
    expect(shown).not.toContain("Bingo");
    // An officer ends it: what was paid while it stood is not asked about, what is paid from then on is.
    expect(await send(SPENDING, "ruth", { step: "again", asksAgain: "gambling" })).toBe(400);
    expect(await send(SPENDING, "ruth", { step: "again", asksAgain: "fines", words: "x" })).toBe(400);
    expect(await send(SPENDING, "ruth", { step: "again", asksAgain: "gambling", words: "The outing has ended" })).toBe(303);
    await changed("ACCOUNT-NOTE#rcp_1");
    expect(mainOf((await call("/people/me/balance", "rosemary")).body)).not.toContain("asked about betting");
    expect(await checked(3, "7995")).toEqual(["spend-to-ask-about gambling"]);
    const trail = await functions.accounts.dataSubject.trailOf("rosemary");
    expect(trail.map(({ action }) => action)).toEqual(expect.arrayContaining(["account-note:remember", "account-note:ask-again"]));
    const { records } = (await call("/account/data/download", "rosemary")).json();
    expect(JSON.stringify(records.find(({ kind }: { kind: string }) => kind === "account-note"))).toMatch(/"gambling"/);
  });
  it("is not accepted for good where its question is withheld from them, by whom it is not for, or in a case of another council", async () => {
    await checked(1, "7995");
    await answered(daysAfter(lastDay(1), 3));
    for (const [path, as, status] of [
      [`${CASE}/spending`, "ruth", 403],
      [`${CASE}/spending`, "rosemary", 404],
      [`${CASE}/spending`, "olive", 404],
      [SPENDING, "olive", 404],
      [SPENDING, "rosemary", 404],
      [SPENDING, "ada", 403],
    ] as const)
      expect((await functions.call(path, { as, throughCouncil: as === "olive" ? OTHER_COUNCIL : true })).status, `${as} ${path}`).toBe(status);
    expect(await send(SPENDING, "ada", { step: "plan", ...date("from", 1, 6, 2026), words: "x" })).toBe(403);
    const seen = /name="version" value="(\d+)"/.exec((await call(`${CASE}/moves/withhold`, "finn")).body)?.[1] ?? "";
    expect((await call(`${CASE}/moves/withhold`, "finn", { version: seen, words: "An enquiry", withheldFrom: "rosemary" })).status).toBe(303);
    expect([(await call(`${CASE}/spending`, "finn")).status, await send(`${CASE}/spending`, "finn", { about: "gambling", words: "x" })]).toEqual([422, 422]);
  });
});

describe("what a support plan speaks of", () => {
  it("is entered by who plans support, is not asked about from its day on, and a question there was is withdrawn; the next plan ends what was agreed until then", async () => {
    expect(await checked(1, "5813")).toEqual(["spend-to-ask-about alcohol-and-tobacco"]);
    await answered(daysAfter(lastDay(1), 3));
    expect(await send(`${CASE}/spending`, "finn", { about: "alcohol-and-tobacco", untilReview: "yes", words: "Lunch with their assistant" })).toBe(303);
    const wrong = await call(SPENDING, "ruth", { ...(await version()), step: "plan", kinds: "gambling", ...date("from", 31, 12, 2026), words: "Plan" });
    expect([wrong.status, wrong.body.includes("Enter a day that is not in the future"), /value="gambling"[^>]*checked/.test(wrong.body)]).toEqual([
      400,
      true,
      true,
    ]);
    expect(await send(SPENDING, "ruth", { step: "plan", kinds: "alcohol-and-tobacco", words: "Plan of 1 June 2026", ...date("from", 1, 6, 2026) })).toBe(303);
    expect((await note())?.answers?.map(({ until }) => until)).toEqual(["2027-07-01", null]);
    await changed("ACCOUNT-NOTE#rcp_1");
    expect((await dynamoLedgerStore(table.ledger).head("rcp_1"))?.touchedFrom).toBe("2026-06-01");
    expect(await checked(2, "5813")).toEqual([]);
    // The first cycle was measured again, and the question with it is gone.
    expect((await call(CASE, "finn")).status).toBe(404);
    expect(mainOf((await call("/people/me/balance", "rosemary")).body)).toContain(
      "You will not be asked about pubs, off-licences or tobacco: your support plan covers it.",
    );
    expect(await send(SPENDING, "ruth", { step: "plan", words: "Plan of 20 July 2026", ...date("from", 20, 7, 2026) })).toBe(303);
    await changed("ACCOUNT-NOTE#rcp_1");
    expect(await checked(3, "5813")).toEqual(["spend-to-ask-about alcohol-and-tobacco"]);
  });
});
