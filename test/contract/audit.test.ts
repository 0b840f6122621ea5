import { DeleteCommand, PutCommand, ScanCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commit, note, type RecordWrite } from "../../shared/audit/commit.ts";
import type { Versioned } from "../../shared/audit/context.ts";
import { trailOf } from "../../shared/audit/trail.ts";
import { heldSource, type Verification, verifySource, verifyTrails } from "../../shared/audit/verify.ts";
import { keys } from "../../shared/table/keys.ts";
import { scanned } from "../../shared/table/pages.ts";
import type { Table } from "../../shared/table/table-client.ts";
import { anAuditContext } from "../support/builders.ts";
import { runs } from "../support/runs.ts";
import { aTable, type TestTable } from "../support/tables.ts";

const KEY = keys.account("x");
const write = (value: number, replaces?: Versioned<unknown>, key = KEY): RecordWrite => ({
  key,
  entity: "account",
  schemaVersion: 1,
  attributes: { body: { value } },
  replaces,
  action: "test",
  changes: [{ field: "value", to: value }],
});
const put = async ({ table }: TestTable, record: RecordWrite, context = anAuditContext()) => {
  const done = await commit(table, context, [record]);
  const [stored] = done.ok ? done.value : [];
  if (!stored) throw new Error(`Not stored: ${done.ok ? "nothing" : done.refusal}`);
  return { ...stored, body: undefined };
};

describe("a committed change", () => {
  it("is there with its entry, or not at all", async () => {
    const table = await aTable();
    const first = await put(table, write(1));
    await put(table, write(2, first));
    expect((await commit(table.table, anAuditContext(), [write(3, first)])).ok).toBe(false);
    expect((await commit(table.table, anAuditContext(), [write(3)])).ok).toBe(false);
    const trail = await trailOf(table.table, KEY);
    expect(trail.map(({ sequence, changes }) => [sequence, changes[0]?.to])).toEqual([
      [1, 1],
      [2, 2],
    ]);
    expect((await verifyTrails(table.table)).broken).toEqual([]);
  });
  it("of several records stands or falls whole", async () => {
    const table = await aTable();
    const other = keys.account("y");
    const first = await put(table, write(1));
    await put(table, write(2, first));
    const done = await commit(table.table, anAuditContext(), [write(1, undefined, other), write(3, first)]);
    expect(done).toEqual({ ok: false, refusal: "stale" });
    expect(await trailOf(table.table, other)).toEqual([]);
  });
  it("made by many at once of one version succeeds for exactly one", async () => {
    const table = await aTable();
    const first = await put(table, write(0));
    const racing = await Promise.all(Array.from({ length: 10 }, (_, value) => commit(table.table, anAuditContext(), [write(value, first)])));
    expect(racing.filter(({ ok }) => ok).length).toBe(1);
    expect((await verifyTrails(table.table)).broken).toEqual([]);
  });
  it("follows the entries others added meanwhile, and is not refused for them", async () => {
    const table = await aTable();
    const first = await put(table, write(1));
    await note(table.table, anAuditContext(), { key: KEY, action: "looked", changes: [] });
    await note(table.table, anAuditContext(), { key: KEY, action: "looked", changes: [] });
    await put(table, write(2, first));
    expect((await trailOf(table.table, KEY)).map(({ action }) => action)).toEqual(["test", "looked", "looked", "test"]);
  });
  it("and many looks at once all find their place in the trail", async () => {
    const table = await aTable();
    const first = await put(table, write(1));
    const looks = Array.from({ length: 8 }, () => note(table.table, anAuditContext(), { key: KEY, action: "looked", changes: [] }));
    const changed = commit(table.table, anAuditContext(), [write(2, first)]);
    await Promise.all(looks);
    expect((await changed).ok).toBe(true);
    expect((await trailOf(table.table, KEY)).length).toBe(10);
    expect((await verifyTrails(table.table)).broken).toEqual([]);
  });
  it("asked for twice under one key is done once", async () => {
    const table = await aTable();
    const once = { key: "k", fingerprint: "f", outcome: "{}", until: Date.parse("2026-11-25T12:00:00Z") };
    const first = await put(table, write(1), anAuditContext({ idempotencyKey: once }));
    expect(await commit(table.table, anAuditContext({ idempotencyKey: once }), [write(2, first)])).toEqual({ ok: false, refusal: "repeat" });
    expect((await trailOf(table.table, KEY)).length).toBe(1);
  });
  it("that nobody can note is not noted: a look at a record that is not there is a fault", async () => {
    const table = await aTable();
    await expect(note(table.table, anAuditContext(), { key: KEY, action: "looked", changes: [] })).rejects.toThrow("not there");
  });
});

