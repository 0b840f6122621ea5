import { beforeEach, describe, expect, it } from "vitest";
import { newRecipient, withStatement } from "../../functions/arrangements/rules/recipient-facts.ts";
import { balanceCases } from "../../functions/balances/entries/cases.composition.ts";
import type { CheckResult } from "../../functions/balances/rules/result.ts";
import { dynamoCaseStore } from "../../functions/balances/store/dynamo-case-store.ts";
import { dynamoDueStore } from "../../functions/balances/store/dynamo-due-store.ts";
import { dynamoLedgerStore } from "../../functions/balances/store/dynamo-ledger-store.ts";
import { dynamoOverLineStore } from "../../functions/balances/store/dynamo-over-line-store.ts";
import { dynamoTrialStore } from "../../functions/balances/store/dynamo-trial-store.ts";
import { checkAccount } from "../../functions/balances/use-cases/check-account.ts";
import { noteOverLine } from "../../functions/balances/use-cases/note-over-line.ts";
import { openCase } from "../../functions/balances/use-cases/open-case.ts";
import { readAccount } from "../../functions/balances/use-cases/read-account.ts";
import { tryPart } from "../../functions/balances/use-cases/try-rules.ts";
import { trailOf } from "../../shared/audit/trail.ts";
import { balancePolicyOn } from "../../shared/policy/balances.ts";
import { keys } from "../../shared/table/keys.ts";
import { type AccountFunctions, accountEnvironment, accountFunctions, anAccount, stored } from "../support/accounts.ts";
import { ABOUT, aResult, noon } from "../support/balance-cases.ts";
import { COUNCIL, OTHER_COUNCIL } from "../support/councils.ts";
import { CHECKING, cyclesTo, newHead, posted, someFacts } from "../support/ledger-scene.ts";
import { StatementScene } from "../support/statement-scene.ts";
import { aTable, type TestTable } from "../support/tables.ts";
import { storedCases } from "../support/vetting.ts";

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

/** An account that paid little out, of which a check found more than it needs and a question was sent. */
const questioned = async () => {
  const store = ledger();
  const facts = someFacts("card-1");
  await store.learn(undefined, newHead(facts), facts, [{ account: "card-1", authority: COUNCIL, reference: "=CARD-1", kind: "card", from: "2026-06-01" }]);
  await posted(store, "card-1", cyclesTo(3, { spent: 0.2, at: "2026-08-24T06:00:00.000Z" }));
  const results: CheckResult[] = [];
  const check = (today: string, at: number) =>
    checkAccount({
      store,
      ...CHECKING,
      now: () => at,
      noteOverLine: async (_, result) => {
        results.push(result);
      },
    })("card-1", today);
  await check("2026-08-25", noon("2026-08-25"));
  clock = noon("2026-08-25");
  for (const result of results) await give(result);
  clock = noon("2026-08-26");
  const found = await dynamoCaseStore(table.table).balanceCase("card-1.1");
  const form = { version: String(found?.version), words: "Because", way: "phone" };
  expect((await call("/balance-cases/card-1.1/moves/send-question", { as: "finn", form })).status).toBe(303);
  return { store, check, results };
};

