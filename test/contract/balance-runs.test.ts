import { beforeAll, describe, expect, it } from "vitest";
import { balancesFunctions } from "../../functions/balances/functions.ts";
import { runSummary } from "../../functions/balances/rules/run-summary.ts";
import { dynamoDueStore } from "../../functions/balances/store/dynamo-due-store.ts";
import { dynamoCheckStore, dynamoLedgerStore } from "../../functions/balances/store/dynamo-ledger-store.ts";
import { checkDue } from "../../functions/balances/use-cases/check-due.ts";
import { type CheckMessage, planChecks } from "../../functions/balances/use-cases/plan-checks.ts";
import { cycleNumbered } from "../../shared/domain/cycles.ts";
import { repeatableNumbers } from "../../shared/domain/hash.ts";
import { daysAfter, type PlainDate } from "../../shared/domain/time.ts";
import { dayMarks } from "../../shared/due/dynamo-due.ts";
import { queueWorker } from "../../shared/due/queue-worker.ts";
import { councilsToPlan } from "../../shared/policy/due-council.ts";
import { CHECKING, COUNCIL, cycleRows, FIRST_PAYMENT, newHead, posted, someFacts } from "../support/ledger-scene.ts";
import { emptied } from "../support/rough-queue.ts";
import { runs } from "../support/runs.ts";
import { aTable, type TestTable } from "../support/tables.ts";

// A day on which many accounts are due, through a queue with the rules of the real one: messages come twice and out of order, answers are lost, workers are
// killed half-way, and an account nobody can read keeps no other from its turn.

const ACCOUNTS = runs(400, 30);
const DUE: PlainDate = daysAfter(cycleNumbered(FIRST_PAYMENT, 1).to, 8);
const AT = Date.parse(`${DUE}T05:00:00Z`);
const SPEC = balancesFunctions.balanceCheck.queue;
/** Of every ten accounts one has no statement, and one has somebody's who spent nothing. */
const nameOf = (index: number): string => `account-${String(index).padStart(4, "0")}`;
const rowsOf = (index: number) =>
  index % 10 === 0 ? undefined : cycleRows(1, 0, { spent: index % 10 === 1 ? 0 : 0.9, at: `${daysAfter(DUE, -7)}T06:00:00.000Z` });

async function filled(): Promise<TestTable> {
  const table = await aTable();
  table.clock.at = AT;
  const ledgers = dynamoLedgerStore(table.ledger);
  await Promise.all(
    Array.from({ length: ACCOUNTS }, async (_, index) => {
      const facts = someFacts(nameOf(index));
      await ledgers.learn(undefined, newHead(facts), facts, []);
      const rows = rowsOf(index);
      if (rows) await posted(ledgers, nameOf(index), [rows]);
    }),
  );
  const marks = dayMarks(table.ledger, "balancePlan");
  await Promise.all(councilsToPlan().map((council) => marks.noteDone(council, daysAfter(DUE, -1))));
  return table;
}

/** Plans as the planner does, and tells what it put in the queue. */
async function planned(table: TestTable, at = AT) {
  const ledger = table.ledgerOf("balancePlan");
  const messages: string[] = [];
  const send = async (some: readonly CheckMessage[]) => void messages.push(...some.map((one) => JSON.stringify(one)));
  const found = await planChecks({ marks: dayMarks(ledger, "balancePlan"), store: dynamoDueStore(ledger), send }, at);
  return { messages, ...found };
}

function worker(table: TestTable, wrong: (account: string) => void = () => undefined, hours = 0) {
  const ledger = table.ledgerOf("balanceCheck");
  const store = dynamoCheckStore(ledger, table.ledgerRangesOf("balanceCheck"));
  const reading: typeof store.accountSince = (account, ...rest) => {
    wrong(account);
    return store.accountSince(account, ...rest);
  };
  return queueWorker(
    async (message) =>
      void (await checkDue({ store: { ...store, accountSince: reading }, runs: dynamoDueStore(ledger), ...CHECKING, now: () => AT + hours * 3_600_000 })(
        message,
      )),
    () => undefined,
  );
}

