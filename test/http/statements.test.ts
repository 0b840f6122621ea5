import { beforeEach, describe, expect, it } from "vitest";
import { newRecipient } from "../../functions/arrangements/rules/recipient-facts.ts";
import { BANKS } from "../../functions/balances/pages/statement-words.ts";
import { dynamoLedgerStore } from "../../functions/balances/store/dynamo-ledger-store.ts";
import { statementLayouts } from "../../shared/policy/statement-layouts.ts";
import { type AccountFunctions, accountFunctions, aDelegation, anAccount, stored } from "../support/accounts.ts";
import { COUNCIL } from "../support/councils.ts";
import { openAccount } from "../support/ledger-accounts.ts";
import { aTable, type TestTable } from "../support/tables.ts";
import { storedCases } from "../support/vetting.ts";

// Statements of bank accounts, from the people who hold them.

const LIST = "/people/me/balance/statements";
const NEW = `${LIST}/new`;
const LLOYDS = "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance";
const statement = (...rows: readonly string[]): string => `${[LLOYDS, ...rows].join("\n")}\n`;
const row = (day: string, out: string, into: string, balance: string, number = "12345678"): string =>
  `${day},DEB,'01-02-03,${number},SAMPLE CARE,${out},${into},${balance}`;
const JULY = statement(row("03/07/2026", "40.00", "", "808.00"), row("02/07/2026", "", "848.00", "848.00"));

let table: TestTable;
let functions: AccountFunctions;
const send = (file: string | Uint8Array | undefined, bank = "lloyds", as = "rosemary", page = NEW) =>
  functions.call(page, { as, form: { bank }, ...(file === undefined ? {} : { file }) });
const ledgers = () => dynamoLedgerStore(table.ledger);

beforeEach(async () => {
  table = await aTable();
  functions = accountFunctions(table, { now: () => Date.parse("2026-11-26T12:00:00Z") });
  const account = (id: string) => ({ entity: "account" as const, after: anAccount({ id, displayName: `${id} Testwell` }), action: "test" });
  const delegation = (delegate: string, scope: "money" | "search-and-contact") => ({
    entity: "delegation" as const,
    after: aDelegation({ id: `of-${delegate}`, person: "rosemary", delegate, kind: "nominated-person", scopes: [scope], from: "2026-01-01" }),
    action: "test",
  });
  await stored(
    functions.accounts,
    ...["rosemary", "nadia", "clara", "stranger"].map(account),
    delegation("nadia", "money"),
    delegation("clara", "search-and-contact"),
  );
  const recipient = { ...newRecipient("rcp_1", COUNCIL, "C-1001", "2026-01-01T09:00:00.000Z"), account: "rosemary" };
  await storedCases(functions.accounts, { entity: "recipient", after: recipient, action: "test" });
});