/** What is found while trails are read one by one; the same must be found in a table that was read once. */
async function verified(table: Table): Promise<Verification> {
  const found = await verifyTrails(table);
  expect(await verifySource(heldSource(await Array.fromAsync(scanned(table))))).toEqual(found);
  return found;
}

describe("verifying every trail", () => {
  it("passes, and fails naming the record after any single entry is altered or deleted", async () => {
    const table = await aTable();
    const { table: fresh } = table;
    for (const id of ["a", "b", "c"]) {
      const key = keys.account(id);
      let stored = await put(table, write(0, undefined, key));
      for (let value = 1; value < 4; value += 1) stored = await put(table, write(value, stored, key));
    }
    expect(await verified(fresh)).toEqual({ records: 3, entries: 12, broken: [] });
    const { Items = [] } = await fresh.client.send(
      new ScanCommand({ TableName: fresh.name, ConsistentRead: true, FilterExpression: "entity = :e", ExpressionAttributeValues: { ":e": "audit-entry" } }),
    );
    expect(Items.length).toBe(12);
    const alterations: ((item: Record<string, any>) => Record<string, any> | undefined)[] = [
      () => undefined,
      (item) => ({ ...item, reason: "made up" }),
      (item) => ({ ...item, actor: { ...item["actor"], subject: "someone else" } }),
      ({ at: _, ...item }) => item,
    ];
    for (const item of Items) {
      for (const alter of alterations) {
        const altered = alter(item);
        const address = { pk: item["pk"], sk: item["sk"] };
        if (altered) await fresh.client.send(new PutCommand({ TableName: fresh.name, Item: altered }));
        else await fresh.client.send(new DeleteCommand({ TableName: fresh.name, Key: address }));
        const { broken } = await verified(fresh);
        expect(broken.map(({ record }) => record)).toEqual([item["record"]]);
        await fresh.client.send(new PutCommand({ TableName: fresh.name, Item: item }));
      }
    }
    expect((await verified(fresh)).broken).toEqual([]);
  });
  it("fails where a record is gone or says another than its trail", async () => {
    const table = await aTable();
    const { table: fresh } = table;
    await put(table, write(1));
    await fresh.client.send(
      new UpdateCommand({
        TableName: fresh.name,
        Key: KEY,
        UpdateExpression: "SET audit.#hash = :x",
        ExpressionAttributeNames: { "#hash": "hash" },
        ExpressionAttributeValues: { ":x": "x" },
      }),
    );
    expect((await verified(fresh)).broken).toEqual([{ record: "ACCOUNT#x|ACCOUNT", what: "the record does not match entry 1" }]);
    await fresh.client.send(new DeleteCommand({ TableName: fresh.name, Key: KEY }));
    expect((await verified(fresh)).broken).toEqual([{ record: "ACCOUNT#x|ACCOUNT", what: "the record itself is missing" }]);
    await fresh.client.send(new DeleteCommand({ TableName: fresh.name, Key: keys.auditEntry("ACCOUNT#x|ACCOUNT", 1) }));
  });
  it("holds for any sequence of changes and looks", async () => {
    const table = await aTable();
    await fc.assert(
      fc.asyncProperty(fc.uuid(), fc.array(fc.boolean(), { maxLength: 8 }), async (id, steps) => {
        const key = keys.account(id);
        let stored = await put(table, write(0, undefined, key));
        for (const look of steps) {
          if (look) await note(table.table, anAuditContext(), { key, action: "looked", changes: [] });
          else stored = await put(table, write(1, stored, key));
        }
        expect((await trailOf(table.table, key)).length).toBe(steps.length + 1);
      }),
      { numRuns: runs(15, 5) },
    );
    expect((await verifyTrails(table.table)).broken).toEqual([]);
  });
});