const summaryOf = async (table: TestTable, day = DUE) => {
  const store = dynamoDueStore(table.ledger);
  const { parts, done } = await store.runParts(COUNCIL, day);
  return runSummary(
    parts,
    done,
    (await store.runs(COUNCIL, day)).some((run) => run.day === day),
  );
};

/** All results, without when they were made. */
const resultsOf = async (table: TestTable) => {
  const store = dynamoLedgerStore(table.ledger);
  const all = await Promise.all(Array.from({ length: ACCOUNTS }, (_, index) => store.results(nameOf(index))));
  return all.map((some) => some.map(({ knownBy: _, ...result }) => result));
};

const SMOOTH = { random: repeatableNumbers(1), twice: 0, lost: 0 };
const MISSING = Math.ceil(ACCOUNTS / 10);
let right: Awaited<ReturnType<typeof resultsOf>>;

beforeAll(async () => {
  const table = await filled();
  const { messages, due, itemsRead } = await planned(table);
  expect([due, itemsRead]).toEqual([ACCOUNTS, ACCOUNTS]);
  expect(await summaryOf(table)).toMatchObject({ due: ACCOUNTS, measured: 0, closed: false });
  await emptied(messages, SPEC, worker(table), SMOOTH);
  expect(await summaryOf(table)).toEqual({ due: ACCOUNTS, measured: ACCOUNTS - MISSING, refused: 0, missing: MISSING, open: [], closed: true });
  right = await resultsOf(table);
  expect(right.every((some) => some.length === 1)).toBe(true);
  // The next day nobody is due, and a day that is done is not read again.
  expect(await planned(table)).toMatchObject({ due: 0, itemsRead: 0 });
  expect(await planned(table, AT + 86_400_000)).toMatchObject({ due: 0, itemsRead: 0 });
});

