import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import type { Head } from "../../functions/balances/rules/head.ts";
import type { StoredFacts } from "../../functions/balances/rules/stored-facts.ts";
import { dynamoDueStore } from "../../functions/balances/store/dynamo-due-store.ts";
import { dynamoCheckStore, dynamoLedgerStore } from "../../functions/balances/store/dynamo-ledger-store.ts";
import { checkAccount } from "../../functions/balances/use-cases/check-account.ts";
import type { LedgerStore } from "../../functions/balances/use-cases/ledger-ports.ts";
import { cycleNumbered } from "../../shared/domain/cycles.ts";
import { daysAfter, type PlainDate } from "../../shared/domain/time.ts";
import { rangesOf } from "../../shared/table/range-reader.ts";
import { CHECKING, COUNCIL, cycleRows, cyclesTo, FIRST_PAYMENT, newHead, posted, someFacts, WEEKLY, written } from "../support/ledger-scene.ts";
import { aTable, type TestTable } from "../support/tables.ts";

let table: TestTable;
/** As the check's own role may use it. */
let store: LedgerStore;
/** The administrator's: what imports and records bring. */
let ledgers: LedgerStore;

beforeAll(async () => {
  table = await aTable();
  store = dynamoCheckStore(table.ledgerOf("balanceCheck"), table.ledgerRangesOf("balanceCheck"));
  ledgers = dynamoLedgerStore(table.ledger);
});

const lastDay = (cycle: number): PlainDate => cycleNumbered(FIRST_PAYMENT, cycle).to;
const check = (account: string, today: PlainDate, at = Date.parse(`${today}T05:00:00Z`), over: Partial<LedgerStore> = {}) =>
  checkAccount({ store: { ...store, ...over }, ...CHECKING, now: () => at })(account, today);

async function opened(account: string, more: Partial<StoredFacts> = {}): Promise<Head> {
  const facts = someFacts(account, more);
  const head = newHead(facts);
  expect((await written(() => ledgers.learn(undefined, head, facts, []))).ok).toBe(true);
  return head;
}

const revisions = async (account: string) => (await ledgers.results(account)).map(({ cycle, revision, outcome }) => `${cycle}.${revision} ${outcome}`);

