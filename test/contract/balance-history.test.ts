import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { checkCycle } from "../../functions/balances/rules/check.ts";
import { ledgerOf } from "../../functions/balances/rules/ledger.ts";
import { accountFactsOf } from "../../functions/balances/rules/stored-facts.ts";
import { dynamoImportStore } from "../../functions/balances/store/dynamo-import-store.ts";
import { dynamoLedgerStore } from "../../functions/balances/store/dynamo-ledger-store.ts";
import { checkAccount } from "../../functions/balances/use-cases/check-account.ts";
import { importStatement } from "../../functions/balances/use-cases/import-statement.ts";
import type { LedgerStore } from "../../functions/balances/use-cases/ledger-ports.ts";
import { knownIn, statementsIn } from "../../functions/balances/use-cases/statement-store.ts";
import { cycleNumbered, cycleOn } from "../../shared/domain/cycles.ts";
import { repeatableNumbers } from "../../shared/domain/hash.ts";
import { DAY_MS, daysAfter, instantOf, type PlainDate } from "../../shared/domain/time.ts";
import { shelvesFor } from "../../shared/import/row-shelves.ts";
import { balancePolicyOn } from "../../shared/policy/balances.ts";
import { statementLayouts } from "../../shared/policy/statement-layouts.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { hotReader } from "../../shared/table/hot-reader.ts";
import { CHECKING, COUNCIL, FIRST_PAYMENT, newHead, someFacts } from "../support/ledger-scene.ts";
import { runs } from "../support/runs.ts";
import { TRELLIS_HEADER } from "../support/statement-scene.ts";
import { aTable, type TestTable } from "../support/tables.ts";

// Accounts as they live: a statement each cycle, rows and facts that come late, workers that are killed, clocks that are wrong. What was summed up of old days makes
// no difference to any result.

const CYCLES = 8;
const EVER = "1970-01-01";
let table: TestTable;
let folder: string;

beforeAll(async () => {
  table = await aTable();
  folder = await mkdtemp(join(tmpdir(), "trellis-history-"));
});

interface Row {
  readonly postedOn: PlainDate;
  readonly id: string;
  readonly pence: number;
  readonly kind: string;
  readonly balance: number;
}

/** What becomes of an account, cycle by cycle: rows of its statements, some of which come late, and facts that are learned late. */
interface Life {
  readonly statements: readonly (readonly (readonly Row[])[])[];
  /** After which cycle something of which day becomes known. */
  readonly late: readonly { readonly after: number; readonly rows: readonly Row[] }[];
  readonly fact?: { readonly after: number; readonly from: PlainDate } | undefined;
}

function life(seed: number): Life {
  const random = repeatableNumbers(seed);
  const upTo = (most: number) => Math.floor(random() * most);
  let balance = 0;
  const all: Row[] = [];
  const add = (postedOn: PlainDate, kind: string, pence: number) => {
    balance += pence;
    all.push({ postedOn, id: `T${all.length}`, pence, kind, balance });
  };
  for (let cycle = 1; cycle <= CYCLES; cycle += 1) {
    const { from, to } = cycleNumbered(FIRST_PAYMENT, cycle);
    add(from, "load", 84_800);
    for (let day = 1 + upTo(4); day < 27; day += 2 + upTo(7)) add(daysAfter(from, day), random() < 0.2 ? "cash" : "transfer", -1000 - upTo(16_000));
    add(to, "fee", -20);
  }
  const held = new Set([0, 1].flatMap(() => (random() < 0.7 ? [1 + upTo(all.length - 2)] : [])));
  // A file adds up: where a row is missing there are two.
  const statements = Array.from({ length: CYCLES }, (_, cycle) => {
    const { from, to } = cycleNumbered(FIRST_PAYMENT, cycle + 1);
    const parts: Row[][] = [[]];
    for (const [index, row] of all.entries()) {
      if (row.postedOn < from || row.postedOn > to) continue;
      if (held.has(index)) parts.push([]);
      else parts.at(-1)?.push(row);
    }
    return parts.filter((rows) => rows.length > 0);
  });
  const late = [...held].flatMap((index) => {
    const row = all[index];
    const cycle = row && (cycleOn(FIRST_PAYMENT, row.postedOn)?.number ?? 1);
    return row && cycle !== undefined ? [{ after: Math.min(CYCLES, cycle + upTo(CYCLES)), rows: [row] }] : [];
  });
  const fact = random() < 0.5 ? { after: 3 + upTo(5), from: daysAfter(FIRST_PAYMENT, upTo(150)) } : undefined;
  return { statements, late, fact };
}

