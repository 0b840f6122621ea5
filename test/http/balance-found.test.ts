import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { newRecipient, withStatement } from "../../functions/arrangements/rules/recipient-facts.ts";
import { balanceCases } from "../../functions/balances/entries/cases.composition.ts";
import { statementImporter } from "../../functions/balances/entries/statement-import.composition.ts";
import { dynamoDueCases } from "../../functions/balances/store/dynamo-case-store.ts";
import { dynamoLedgerStore } from "../../functions/balances/store/dynamo-ledger-store.ts";
import { checkAccount } from "../../functions/balances/use-cases/check-account.ts";
import { sweepCases } from "../../functions/balances/use-cases/sweep-cases.ts";
import { type FoundMessage, tellCases } from "../../functions/balances/use-cases/tell-cases.ts";
import { daysAfter, type PlainDate } from "../../shared/domain/time.ts";
import { type AccountFunctions, accountEnvironment, accountFunctions, anAccount, stored } from "../support/accounts.ts";
import { noon } from "../support/balance-cases.ts";
import { COUNCIL } from "../support/councils.ts";
import { CHECKING, FIRST_PAYMENT, newHead, someFacts, WEEKLY } from "../support/ledger-scene.ts";
import { TRELLIS_HEADER } from "../support/statement-scene.ts";
import { aTable, type TestTable } from "../support/tables.ts";
import { storedCases } from "../support/vetting.ts";

// From a file of a supplier to a question on somebody's page, by the roles of the functions that do it.

let table: TestTable;
let functions: AccountFunctions;
let clock: number;
let messages: FoundMessage[];

const ledger = () => dynamoLedgerStore(table.ledgerOf("balanceCheck"));
const check = (tell = async (account: string, results: FoundMessage["results"]) => void messages.push({ account, results }), over = {}) =>
  checkAccount({ ...CHECKING, store: { ...ledger(), ...over }, tell, now: () => clock });
const tell = (message: unknown) =>
  tellCases({
    ...balanceCases(accountEnvironment(table, "balanceAsk"), () => clock),
    ledger: dynamoLedgerStore(table.ledgerOf("balanceAsk")),
    now: () => clock,
  })(message);
const looked = async (day: PlainDate) => {
  clock = noon(day);
  await check()("rcp_1", day, { consistent: true });
  for (const message of messages.splice(0)) for (let times = 1; times <= 2; times += 1) await tell(JSON.parse(JSON.stringify(message)));
};
const sweep = async (day: PlainDate) => {
  clock = noon(day);
  await sweepCases(
    balanceCases(accountEnvironment(table, "balanceSweep"), () => clock),
    dynamoDueCases(table.tableOf("balanceSweep")),
    clock,
  );
};
const cases = () => balanceCases(accountEnvironment(table, "balances"), () => clock).store.casesOf("rosemary");
const notices = async () => (await functions.accounts.store.noticesOf("rosemary", clock)).map(({ code }) => code);

/** A statement of whole days: the payment of each of some cycles, and what was paid out of it in the second week. */
const statement = (cycles: readonly number[], spentPence: number, openingPence = 0): string => {
  let balance = openingPence;
  const pounds = (pence: number) => (pence / 100).toFixed(2);
  const row = (day: PlainDate, id: string, kind: string, pence: number, text: string) => {
    balance += pence;
    const [year, month, date] = day.split("-");
    return `4417,${id},${date}/${month}/${year},posted,${kind},${pounds(pence)},${text},,${pounds(balance)}`;
  };
  const rows = cycles.flatMap((cycle) => {
    const from = daysAfter(FIRST_PAYMENT, 28 * (cycle - 1));
    return [
      row(from, `L${cycle}`, "load", 4 * WEEKLY, "Direct payment"),
      row(daysAfter(from, 9), `P${cycle}`, "transfer", -spentPence, "Sample Care"),
      row(daysAfter(from, 27), `F${cycle}`, "fee", -20, "Fee"),
    ];
  });
  return `${TRELLIS_HEADER}\n${rows.join("\n")}\n`;
};

async function brought(text: string, day: PlainDate) {
  clock = noon(day);
  const folder = await mkdtemp(join(tmpdir(), "statement-"));
  const file = join(folder, "statement.csv");
  const importer = statementImporter({ ...table.environmentOf("statementDrop"), BALANCE_CHECK_QUEUE_URL: undefined }, () => clock);
  try {
    await writeFile(file, text);
    return await importer.take([file], { authority: COUNCIL, layout: "trellis" });
  } finally {
    importer.close();
    await rm(folder, { recursive: true });
  }
}

