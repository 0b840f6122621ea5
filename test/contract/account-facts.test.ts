import { beforeAll, describe, expect, it } from "vitest";
import { recordsBehind } from "../../functions/account-records.ts";
import { dynamoPeopleStore } from "../../functions/accounts/store/dynamo-people-store.ts";
import type { Recipient } from "../../functions/arrangements/rules/recipient.ts";
import { withStatement } from "../../functions/arrangements/rules/recipient-facts.ts";
import { dynamoArrangementStore } from "../../functions/arrangements/store/dynamo-arrangement-store.ts";
import { dynamoRecipientStore } from "../../functions/arrangements/store/dynamo-recipient-store.ts";
import { dynamoDueStore } from "../../functions/balances/store/dynamo-due-store.ts";
import { dynamoLedgerStore } from "../../functions/balances/store/dynamo-ledger-store.ts";
import { checkAccount } from "../../functions/balances/use-cases/check-account.ts";
import type { LedgerStore } from "../../functions/balances/use-cases/ledger-ports.ts";
import { refreshFacts } from "../../functions/balances/use-cases/refresh-facts.ts";
import { cycleNumbered } from "../../shared/domain/cycles.ts";
import { daysAfter } from "../../shared/domain/time.ts";
import { balancePolicyOn } from "../../shared/policy/balances.ts";
import { anAccount, stored } from "../support/accounts.ts";
import { CHECKING, COUNCIL, cycleRows, FIRST_PAYMENT, newHead, posted, someFacts } from "../support/ledger-scene.ts";
import { aRecipient } from "../support/recipients.ts";
import { aRequest } from "../support/requests.ts";
import { aTable, type TestTable } from "../support/tables.ts";
import { anArrangement, storedCases } from "../support/vetting.ts";

const NOW = Date.parse("2026-07-20T10:00:00Z");
let table: TestTable;
let ledgers: LedgerStore;
let sent: string[];
const refresh = (record: string) =>
  refreshFacts({
    records: recordsBehind(table.tableOf("balanceFacts")),
    store: dynamoLedgerStore(table.ledgerOf("balanceFacts")),
    policyOn: balancePolicyOn,
    send: async (messages) => void sent.push(...messages.flatMap(({ accounts }) => accounts)),
    now: () => NOW,
  })({ record });

/** A recipient whose payments go to a card. */
const paid = (id: string, account?: string, references: string[] = [`card of ${id}`]): Recipient => ({
  ...withStatement(
    aRecipient({ id, reference: id, ...(account === undefined ? {} : { account }) }),
    {
      from: FIRST_PAYMENT,
      dated: {
        dpKind: "ongoing",
        firstPaymentOn: FIRST_PAYMENT,
        paymentAccount: { kind: "card", references },
        contributionModel: "paid-to-council",
        councilLine: { weeklyGrossPence: 21_200, weeklyContributionPence: 0 },
      },
      plain: {},
    },
    "2026-05-20T09:00:00.000Z",
  ),
});

async function said(id: string, from: string, dated: Parameters<typeof withStatement>[1]["dated"], at: string): Promise<void> {
  const store = dynamoRecipientStore(table.table);
  const before = await store.recipient(id);
  if (!before) throw new Error("No record");
  await storedCases(table, { entity: "recipient", before, after: withStatement(before.body, { from, dated, plain: {} }, at), action: "test" });
}

beforeAll(async () => {
  table = await aTable();
  table.clock.at = NOW;
  ledgers = dynamoLedgerStore(table.ledger);
  sent = [];
  const store = dynamoPeopleStore(table.table);
  for (const id of ["p-support", "p-request"]) await stored({ store }, { entity: "account", after: anAccount({ id }), action: "test" });
});