describe("an account", () => {
  it("is measured once statements reach the last day before the next payment, and not before", async () => {
    await opened("reached");
    expect(await check("reached", lastDay(1))).toBe("refused");
    await posted(ledgers, "reached", [cycleRows(1, 0)]);
    expect(await revisions("reached")).toEqual([]);
    // On its last day a cycle is not closed.
    await check("reached", lastDay(1));
    expect(await revisions("reached")).toEqual([]);
    expect(await check("reached", daysAfter(lastDay(1), 1))).toBe("measured");
    const [result] = await ledgers.results("reached");
    expect(result).toMatchObject({ cycle: 1, revision: 1, measuredOn: lastDay(1), policyVersion: 1, outcome: "measured", excessPence: 0 });
    expect(result?.outcome === "measured" && result.lines[0]).toMatchObject({ code: "balance", pence: 4 * WEEKLY - Math.floor((4 * WEEKLY * 0.9) / 4) * 4 });
  });
  it("has one result for a cycle, however often it is looked at, and by how many", async () => {
    await opened("once");
    await posted(ledgers, "once", [cycleRows(1, 0)]);
    const today = daysAfter(lastDay(1), 1);
    const all = await Promise.all(Array.from({ length: 6 }, () => check("once", today)));
    expect(all).toEqual(all.map(() => "measured"));
    await check("once", daysAfter(today, 3));
    expect(await revisions("once")).toEqual(["1.1 measured"]);
    expect(await ledgers.head("once")).toMatchObject({ measured: 1, outcome: "measured", nextDueOn: daysAfter(lastDay(2), 8), missing: [] });
  });
  it("lacks a statement from the policy's day on, never a day sooner, and nothing is concluded from that", async () => {
    await opened("late");
    const late = daysAfter(lastDay(1), 8);
    await check("late", daysAfter(late, -1));
    expect(await revisions("late")).toEqual([]);
    expect(await check("late", late)).toBe("missing");
    const [result] = await ledgers.results("late");
    expect(result).toMatchObject({ outcome: "missing", missingFrom: FIRST_PAYMENT });
    expect(result?.findings.map(({ code }) => code)).toEqual(["statement-missing"]);
    // The statement comes: the cycle is measured, with the next number.
    await posted(ledgers, "late", [cycleRows(1, 0, { at: `${late}T12:00:00.000Z` })]);
    expect(await check("late", late, Date.parse(`${late}T12:00:01Z`))).toBe("measured");
    expect(await revisions("late")).toEqual(["1.1 missing", "1.2 measured"]);
    expect((await ledgers.head("late"))?.missing).toEqual([]);
  });
  it("is measured for every cycle that was missed, oldest first", async () => {
    await opened("many");
    const first = cycleRows(1, 0);
    const second = cycleRows(2, first.closingPence);
    await posted(ledgers, "many", [first, second]);
    await check("many", daysAfter(lastDay(2), 1));
    expect(await revisions("many")).toEqual(["1.1 measured", "2.1 measured"]);
  });
  it("is measured again by a late row, in exactly the cycles from its day on, and not without one", async () => {
    await opened("again");
    const cycles = cyclesTo(3);
    await posted(ledgers, "again", cycles);
    const today = daysAfter(lastDay(3), 1);
    await check("again", today);
    expect(await revisions("again")).toEqual(["1.1 measured", "2.1 measured", "3.1 measured"]);
    const before = await ledgers.results("again");
    // A fee of cycle 2 that no statement showed: all balances from its day on are £5 less.
    const head = await ledgers.head("again");
    if (!head?.spans?.[0]) throw new Error("No spans");
    const day = daysAfter(cycleNumbered(FIRST_PAYMENT, 2).from, 10);
    const version = head.version + 1;
    const fee = {
      id: "fee",
      postedOn: day,
      kind: "fee",
      pence: -500,
      order: 9,
      text: "Fee",
      recordedAt: `${today}T08:00:00.000Z`,
      importId: "late-row",
    } as const;
    const [span] = head.spans;
    const period = Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000 / 28);
    const after: Head = {
      ...head,
      version,
      spans: [{ ...span, closingPence: span.closingPence - 500 }],
      segmentsAt: version,
      segmentsIn: [period],
      touchedFrom: day,
    };
    expect((await written(() => ledgers.append(head, after, [{ period, importId: "late-row", movements: [fee] }]))).ok).toBe(true);
    await check("again", today, Date.parse(`${today}T08:00:01Z`));
    expect(await revisions("again")).toEqual(["1.1 measured", "2.1 measured", "2.2 measured", "3.1 measured", "3.2 measured"]);
    const results = await ledgers.results("again");
    const balances = results.flatMap((one) => (one.outcome === "measured" ? (one.lines[0]?.pence ?? 0) : []));
    const [first = 0, second = 0, third = 0] = before.flatMap((one) => (one.outcome === "measured" ? (one.lines[0]?.pence ?? 0) : []));
    expect(balances).toEqual([first, second, second - 500, third, third - 500]);
    // What was stored first is as it was.
    expect(results.filter(({ revision }) => revision === 1)).toEqual(before);
    await check("again", today, Date.parse(`${today}T09:00:00Z`));
    expect((await revisions("again")).length).toBe(5);
  });
  it("that no payment was made to is due never, and refused where somebody looks", async () => {
    await opened("unpaid", { firstPaymentOn: undefined });
    expect(await check("unpaid", "2026-12-01")).toBe("refused");
    expect(await check("nobody", "2026-12-01")).toBe("refused");
    expect(await revisions("unpaid")).toEqual([]);
  });
  it("comes to the same by a clock that is a day behind or ahead", async () => {
    const outcomes = [];
    for (const [account, hours] of [
      ["behind", -24],
      ["right", 0],
      ["ahead", 24],
    ] as const) {
      await opened(account);
      const today = daysAfter(lastDay(1), 1);
      await posted(ledgers, account, [cycleRows(1, 0, { at: `${today}T04:00:00.000Z` })]);
      // Of a run, whose day is the planner's: the worker's own clock decides nothing.
      await check(account, today, Date.parse(`${today}T05:00:00Z`) + hours * 3_600_000);
      const [{ knownBy: _, account: __, ...result } = { knownBy: "", account: "" }] = await ledgers.results(account);
      outcomes.push(result);
    }
    expect(outcomes[0]).toMatchObject({ outcome: "measured" });
    expect(outcomes).toEqual([outcomes[1], outcomes[1], outcomes[1]]);
  });
  it("goes on where a worker was killed, at whichever write", async () => {
    const today = daysAfter(lastDay(3), 1);
    const cycles = cyclesTo(3);
    for (const kill of [1, 2, 3]) {
      const account = `killed-${kill}`;
      await opened(account);
      await posted(ledgers, account, cycles);
      let writes = 0;
      const conclude: LedgerStore["conclude"] = (...given) => {
        writes += 1;
        if (writes === kill) throw new Error("killed");
        return store.conclude(...given);
      };
      await expect(check(account, today, undefined, { conclude })).rejects.toThrow("killed");
      expect(await check(account, today)).toBe("measured");
      expect(await revisions(account)).toEqual(["1.1 measured", "2.1 measured", "3.1 measured"]);
    }
  });
});

