import { beforeEach, describe, expect, it } from "vitest";
import { recordsBehind } from "../../functions/account-records.ts";
import { withStatement } from "../../functions/arrangements/rules/recipient-facts.ts";
import { dynamoArrangementStore } from "../../functions/arrangements/store/dynamo-arrangement-store.ts";
import { revisionOf } from "../../functions/balances/rules/stored-result.ts";
import { dynamoCaseStore } from "../../functions/balances/store/dynamo-case-store.ts";
import { dynamoLedgerStore } from "../../functions/balances/store/dynamo-ledger-store.ts";
import { dynamoStatedStore } from "../../functions/balances/store/dynamo-stated-store.ts";
import type { LedgerStore } from "../../functions/balances/use-cases/ledger-ports.ts";
import { refreshFacts } from "../../functions/balances/use-cases/refresh-facts.ts";
import { systemContext } from "../../shared/audit/context.ts";
import { balancePolicyOn } from "../../shared/policy/balances.ts";
import { type AccountFunctions, accountFunctions, aDelegation, anAccount, stored } from "../support/accounts.ts";
import { aFinding, aResult, found } from "../support/balance-cases.ts";
import { COUNCIL, OTHER_COUNCIL } from "../support/councils.ts";
import { cycleRows, FIRST_PAYMENT, newHead, posted, someFacts } from "../support/ledger-scene.ts";
import { aRecipient } from "../support/recipients.ts";
import { aTable, type TestTable } from "../support/tables.ts";
import { anArrangement, storedCases } from "../support/vetting.ts";

// What people and officers state of the account of a direct payment, from their forms to the facts a check works with.

const NOW = Date.parse("2026-07-20T12:00:00Z");
const SET_ASIDE = "/payment-accounts/rcp_1/set-aside";
const BILLED = "/support-invoices/arr-1";
const CASE = "/balance-cases/rcp_1.1";
const CASE_OPEN = { ...found(), id: "rcp_1.1", account: "rcp_1", recipient: "rcp_1" };

let table: TestTable;
let functions: AccountFunctions;
let call: AccountFunctions["call"];
let ledgers: LedgerStore;

const date = (name: string, day: number, month: number, year = 2026) => ({
  [`${name}-day`]: String(day),
  [`${name}-month`]: String(month),
  [`${name}-year`]: String(year),
});
const SUM = {
  ...{ step: "say", kind: "saving", purpose: "August respite", amount: "200", agreedBy: "Ruth Revisit", plan: "Support plan of 3 February 2026" },
  ...{ ...date("from", 1, 6), ...date("until", 31, 8), ...date("agreedOn", 3, 2) },
};
const INVOICE = { number: "INV 1", ...date("from", 6, 7), ...date("to", 12, 7), hours: "10", rate: "16", amount: "165.50" };

/** What records say now, brought to the facts of the account as the function does it. */
const facts = async (...records: readonly string[]) => {
  for (const record of records)
    await refreshFacts({
      records: recordsBehind(table.tableOf("balanceFacts")),
      store: dynamoLedgerStore(table.ledgerOf("balanceFacts")),
      policyOn: balancePolicyOn,
      send: async () => undefined,
      now: () => NOW,
    })({ record });
  return (await ledgers.wholeAccount("rcp_1"))?.facts;
};
const mainOf = (html: string): string => /<main.*<\/main>/s.exec(html)?.[0] ?? "";
const notices = async (account: string) => (await functions.accounts.store.noticesOf(account, NOW)).map(({ code }) => code);
const statusOf = async (path: string, as: string, form?: Readonly<Record<string, string>>, throughCouncil: boolean | string = true) =>
  (await call(path, { as, throughCouncil, ...(form ? { form } : {}) })).status;
const invoiceAt = async (as: string) => /\/invoices\/(inv_[\w-]+)/.exec((await call(BILLED, { as })).body)?.[0] ?? "";

