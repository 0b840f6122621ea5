import { copyFile, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeleteCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { statementDropper, statementImporter } from "../../functions/balances/entries/statement-import.composition.ts";
import { ledgerOf } from "../../functions/balances/rules/ledger.ts";
import { periodOf } from "../../functions/balances/rules/periods.ts";
import { dynamoImportStore } from "../../functions/balances/store/dynamo-import-store.ts";
import { dynamoLedgerStore } from "../../functions/balances/store/dynamo-ledger-store.ts";
import { ledgerKeys } from "../../functions/balances/store/keys.ts";
import { importStatement } from "../../functions/balances/use-cases/import-statement.ts";
import { knownIn, statementsIn } from "../../functions/balances/use-cases/statement-store.ts";
import { shelvesFor } from "../../shared/import/row-shelves.ts";
import { statementLayouts } from "../../shared/policy/statement-layouts.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { hotReader } from "../../shared/table/hot-reader.ts";
import { COUNCIL, OTHER_COUNCIL } from "../support/councils.ts";
import { openAccount } from "../support/ledger-accounts.ts";
import { TRELLIS_HEADER } from "../support/statement-scene.ts";
import { aTable, type TestTable } from "../support/tables.ts";

// Statements, from the file to the accounts they are of.

const NOON = Date.parse("2026-11-26T12:00:00Z");
let table: TestTable;
let folder: string;
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "trellis-statements-"));
});
beforeEach(async () => {
  table = await aTable();
});

const fileOf = async (...rows: readonly string[]): Promise<string> => {
  files += 1;
  const file = join(folder, `${files}.csv`);
  await writeFile(file, `${[TRELLIS_HEADER, ...rows].join("\n")}\n`);
  return file;
};
const ledgers = () => dynamoLedgerStore(table.ledger);
const reader = () => hotReader(awsConnectionFrom(table.environmentOf("statementDrop")), table.ledger.name);
const imports = () => dynamoImportStore(table.ledger, reader(), ledgers());
const bring = async (...rows: readonly string[]) =>
  statementImporter(table.environmentOf("statementDrop"), () => NOON).take([await fileOf(...rows)], { authority: COUNCIL, layout: "trellis" });
const everything = async () => {
  const { Items = [] } = await table.ledger.client.send(new ScanCommand({ TableName: table.ledger.name, ConsistentRead: true }));
  return Items.toSorted((one, other) => (`${one["pk"]} ${one["sk"]}` < `${other["pk"]} ${other["sk"]}` ? -1 : 1));
};
const ledger = async (account: string) => {
  const read = await ledgers().wholeAccount(account);
  return read && ledgerOf(read.head.spans ?? [], knownIn(read.segments));
};

/** A card's rows, each of £1 out, from day to day. */
const rowsOf = (card: string, days: readonly string[], from: number): readonly string[] =>
  days.map((day, at) => `${card},${card}-${day},${day},posted,purchase,-1.00,Shop,,${from - at - 1}.00`);