describe("what is due", () => {
  it("stands still while an account keeps its day, moves with it, and goes when nothing is due any more", async () => {
    const due = dynamoDueStore(table.ledger);
    const on = async (day: PlainDate) => (await Array.fromAsync(due.dueOn(COUNCIL, day))).flat().filter((account) => account === "moves");
    const head = await opened("moves");
    const first = daysAfter(lastDay(1), 8);
    expect([await on(first), await on(daysAfter(first, 28)), await on(daysAfter(first, 1)), await on(daysAfter(first, -28))]).toEqual([
      ["moves"],
      ["moves"],
      [],
      [],
    ]);
    const facts = someFacts("moves", { kind: "bank" });
    const moved = { ...head, kind: "bank" as const, version: 2, factsAt: 2, nextDueOn: daysAfter(lastDay(1), 29) };
    expect((await written(() => ledgers.learn(head, moved, facts, []))).ok).toBe(true);
    expect([await on(first), await on(daysAfter(lastDay(1), 29))]).toEqual([[], ["moves"]]);
    const { nextDueOn: _, ...ended } = moved;
    expect((await written(() => ledgers.learn(moved, { ...ended, version: 3, factsAt: 3 }, facts, []))).ok).toBe(true);
    expect(await on(daysAfter(lastDay(1), 29))).toEqual([]);
    // Nothing is written over what changed meanwhile.
    expect(await written(() => ledgers.learn(moved, { ...ended, version: 3, factsAt: 3 }, facts, []))).toMatchObject({ ok: false, refusal: "stale" });
  });
  it("leaves nothing behind of an account that is removed", async () => {
    const facts = someFacts("gone");
    const alias = { account: "gone", authority: COUNCIL, reference: "**** 4417", kind: "card", from: FIRST_PAYMENT } as const;
    expect((await written(() => ledgers.learn(undefined, newHead(facts), facts, [alias]))).ok).toBe(true);
    await posted(ledgers, "gone", [cycleRows(1, 0)]);
    await check("gone", daysAfter(lastDay(1), 1));
    expect(await ledgers.aliasesAt(COUNCIL, "**** 4417")).toMatchObject([alias]);
    expect(await ledgers.aliasesOf("gone")).toMatchObject([alias]);
    await ledgers.remove("gone");
    await ledgers.remove("gone");
    expect([
      await ledgers.head("gone"),
      await ledgers.results("gone"),
      await ledgers.aliasesAt(COUNCIL, "**** 4417"),
      await ledgers.wholeAccount("gone"),
    ]).toEqual([undefined, [], [], undefined]);
  });
});

it("A range reads the same with and without the SDK, whatever its items hold", async () => {
  const pk = "ACC#range";
  const kinds = {
    text: "é",
    none: null,
    yes: true,
    no: false,
    sum: -12.5,
    bytes: new Uint8Array([0, 255, 61]),
    names: new Set(["b", "a"]),
    list: [1, ["x"], {}],
    map: { deep: { on: null } },
  };
  const items = ["A", "B", "C", "D"].map((sk) => ({ pk, sk, ...kinds }));
  for (const Item of items) await table.ledger.client.send(new PutCommand({ TableName: table.ledger.name, Item }));
  for (const fresh of [true, false]) {
    const [bySdk, without] = await Promise.all([rangesOf(table.ledger), table.ledgerRangesOf("balanceCheck")].map((ranges) => ranges(pk, "B", "C", fresh)));
    expect(without).toEqual(bySdk);
    expect(without?.map(({ sk, bytes, names }) => [sk, bytes, names])).toEqual(["B", "C"].map((sk) => [sk, kinds.bytes, kinds.names]));
  }
  // What stands in the table at the end is read by its kinds.
  for (const { sk } of items) await table.ledger.client.send(new DeleteCommand({ TableName: table.ledger.name, Key: { pk, sk } }));
});