beforeEach(async () => {
  table = await aTable();
  functions = accountFunctions(table, { now: () => NOW });
  call = functions.call;
  ledgers = dynamoLedgerStore(table.ledger);
  const account = (id: string, more: object = {}) => ({
    entity: "account" as const,
    after: anAccount({ id, email: `${id}@people.example`, displayName: `${id} Testwell`, ...more }),
    action: "test",
  });
  const grant = (role: string, authority = COUNCIL) => ({ authority, grants: [{ role, authority }] });
  const delegation = (delegate: string, scope: "money" | "search-and-contact") => ({
    entity: "delegation" as const,
    after: aDelegation({ id: `of-${delegate}`, person: "rosemary", delegate, kind: "nominated-person", scopes: [scope], from: "2026-01-01" }),
    action: "test",
  });
  await stored(
    functions.accounts,
    account("rosemary", { grants: [{ role: "recipient" }] }),
    account("percy", { grants: [{ role: "provider" }] }),
    ...["nadia", "clara"].map((id) => account(id)),
    account("finn", grant("finance-officer")),
    account("ruth", grant("review-officer")),
    account("ada", grant("administrator")),
    account("olive", grant("finance-officer", OTHER_COUNCIL)),
    delegation("nadia", "money"),
    delegation("clara", "search-and-contact"),
  );
  const paid = withStatement(
    aRecipient({ id: "rcp_1", reference: "C-1001", account: "rosemary" }),
    {
      from: FIRST_PAYMENT,
      dated: { firstPaymentOn: FIRST_PAYMENT, paymentAccount: { kind: "card", references: ["card 1"] }, contributionModel: "net" },
      plain: {},
    },
    "2026-05-20T09:00:00.000Z",
  );
  await storedCases(
    functions.accounts,
    { entity: "recipient", after: paid, action: "test" },
    {
      entity: "arrangement",
      after: { ...anArrangement("arr-1", "rosemary"), provider: "percy", employment: "self-employed", startedOn: FIRST_PAYMENT },
      action: "test",
    },
    { entity: "arrangement", after: { ...anArrangement("arr-2", "rosemary"), employment: "employed", startedOn: FIRST_PAYMENT }, action: "test" },
  );
  await facts("RECIPIENT#rcp_1");
});

describe("money that is set aside", () => {
  it("is entered by whoever plans support or looks after accounts, seen by the person, and reaches the check", async () => {
    const wrong = await call(`${SET_ASIDE}/new`, { as: "ruth", form: { ...SUM, amount: "a lot", "until-day": "" } });
    expect(wrong.status).toBe(400);
    for (const words of ["Enter an amount in pounds", "Enter the last day", 'value="August respite"', 'value="a lot"']) expect(wrong.body).toContain(words);
    const done = await call(`${SET_ASIDE}/new`, { as: "ruth", form: SUM });
    expect([done.status, done.headers["location"]]).toEqual([303, `${SET_ASIDE}?done=added`]);
    for (const [path, as] of [
      [SET_ASIDE, "finn"],
      ["/people/me/set-aside", "rosemary"],
      ["/people/rosemary/set-aside", "nadia"],
    ] as const) {
      const { status, body } = await call(path, { as });
      expect(status, as).toBe(200);
      for (const words of ["August respite", "£200.00", "31 August 2026", "Ruth Revisit"]) expect(mainOf(body), as).toContain(words);
    }
    expect((await facts("SET-ASIDE#rcp_1"))?.setAside).toMatchObject([{ kind: "saving", pence: 20_000, from: "2026-06-01", until: "2026-08-31" }]);
    expect((await ledgers.head("rcp_1"))?.touchedFrom).toBe("2026-06-01");
    const trail = await functions.accounts.store.trail("account", anAccount({ id: "rosemary" }));
    expect(trail.map(({ action }) => action)).toContain("looked:set-aside:read");
  });
  it("is nobody else's to see or to enter", async () => {
    for (const [path, as, status, council] of [
      [SET_ASIDE, "ada", 200, true],
      [`${SET_ASIDE}/new`, "ada", 403, true],
      [SET_ASIDE, "olive", 404, OTHER_COUNCIL],
      [SET_ASIDE, "rosemary", 404, true],
      ["/payment-accounts/rcp_2/set-aside", "finn", 404, true],
      ["/people/rosemary/set-aside", "clara", 404, true],
      ["/people/rosemary/set-aside", "finn", 404, true],
      ["/people/me/set-aside", "percy", 200, true],
    ] as const)
      expect(await statusOf(path, as, undefined, council), `${as} ${path}`).toBe(status);
  });
  it("is changed with what was said before kept, and taken off the list with a reason; two officers do not overwrite each other", async () => {
    await call(`${SET_ASIDE}/new`, { as: "ruth", form: SUM });
    const before = await dynamoStatedStore(table.table).setAside("rcp_1");
    const path = `${SET_ASIDE}/${before?.body.sums[0]?.id}`;
    expect((await call(path, { as: "finn" })).body).toContain('value="200.00"');
    expect(await statusOf(path, "finn", { ...SUM, amount: "250", version: "1" })).toBe(303);
    expect(await statusOf(path, "ruth", { ...SUM, amount: "300", version: "1" })).toBe(412);
    expect((await call(path, { as: "ruth" })).body).toContain("20 July 2026: £200.00, 1 June 2026 to 31 August 2026");
    expect((await facts("SET-ASIDE#rcp_1"))?.setAside.map(({ pence, knownUntil }) => [pence, knownUntil === undefined])).toEqual([
      [20_000, false],
      [25_000, true],
    ]);
    expect(await statusOf(path, "finn", { step: "remove", version: "2" })).toBe(400);
    expect(await statusOf(path, "finn", { step: "remove", reason: "It was another person's", version: "2" })).toBe(303);
    expect(mainOf((await call("/people/me/set-aside", { as: "rosemary" })).body)).toContain("Nothing is set aside at the moment");
    expect([await statusOf(path, "finn"), await statusOf(path, "finn", { ...SUM, version: "3" })]).toEqual([404, 404]);
    expect((await facts("SET-ASIDE#rcp_1"))?.setAside.every(({ knownUntil }) => knownUntil !== undefined)).toBe(true);
  });
  it("is refused where its days cannot be", async () => {
    const refused = async (form: object) => {
      const { status, body } = await call(`${SET_ASIDE}/new`, { as: "finn", form: { ...SUM, ...form } });
      return [status, /href="#([\w-]+)"/.exec(/error-summary.*?<\/ul>/s.exec(body)?.[0] ?? "")?.[1]];
    };
    expect(await refused(date("until", 31, 5))).toEqual([400, "until-day"]);
    expect(await refused(date("agreedOn", 21, 7))).toEqual([400, "agreedOn-day"]);
    expect(await refused({ kind: "open-request" })).toEqual([400, "kind"]);
  });
});

