import { beforeEach, describe, expect, it } from "vitest";
import type { DatedValues } from "../../functions/arrangements/rules/recipient.ts";
import { newRecipient, withStatement } from "../../functions/arrangements/rules/recipient-facts.ts";
import { balanceCases } from "../../functions/balances/entries/cases.composition.ts";
import type { BalanceCase } from "../../functions/balances/rules/balance-case.ts";
import type { CheckResult } from "../../functions/balances/rules/result.ts";
import { dynamoCaseStore, dynamoDueCases } from "../../functions/balances/store/dynamo-case-store.ts";
import { openCase } from "../../functions/balances/use-cases/open-case.ts";
import { sweepCases } from "../../functions/balances/use-cases/sweep-cases.ts";
import { daysAfter } from "../../shared/domain/time.ts";
import { type AccountFunctions, accountEnvironment, accountFunctions, aDelegation, anAccount, stored } from "../support/accounts.ts";
import { ABOUT, aFinding, aResult, noon, RULES } from "../support/balance-cases.ts";
import { COUNCIL, OTHER_COUNCIL } from "../support/councils.ts";
import { aTable, type TestTable } from "../support/tables.ts";
import { storedCases } from "../support/vetting.ts";

// From what a check found to an answer, or to money that is asked back, with everybody in between.

const QUESTION = "/people/me/balance/question";
const LIST = `/councils/${COUNCIL}/balance-cases`;
const CASE = "/balance-cases/card-1.1";

let table: TestTable;
let functions: AccountFunctions;
let call: AccountFunctions["call"];
let clock = noon("2026-03-31");

const believes = (dated: Partial<DatedValues> = {}) =>
  withStatement(
    { ...newRecipient("rcp_1", COUNCIL, "C-1001", "2026-01-01T09:00:00.000Z"), account: "rosemary" },
    {
      from: "2026-01-01",
      dated: {
        councilLine: { weeklyGrossPence: 20_000, weeklyContributionPence: 0 },
        agreement: { kind: "recipient", version: "2025", signedOn: "2025-12-01", surplusClause: true },
        ...dated,
      },
      plain: { name: "Rosemary Testwell" },
    },
    "2026-01-01T09:00:00.000Z",
  );

beforeEach(async () => {
  clock = noon("2026-03-31");
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
  const finance = { grants: [{ role: "finance-officer", authority: COUNCIL }] };
  await stored(
    functions.accounts,
    account("rosemary", { grants: [{ role: "recipient" }] }),
    ...["nadia", "clara"].map((id) => account(id)),
    ...["finn", "gita", "hana"].map((id) => account(id, finance)),
    account("gita-too", { ...finance, email: "finn@people.example" }),
    account("olive", { authority: OTHER_COUNCIL, grants: [{ role: "finance-officer", authority: OTHER_COUNCIL }] }),
    account("ruth", { grants: [{ role: "review-officer", authority: COUNCIL }] }),
    delegation("nadia", "money"),
    delegation("clara", "search-and-contact"),
  );
});

const known = async (dated: Partial<DatedValues> = {}) => storedCases(functions.accounts, { entity: "recipient", after: believes(dated), action: "test" });
const deps = (name?: "balances" | "balanceSweep") => balanceCases(accountEnvironment(table, name), () => clock);
const give = (result: CheckResult, revision = 1, about = ABOUT) => openCase(deps())({ result, revision }, about, clock);
const sweep = () => sweepCases(deps("balanceSweep"), dynamoDueCases(table.tableOf("balanceSweep")), clock);
const read = async (id = "card-1.1") => {
  const found = await dynamoCaseStore(table.table).balanceCase(id);
  if (!found) throw new Error("No such case");
  return found;
};
const state = async (): Promise<BalanceCase["state"]> => (await read()).body.state;
const notices = async (account: string) => (await functions.accounts.store.noticesOf(account, clock)).map(({ code }) => code);
const at = (day: string) => {
  clock = noon(day);
};
const say = async (as: string, form: Readonly<Record<string, string>>, path = QUESTION) => call(path, { as, form: { step: "answer", ...form } });
const step = async (as: string, move: string, form: Readonly<Record<string, string>> = {}) =>
  call(`${CASE}/moves/${move}`, { as, form: { version: String((await read()).version), words: "Because", ...form } });