describe("a statement that is brought", () => {
  it("is stored by the account its references name, in one segment for each four weeks, and brought again writes nothing", async () => {
    await openAccount(ledgers(), "account-1", COUNCIL, ["CARD-1", "CARD-1-NEW"]);
    const rows = [...rowsOf("CARD-1", ["2026-08-01", "2026-08-20"], 100), ...rowsOf("CARD-1-NEW", ["2026-09-30"], 98)];
    expect(await bring(...rows)).toMatchObject({ added: 3, unchanged: 0, refused: [] });
    const before = await everything();
    expect(before.filter(({ sk }) => String(sk).startsWith("DAYS#"))).toHaveLength(new Set(["2026-08-01", "2026-08-20", "2026-09-30"].map(periodOf)).size);
    expect(await bring(...rows)).toMatchObject({ added: 0, unchanged: 3, refused: [] });
    expect(await everything()).toEqual(before);
    const { head } = (await ledgers().wholeAccount("account-1")) ?? {};
    expect(head).toMatchObject({
      version: 2,
      openingPence: 10_000,
      closingPence: 9_700,
      lastPostedOn: "2026-09-30",
      holes: [],
      covered: [{ from: "2026-08-01", to: "2026-09-30" }],
    });
    expect((await ledger("account-1"))?.movements.map(({ balancePence }) => balancePence)).toEqual([9_900, 9_800, 9_700]);
  });

  it("of what is pending is kept as on hold, touches no measure, and goes when a statement reaches past its day", async () => {
    await openAccount(ledgers(), "account-1", COUNCIL, ["CARD-1"]);
    await bring(...rowsOf("CARD-1", ["2026-08-01"], 100));
    const pending = "CARD-1,P1,02/08/2026,pending,purchase,-20.00,Shop,,";
    const onHold = async () => (await ledgers().head("account-1"))?.onHold;
    for (const _time of ["first", "again"]) {
      expect(await bring(pending)).toMatchObject({ added: 0, refused: [] });
      expect(await ledgers().head("account-1")).toMatchObject({ version: 3, closingPence: 9_900, onHold: { on: "2026-08-02", pence: 2_000, payments: 1 } });
    }
    expect((await ledgers().head("account-1"))?.touchedFrom).toBeUndefined();
    await bring(...rowsOf("CARD-1", ["2026-08-03"], 99));
    expect(await onHold()).toBeUndefined();
    await bring(pending);
    expect(await onHold()).toBeUndefined();
  });

  it("is not held against what is known where nothing else came since; but where it says more now, as a card of it was nobody's before", async () => {
    await openAccount(ledgers(), "account-1", COUNCIL, ["CARD-1"]);
    await openAccount(ledgers(), "account-2", COUNCIL, ["CARD-2"]);
    const rows = [...rowsOf("CARD-1", ["2026-08-01"], 100), ...rowsOf("CARD-1-NEW", ["2026-08-02"], 99), ...rowsOf("CARD-2", ["2026-08-01"], 50)];
    expect(await bring(...rows)).toMatchObject({ added: 2 });
    const wanted = ({ took }: { took?: string | undefined } = {}) => new Map([["account-1", { from: "2026-08-01", part: took ?? "" }]]);
    const readNothing = dynamoImportStore(table.ledger, reader(), { accountSince: () => Promise.reject(new Error("It was read")) });
    const took = await ledgers().head("account-1");
    expect((await readNothing.accountsSince(wanted(took), false)).map(({ segments }) => segments)).toEqual([[]]);
    await expect(readNothing.accountsSince(wanted(), false)).rejects.toThrow("It was read");
    const read = await ledgers().wholeAccount("account-1");
    if (!read?.facts) throw new Error("No account");
    const alias = { account: "account-1", authority: COUNCIL, kind: "card", reference: "CARD-1-NEW", from: "2026-07-01" } as const;
    await ledgers().learn(read.head, { ...read.head, version: 3, factsAt: 3 }, read.facts, [alias]);
    expect(await bring(...rows)).toMatchObject({ added: 1, unchanged: 2, refused: [] });
    expect((await ledger("account-1"))?.movements).toHaveLength(2);
  });

  it("of another council's card, of none, or of one that named two accounts is left out and reported", async () => {
    await openAccount(ledgers(), "account-1", COUNCIL, ["CARD-1", "CARD-2"]);
    await openAccount(ledgers(), "account-2", COUNCIL, ["CARD-2"]);
    await openAccount(ledgers(), "account-3", OTHER_COUNCIL, ["CARD-3"]);
    const rows = ["CARD-1", "CARD-2", "CARD-3", "CARD-4"].flatMap((card) => rowsOf(card, ["2026-08-01", "2026-08-02"], 50));
    const report = await bring(...rows);
    expect(report).toMatchObject({ added: 2 });
    expect(report.refused.map(({ line, field }) => `${line} ${field}`)).toEqual(["4 account", "6 account", "8 account"]);
    expect((await ledger("account-3"))?.movements).toEqual([]);
  });

  it("closes a hole of long ago, and says from which day on what was measured is to be looked at again", async () => {
    await openAccount(ledgers(), "account-1", COUNCIL, ["CARD-1"]);
    await bring(...rowsOf("CARD-1", ["2026-07-03"], 100));
    await bring(...rowsOf("CARD-1", ["2026-10-30"], 98));
    expect((await ledgers().head("account-1"))?.holes).toEqual([{ from: "2026-07-04", to: "2026-10-29", pence: -100 }]);
    const read = await ledgers().wholeAccount("account-1");
    if (!read) throw new Error("No account");
    await ledgers().append(read.head, { ...read.head, version: read.head.version + 1, measured: 3 }, []);
    await bring(...rowsOf("CARD-1", ["2026-09-01"], 99));
    expect(await ledgers().head("account-1")).toMatchObject({
      holes: [],
      covered: [{ from: "2026-07-03", to: "2026-10-30" }],
      touchedFrom: "2026-09-01",
      closingPence: 9_700,
    });
  });

  it("looks again at what was measured, where it becomes known only later with which balance a day began", async () => {
    await openAccount(ledgers(), "account-1", COUNCIL, ["CARD-1"]);
    const row = (id: string, day: string, amount: string, balance: string): string => `CARD-1,${id},${day},posted,other,${amount},Sample,,${balance}`;
    // Newest first, and back where it began: the file has no other day that says so.
    await bring(row("T3", "2026-07-03", "1.00", "0.00"), row("T2", "2026-07-03", "1.00", "-1.00"), row("T1", "2026-07-03", "-2.00", "-2.00"));
    const read = await ledgers().wholeAccount("account-1");
    if (!read) throw new Error("No account");
    await ledgers().append(read.head, { ...read.head, version: read.head.version + 1, measured: 3 }, []);
    await bring(row("T4", "2026-09-01", "5.00", "5.00"));
    expect(await ledgers().head("account-1")).toMatchObject({
      openingPence: 0,
      closingPence: 500,
      holes: [],
      covered: [{ from: "2026-07-03", to: "2026-09-01" }],
      touchedFrom: "2026-07-03",
    });
  });

  it("F32 stopped after each of its writes and brought again, comes to what it would have come to at once", async () => {
    // More than are stored together.
    const cards = Array.from({ length: 30 }, (_, at) => `CARD-${at}`);
    const rows = cards.flatMap((card) => rowsOf(card, ["2026-08-01", "2026-08-20"], 100));
    for (const [at, card] of cards.entries()) await openAccount(ledgers(), `account-${at}`, COUNCIL, [card]);
    await bring(...rows);
    const whole = await everything();
    for (const stopAfter of [0, 1]) {
      table = await aTable();
      for (const [at, card] of cards.entries()) await openAccount(ledgers(), `account-${at}`, COUNCIL, [card]);
      const store = ledgers();
      let writes = 0;
      const appendAll: typeof store.appendAll = async (given) => {
        writes += 1;
        if (writes > stopAfter) throw new Error("Stopped");
        return store.appendAll(given);
      };
      const file = await fileOf(...rows);
      const shelves = await shelvesFor(file);
      const layout = statementLayouts().get("trellis");
      if (!layout) throw new Error("No layout of our own");
      const deps = {
        store: statementsIn(imports(), { appendAll }),
        shelves,
        authority: COUNCIL,
        named: { name: "trellis", layout },
        now: () => NOON,
        looked: async () => undefined,
        progress: () => undefined,
      };
      await expect(importStatement(file, deps)).rejects.toThrow("Stopped");
      await shelves.close();
      expect(await everything()).not.toEqual(whole);
      expect((await bring(...rows)).refused).toEqual([]);
      expect(await everything()).toEqual(whole);
    }
  });
});