describe("an invoice for support", () => {
  it("is stated by the provider, accepted by whoever looks after the money, and then counts as owed until it is paid", async () => {
    const wrong = await call(BILLED, { as: "percy", form: { ...INVOICE, hours: "many", "to-month": "8" } });
    expect(wrong.status).toBe(400);
    for (const words of ["Enter the hours of support", 'value="INV 1"', 'value="many"']) expect(wrong.body).toContain(words);
    expect((await call(BILLED, { as: "percy", form: INVOICE })).headers["location"]).toBe(`${BILLED}?done=stated`);
    expect([await notices("rosemary"), await notices("nadia"), await notices("clara"), await notices("percy")]).toEqual([
      ["invoice-stated"],
      ["invoice-stated"],
      [],
      [],
    ]);
    const path = await invoiceAt("percy");
    const record = `INVOICE#${path.slice("/invoices/".length)}`;
    expect((await facts(record))?.invoices).toEqual([]);
    expect(mainOf((await call("/people/me/invoices", { as: "rosemary" })).body)).toContain("Answer needed");
    expect(await statusOf(path, "percy", { move: "accept", version: "1" })).toBe(422);
    expect((await call(path, { as: "nadia", form: { move: "accept", version: "1" } })).headers["location"]).toBe(`${path}?done=accept`);
    expect((await facts(record))?.invoices).toMatchObject([
      { arrangement: "arr-1", pence: 16_550, hours: 10, ratePence: 1600, acceptedAt: "2026-07-20T12:00:00.000Z" },
    ]);
    expect((await ledgers.head("rcp_1"))?.touchedFrom).toBe("2026-07-06");
    expect(await statusOf(path, "rosemary", { move: "paid", version: "2", ...date("paidOn", 21, 7) })).toBe(400);
    expect(await statusOf(path, "rosemary", { move: "paid", version: "2", ...date("paidOn", 16, 7) })).toBe(303);
    expect((await facts(record))?.invoices).toMatchObject([{ paidOn: "2026-07-16" }]);
    expect(mainOf((await call(path, { as: "percy" })).body)).toContain("Paid on 16 July 2026");
    // What is paid is neither disputed nor withdrawn.
    for (const move of ["dispute", "withdraw"]) expect(await statusOf(path, "rosemary", { move, words: "No", version: "3" }), move).toBe(422);
  });
  it("cannot be there twice with one number, whoever states it", async () => {
    await call(BILLED, { as: "rosemary", form: INVOICE });
    for (const [as, number] of [
      ["percy", "inv-1"],
      ["rosemary", "INV/1"],
    ] as const) {
      const { status, body } = await call(BILLED, { as, form: { ...INVOICE, number } });
      expect([status, body.includes("There is an invoice with this number already")]).toEqual([400, true]);
    }
    expect(await statusOf(BILLED, "percy", { ...INVOICE, number: "INV 2" })).toBe(303);
    const both = await Promise.all(["percy", "rosemary"].map((as) => statusOf(BILLED, as, { ...INVOICE, number: "INV 3" })));
    expect(both.filter((status) => status === 303)).toHaveLength(1);
    expect(await dynamoStatedStore(table.table).invoicesOf("rosemary")).toHaveLength(3);
  });
  it("is disputed with a reason that the provider reads; its money waits, and it can be stated again once it is withdrawn", async () => {
    await call(BILLED, { as: "percy", form: INVOICE });
    const path = await invoiceAt("rosemary");
    const record = `INVOICE#${path.slice("/invoices/".length)}`;
    const empty = await call(path, { as: "rosemary", form: { move: "dispute", version: "1" } });
    expect([empty.status, empty.body.includes("Tell us what is wrong")]).toEqual([400, true]);
    expect(await statusOf(path, "rosemary", { move: "dispute", words: "It was nine hours", version: "1" })).toBe(303);
    expect(await statusOf(path, "rosemary", { move: "accept", version: "1" })).toBe(412);
    expect(mainOf((await call(path, { as: "percy" })).body)).toContain("It was nine hours");
    expect(await notices("percy")).toEqual(["invoice-disputed"]);
    expect((await facts(record))?.invoices).toMatchObject([{ disputed: true, pence: 16_550 }]);
    expect(await statusOf(path, "percy", { move: "withdraw", version: "2" })).toBe(303);
    expect((await facts(record))?.invoices).toEqual([]);
    expect(await statusOf(BILLED, "percy", { ...INVOICE, hours: "9" })).toBe(303);
    expect((await dynamoStatedStore(table.table).invoicesOf("rosemary")).map(({ body: { state, hours } }) => [state, hours])).toEqual([["stated", 9]]);
  });
  it("names the payments of the account that were for it: two for one invoice are what a check asks about", async () => {
    await posted(ledgers, "rcp_1", [cycleRows(1, 0, { rows: 2 })]);
    await call(BILLED, { as: "rosemary", form: { ...INVOICE, ...date("from", 1, 6), ...date("to", 7, 6) } });
    const path = await invoiceAt("rosemary");
    const { body } = await call(path, { as: "nadia" });
    expect(body).toContain("Sample Care 0");
    expect(mainOf((await call(path, { as: "percy" })).body)).not.toContain("Sample Care");
    const { status } = await call(path, { as: "nadia", form: { move: "paid", version: "1", ...date("paidOn", 8, 6), movements: ["1.1", "1.2", "another's"] } });
    expect(status).toBe(303);
    expect((await facts(`INVOICE#${path.slice("/invoices/".length)}`))?.invoices).toMatchObject([{ paidOn: "2026-06-08", movements: ["1.1", "1.2"] }]);
  });
  it("is nobody else's to see, and there are none where somebody is employed", async () => {
    await call(BILLED, { as: "percy", form: INVOICE });
    const path = await invoiceAt("percy");
    for (const [where, as, status] of [
      [path, "clara", 404],
      [path, "finn", 404],
      [BILLED, "clara", 404],
      ["/people/rosemary/invoices", "clara", 404],
      ["/people/rosemary/invoices", "percy", 404],
      ["/people/rosemary/invoices", "nadia", 200],
      ["/support-invoices/nothing", "rosemary", 404],
      ["/support-invoices/arr-2", "rosemary", 200],
    ] as const)
      expect(await statusOf(where, as), `${as} ${where}`).toBe(status);
    expect(await statusOf("/support-invoices/arr-2", "rosemary", INVOICE)).toBe(422);
    expect(await statusOf(path, "rosemary", { move: "burn", version: "1" })).toBe(404);
  });
});