describe("somebody with a bank account", () => {
  beforeEach(async () => {
    await openAccount(ledgers(), "rcp_1", COUNCIL, ["12345678"], "bank");
    await openAccount(ledgers(), "rcp_2", COUNCIL, ["87654321"], "bank");
  });

  it("sends a statement as the bank gives it, sees what is there and what is needed, and may send it again", async () => {
    expect((await functions.call(LIST, { as: "rosemary" })).body).toContain("We have no statement yet");
    expect((await functions.call(NEW, { as: "rosemary" })).body).toContain("multipart/form-data");
    expect(await send(JULY)).toMatchObject({ status: 303, headers: { location: `${LIST}?done=sent` } });
    expect(functions.checks).toEqual(["rcp_1"]);
    const { version, closingPence } = (await ledgers().head("rcp_1")) ?? {};
    expect(closingPence).toBe(80_800);
    expect(await send(JULY)).toMatchObject({ status: 303, headers: { location: `${LIST}?done=known` } });
    expect((await ledgers().head("rcp_1"))?.version).toBe(version);
    const { body } = await functions.call(LIST, { as: "rosemary" });
    expect(body).toContain("£808.00");
    expect(body).toContain("Please send the statement");
  });

  it("is told the line and the field of what is wrong, and nothing of the file is taken", async () => {
    const answer = await send(statement(row("02/07/2026", "", "848.00", "848.00"), row("03/07/2026", "40.0x", "", "808.00")));
    expect(answer.status).toBe(422);
    expect(answer.body.replaceAll(/<[^>]+>/g, "")).toContain("Line 3: Debit Amount is not an amount in pounds");
    expect((await ledgers().head("rcp_1"))?.lastPostedOn).toBeUndefined();
  });

  it("cannot bring rows of another account: theirs are taken, and the others named", async () => {
    const answer = await send(statement(row("02/07/2026", "", "848.00", "848.00"), row("02/07/2026", "5.00", "", "1.00", "87654321")));
    expect(answer.status).toBe(422);
    expect(answer.body.replaceAll(/<[^>]+>/g, "")).toContain("Line 3: Account Number is not of this account");
    expect([(await ledgers().head("rcp_1"))?.closingPence, (await ledgers().head("rcp_2"))?.lastPostedOn]).toEqual([84_800, undefined]);
  });

  it.each([
    {
      what: "the file of another bank",
      file: JULY,
      bank: "nationwide",
      words: "This file is not from Nationwide. It looks like one from Halifax, Lloyds Bank or TSB",
    },
    { what: "a file of nothing we know", file: "Day,Care\n1 July,40\n", bank: "lloyds", words: "This does not look like a file from Lloyds Bank. Sign in" },
    { what: "a PDF", file: "%PDF-1.7\n", bank: "lloyds", words: "This is not a CSV file" },
    { what: "a file that ends in the middle of a row", file: JULY.slice(0, -3), bank: "lloyds", words: "The end of this file is missing" },
    { what: "a row of too many cells", file: JULY.replace("SAMPLE", "SAM,PLE"), bank: "lloyds", words: "A part of this file cannot be read" },
  ])("is told in plain words why $what is not taken, and that nothing is lost", async ({ file, bank, words }) => {
    const answer = await send(file, bank);
    expect(answer.status).toBe(422);
    expect(answer.body).toContain(words);
    expect(answer.body).toContain("Nothing was added. The statements we already have are safe.");
    expect((await ledgers().head("rcp_1"))?.lastPostedOn).toBeUndefined();
  });

  it("is told when there is no file, and when no bank is chosen", async () => {
    expect((await send(undefined)).status).toBe(400);
    expect((await send(JULY, "trellis")).status).toBe(400);
    expect((await ledgers().head("rcp_1"))?.lastPostedOn).toBeUndefined();
  });

  it("may send a file in the letters of its bank, which does not say whose it is", async () => {
    const text = ["Account name,Sample", "Account Balance,£808.00", "Available Balance,£808.00", ""];
    const rows = ['"Date","Transaction type","Description","Paid out","Paid in","Balance"', '"02 Jul 2026","Bank credit","COUNCIL","","£848.00","£848.00"'];
    expect(await send(Buffer.from(`${[...text, ...rows].join("\r\n")}\r\n`, "latin1"), "nationwide")).toMatchObject({ status: 303 });
    expect((await ledgers().head("rcp_1"))?.closingPence).toBe(84_800);
  });

  it("lets who acts for them in matters of money send it, and nobody else", async () => {
    const theirs = "/people/rosemary/balance/statements";
    expect(await send(JULY, "lloyds", "nadia", `${theirs}/new`)).toMatchObject({ status: 303, headers: { location: `${theirs}?done=sent` } });
    expect((await send(JULY, "lloyds", "clara", `${theirs}/new`)).status).toBe(404);
    expect((await send(JULY, "lloyds", "stranger", `${theirs}/new`)).status).toBe(404);
  });
});

describe("an account whose statements come from somebody else", () => {
  it.each([
    { kind: "managed", words: "The organisation that looks after your account" },
    { kind: "card", words: "The supplier of your card" },
  ] as const)("is shown, and nothing is asked for: $kind", async ({ kind, words }) => {
    await openAccount(ledgers(), "rcp_1", COUNCIL, ["12345678"], kind);
    const { body } = await functions.call(LIST, { as: "rosemary" });
    expect([body.includes(words), body.includes("Send a statement")]).toEqual([true, false]);
    expect((await send(JULY)).status).toBe(422);
    expect((await ledgers().head("rcp_1"))?.lastPostedOn).toBeUndefined();
  });

  it("is not known, where no record of the council's is theirs", async () => {
    expect((await functions.call(LIST, { as: "stranger" })).body).toContain("We do not know of an account");
    expect((await functions.call(NEW, { as: "stranger" })).status).toBe(422);
  });
});

describe("the banks to choose from", () => {
  it("are layouts that statements are read by", () => {
    for (const bank of Object.keys(BANKS)) expect(statementLayouts().has(bank), bank).toBe(true);
  });
});