describe("a managed account", () => {
  it("is reported by its support organisation in our own layout, beside others that it looks after", async () => {
    await openAccount(ledgers(), "account-1", COUNCIL, ["ORG-1001"], "managed");
    await openAccount(ledgers(), "account-2", COUNCIL, ["ORG-1002"], "managed");
    const report = await bring(...rowsOf("ORG-1001", ["2026-08-01", "2026-08-02"], 100), ...rowsOf("ORG-1002", ["2026-08-01"], 50));
    expect(report).toMatchObject({ added: 3, refused: [] });
    expect([await ledgers().head("account-1"), await ledgers().head("account-2")]).toMatchObject([
      { kind: "managed", covered: [{ from: "2026-08-01", to: "2026-08-02" }], closingPence: 9_800 },
      { kind: "managed", closingPence: 4_900 },
    ]);
  });
});

describe("accounts that are stored together", () => {
  it("are each stored or not: what changed one of them meanwhile is in the way of no other", async () => {
    const accounts = ["account-1", "account-2", "account-3"];
    for (const account of accounts) await openAccount(ledgers(), account, COUNCIL, [`of ${account}`]);
    const store = ledgers();
    const reads = await imports().accountsSince(new Map(accounts.map((account) => [account, { from: "2026-08-01", part: "" }])), false);
    const additions = reads.map(({ head }) => ({ before: head, after: { ...head, version: head.version + 1, closingPence: 100 }, segments: [] }));
    const [, second] = additions;
    if (!second) throw new Error("No account");
    await store.append(second.before, { ...second.before, version: second.before.version + 1, closingPence: 7 }, []);
    expect(await store.appendAll(additions)).toEqual([second.before.account]);
    const closing = await Promise.all(reads.map(async ({ head }) => (await store.head(head.account))?.closingPence));
    expect(closing).toEqual([100, 7, 100]);
  });
});