describe("money that came in", () => {
  beforeEach(async () => {
    const rows = cycleRows(1, 0, { rows: 2 });
    const credits = rows.movements
      .slice(0, 1)
      .map((row) => ({ ...row, ...({ id: "in.1", order: 9, kind: "transfer", pence: 5000, text: "A Testwell" } as const) }));
    await posted(ledgers, "rcp_1", [{ ...rows, movements: [...rows.movements, ...credits] }]);
    await storedCases(functions.accounts, { entity: "balance-case", after: CASE_OPEN, action: "test" });
  });

  it("is named by finance officers, in an open case alone; the last word counts, and the check begins again with its day", async () => {
    const path = `${CASE}/money-in`;
    expect(mainOf((await call(path, { as: "finn" })).body)).toContain("A Testwell");
    const wrong = await call(path, { as: "finn", form: { step: "identify", words: "They showed it" } });
    expect([wrong.status, wrong.body.includes("Choose which money it is about"), wrong.body.includes("They showed it")]).toEqual([400, true, true]);
    expect(await statusOf(path, "finn", { step: "identify", movement: "1.1", as: "refund", words: "x" })).toBe(400);
    for (const as of ["refund", "personal-money"]) {
      const version = (await dynamoStatedStore(table.table).accountNote("rcp_1"))?.version;
      const seen = version === undefined ? {} : { version: String(version) };
      expect(await statusOf(path, "finn", { step: "identify", movement: "in.1", as, words: "They showed it", ...seen })).toBe(303);
    }
    expect(await statusOf(path, "finn", { step: "identify", movement: "in.1", as: "refund", words: "x", version: "1" })).toBe(412);
    expect((await facts("ACCOUNT-NOTE#rcp_1"))?.identified).toEqual({ "in.1": "personal-money" });
    expect((await ledgers.head("rcp_1"))?.touchedFrom).toBe("2026-06-01");
    for (const [as, status] of [
      ["ruth", 403],
      ["rosemary", 404],
      ["percy", 403],
    ] as const)
      expect(await statusOf(path, as), as).toBe(status);
  });
  it("leads to a contribution that is waived, with its reason", async () => {
    const path = `${CASE}/money-in`;
    const wrong = await call(path, { as: "finn", form: { step: "waive", amount: "18.50", ...date("from", 21, 7), words: "In hospital" } });
    expect([wrong.status, wrong.body.includes('href="#from-day"')]).toEqual([400, true]);
    const empty = await call(path, { as: "finn", form: { step: "waive", amount: "18.50", ...date("from", 1, 7) } });
    expect([empty.status, empty.body.includes('href="#why"')]).toEqual([400, true]);
    expect(await statusOf(path, "finn", { step: "waive", amount: "18.50", ...date("from", 1, 7), words: "In hospital" })).toBe(303);
    expect(mainOf((await call(path, { as: "finn" })).body)).toContain("£18.50 from 1 July 2026");
    expect((await facts("ACCOUNT-NOTE#rcp_1"))?.waived).toEqual([{ pence: 1850, from: "2026-07-01", learnedAt: "2026-07-20T12:00:00.000Z" }]);
  });
  it("is told by the case's trail alone where the person must not hear of the case", async () => {
    await call(`${CASE}/moves/withhold`, { as: "finn", form: { version: "1", words: "An enquiry", withheldFrom: "rosemary" } });
    const looks = async () =>
      (await functions.accounts.store.trail("account", anAccount({ id: "rosemary" }))).filter(({ action }) => action.startsWith("looked:")).length;
    const before = await looks();
    expect(await statusOf(`${CASE}/money-in`, "finn")).toBe(200);
    expect(await looks()).toBe(before);
    const trail = await dynamoCaseStore(table.table).trail(CASE_OPEN);
    expect(trail.map(({ action }) => action)).toContain("looked:balance-case:work");
  });
});

