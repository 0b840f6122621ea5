import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { DeleteCommand, GetCommand, PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dynamoRetentionStore } from "../../functions/accounts/store/dynamo-retention-store.ts";
import { accountsKeys } from "../../functions/accounts/store/keys.ts";
import type { FunctionName } from "../../functions/functions.ts";
import { everyEntity } from "../../functions/record-register.ts";
import { commit, note, type RecordWrite } from "../../shared/audit/commit.ts";
import type { Versioned } from "../../shared/audit/context.ts";
import { type AuditEntry, bodyHashOf, hashOf, NO_ENTRIES, nextEntry } from "../../shared/audit/entry.ts";
import { trailOf } from "../../shared/audit/trail.ts";
import { verifyTrails } from "../../shared/audit/verify.ts";
import { keys, recordName } from "../../shared/table/keys.ts";
import { aDelegation, stored } from "../support/accounts.ts";
import { anAuditContext } from "../support/builders.ts";
import { runs } from "../support/runs.ts";
import { aSealBucket, type TestSeals } from "../support/seals.ts";
import { aTable, type TestTable } from "../support/tables.ts";

// What somebody could do who can write the table, whatever else they can: each is found, and the record named.

let table: TestTable;
let bucket: TestSeals;
beforeEach(async () => {
  table = await aTable();
  bucket = await aSealBucket();
});
afterEach(() => bucket.stop());

const KEY = keys.account("victim");
const RECORD = recordName(KEY);
const write = (words: string, replaces?: Versioned<unknown>, key = KEY): RecordWrite => ({
  key,
  entity: "account",
  schemaVersion: 1,
  attributes: { body: { words, more: { b: 1, a: [1, 2.5, null, ""] } } },
  replaces,
  action: "test",
  changes: [{ field: "words" }],
});
const put = async (record: RecordWrite): Promise<Versioned<unknown>> => {
  const done = await commit(table.table, anAuditContext(), [record]);
  const [version] = done.ok ? done.value : [];
  if (!version) throw new Error("Not stored");
  return { ...version, body: undefined };
};
const look = (key = KEY) => note(table.table, anAuditContext(), { key, action: "looked", changes: [] });

type Item = Record<string, any>;
const send = (command: any): Promise<any> => table.table.client.send(command);
const itemOf = async (Key: object): Promise<Item> => (await send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }))).Item;
const putItem = (Item: Item) => send(new PutCommand({ TableName: table.name, Item }));
const entryKey = (sequence: number) => keys.auditEntry(RECORD, sequence);
const remove = ({ pk, sk }: { pk: string; sk: string }) => send(new DeleteCommand({ TableName: table.name, Key: { pk, sk } }));
const found = async () => (await verifyTrails(table.table, { seals: bucket.seals })).broken;

/** Writes a chain from an entry on so that it holds by itself, the record with it. */
async function chainAnew(from: number, change: (entry: AuditEntry) => AuditEntry) {
  const entries = await trailOf(table.table, KEY);
  let before = from > 1 ? entries[from - 2] : undefined;
  for (const entry of entries.slice(from - 1)) {
    const { sequence: _s, previous: _p, hash: _h, ...content } = change(entry);
    before = nextEntry(before ? { sequence: before.sequence, hash: before.hash } : NO_ENTRIES, content);
    await putItem({ ...(await itemOf(entryKey(before.sequence))), ...before });
  }
  await putItem({ ...(await itemOf(KEY)), audit: { sequence: before?.sequence, hash: before?.hash } });
}

/** Cuts a trail's end, and sets the record back to where it stood. */
async function cutTo(sequence: number) {
  const last: AuditEntry | undefined = (await trailOf(table.table, KEY))[sequence - 1];
  for (const entry of (await trailOf(table.table, KEY)).slice(sequence)) await remove(entryKey(entry.sequence));
  await putItem({ ...(await itemOf(KEY)), audit: { sequence, hash: last?.hash } });
}