describe("a supplier's reference", () => {
  const named = async () => Object.fromEntries(await imports().accountsNamed(COUNCIL, ["CARD-1", "CARD-2"]));
  const corrected = async (account: string, from: string, to: readonly string[]): Promise<void> => {
    const read = await ledgers().wholeAccount(account);
    if (!read?.facts) throw new Error("No account");
    const alias = { account, authority: COUNCIL, kind: "card", from: "2026-07-01" } as const;
    const aliases = to.map((reference) => ({ ...alias, reference, from: "2026-07-02" }));
    await ledgers().learn(read.head, { ...read.head, version: 2, factsAt: 2 }, read.facts, aliases, [{ ...alias, reference: from }]);
  };

  it("names the accounts that its aliases are of, no more those of which it was said in error, and nothing is left of one that names none", async () => {
    await openAccount(ledgers(), "account-1", COUNCIL, ["CARD-1"]);
    await openAccount(ledgers(), "account-2", COUNCIL, ["CARD-1"]);
    expect(await named()).toEqual({ "CARD-1": ["account-1", "account-2"] });
    await corrected("account-2", "CARD-1", ["CARD-2"]);
    expect(await named()).toEqual({ "CARD-1": ["account-1"], "CARD-2": ["account-2"] });
    for (const account of ["account-1", "account-2"]) await ledgers().remove(account);
    expect(await everything()).toEqual([]);
  });
  it("goes on naming an account, where only the day from which on it does was said in error", async () => {
    await openAccount(ledgers(), "account-1", COUNCIL, ["CARD-1"]);
    await corrected("account-1", "CARD-1", ["CARD-1"]);
    expect(await named()).toEqual({ "CARD-1": ["account-1"] });
  });
  it("names the accounts that its aliases are of, where they stand alone", async () => {
    await openAccount(ledgers(), "account-1", COUNCIL, ["CARD-1"]);
    await table.ledger.client.send(new DeleteCommand({ TableName: table.ledger.name, Key: ledgerKeys.named(COUNCIL, "CARD-1") }));
    expect(await named()).toEqual({ "CARD-1": ["account-1"] });
    // One more that is called so does not hide the first.
    await openAccount(ledgers(), "account-2", COUNCIL, ["CARD-1"]);
    expect(await named()).toEqual({ "CARD-1": ["account-1", "account-2"] });
  });
});

describe("a statement dropped in the bucket", () => {
  const reports = new Map<string, string>();
  const drop = async (key: string, ...rows: readonly string[]) => {
    const file = await fileOf(...rows);
    const bucket = {
      copy: async (_key: string, _version: string | undefined, to: string) => copyFile(file, to),
      put: async (at: string, said: string) => void reports.set(at, said),
    };
    await statementDropper(table.environmentOf("statementDrop"), bucket, () => NOON)({ detail: { object: { key } } });
    return reports.get(`reports/${key}.txt`);
  };

  it("is taken in by the layout its name begins with, and answered by a report", async () => {
    await openAccount(ledgers(), "account-1", COUNCIL, ["CARD-1"]);
    const rows = rowsOf("CARD-1", ["2026-08-01"], 100);
    expect(await drop(`card-statement/${COUNCIL}/trellis.2026-08.csv`, ...rows)).toBe(
      "card-statement: 1 rows taken (1 new, 0 changed, 0 unchanged), 0 refused\n",
    );
    expect(await drop(`card-statement/${COUNCIL}/trellis.2026-08.csv`, ...rows)).toBe(
      "card-statement: 1 rows taken (0 new, 0 changed, 1 unchanged), 0 refused\n",
    );
    expect(await drop(`card-statement/${COUNCIL}/modulr.csv`, ...rows)).toBe("The file has the header of trellis, not of modulr: name that layout\n");
    expect(await drop(`card-statement/${COUNCIL}/statement.csv`, ...rows)).toContain("There is no layout statement: use one of trellis, crosscard");
  });
});