const pounds = (pence: number): string => (pence / 100).toFixed(2);
let files = 0;

/** Takes rows in as a statement; again where it was stopped. */
async function taken(store: LedgerStore, card: string, rows: readonly Row[], at: number): Promise<void> {
  const layout = statementLayouts().get("trellis");
  if (!layout) throw new Error("No layout of our own");
  files += 1;
  const file = join(folder, `${files}.csv`);
  const lines = rows.map(({ postedOn, id, pence, kind, balance }) => `${card},${id},${postedOn},posted,${kind},${pounds(pence)},Shop,,${pounds(balance)}`);
  await writeFile(file, `${[TRELLIS_HEADER, ...lines].join("\n")}\n`);
  await untilDone(async () => {
    const shelves = await shelvesFor(file);
    try {
      const reader = hotReader(awsConnectionFrom(table.environmentOf("statementDrop")), table.ledger.name);
      const deps = {
        store: statementsIn(dynamoImportStore(table.ledger, reader, store), store),
        shelves,
        authority: COUNCIL,
        named: { name: "trellis", layout },
        now: () => at,
      };
      const { refused } = await importStatement(file, { ...deps, looked: async () => undefined, progress: () => undefined });
      expect(refused).toEqual([]);
    } finally {
      await shelves.close();
    }
  });
}

async function untilDone(work: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (!(error instanceof Error) || error.message !== "killed" || tries > 50) throw error;
    }
  }
}

interface Lived {
  readonly account: string;
  readonly ledgers: LedgerStore;
  /** How many segments a check read at most where it did not look at all there are. */
  readonly mostSegments: number;
}

/** Lives an account's life. `whole`: with all that was ever posted at every check; `killed`: how many of all writes are lost, before or after they are done; `hours`: the worker's clock. */
async function lived(
  account: string,
  { statements, late, fact }: Life,
  how: { readonly whole: boolean; readonly killed: number; readonly hours: number },
): Promise<Lived> {
  const ledgers = dynamoLedgerStore(table.ledger);
  const random = repeatableNumbers(account.length + how.hours + 3);
  let mostSegments = 0;
  const wrapped =
    <Given extends readonly unknown[], Answer>(write: (...given: Given) => Promise<Answer>) =>
    async (...given: Given): Promise<Answer> => {
      if (random() < how.killed / 2) throw new Error("killed");
      const answer = await write(...given);
      if (random() < how.killed / 2) throw new Error("killed");
      return answer;
    };
  const store: LedgerStore = {
    ...ledgers,
    append: wrapped(ledgers.append),
    appendAll: wrapped(ledgers.appendAll),
    conclude: wrapped(ledgers.conclude),
    settle: wrapped(ledgers.settle),
  };
  const accountSince: LedgerStore["accountSince"] = async (name, day, read) => {
    const found = how.whole ? await ledgers.wholeAccount(name) : await ledgers.accountSince(name, day, read);
    if (day !== EVER && found) mostSegments = Math.max(mostSegments, found.segments.length);
    if (!how.whole || !found) return found;
    const { carried: _, ...head } = found.head;
    return { ...found, head };
  };
  const facts = someFacts(account, { permissions: [] });
  const alias = { account, authority: COUNCIL, reference: account.toUpperCase(), kind: "card" as const, from: FIRST_PAYMENT };
  expect((await ledgers.learn(undefined, newHead(facts), facts, [alias])).ok).toBe(true);
  const check = (today: PlainDate, at: number) =>
    untilDone(() =>
      checkAccount({ store: { ...store, accountSince }, ...CHECKING, now: () => at + how.hours * 3_600_000 })(account, today, { consistent: true }),
    );
  for (const [index, parts] of statements.entries()) {
    const today = daysAfter(cycleNumbered(FIRST_PAYMENT, index + 1).to, 2);
    const at = Date.parse(`${today}T06:00:00Z`);
    for (const rows of parts) await taken(store, alias.reference, rows, at);
    await check(today, at + 60_000);
    for (const { after, rows: others } of late)
      if (after === index + 1) {
        await taken(store, alias.reference, others, at + 2 * DAY_MS);
        await check(daysAfter(today, 2), at + 2 * DAY_MS + 60_000);
      }
    if (fact?.after === index + 1) {
      const head = await ledgers.head(account);
      if (!head) throw new Error("No head");
      const learnedAt = instantOf(at + 3 * DAY_MS);
      const lines = {
        council: [...facts.lines.council, { from: fact.from, learnedAt, value: { weeklyGrossPence: 15_000, weeklyContributionPence: 0 } }],
        nhs: [],
      };
      const version = head.version + 1;
      const touchedFrom = [head.touchedFrom ?? "9999-12-31", daysAfter(fact.from, -1)].toSorted()[0] ?? "";
      expect((await ledgers.learn(head, { ...head, version, factsAt: version, touchedFrom }, { ...facts, lines }, [])).ok).toBe(true);
      await check(daysAfter(today, 3), at + 3 * DAY_MS + 60_000);
    }
  }
  return { account, ledgers, mostSegments };
}