beforeEach(async () => {
  clock = noon("2026-05-25");
  messages = [];
  table = await aTable();
  functions = accountFunctions(table, { now: () => clock });
  const finance = { grants: [{ role: "finance-officer" as const, authority: COUNCIL }] };
  await stored(
    functions.accounts,
    { entity: "account", after: anAccount({ id: "rosemary", email: "rosemary@people.example", grants: [{ role: "recipient" }] }), action: "test" },
    { entity: "account", after: anAccount({ id: "finn", email: "finn@people.example", ...finance }), action: "test" },
  );
  const recipient = withStatement(
    { ...newRecipient("rcp_1", COUNCIL, "C-1001", "2026-05-20T09:00:00.000Z"), account: "rosemary" },
    { from: FIRST_PAYMENT, dated: { councilLine: { weeklyGrossPence: WEEKLY, weeklyContributionPence: 0 } }, plain: { name: "Rosemary Testwell" } },
    "2026-05-20T09:00:00.000Z",
  );
  await storedCases(functions.accounts, { entity: "recipient", after: recipient, action: "test" });
  const facts = someFacts("rcp_1");
  const alias = { account: "rcp_1", authority: COUNCIL, reference: "4417", kind: "card", from: FIRST_PAYMENT } as const;
  expect((await dynamoLedgerStore(table.ledger).learn(undefined, newHead(facts), facts, [alias])).ok).toBe(true);
});

/** The account is of their bank, and they send its statements. */
async function theirBank(): Promise<void> {
  const ledgers = dynamoLedgerStore(table.ledger);
  const head = await ledgers.head("rcp_1");
  if (!head) throw new Error("No account");
  const after = { ...head, kind: "bank" as const, version: head.version + 1, factsAt: head.version + 1 };
  expect((await ledgers.learn(head, after, someFacts("rcp_1", { kind: "bank" }), [])).ok).toBe(true);
}

const lastDay = (cycle: number) => daysAfter(FIRST_PAYMENT, 28 * cycle - 1);