const MANIPULATIONS: Readonly<Record<string, readonly [how: () => Promise<unknown>, what: string]>> = {
  "an entry is altered": [async () => putItem({ ...(await itemOf(entryKey(2))), action: "other" }), "entry 2 was changed"],
  "an entry is deleted from the middle": [async () => remove(entryKey(2)), "entry 2 is missing"],
  "the end of a trail is cut": [async () => remove(entryKey(4)), "entry 4 is missing"],
  "two entries are swapped": [
    async () => {
      const [second, third] = [await itemOf(entryKey(2)), await itemOf(entryKey(3))];
      await putItem({ ...third, ...entryKey(2) });
      await putItem({ ...second, ...entryKey(3) });
    },
    "entry 2 is missing",
  ],
  "an entry is put in": [
    async () => {
      const head = (await trailOf(table.table, KEY)).at(-1);
      if (!head) throw new Error("No trail");
      const { sequence: _s, previous: _p, hash: _h, ...content } = head;
      await putItem({ ...(await itemOf(entryKey(4))), ...nextEntry(head, { ...content, action: "made up" }), ...entryKey(5) });
    },
    "the record does not match entry 5",
  ],
  "the record's body is altered": [
    async () => {
      const item = await itemOf(KEY);
      await putItem({ ...item, body: { ...item["body"], words: "others" } });
    },
    "the record is not as entry 3 left it",
  ],
  "the whole chain is written anew, and the record with it": [
    async () => {
      const item = await itemOf(KEY);
      const altered = { ...item, body: { ...item["body"], words: "others" } };
      await putItem(altered);
      await chainAnew(1, (entry) => ({ ...entry, actor: { subject: "somebody-else", role: "administrator" }, body: entry.body && bodyHashOf(altered) }));
    },
    "entry 1 is not the one that was sealed",
  ],
  "the record is deleted with its whole trail": [
    async () => {
      for (let sequence = 1; sequence <= 4; sequence += 1) await remove(entryKey(sequence));
      await remove(KEY);
    },
    "the record and its whole trail are missing",
  ],
  "the end of a trail is cut and its head set back": [async () => cutTo(3), "entry 4 is missing, which was sealed"],
};

describe("verifying the audit trails", () => {
  for (const [name, [how, what]] of Object.entries(MANIPULATIONS)) {
    it(`finds that ${name}, and names the record`, async () => {
      await put(write("first", undefined, keys.account("other")));
      const first = await put(write("first"));
      const second = await put(write("second", first));
      await put(write("third", second));
      await look();
      await bucket.sealAll(table, "one");
      expect(await found()).toEqual([]);
      const before = (await send(new ScanCommand({ TableName: table.name, ConsistentRead: true }))).Items;
      await how();
      expect(await found()).toEqual([{ record: RECORD, what }]);
      // Put back, so that what looks at every table afterwards finds nothing.
      for (const { pk, sk } of (await send(new ScanCommand({ TableName: table.name, ConsistentRead: true }))).Items) await remove({ pk, sk });
      for (const item of before) await putItem(item);
      expect(await found()).toEqual([]);
    });
  }
  it("finds a trail that was cut and has grown again, though its new entries were sealed too", async () => {
    const first = await put(write("first"));
    await look();
    await bucket.sealAll(table, "one");
    await cutTo(1);
    await put(write("second", first));
    await bucket.sealAll(table, "two");
    expect(await found()).toEqual([{ record: RECORD, what: "entry 2 was written more than once" }]);
  });
  it("finds a seal that nobody with the key made", async () => {
    await put(write("first"));
    await bucket.as("seal").seal("another key", "forged", 0, [{ record: RECORD, sequence: 1, hash: "x" }]);
    expect(await found()).toEqual([{ record: "sealed/1970-01-01/forged.json", what: "the seal was not made by Trellis" }]);
  });
  it("finds nothing in any history of changes, looks, seals and removals, and says how much is not sealed yet", async () => {
    let batch = 0;
    const step = fc.record({ what: fc.constantFrom("change", "look", "seal", "remove"), words: fc.string({ unit: "binary", maxLength: 8 }) });
    await fc.assert(
      fc.asyncProperty(fc.uuid(), fc.array(step, { maxLength: 8 }), async (id, steps) => {
        const key = keys.account(id);
        let version: Versioned<unknown> | undefined = await put(write("first", undefined, key));
        for (const { what, words } of steps) {
          if (what === "seal") await bucket.sealAll(table, `batch-${++batch}`);
          if (what === "remove" && version) {
            await bucket.as("retentionOne").noteRemoval(recordName(key), Date.now());
            for (const { sequence } of await trailOf(table.table, key)) await remove(keys.auditEntry(recordName(key), sequence));
            await remove(key);
            version = undefined;
          }
          if (what === "look" && version) await look(key);
          if (what === "change" && version) version = await put(write(words, version, key));
        }
        expect((await verifyTrails(table.table, { seals: bucket.seals })).broken).toEqual([]);
      }),
      { numRuns: runs(15, 5) },
    );
    const { records } = await verifyTrails(table.table, { seals: bucket.seals });
    await bucket.sealAll(table, "last");
    expect(await verifyTrails(table.table, { seals: bucket.seals })).toMatchObject({ records, broken: [], unsealed: 0 });
  });
  it("takes a record that retention deletes for removed, and the same deletion by anybody else for missing", async () => {
    const ended = (id: string) => aDelegation({ id, person: "p", state: "ended", endedAt: "2020-11-24T12:00:00.000Z" });
    const store = dynamoRetentionStore(table.tableOf("retentionOne"), everyEntity, (record) => bucket.as("retentionOne").noteRemoval(record, Date.now()));
    for (const id of ["over", "stolen"]) await stored({ store }, { entity: "delegation", after: ended(id), action: "test" });
    await bucket.sealAll(table, "one");
    const due = await store.dueRecord(accountsKeys.delegation("over"));
    expect(due && (await store.deleteWithTrail(due))).toBe(true);
    expect(await found()).toEqual([]);
    const stolen = accountsKeys.delegation("stolen");
    const { Items } = await send(new ScanCommand({ TableName: table.name, ConsistentRead: true }));
    for (const { pk, sk } of Items) if (String(pk).includes(stolen.pk)) await remove({ pk, sk });
    expect(await found()).toEqual([{ record: recordName(stolen), what: "the record and its whole trail are missing" }]);
  });
  it("reads an entry of before bodies were hashed and reasons kept apart as it was written", async () => {
    await put(write("first"));
    const { body: _, hash: _h, ...entry } = (await trailOf(table.table, KEY))[0] ?? {};
    const old: any = { ...entry, reason: "as it was written" };
    const hash = hashOf(old);
    await putItem({ ...entryKey(1), entity: "audit-entry", schemaVersion: 1, ...old, hash });
    await putItem({ ...(await itemOf(KEY)), audit: { sequence: 1, hash } });
    expect(await found()).toEqual([]);
    expect((await trailOf(table.table, KEY))[0]?.reason).toBe("as it was written");
  });
});