describe("a run of checks", () => {
  it("comes to the same with every message twice, answers lost and batches out of order", async () => {
    const table = await filled();
    const { messages } = await planned(table);
    const rough = { random: repeatableNumbers(7), twice: 1, lost: 0.3 };
    await emptied(messages, { ...SPEC, maxReceiveCount: 50 }, worker(table), rough);
    expect(await resultsOf(table)).toEqual(right);
    expect(await summaryOf(table)).toMatchObject({ due: ACCOUNTS, measured: ACCOUNTS - MISSING, missing: MISSING, closed: true });
  });
  it("comes to the same by two planners at once, and counts nobody twice", async () => {
    const table = await filled();
    const both = await Promise.all([planned(table), planned(table)]);
    await emptied(
      both.flatMap(({ messages }) => messages),
      SPEC,
      worker(table),
      SMOOTH,
    );
    expect(await resultsOf(table)).toEqual(right);
    expect(await summaryOf(table)).toMatchObject({ due: ACCOUNTS, measured: ACCOUNTS - MISSING, missing: MISSING, closed: true });
  });
  it("comes to the same where a planner is stopped half-way: the day is gone through again", async () => {
    const table = await filled();
    const ledger = table.ledgerOf("balancePlan");
    const sent: string[] = [];
    const send = async (some: readonly CheckMessage[]) => {
      if (sent.length > 1) throw new Error("stopped");
      sent.push(...some.map((one) => JSON.stringify(one)));
    };
    await expect(planChecks({ marks: dayMarks(ledger, "balancePlan"), store: dynamoDueStore(ledger), send }, AT)).rejects.toThrow("stopped");
    expect((await summaryOf(table)).closed).toBe(false);
    const { messages } = await planned(table);
    await emptied([...sent, ...messages], SPEC, worker(table), SMOOTH);
    expect(await resultsOf(table)).toEqual(right);
    expect(await summaryOf(table)).toMatchObject({ due: ACCOUNTS, closed: true });
  });
  it("comes to the same where workers are killed in mid-batch", async () => {
    const table = await filled();
    const { messages } = await planned(table);
    const random = repeatableNumbers(11);
    const deal = worker(table, () => {
      if (random() < 0.05) throw new Error("killed");
    });
    const { dead } = await emptied(messages, { ...SPEC, maxReceiveCount: 50 }, deal, SMOOTH);
    expect(dead).toEqual([]);
    expect(await resultsOf(table)).toEqual(right);
    expect((await summaryOf(table)).closed).toBe(true);
  });
  it("stays open with an account that fails every time, shows which, and measures all others", async () => {
    const table = await filled();
    const { messages } = await planned(table);
    const poison = nameOf(5);
    const deal = worker(table, (account) => {
      if (account === poison) throw new Error("unreadable");
    });
    const { dead } = await emptied(messages, SPEC, deal, SMOOTH);
    expect(dead.length).toBe(1);
    expect(dead[0]).toContain(poison);
    expect(await summaryOf(table)).toEqual({ due: ACCOUNTS, measured: ACCOUNTS - MISSING - 1, refused: 0, missing: MISSING, open: [poison], closed: false });
    expect(await resultsOf(table)).toEqual(right.map((some, index) => (index === 5 ? [] : some)));
    // An operator puts the message back once what was wrong is right: then the run closes.
    await emptied(dead, SPEC, worker(table), SMOOTH);
    expect(await resultsOf(table)).toEqual(right);
    expect((await summaryOf(table)).closed).toBe(true);
  });
  it("comes to the same by workers whose clocks are a day behind or ahead", async () => {
    for (const hours of [-24, 24]) {
      const table = await filled();
      const { messages } = await planned(table);
      await emptied(messages, SPEC, worker(table, undefined, hours), SMOOTH);
      expect(await resultsOf(table)).toEqual(right);
    }
  });
  it("comes to the same by a planner whose clock is a day behind or ahead, and by the one that is right after it", async () => {
    for (const hours of [-24, 24]) {
      const table = await filled();
      const early = hours > 0 ? await planned(table, AT) : { messages: [], due: 0 };
      // Ahead: on the day before, it takes today for tomorrow, and the workers know what day it is.
      await emptied(early.messages, SPEC, worker(table, undefined, -24), SMOOTH);
      const behind = hours < 0 ? await planned(table, AT - 86_400_000) : { messages: [], due: 0 };
      expect([early.due, behind.due]).toEqual(hours > 0 ? [ACCOUNTS, 0] : [0, 0]);
      const { messages } = await planned(table);
      await emptied(messages, SPEC, worker(table), SMOOTH);
      expect(await resultsOf(table)).toEqual(right);
    }
  });
  it("lacks a statement that was lost, and has the same result as the others once it is sent again", async () => {
    const table = await filled();
    const { messages } = await planned(table);
    await emptied(messages, SPEC, worker(table), SMOOTH);
    const ledgers = dynamoLedgerStore(table.ledger);
    await posted(ledgers, nameOf(0), [cycleRows(1, 0, { at: `${DUE}T04:00:00.000Z` })]);
    await emptied([JSON.stringify({ accounts: [nameOf(0)] })], SPEC, worker(table, undefined, 1), SMOOTH);
    const [lost, found] = await ledgers.results(nameOf(0));
    const [, , other] = right;
    expect([lost?.outcome, found?.outcome, found?.revision]).toEqual(["missing", "measured", 2]);
    expect({ ...found, account: "", revision: 1, knownBy: "" }).toEqual({ ...other?.[0], account: "", knownBy: "" });
    // The run is as it was: what came later has a result of its own.
    expect(await summaryOf(table)).toMatchObject({ missing: MISSING, closed: true });
  });
  it("is caught up by days that were missed, each account once", async () => {
    const table = await filled();
    const { due } = await planned(table, AT + 3 * 86_400_000);
    expect(due).toBe(ACCOUNTS);
    expect((await summaryOf(table)).due).toBe(ACCOUNTS);
  });
});