describe("the evidence of a notice", () => {
  it("has what was known when it was given, and what came later apart from it, whatever day that is of", async () => {
    const { store, check } = await questioned();
    // A row of a day long before, and the next cycle: both come after the notice.
    const late = cyclesTo(4, { spent: 0.5, at: "2026-09-30T06:00:00.000Z" }).slice(3);
    await posted(store, "card-1", late);
    clock = noon("2026-09-30");
    await check("2026-09-30", clock);
    const words = await page("/balance-cases/card-1.1/evidence");
    const [known = "", later = ""] = words.split("What came later Nothing below was known");
    expect(known).toContain("What was known at the notice of Wednesday 26 August 2026, 1pm");
    expect(known).toContain("How it was given By phone");
    expect(known).toContain("Cycle 3, measured on 23 August 2026, revision 1, by version 1 of the rules");
    expect(known).toContain("Agreement in force 2026, signed on 20 May 2026, with a clause about money that is left");
    expect(known).toContain("Please tell us why by 23 September 2026");
    expect(known).toContain("On the account: £2,035.20");
    expect(known).toContain("Council funding 1 June 2026 £212.00 a week, of which the person pays £0.00");
    expect(known).not.toContain("30 September 2026");
    expect(later).toContain("30 September 2026");
    expect(later).toContain("Later: money in and out");
    expect(later).toContain("25 August 2026 Transfer Sample Care 0 -£106.00 £2,014.00 30 September 2026");
    expect(later).not.toContain("23 August 2026");
  });
  it("and the movements of its account are seen by finance officers of the council while the case is open, and each look is on its person's trail", async () => {
    await questioned();
    const paths = ["/balance-cases/card-1.1/evidence", "/balance-cases/card-1.1/movements.csv"];
    for (const path of paths)
      expect(await Promise.all(["finn", "olive", "ruth", "rosemary"].map((as) => statusOf(path, as))), path).toEqual([200, 404, 403, 404]);
    const looks = (await trailOf(table.table, keys.account("rosemary"))).filter(({ actor }) => actor.subject === "finn");
    expect(looks.map(({ action, changes }) => [action, changes[0]?.to])).toContainEqual(["looked:balance-case:read", "BALANCE-CASES#card-1|CASE#0001"]);
    expect(await statusOf("/balance-cases/card-1.1/evidence?notice=2", "finn")).toBe(404);
    const found = await dynamoCaseStore(table.table).balanceCase("card-1.1");
    const form = {
      version: String(found?.version),
      words: "Fine",
      outcome: "nothing-wrong",
      "quietUntil-day": "1",
      "quietUntil-month": "12",
      "quietUntil-year": "2026",
    };
    expect((await call("/balance-cases/card-1.1/moves/close", { as: "finn", form })).status).toBe(303);
    for (const path of paths) expect(await statusOf(path, "finn"), path).toBe(404);
  });
});

describe("a CSV", () => {
  const textOf = async (path: string) => {
    const { status, headers, body } = await call(path, { as: "finn" });
    expect([status, headers["content-type"], headers["cache-control"]]).toEqual([200, "text/csv; charset=utf-8", "private, no-store"]);
    return Buffer.from(body, "base64").toString("utf8");
  };
  it("of cases names accounts, never people", async () => {
    await give(aResult(3));
    const csv = await textOf(`/councils/${COUNCIL}/balance-cases.csv`);
    expect(csv.split("\r\n")).toEqual([
      "\u{FEFF}case,account,kind,opened,amount,found,state,to do,worked on",
      "card-1.1,card-1,card,2026-11-24,700.00,excess,found,,2026-11-24",
      "",
    ]);
    expect(await Promise.all(["olive", "ruth", "rosemary"].map((as) => statusOf(`/councils/${COUNCIL}/balance-cases.csv`, as)))).toEqual([404, 403, 403]);
  });
  it("F31 of movements runs nothing in a spreadsheet, and is brought in again as it was", async () => {
    const { store } = await questioned();
    const csv = await textOf("/balance-cases/card-1.1/movements.csv");
    expect(csv).toContain("\r\n'=CARD-1,");
    const scene = new StatementScene();
    scene.aliases.set("=CARD-1", "card-1");
    await scene.bring(csv);
    const read = await readAccount(store, "card-1");
    // The case is about the second cycle on: the first was not over the line.
    const known = read?.ledger.movements.filter(({ postedOn }) => postedOn >= "2026-07-27") ?? [];
    expect(known.length).toBeGreaterThan(0);
    expect(scene.ledger("card-1").movements.map(({ postedOn, kind, pence, balancePence, text }) => [postedOn, kind, pence, balancePence, text])).toEqual(
      known.map(({ postedOn, kind, pence, balancePence, text }) => [postedOn, kind, pence, balancePence, text]),
    );
  });
});

describe("the published rate of false alarms", () => {
  it("counts the questions of a month by rule, hides small numbers, and says when the rule is at fault", async () => {
    const path = `/councils/${COUNCIL}/balance-rates?month=2026-11`;
    const close = async (account: string, outcome: string) => {
      await openCase(balanceCases(accountEnvironment(table), () => clock))(
        { result: { ...aResult(3), account }, revision: 1 },
        { ...ABOUT, recipient: `r-${account}` },
        clock,
      );
      const moved = async (move: string, form: Readonly<Record<string, string>>) => {
        const found = await dynamoCaseStore(table.table).balanceCase(`${account}.1`);
        const answered = await call(`/balance-cases/${account}.1/moves/${move}`, {
          as: "finn",
          form: { version: String(found?.version), words: "Because", ...form },
        });
        expect(answered.status, move).toBe(303);
      };
      await moved("send-question", { way: "phone" });
      await moved("close", { outcome, "quietUntil-day": "1", "quietUntil-month": "12", "quietUntil-year": "2027" });
    };
    expect(await page(path)).toContain("No question was sent in November 2026");
    for (let at = 1; at <= 4; at += 1) await close(`a-${at}`, "nothing-wrong");
    const few = await page(path);
    expect(few).toContain("More than needed Fewer than 5 Not shown Not shown Not shown Not known yet");
    await close("a-5", "explained");
    const all = await page(path);
    expect(all).toContain("More than needed 5 5 80% 0 The rule is at fault");
    expect(all).toContain("fewer than 20% should end with nothing wrong. Above 30% the rule is at fault, not the people.");
    expect(await Promise.all(["olive", "ruth", "rosemary"].map((as) => statusOf(path, as)))).toEqual([404, 403, 403]);
    expect(await page(`/councils/${COUNCIL}/balance-rates?month=2031-01`)).toContain("October 2026");
  });
});