describe("the write-once bucket", () => {
  const s3 = (of?: FunctionName) => {
    const { AWS_ACCESS_KEY_ID: accessKeyId = "", AWS_SECRET_ACCESS_KEY: secretAccessKey = "", AWS_ENDPOINT_URL_S3: endpoint = "" } = bucket.environmentOf(of);
    return new S3Client({ region: "eu-west-2", credentials: { accessKeyId, secretAccessKey }, endpoint, forcePathStyle: true });
  };
  const Key = "sealed/2026-11-26/x.json";
  it("takes each object once, and lets nobody change or remove it, the administrator neither", async () => {
    const put = (more: object, Body = "first") => s3().send(new PutObjectCommand({ Bucket: bucket.name, Key, Body, ...more }));
    await put({ IfNoneMatch: "*" });
    await expect(put({ IfNoneMatch: "*" }, "second")).rejects.toMatchObject({ name: "PreconditionFailed" });
    await expect(put({}, "second")).rejects.toMatchObject({ name: "AccessDenied" });
    await expect(s3().send(new DeleteObjectCommand({ Bucket: bucket.name, Key }))).rejects.toMatchObject({ name: "AccessDenied" });
    const { Body } = await s3().send(new GetObjectCommand({ Bucket: bucket.name, Key }));
    expect(await Body?.transformToString()).toBe("first");
  });
  it("is sealed in by one function alone, and no function that writes the table puts a seal there", async () => {
    const seal = (name: FunctionName) => bucket.as(name).seal("k", `by-${name}`, 0, []);
    await expect(seal("seal")).resolves.toBeUndefined();
    for (const name of ["account", "vetting", "retentionOne", "sweepOne", "verify"] as const)
      await expect(seal(name), name).rejects.toMatchObject({ name: "AccessDenied" });
    for (const name of ["account", "vetting", "seal", "verify"] as const)
      await expect(bucket.as(name).noteRemoval("x", 0), name).rejects.toMatchObject({ name: "AccessDenied" });
    await expect(bucket.as("account").sealsWith("k").all()).rejects.toMatchObject({ name: "AccessDenied" });
  });
});