describe("what a check finds", () => {
  it("becomes one question of the person whose account it is, and goes on the finance officers' list, however often it is heard", async () => {
    expect(await brought(statement([1, 2, 3], 40_000), daysAfter(lastDay(3), 1))).toMatchObject({ added: 9, refused: [] });
    await looked(daysAfter(lastDay(3), 1));
    const [found, ...others] = await cases();
    expect([found?.body.account, found?.body.owner, found?.body.state, others]).toEqual(["rcp_1", "rosemary", "found", []]);
    expect(found?.body.findings.map(({ code }) => code)).toContain("excess");
    // What is on the account is what was paid in and not out, fees counted: money.md 6.6.
    expect(found?.body.measured).toMatchObject({ cycle: 3, balancePence: 3 * (4 * WEEKLY - 40_000 - 20) });
    const list = await functions.call(`/councils/${COUNCIL}/balance-cases`, { as: "finn" });
    expect([list.status, list.body.includes("/balance-cases/rcp_1.1")]).toEqual([200, true]);
    await sweep(daysAfter(lastDay(3), 2));
    await sweep(daysAfter(lastDay(3), 2));
    expect(await notices()).toEqual(["balance-question"]);
  });
  it("is for the council to settle where a supplier sends no statement: its person has none to send, and is not asked", async () => {
    await looked(daysAfter(lastDay(1), 8));
    for (const days of [9, 10]) await sweep(daysAfter(lastDay(1), days));
    expect([(await cases()).map(({ body }) => body.state), await notices()]).toEqual([["found"], []]);
    const list = await functions.call(`/councils/${COUNCIL}/balance-cases`, { as: "finn" });
    expect(list.body).toContain("For the council to answer: the person is not asked");
    expect((await functions.call("/people/me/balance/question", { as: "rosemary" })).body).toContain("There is no question at the moment");
  });
  it("is withdrawn once by rows that come late: a statement that was missed was on its way", async () => {
    await theirBank();
    const late = daysAfter(lastDay(1), 29);
    await looked(late);
    expect((await cases()).map(({ body }) => [body.state, body.findings.map(({ code }) => code)])).toEqual([["found", ["statement-missing"]]]);
    await sweep(daysAfter(late, 1));
    expect(await notices()).toEqual(["balance-question"]);
    expect((await functions.call("/people/me/balance/question", { as: "rosemary" })).body).toContain('href="/people/me/balance/statements/new"');
    expect(await brought(statement([1], 80_000), daysAfter(late, 2))).toMatchObject({ added: 3, refused: [] });
    await looked(daysAfter(late, 2));
    expect((await cases()).map(({ body }) => [body.state, body.outcome])).toEqual([["closed", "withdrawn"]]);
    await looked(daysAfter(late, 3));
    await sweep(daysAfter(late, 3));
    expect(await notices()).toEqual(["balance-withdrawn", "balance-question"]);
  });
  it.each([
    ["not measured yet", false],
    ["measured before", true],
  ])(
    "is for the council to settle where a later statement leaves out what an earlier one showed, in a cycle %s: nothing is taken away, and nobody else is asked",
    async (_when, isMeasured) => {
      const whole = statement([1], 80_000);
      const [header = "", load = "", ...rest] = whole.trimEnd().split("\n");
      const pair = [
        "X1,02/06/2026,posted,purchase,-5.00,Shop,,843.00",
        "X2,02/06/2026,posted,refund,5.00,Shop,,848.00",
        "X3,02/06/2026,posted,fee,0.00,Check,,848.00",
      ];
      const [bought = "", returned = "", check = ""] = pair.map((row) => `4417,${row}`);
      const file = (rows: readonly string[]) => `${[header, load, ...rows, ...rest].join("\n")}\n`;
      const today = daysAfter(lastDay(1), 1);
      expect(await brought(file([bought, returned, check]), today)).toMatchObject({ added: 6, refused: [] });
      if (isMeasured) await looked(today);
      expect(await cases()).toEqual([]);
      expect(await brought(file([check]), today)).toMatchObject({ added: 0, refused: [] });
      await looked(today);
      const [found] = await cases();
      expect(found?.body.findings.map(({ code, seen }) => [code, seen[0]?.movements.length])).toEqual([["row-vanished", 2]]);
      for (const days of [2, 3]) await sweep(daysAfter(lastDay(1), days));
      expect([(await cases()).map(({ body }) => body.state), await notices()]).toEqual([["found"], []]);
      const list = await functions.call(`/councils/${COUNCIL}/balance-cases`, { as: "finn" });
      expect(list.body).toContain("For the council to answer: the person is not asked");
      const page = await functions.call("/balance-cases/rcp_1.1", { as: "finn" });
      expect([page.status, page.body.includes("A payment is no longer in the statements")]).toEqual([200, true]);
    },
  );
  it("is nothing to tell where all is well and always was", async () => {
    await brought(statement([1], 80_000), daysAfter(lastDay(1), 1));
    clock = noon(daysAfter(lastDay(1), 1));
    await check()("rcp_1", daysAfter(lastDay(1), 1));
    expect([messages, (await ledger().head("rcp_1"))?.toTell, await cases()]).toEqual([[], undefined, []]);
  });
  it("is told though the worker stopped before it could, or before it noted that it had", async () => {
    await brought(statement([1, 2, 3], 40_000), daysAfter(lastDay(3), 1));
    const stops = async () => {
      throw new Error("killed");
    };
    const today = daysAfter(lastDay(3), 1);
    await expect(check(stops)("rcp_1", today)).rejects.toThrow("killed");
    const waiting = (await ledger().head("rcp_1"))?.toTell;
    expect(waiting?.at(-1)).toEqual({ cycle: 3, revision: 1 });
    await expect(check(undefined, { settle: stops })("rcp_1", today)).rejects.toThrow("killed");
    await check()("rcp_1", today);
    expect(messages).toEqual([
      { account: "rcp_1", results: waiting },
      { account: "rcp_1", results: waiting },
    ]);
    expect((await ledger().head("rcp_1"))?.toTell).toBeUndefined();
    await check()("rcp_1", today);
    expect(messages.length).toBe(2);
  });
  it("of an account that is no longer kept opens nothing", async () => {
    expect(await tell({ account: "nobody", results: [{ cycle: 1, revision: 1 }] })).toEqual({ results: 0 });
    await expect(tell({ account: "rcp_1", results: [] })).rejects.toThrow();
  });
});
