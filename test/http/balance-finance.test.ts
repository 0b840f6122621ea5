import { beforeEach, describe, expect, it } from "vitest";
import { balanceCases } from "../../functions/balances/entries/cases.composition.ts";
import type { CheckResult } from "../../functions/balances/rules/result.ts";
import { dynamoDueStore } from "../../functions/balances/store/dynamo-due-store.ts";
import { dynamoLedgerStore } from "../../functions/balances/store/dynamo-ledger-store.ts";
import { dynamoOverLineStore } from "../../functions/balances/store/dynamo-over-line-store.ts";
import { checkAccount } from "../../functions/balances/use-cases/check-account.ts";
import { noteOverLine } from "../../functions/balances/use-cases/note-over-line.ts";
import { openCase } from "../../functions/balances/use-cases/open-case.ts";
import { type AccountFunctions, accountEnvironment, accountFunctions, anAccount, stored } from "../support/accounts.ts";
import { ABOUT, aResult, noon } from "../support/balance-cases.ts";
import { COUNCIL, OTHER_COUNCIL } from "../support/councils.ts";
import { CHECKING, cyclesTo, newHead, posted, someFacts } from "../support/ledger-scene.ts";
import { aTable, type TestTable } from "../support/tables.ts";

// What finance officers see besides the cases they work on.

const RUNS = `/councils/${COUNCIL}/balance-runs`;

let table: TestTable;
let functions: AccountFunctions;
let call: AccountFunctions["call"];
let clock = noon("2026-11-24");

beforeEach(async () => {
  clock = noon("2026-11-24");
  table = await aTable();
  functions = accountFunctions(table, { now: () => clock });
  call = functions.call;
  const account = (id: string, more: object = {}) => ({
    entity: "account" as const,
    after: anAccount({ id, email: `${id}@people.example`, displayName: `${id} Testwell`, ...more }),
    action: "test",
  });
  await stored(
    functions.accounts,
    account("rosemary", { grants: [{ role: "recipient" }] }),
    account("finn", { grants: [{ role: "finance-officer", authority: COUNCIL }] }),
    account("olive", { authority: OTHER_COUNCIL, grants: [{ role: "finance-officer", authority: OTHER_COUNCIL }] }),
    account("ruth", { grants: [{ role: "review-officer", authority: COUNCIL }] }),
  );
});

const mainOf = (html: string): string => /<main.*<\/main>/s.exec(html)?.[0] ?? "";
/** The words of a page, one space between any two. */
const wordsOf = (html: string): string =>
  mainOf(html)
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");
const page = async (path: string, as = "finn") => {
  const { status, body } = await call(path, { as });
  expect(status, path).toBe(200);
  return wordsOf(body);
};
const statusOf = async (path: string, as: string) => (await call(path, { as, throughCouncil: as === "olive" ? OTHER_COUNCIL : true })).status;
const ledger = () => dynamoLedgerStore(table.ledger);
const give = (result: CheckResult) => openCase(balanceCases(accountEnvironment(table), () => clock))({ result, revision: 1 }, ABOUT, clock);

describe("the report of a day's checks", () => {
  const part = { council: COUNCIL, day: "2026-11-24", part: "a", accounts: ["acc-a", "acc-b", "acc-c", "acc-d"] };
  it("is finished only when all who were due were measured, refused or missing; who is open is named by reference", async () => {
    const runs = dynamoDueStore(table.ledger);
    expect(await page(`${RUNS}/2026-11-24`)).toContain("Where it stands Not started");
    await runs.notePart(part);
    await runs.noteDone(part, ["measured", undefined, "missing", "refused"]);
    expect(await page(`${RUNS}/2026-11-24`)).toContain("Where it stands Not finished");
    await runs.notePlanned({ council: COUNCIL, day: "2026-11-24", plannedAt: "2026-11-24T05:00:00.000Z" });
    const open = await page(`${RUNS}/2026-11-24`);
    expect(open).toContain("Not finished Accounts to check 4 Checked 1 Statement missing 1 No payment in force 1 Still open 1");
    expect(open).toContain("acc-b");
    expect(open).not.toContain("acc-a");
    await runs.noteDone(part, ["measured", "measured", "missing", "refused"]);
    expect(await page(`${RUNS}/2026-11-24`)).toContain("Finished Accounts to check 4 Checked 2 Statement missing 1 No payment in force 1 Still open 0");
    expect(await page(RUNS)).toContain("24 November 2026 4 2 1 1 0 Finished 23 November 2026 0 0 0 0 0 Not started");
  });
  it("is seen by finance officers of the council alone, of days that have been", async () => {
    for (const path of [RUNS, `${RUNS}/2026-11-24`])
      expect(await Promise.all(["finn", "olive", "ruth", "rosemary"].map((as) => statusOf(path, as))), path).toEqual([200, 404, 403, 403]);
    expect(await Promise.all(["2026-11-25", "2026-02-30", "x"].map((day) => statusOf(`${RUNS}/${day}`, "finn")))).toEqual([404, 404, 404]);
    expect(await statusOf(`${RUNS}?to=never&after=x`, "finn")).toBe(200);
  });
});

describe("what the council is late with", () => {
  it("O1 names an account that was over the line for three cycles and of which nobody was asked, until a question is open", async () => {
    const store = ledger();
    const over = dynamoOverLineStore(table.ledgerOf("balanceCheck"));
    const facts = someFacts("card-1");
    await store.learn(undefined, newHead(facts), facts, []);
    await posted(store, "card-1", cyclesTo(5, { spent: 0.2 }));
    const check = checkAccount({ store, ...CHECKING, now: () => clock, noteOverLine: noteOverLine({ store, over }) });
    await check("card-1", "2026-08-24");
    expect(await page(RUNS)).toContain("Nothing at the moment");
    await check("card-1", "2026-11-24");
    const late = await page(RUNS);
    expect(late).toContain("More than needed in 3 checks in a row, and no question was asked Account Last checked More than needed card-1 18 October 2026");
    await give(aResult(3));
    expect(await page(RUNS)).toContain("Nothing at the moment");
  });
  it("O1 names a question that nobody worked on for longer than the policy allows", async () => {
    clock = noon("2026-03-31");
    await give(aResult(3));
    clock = noon("2026-04-28");
    expect(await page(RUNS)).toContain("Nothing at the moment");
    clock = noon("2026-04-29");
    expect(await page(RUNS)).toContain(
      "No one at the council has worked on these questions for 28 days Account Last worked on Where it stands card-1.1 31 March 2026",
    );
  });
});