/** All results, without whose and when. */
const resultsOf = async ({ ledgers, account }: Lived) => (await ledgers.results(account)).map(({ knownBy: _, account: __, ...result }) => result);

describe("an account with a history", () => {
  it("comes to the same with what was summed up as with all that was ever posted, whoever is killed when, and by clocks that are a day wrong", async () => {
    let [again, summedUp, readLess] = [0, 0, 0];
    const lives = runs(40, 3);
    for (let seed = 1; seed <= lives; seed += 1) {
      const its = life(seed);
      const whole = await lived(`whole-${seed}`, its, { whole: true, killed: 0, hours: 0 });
      const right = await resultsOf(whole);
      const carried = await lived(`carried-${seed}`, its, { whole: false, killed: 0.3, hours: seed % 2 === 0 ? -24 : 24 });
      expect(await resultsOf(carried), `seed ${seed}`).toEqual(right);
      // One result for each cycle and number, and a number more only where it comes to something else.
      const numbers = right.map(({ cycle, revision }) => `${cycle}.${revision}`);
      expect(new Set(numbers).size).toBe(numbers.length);
      for (const [index, { revision, ...result }] of right.entries()) {
        const before = right[index - 1];
        if (revision === 1 || before === undefined) continue;
        expect([before.cycle, before.revision]).toEqual([result.cycle, revision - 1]);
        expect({ ...before, revision }).not.toEqual({ ...result, revision });
        again += 1;
      }
      // What stands in the end is what the facts known by then come to, by all that was posted.
      const read = await carried.ledgers.wholeAccount(carried.account);
      const facts = read?.facts && accountFactsOf(read.facts);
      if (!read || !facts) throw new Error("No account");
      const { head } = read;
      const all = ledgerOf(head.spans ?? [], knownIn(read.segments));
      const last = new Map((await carried.ledgers.results(carried.account)).map((result) => [result.cycle, result]));
      expect(last.size).toBe(CYCLES);
      for (const { revision: _, knownBy, ...result } of last.values()) {
        const now = checkCycle(facts, all, balancePolicyOn(COUNCIL, result.measuredOn), result.cycle, head.checkedAt ?? "");
        expect({ ...now, knownBy }, `seed ${seed}`).toEqual({ ...result, knownBy });
      }
      expect(JSON.stringify(head).length).toBeLessThan(1000);
      if (head.carried && head.carried.on > FIRST_PAYMENT) summedUp += 1;
      // Where something became known of the first weeks, all since then is needed.
      if (carried.mostSegments < read.segments.length) readLess += 1;
    }
    expect([again > 0, summedUp > 0]).toEqual([true, true]);
    expect(readLess).toBeGreaterThan(lives / 2);
  });
});