describe("the account of a direct payment", () => {
  it("begins with a record of an ongoing payment that has an account, and is looked at", async () => {
    await storedCases(table, { entity: "recipient", after: aRecipient({ id: "r-none", reference: "r-none" }), action: "test" });
    await refresh("RECIPIENT#r-none");
    expect([await ledgers.head("r-none"), sent]).toEqual([undefined, []]);
    await storedCases(table, { entity: "recipient", after: paid("r-new"), action: "test" });
    await refresh("RECIPIENT#r-new");
    expect(sent.splice(0)).toEqual(["r-new"]);
    expect(await ledgers.head("r-new")).toMatchObject({
      version: 1,
      kind: "card",
      firstPaymentOn: FIRST_PAYMENT,
      nextDueOn: daysAfter(cycleNumbered(FIRST_PAYMENT, 1).to, 8),
    });
    expect((await ledgers.wholeAccount("r-new"))?.facts).toMatchObject({
      account: "r-new",
      authority: COUNCIL,
      model: [{ value: "paid-to-council" }],
      support: [],
    });
    const due = (await Array.fromAsync(dynamoDueStore(table.ledger).dueOn(COUNCIL, "2026-07-06"))).flat();
    expect(due).toContain("r-new");
    // Told again, nothing is written and nobody is told.
    await refresh("RECIPIENT#r-new");
    expect([sent, (await ledgers.head("r-new"))?.version]).toEqual([[], 1]);
  });
  it("survives its supplier: another card moves no money and no history, and both name it", async () => {
    await storedCases(table, { entity: "recipient", after: paid("r-moves", undefined, ["old card"]), action: "test" });
    await refresh("RECIPIENT#r-moves");
    await posted(ledgers, "r-moves", [cycleRows(1, 0)]);
    const before = await ledgers.wholeAccount("r-moves");
    await said("r-moves", "2026-07-01", { paymentAccount: { kind: "card", references: ["new card"] } }, "2026-07-02T09:00:00.000Z");
    await refresh("RECIPIENT#r-moves");
    const after = await ledgers.wholeAccount("r-moves");
    expect(after?.segments).toEqual(before?.segments);
    expect(after?.head).toMatchObject({ spans: before?.head.spans, segmentsAt: before?.head.segmentsAt });
    expect(await ledgers.aliasesAt(COUNCIL, "old card")).toMatchObject([{ account: "r-moves", from: FIRST_PAYMENT, until: "2026-06-30" }]);
    expect(await ledgers.aliasesAt(COUNCIL, "new card")).toMatchObject([{ account: "r-moves", from: "2026-07-01" }]);
    expect((await ledgers.aliasesOf("r-moves")).map(({ reference }) => reference)).toEqual(["old card", "new card"]);
  });
  it("knows who is paid for support and what an open request is for, when those records change", async () => {
    await storedCases(table, { entity: "recipient", after: paid("r-support", "p-support"), action: "test" });
    await refresh("RECIPIENT#r-support");
    const terms = {
      services: ["personal-care"],
      hours: 10,
      times: [],
      ratePence: 1320,
      outcomes: [],
      pay: "weekly",
      payWhen: "arrears",
      hoursBasis: "planned",
    } as const;
    const arrangement = {
      ...anArrangement("a-1", "p-support"),
      employment: "employed",
      terms: [{ from: FIRST_PAYMENT, learnedAt: "2026-06-02T09:00:00.000Z", value: { ...terms, services: [...terms.services], times: [], outcomes: [] } }],
    };
    await storedCases(table, { entity: "arrangement", after: arrangement, action: "test" });
    await refresh("ARRANGEMENT#a-1");
    await storedCases(table, {
      entity: "request",
      after: aRequest({ id: "q-1", owner: "p-support", from: "2026-07-01", createdAt: "2026-07-01T09:00:00.000Z", confirmBy: "2026-07-16", weeklyPence: 5000 }),
      action: "test",
    });
    await refresh("REQUEST#q-1");
    const facts = (await ledgers.wholeAccount("r-support"))?.facts;
    expect(facts?.support).toMatchObject([{ arrangement: "a-1", name: "Somebody", employed: true, terms: [{ value: { hours: 10, ratePence: 1320 } }] }]);
    expect(facts?.setAside.map(({ from, until, pence, kind }) => [kind, from, until, pence])).toEqual(
      ["2026-07-01", "2026-07-08", "2026-07-15"].map((from) => ["open-request", from, "2026-07-16", 5000]),
    );
    expect(sent.filter((account) => account === "r-support").length).toBe(3);
    // When support ended is learned late: cycles from then on are looked at again, as whoever left may be owed redundancy.
    const arrangements = dynamoArrangementStore(table.table);
    const ended = async (lastDay: string) => {
      const before = await arrangements.arrangement("a-1");
      const head = await ledgers.head("r-support");
      if (!before || !head) throw new Error("No record");
      const { touchedFrom: _, ...calm } = head;
      await ledgers.learn(
        head,
        { ...calm, version: head.version + 1, factsAt: head.version + 1 },
        (await ledgers.wholeAccount("r-support"))?.facts ?? someFacts("r-support"),
        [],
      );
      await storedCases(table, { entity: "arrangement", before, after: { ...before.body, lastDay }, action: "test" });
      await refresh("ARRANGEMENT#a-1");
      return (await ledgers.head("r-support"))?.touchedFrom;
    };
    expect([await ended("2026-07-03"), await ended("2026-07-10"), await ended("2027-01-01")]).toEqual(["2026-07-03", "2026-07-03", "2026-07-10"]);
    // Nothing of what it holds says who anybody is.
    expect(JSON.stringify(facts)).not.toContain("Imelda");
  });
  it("is looked at again from the day on of which something was learned late, and has no new result where that changes nothing", async () => {
    await storedCases(table, { entity: "recipient", after: paid("r-late"), action: "test" });
    await refresh("RECIPIENT#r-late");
    const first = cycleRows(1, 0);
    await posted(ledgers, "r-late", [first]);
    const check = checkAccount({ store: dynamoLedgerStore(table.ledgerOf("balanceCheck")), ...CHECKING, now: () => NOW });
    await check("r-late", "2026-07-20");
    // It ended in the first week, as somebody says weeks later.
    await said("r-late", "2026-06-03", { endedOn: "2026-06-03" }, "2026-07-20T09:30:00.000Z");
    await refresh("RECIPIENT#r-late");
    expect((await ledgers.head("r-late"))?.touchedFrom).toBe("2026-06-03");
    await check("r-late", "2026-07-20", { consistent: true });
    const results = await ledgers.results("r-late");
    expect(results.map(({ cycle, revision }) => [cycle, revision])).toEqual([[1, 1]]);
    expect((await ledgers.head("r-late"))?.touchedFrom).toBeUndefined();
  });
  it("is due no more once the payment has ended and its last cycle is measured", async () => {
    await storedCases(table, { entity: "recipient", after: paid("r-ended"), action: "test" });
    await refresh("RECIPIENT#r-ended");
    await posted(ledgers, "r-ended", [cycleRows(1, 0)]);
    await said("r-ended", "2026-06-20", { endedOn: "2026-06-20" }, "2026-06-20T09:00:00.000Z");
    await refresh("RECIPIENT#r-ended");
    expect(await ledgers.head("r-ended")).toMatchObject({ closedOn: "2026-06-20", nextDueOn: "2026-07-06" });
    await checkAccount({ store: dynamoLedgerStore(table.ledgerOf("balanceCheck")), ...CHECKING, now: () => NOW })("r-ended", "2026-07-20");
    const head = await ledgers.head("r-ended");
    expect([head?.measured, head?.nextDueOn]).toEqual([1, undefined]);
    expect((await Array.fromAsync(dynamoDueStore(table.ledger).dueOn(COUNCIL, "2026-07-06"))).flat()).not.toContain("r-ended");
    // Nobody waits for a statement of later cycles; one that comes shows what was paid after the end.
    const later = async () => {
      await checkAccount({ store: dynamoLedgerStore(table.ledgerOf("balanceCheck")), ...CHECKING, now: () => Date.parse("2026-12-01T10:00:00Z") })(
        "r-ended",
        "2026-12-01",
      );
      const results = await ledgers.results("r-ended");
      return results.map(({ cycle, outcome, findings }) => [cycle, outcome, findings.some(({ code }) => code === "paid-after-end")]);
    };
    const [first] = await later();
    expect((await later()).length).toBe(1);
    await posted(ledgers, "r-ended", [cycleRows(2, cycleRows(1, 0).closingPence, { at: "2026-08-01T06:00:00.000Z" })]);
    expect(await later()).toEqual([first, [2, "measured", true]]);
    expect((await ledgers.head("r-ended"))?.nextDueOn).toBeUndefined();
  });
  it("goes with the council's record", async () => {
    const facts = someFacts("r-gone");
    const alias = { account: "r-gone", authority: COUNCIL, reference: "card of r-gone", kind: "card", from: FIRST_PAYMENT } as const;
    await ledgers.learn(undefined, newHead(facts), facts, [alias]);
    // There is no record of it any more.
    await refresh("RECIPIENT#r-gone");
    expect([await ledgers.head("r-gone"), await ledgers.aliasesAt(COUNCIL, "card of r-gone"), await ledgers.aliasesOf("r-gone")]).toEqual([undefined, [], []]);
  });
});