describe("the final statement", () => {
  const STATEMENT = "/recipients/rcp_1/final-statement";
  const known = (account?: string) =>
    storedCases(functions.accounts, {
      entity: "recipient",
      after: {
        ...withStatement(
          newRecipient("rcp_1", COUNCIL, "C-1001", "2026-01-01T09:00:00.000Z"),
          { from: "2026-01-01", dated: {}, plain: { name: "Rosemary Testwell" } },
          "2026-01-01T09:00:00.000Z",
        ),
        ...(account === undefined ? {} : { account }),
      },
      action: "test",
    });
  const ended = async (diedOn?: string, typed: { on: string; pence: number; learnedAt: string }[] = []) => {
    const store = ledger();
    const said = (value: string) => [{ from: value, learnedAt: "2026-08-20T09:00:00.000Z", value }];
    const facts = someFacts("rcp_1", {
      typed,
      ...(diedOn === undefined ? { endedOn: said("2026-08-17") } : { diedOn: said(diedOn) }),
      support: [
        {
          arrangement: "arr-1",
          name: "Petra Assist",
          employed: true,
          startedOn: "2023-06-01",
          lastDay: "2026-08-17",
          terms: [
            {
              from: "2023-06-01",
              learnedAt: "2026-05-20T09:00:00.000Z",
              value: { hours: 10, ratePence: 1300, pay: "four-weekly", payWhen: "arrears", hoursBasis: "planned" },
            },
          ],
          worked: [],
          paid: [{ upTo: "2026-08-02", learnedAt: "2026-08-03T09:00:00.000Z" }],
          employer: [{ from: "2023-06-01", learnedAt: "2026-05-20T09:00:00.000Z", value: { employedFrom: "2023-06-01" } }],
        },
      ],
    });
    await store.learn(undefined, newHead(facts), facts, []);
    await posted(store, "rcp_1", cyclesTo(3, { spent: 0.2 }));
  };
  it("O4 O17 lists everyone who is paid first, redundancy among them, and every line, and asks for nothing", async () => {
    await known("rosemary");
    await ended();
    const words = await page(STATEMENT);
    expect(words).toContain("It ended on 17 August 2026. This is the account at the end of 23 August 2026");
    expect(words).toContain("Paid first For support you have had and not paid for yet: Petra Assist");
    expect(words).toContain("Saved for redundancy pay: Petra Assist");
    expect(words.indexOf("Paid first")).toBeLessThan(words.indexOf("What is left came from"));
    expect(words).toContain("This page asks for nothing.");
    expect(words).toContain("Give this to the person");
    expect((await call("/people/me/balance", { as: "rosemary" })).body).toContain('href="/people/me/balance/final-statement"');
    const theirs = await page("/people/me/balance/final-statement", "rosemary");
    expect(theirs).toContain("Saved for redundancy pay: Petra Assist");
    expect(theirs).not.toContain("Give this to");
    expect(await Promise.all(["finn", "olive", "ruth", "rosemary"].map((as) => statusOf(STATEMENT, as)))).toEqual([200, 404, 403, 404]);
  });
  it("goes to whoever acts for the estate after a death, and a look is noted on the council's record where there is no account", async () => {
    await known();
    await ended("2026-08-17");
    expect(await page(STATEMENT)).toContain("Give this to the people who act for the estate");
    const trail = await trailOf(table.table, { pk: "RECIPIENT#rcp_1", sk: "RECIPIENT" });
    expect(trail.map(({ action, actor }) => [action, actor.subject])).toContainEqual(["looked:final-statement:read", "finn"]);
    expect(await page("/people/me/balance/final-statement", "rosemary")).toContain("There is no final statement");
  });
  it("goes by the newest balance that was typed where statements end before it", async () => {
    await known("rosemary");
    await ended(undefined, [{ on: "2026-09-20", pence: 12_345, learnedAt: "2026-09-22T09:00:00.000Z" }]);
    const words = await page(STATEMENT);
    expect(words).toContain("This is the account at the end of 20 September 2026");
    expect(words).toContain("On the account, typed from a paper statement £123.45");
  });
  it("is not there while the direct payment goes on", async () => {
    await known("rosemary");
    const store = ledger();
    const facts = someFacts("rcp_1");
    await store.learn(undefined, newHead(facts), facts, []);
    for (const [path, as] of [
      [STATEMENT, "finn"],
      ["/people/me/balance/final-statement", "rosemary"],
    ] as const)
      expect(await page(path, as)).toContain("There is no final statement");
  });
});