describe("what is held on a person", () => {
  const held = async () => functions.accounts.dataSubject.personalDataOf("rosemary");
  it("has their account whole: what statements say, what checks came to, and all that was stated, without which officer said it", async () => {
    await posted(ledgers, "rcp_1", [cycleRows(1, 0, { rows: 2 })]);
    await call(`${SET_ASIDE}/new`, { as: "ruth", form: SUM });
    await call(BILLED, { as: "percy", form: INVOICE });
    await facts("SET-ASIDE#rcp_1");
    const { records } = (await call("/account/data/download", { as: "rosemary" })).json();
    const of = (kind: string) => records.find((one: { kind: string }) => one.kind === kind)?.held;
    expect(of("ledger-segment").flatMap(({ movements }: any) => movements)).toHaveLength(3);
    expect(of("ledger-facts")).toMatchObject([{ account: "rcp_1", setAside: [{ purpose: "August respite" }] }]);
    expect([of("ledger-head"), of("invoice"), of("set-aside")].map((all) => all.length)).toEqual([1, 1, 1]);
    expect(JSON.stringify(of("set-aside"))).not.toContain('"by"');
    const trail = await functions.accounts.dataSubject.trailOf("rosemary");
    expect(trail.map(({ action }) => action)).toEqual(expect.arrayContaining(["set-aside:add", "invoice:state"]));
    expect((await call("/account/data", { as: "rosemary" })).body).toContain("August respite");
  });
  it("leaves out what checks found where a question is withheld from them", async () => {
    const head = await ledgers.head("rcp_1");
    if (!head) throw new Error("No account");
    const result = revisionOf({ ...aResult(1, { findings: [aFinding("negative")] }), account: "rcp_1" }, 1);
    await ledgers.conclude(head, { ...head, version: head.version + 1, measured: 1 }, result);
    const findings = async () => (await held())["check-result"]?.flatMap((result) => (result["findings"] as { code: string }[]).map(({ code }) => code));
    expect(await findings()).toEqual(["negative"]);
    await storedCases(functions.accounts, { entity: "balance-case", after: CASE_OPEN, action: "test" });
    expect(await findings()).toEqual(["negative"]);
    await call(`${CASE}/moves/withhold`, { as: "finn", form: { version: "1", words: "An enquiry", withheldFrom: "rosemary" } });
    expect(await findings()).toEqual([]);
  });
  it("stays when they are erased, as the law asks, but for their own words; and goes with the council's record", async () => {
    await posted(ledgers, "rcp_1", [cycleRows(1, 0, { rows: 2 })]);
    await call(BILLED, { as: "percy", form: INVOICE });
    const path = await invoiceAt("rosemary");
    await call(path, { as: "rosemary", form: { move: "dispute", words: "It was nine hours", version: "1" } });
    await functions.accounts.dataSubject.endForErasure("rosemary", systemContext("erasure", NOW));
    const [invoice] = await dynamoStatedStore(table.table).invoicesOf("rosemary");
    expect(invoice?.body).toMatchObject({ state: "disputed", pence: 16_550 });
    expect(invoice?.body.words).toBeUndefined();
    expect((await ledgers.wholeAccount("rcp_1"))?.segments.length).toBeGreaterThan(0);
    // The account of a record that is gone: nothing of it is left.
    const last = someFacts("rcp_gone");
    await ledgers.learn(undefined, newHead(last), last, []);
    await posted(ledgers, "rcp_gone", [cycleRows(1, 0, { rows: 2 })]);
    await facts("RECIPIENT#rcp_gone");
    expect([await ledgers.wholeAccount("rcp_gone"), await ledgers.results("rcp_gone")]).toEqual([undefined, []]);
  });
});