const made = async (as: string, move: string, form: Readonly<Record<string, string>> = {}) => {
  const { status, body } = await step(as, move, form);
  expect(status, `${move}: ${/govuk-error-summary.*?<\/ul>/s.exec(body)?.[0] ?? ""}`).toBe(303);
};
const mainOf = (html: string): string => /<main.*<\/main>/s.exec(html)?.[0] ?? "";

const PROPOSAL = { council: "600", councilGround: "surplus-clause", payer: "Rosemary", method: "unload", instalments: "1" };
/** Asked, answered, and checked again. */
const answered = async (code = "did-not-need-it") => {
  await give(aResult(3));
  at("2026-04-01");
  await sweep();
  at("2026-04-10");
  expect((await say("rosemary", { code })).status).toBe(303);
  at("2026-04-28");
  await give(aResult(4));
};
const approved = async () => {
  await answered();
  at("2026-04-29");
  await made("finn", "propose", PROPOSAL);
  at("2026-04-30");
  await made("gita", "approve", { way: "online", format: "standard" });
};

describe("a question about a balance", () => {
  it("is sent the day after by itself, to the person and whoever looks after the money, and to nobody else; once, however often it is swept", async () => {
    await known();
    expect([await give(aResult(3)), await give(aResult(3))]).toEqual(["open", "nothing"]);
    expect([(await sweep()).done, await state()]).toEqual([0, "found"]);
    expect(mainOf((await call(QUESTION, { as: "rosemary" })).body)).toContain("There is no question at the moment");
    at("2026-04-01");
    expect([await sweep(), await sweep()]).toEqual([
      { due: 1, done: 1 },
      { due: 0, done: 0 },
    ]);
    expect([await notices("rosemary"), await notices("nadia"), await notices("clara")]).toEqual([["balance-question"], ["balance-question"], []]);
    at("2026-04-15");
    await sweep();
    await sweep();
    expect(await notices("rosemary")).toEqual(["balance-reminder", "balance-question"]);
    at("2026-04-22");
    await sweep();
    expect([(await read()).body.question?.callDueOn, await notices("rosemary")]).toEqual(["2026-04-22", ["balance-reminder", "balance-question"]]);
  });
  it("shows its sum line by line, and is answered on one page; a person who cannot find support is led to a request", async () => {
    await known();
    await answered("could-not-find-provider");
    const page = mainOf((await call(QUESTION, { as: "rosemary" })).body);
    for (const words of ["£1,500.00", "-£800.00", "£700.00", "I could not find anyone to give the support", 'href="/people/me/requests/new"'])
      expect(page).toContain(words);
    expect(page).not.toMatch(/excess|misuse|clawback|fraud/i);
    expect((await read()).body.answers.map(({ code, way, by }) => [code, way, by])).toEqual([["could-not-find-provider", "online", "rosemary"]]);
  });
  it("is answered by whoever looks after the money, and not seen by whoever may only look for support", async () => {
    await known();
    await give(aResult(3));
    at("2026-04-01");
    await sweep();
    const path = "/people/rosemary/balance/question";
    expect([(await say("nadia", { code: "saving", amount: "200" }, path)).status, (await call(path, { as: "clara" })).status]).toEqual([303, 404]);
    expect((await read()).body).toMatchObject({
      state: "answered",
      review: { why: "plan", by: "system" },
      answers: [{ code: "saving", pence: 20_000, by: "nadia" }],
    });
  });
  it("about contributions leads step by step to a reminder, a call and a review, each once, and to nothing that stops support", async () => {
    await known();
    const missed = aResult(3, { balance: 1000, findings: [aFinding("contribution-missed", 9000)] });
    await give(missed);
    const swept = async (day: string) => {
      at(day);
      await sweep();
      await sweep();
      return (await read()).body.ladder?.map(({ step: one }) => one) ?? [];
    };
    expect(await swept("2026-04-01")).toEqual([]);
    at("2026-04-08");
    expect((await say("rosemary", { code: "other", words: "I am waiting for my bank" })).status).toBe(303);
    const [reminder, call, review] = RULES.contribution.ladder.map(({ afterWeeks }) => daysAfter(missed.measuredOn, afterWeeks * 7));
    if (!reminder || !call || !review) throw new Error("Not three steps");
    expect([await swept(daysAfter(reminder, -1)), await swept(reminder)]).toEqual([[], ["reminder"]]);
    expect(await notices("rosemary")).toEqual(["balance-contribution", "balance-question"]);
    expect([await swept(daysAfter(call, -1)), await swept(call)]).toEqual([["reminder"], ["reminder", "call"]]);
    expect([await swept(daysAfter(review, -1)), await swept(review)]).toEqual([
      ["reminder", "call"],
      ["reminder", "call", "review"],
    ]);
    expect(await swept(daysAfter(review, 200))).toEqual(["reminder", "call", "review"]);
    expect((await read()).body).toMatchObject({ state: "answered", question: { callDueOn: call }, review: { why: "plan", by: "system:balance-sweep" } });
  });
  it("about contributions takes no step where its person cannot decide, is left in peace, or cannot be reached", async () => {
    await known({ capacity: "no" });
    await give(aResult(3, { balance: 150_000, findings: [aFinding("contribution-missed", 9000), aFinding("excess", 70_000)] }));
    at("2026-04-01");
    await sweep();
    expect(await state()).toBe("question-sent");
    await made("finn", "record-call", { reached: "yes" });
    for (const days of [28, 60, 90, 140]) {
      at(daysAfter("2026-04-01", days));
      await sweep();
    }
    expect((await read()).body.ladder).toBeUndefined();
  });
  it("says in words what is wrong with an answer", async () => {
    await known();
    await give(aResult(3));
    at("2026-04-01");
    await sweep();
    for (const [form, words] of [
      [{}, "Choose the main reason"],
      [{ code: "saving", amount: "a lot" }, "Enter an amount in pounds"],
      [{ code: "other" }, "Tell us more"],
    ] as const) {
      const { status, body } = await say("rosemary", form);
      expect([status, body.includes(words)]).toEqual([400, true]);
    }
  });
  it("is not sent to whom it is withheld from, who see no page of it", async () => {
    await known();
    await give(aResult(3));
    const nextPages = [`${LIST}?after=`, `${LIST}?by=amount&after=${"x".repeat(2000)}`];
    for (const path of nextPages) expect((await call(path, { as: "finn" })).status).toBe(200);
    await made("finn", "withhold", { withheldFrom: "nadia" });
    at("2026-04-01");
    await sweep();
    expect([await notices("rosemary"), await notices("nadia")]).toEqual([["balance-question"], []]);
    expect(mainOf((await call("/people/rosemary/balance/question", { as: "nadia" })).body)).toContain("There is no question at the moment");
    expect((await say("nadia", { code: "saving" }, "/people/rosemary/balance/question")).status).toBe(404);
  });
  it("tells its person nothing, not even by their own trail, where it is withheld from them", async () => {
    await known();
    await give(aResult(3));
    const looks = async () => {
      const account = await functions.accounts.store.account("rosemary");
      return (account ? await functions.accounts.store.trail("account", account.body) : []).filter(({ action }) => action.startsWith("looked:")).length;
    };
    await made("finn", "withhold", { withheldFrom: "rosemary" });
    const before = await looks();
    expect((await call(CASE, { as: "gita" })).status).toBe(200);
    at("2026-04-01");
    await sweep();
    expect([(await looks()) - before, await notices("rosemary"), await notices("nadia")]).toEqual([0, [], ["balance-question"]]);
    expect((await functions.accounts.dataSubject.personalDataOf("rosemary"))["balance-case"]).toEqual([]);
    const trail = await dynamoCaseStore(table.table).trail((await read()).body);
    expect(trail.map(({ action }) => action)).toContain("looked:balance-case:read");
  });
  it("goes with the finding: a revision that says there was nothing withdraws it once", async () => {
    await known();
    await give(aResult(3));
    at("2026-04-01");
    await sweep();
    const nothing = aResult(3, { balance: 50_000 });
    at("2026-04-02");
    expect([await give(nothing, 2), await give(nothing, 2)]).toEqual(["withdraw", "nothing"]);
    expect([await notices("rosemary"), await state()]).toEqual([["balance-withdrawn", "balance-question"], "closed"]);
    expect((await call(CASE, { as: "finn" })).status).toBe(404);
  });
  it("waits while the person is in hospital, and goes on when they are home", async () => {
    await known({ whereabouts: "hospital" });
    await give(aResult(3));
    at("2026-04-01");
    expect([(await sweep()).done, await state(), (await read()).body.nextOn]).toEqual([1, "found", "2026-04-02"]);
    expect(await notices("rosemary")).toEqual([]);
  });
  it("is nobody's to answer by Trellis where the person has no account: an officer sends it by hand", async () => {
    await known();
    await give(aResult(3), 1, { ...ABOUT, owner: undefined });
    at("2026-04-01");
    await sweep();
    expect([await state(), (await read()).body.nextOn]).toEqual(["found", undefined]);
    expect((await step("finn", "send-question", { way: "online" })).status).toBe(422);
    await made("finn", "send-question", { way: "letter" });
    expect((await read()).body.question?.way).toBe("letter");
    await call(CASE, { as: "finn" });
    const trail = await dynamoCaseStore(table.table).trail((await read()).body);
    expect(trail.map(({ action }) => action)).toEqual(["balance:open", "balance:look", "balance:send-question", "looked:balance-case:read"]);
  });
  it("does not go to somebody who cannot decide, unless someone acts for them", async () => {
    await known({ capacity: "no" });
    await give({ ...aResult(3), account: "card-9" }, 1, { ...ABOUT, owner: "clara" });
    await give(aResult(3));
    at("2026-04-01");
    await sweep();
    expect([(await read("card-9.1")).body.state, await state(), await notices("clara"), await notices("nadia")]).toEqual([
      "found",
      "question-sent",
      [],
      ["balance-question"],
    ]);
  });
  it("is swept by two at the same moment, and sent once", async () => {
    await known();
    await give(aResult(3));
    at("2026-04-01");
    const both = await Promise.all([sweep(), sweep()]);
    expect([both.reduce((sum, { done }) => sum + done, 0), await notices("rosemary")]).toEqual([1, ["balance-question"]]);
    expect((await read()).body.history.map(({ move }) => move)).toEqual(["open", "send-question"]);
  });
  it("comes of two checks at the same moment once", async () => {
    await known();
    const both = await Promise.all([give(aResult(3)), give(aResult(4))]);
    expect([both.toSorted(), (await dynamoCaseStore(table.table).byAge(COUNCIL)).records.length]).toEqual([["absorb", "open"], 1]);
  });
});