describe("a trial of other rules", () => {
  const PATH = `/councils/${COUNCIL}/balance-trial`;
  const FORM = { weeks: "4", tolerancePence: "5", cyclesBeforeAsking: "1", plannedWorkDays: "14" };
  it("shows who would be asked by them and by today's and how that ended, writes no result and sends nothing", async () => {
    const store = ledger();
    for (const [id, spent] of [
      ["card-1", 0.2],
      ["card-2", 0.6],
      ["card-3", 1],
    ] as const) {
      const facts = someFacts(id);
      await store.learn(undefined, newHead(facts), facts, []);
      await posted(store, id, cyclesTo(4, { spent }));
      await checkAccount({ store, ...CHECKING, now: () => clock })(id, "2026-09-25");
    }
    await give(aResult(3));
    const everything = async () => [await store.results("card-1"), await store.head("card-1"), await store.results("card-2"), await store.head("card-2")];
    const before = await everything();
    const { status, headers } = await call(PATH, { as: "finn", form: { ...FORM, weeks: "8" } });
    expect(status).toBe(303);
    const result = headers["location"] ?? "";
    expect(await page(result)).toContain("0 of 16 parts are done");
    const money = table.ledgerOf("balanceTrial");
    const trial = result.split("/").at(-1) ?? "";
    const tryOne = tryPart({
      trials: dynamoTrialStore(money),
      ledger: dynamoLedgerStore(money),
      cases: dynamoCaseStore(table.tableOf("balanceTrial")),
      policyOn: balancePolicyOn,
    });
    // Each part twice, as a queue may deliver it.
    for (let shard = 0; shard < 16; shard += 1) for (let time = 0; time < 2; time += 1) await tryOne({ council: COUNCIL, trial, shard });
    const words = await page(result);
    expect(words).not.toContain("parts are done");
    expect(words).toContain("Weeks of the payment we never ask about 4 8");
    expect(words).toContain("Accounts that would be asked 2 1");
    expect(words).toContain("Accounts 3 Checks of them 12 Asked by both 1 No longer asked 1 Asked only by the rules you try 0");
    expect(words).toContain("A question is open 1 1 Never asked 1 0");
    expect(words).toContain("card-2 2 0 Never asked");
    const { body } = await call(result, { as: "finn" });
    expect(body).toContain('href="/balance-cases/card-1.1"');
    expect(body).not.toContain('href="/balance-cases/card-2');
    expect(await everything()).toEqual(before);
    expect(await dynamoCaseStore(table.table).newestOf("card-2")).toBeUndefined();
    expect(await Promise.all(["olive", "ruth", "rosemary"].map((as) => statusOf(result, as)))).toEqual([404, 403, 403]);
    expect(await statusOf(`/councils/${OTHER_COUNCIL}/balance-trial/${trial}`, "olive")).toBe(404);
  });
  it("takes no values beyond reason, and says which are wrong", async () => {
    for (const wrong of [{ weeks: "53" }, { weeks: "-1" }, { tolerancePence: "10,001" }, { cyclesBeforeAsking: "0" }, { plannedWorkDays: "x" }]) {
      const { status, body } = await call(PATH, { as: "finn", form: { ...FORM, ...wrong } });
      expect([status, (body.match(/govuk-error-message/g) ?? []).length], JSON.stringify(wrong)).toEqual([400, 1]);
    }
    expect(await Promise.all(["finn", "olive", "ruth", "rosemary"].map((as) => statusOf(PATH, as)))).toEqual([200, 404, 403, 403]);
  });
});