describe("until when support is paid", () => {
  it("is said by the provider on their page of it, audited, and shown to finance with what the person said and who said what", async () => {
    expect((await call("/arrangements/arr-1/moves/paid", { as: "percy" })).body).toContain("Last day you have been paid for");
    const version = async () => /name="version" value="(\d+)"/.exec((await call("/arrangements/arr-1/moves/paid", { as: "percy" })).body)?.[1] ?? "";
    for (const [as, day] of [
      ["rosemary", 19],
      ["percy", 12],
    ] as const) {
      const done = await call("/arrangements/arr-1/moves/paid", { as, form: { ...date("upTo", day, 7), version: await version() } });
      expect(done.status, as).toBe(303);
    }
    expect(await statusOf("/arrangements/arr-1/moves/paid", "olive", { ...date("upTo", 1, 7), version: await version() })).toBe(404);
    expect((await facts("ARRANGEMENT#arr-1"))?.support.find(({ arrangement }) => arrangement === "arr-1")?.paid).toMatchObject([
      { upTo: "2026-07-19", by: "recipient" },
      { upTo: "2026-07-12", by: "provider" },
    ]);
    const balanceCase = { ...found(), id: "rcp_1.1", account: "rcp_1", recipient: "rcp_1", owner: "rosemary" };
    await storedCases(functions.accounts, { entity: "balance-case", after: balanceCase, action: "test" });
    const main = mainOf((await call(CASE, { as: "finn" })).body).replaceAll(/<[^>]+>/g, " ");
    expect(main).toMatch(/Paid until.*the earlier one.*19 July 2026, as the person said on.*12 July 2026, as the provider said on/s);
    const trail = await dynamoArrangementStore(table.table).trail(
      (await dynamoArrangementStore(table.table).arrangement("arr-1"))?.body ?? anArrangement("arr-1", "rosemary"),
    );
    expect(trail.filter(({ action }) => action === "support:paid").map(({ actor }) => actor.subject)).toEqual(["rosemary", "percy"]);
  });
});