describe("finance officers", () => {
  it("see open questions of their council by age and by amount, page by page; nobody else does, and each look is on the person's trail", async () => {
    await known();
    for (let n = 1; n <= 52; n += 1) {
      at(n === 52 ? "2026-04-02" : "2026-03-31");
      await give({ ...aResult(3, { findings: [aFinding("excess", n * 100)] }), account: `card-${n}` }, 1, {
        ...ABOUT,
        owner: n === 1 ? "rosemary" : undefined,
      });
    }
    const idsOn = (html: string) => [...html.matchAll(/href="\/balance-cases\/(card-\d+)\.1"/g)].map(([, id]) => id);
    const [byAge, byAmount] = [(await call(LIST, { as: "finn" })).body, (await call(`${LIST}?by=amount`, { as: "finn" })).body];
    expect([idsOn(byAge).length, idsOn(byAmount).length, idsOn(byAmount)[0], idsOn(byAmount)[49]]).toEqual([50, 50, "card-52", "card-3"]);
    const next = (html: string) => /href="([^"]*after=[^"]*)"/.exec(html)?.[1]?.replaceAll("&amp;", "&") ?? "";
    expect(idsOn((await call(next(byAmount), { as: "finn" })).body)).toEqual(["card-2", "card-1"]);
    expect(idsOn((await call(next(byAge), { as: "finn" })).body).at(-1)).toBe("card-52");
    for (const [as, status] of [
      ["ruth", 403],
      ["rosemary", 403],
    ] as const)
      expect((await call(LIST, { as })).status).toBe(status);
    expect((await call(CASE, { as: "olive", throughCouncil: OTHER_COUNCIL })).status).toBe(404);
    expect((await call(CASE, { as: "finn" })).status).toBe(200);
    const trail = await functions.accounts.store.trail("account", (await functions.accounts.store.account("rosemary"))?.body ?? anAccount({ id: "none" }));
    expect(trail.at(-1)).toMatchObject({ action: "looked:balance-case:read", actor: { subject: "finn" } });
  });
  it("take money back only as two, after the notice, and only what the account can spare at that moment", async () => {
    await known();
    await answered();
    at("2026-04-29");
    await made("finn", "propose", PROPOSAL);
    for (const who of ["finn", "gita-too"]) expect((await call(`${CASE}/moves/approve`, { as: who })).status).toBe(422);
    at("2026-04-30");
    await made("gita", "approve", { way: "online", format: "standard" });
    expect([(await notices("rosemary"))[0], (await notices("nadia"))[0]]).toEqual(["balance-recoup", "balance-recoup"]);
    const page = mainOf((await call(QUESTION, { as: "rosemary" })).body);
    for (const words of ["£600.00", "28 May 2026", "Care Act 2014", "Challenge this"]) expect(page).toContain(words);
    at("2026-05-27");
    const early = await step("gita", "take", { amount: "600", balance: "1500" });
    expect([early.status, early.body.includes("The days of notice are not over yet")]).toEqual([422, true]);
    at("2026-05-28");
    expect((await step("gita", "take", { amount: "600", balance: "1399.99" })).status).toBe(422);
    await made("gita", "take", { amount: "600", balance: "1400" });
    expect((await read()).body).toMatchObject({ state: "closed", outcome: "recouped", proposal: { taken: [{ pence: 60_000, by: "gita" }] } });
  });
  it("cannot propose without a clause that was signed", async () => {
    await known({ agreement: { kind: "recipient", version: "2019", signedOn: "2019-12-01", surplusClause: false } });
    await answered();
    at("2026-04-29");
    const { status, body } = await step("finn", "propose", PROPOSAL);
    expect([status, body.includes("The agreement has no clause that allows this")]).toEqual([422, true]);
  });
  it("hand a challenge to a third, and nothing is taken until then", async () => {
    await known();
    await approved();
    at("2026-05-10");
    expect((await call(QUESTION, { as: "rosemary", form: { step: "challenge", words: "" } })).status).toBe(400);
    expect((await call(QUESTION, { as: "rosemary", form: { step: "challenge", words: "It is for my holiday" } })).status).toBe(303);
    at("2026-05-28");
    for (const who of ["finn", "gita"]) expect((await step(who, "uphold")).status).toBe(422);
    expect((await step("gita", "take", { amount: "600", balance: "1500" })).status).toBe(422);
    await made("hana", "uphold");
    expect((await notices("rosemary"))[0]).toBe("balance-upheld");
    expect((await step("gita", "take", { amount: "600", balance: "1500" })).status).toBe(422);
    expect(mainOf((await call(QUESTION, { as: "rosemary" })).body)).toContain("15 June 2026");
  });
  it("cannot give a notice in a format that somebody cannot read", async () => {
    await known();
    await answered();
    const account = await functions.accounts.store.account("rosemary");
    if (!account) throw new Error("No account");
    await stored(functions.accounts, {
      entity: "account",
      before: account,
      after: { ...account.body, email: undefined, phone: "07700 900111", notices: { channel: "sms", format: "easy-read", language: "en" } },
      action: "test",
    });
    at("2026-04-29");
    await made("finn", "propose", PROPOSAL);
    const refused = await step("gita", "approve", { way: "online", format: "easy-read" });
    expect([refused.status, refused.body.includes("We have no text in the format they need")]).toEqual([422, true]);
    await made("gita", "approve", { way: "letter", format: "easy-read" });
    expect((await read()).body.proposal?.notice).toMatchObject({ way: "letter", format: "easy-read" });
  });
  it("close with the day from which the same can be asked again, and every step has a page", async () => {
    await known();
    await answered();
    for (const move of ["record-call", "answer", "request-review", "propose", "stop-clock", "withhold", "close"]) {
      const { status, body } = await call(`${CASE}/moves/${move}`, { as: "finn" });
      expect([move, status, body.includes("<form")]).toEqual([move, 200, true]);
    }
    expect((await step("finn", "close", { outcome: "explained" })).status).toBe(400);
    await made("finn", "close", { outcome: "explained", "quietUntil-day": "1", "quietUntil-month": "12", "quietUntil-year": "2026" });
    expect([(await notices("rosemary"))[0], await give(aResult(5))]).toEqual(["balance-closed", "nothing"]);
    at("2026-12-30");
    expect(await give(aResult(12))).toBe("open");
    expect((await read("card-1.2")).body.number).toBe(2);
  });
});

describe("what is held", () => {
  it("is given to its person without who worked on it, and loses their words and the link when they leave", async () => {
    await known();
    await give(aResult(3));
    at("2026-04-01");
    await sweep();
    await say("rosemary", { code: "other", words: "My private reason" });
    await made("finn", "withhold", { withheldFrom: "nadia" });
    const held = JSON.stringify((await functions.accounts.dataSubject.personalDataOf("rosemary"))["balance-case"]);
    expect([held.includes("My private reason"), held.includes("finn"), held.includes("nadia")]).toEqual([true, false, false]);
    await functions.accounts.dataSubject.endForErasure("rosemary", { actor: { subject: "system:test", role: "system" }, at: clock, requestId: "test" });
    const { body } = await read();
    expect([body.owner, JSON.stringify(body).includes("My private reason")]).toEqual([undefined, false]);
  });
});
