import { DeleteCommand, PutCommand, QueryCommand, ScanCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { dynamoRetentionPlan, dynamoRetentionStore } from "../../functions/accounts/store/dynamo-retention-store.ts";
import { accountsEntities } from "../../functions/accounts/store/entities.ts";
import { accountsKeys } from "../../functions/accounts/store/keys.ts";
import { applyRetention, planRetention, RetentionMessage } from "../../functions/accounts/use-cases/apply-retention.ts";
import type { RetentionPlan, RetentionStore } from "../../functions/accounts/use-cases/ports.ts";
import { dataSubject } from "../../functions/data-subject.ts";
import { everyEntity, recordRegister } from "../../functions/record-register.ts";
import { verifyTrails } from "../../shared/audit/verify.ts";
import { eachItem } from "../../shared/due/each-item.ts";
import { councilCodes } from "../../shared/policy/council.ts";
import { NO_COUNCIL } from "../../shared/policy/due-council.ts";
import { dueOf } from "../../shared/records/record-policy.ts";
import type { ItemKey } from "../../shared/table/definition.ts";
import { indexes, keys, recordName } from "../../shared/table/keys.ts";
import { aDelegation, anAccount, stored } from "../support/accounts.ts";
import { anAuditContext } from "../support/builders.ts";
import { COUNCIL, OTHER_COUNCIL } from "../support/councils.ts";
import { aRecipient } from "../support/recipients.ts";
import { aTable, type TestTable } from "../support/tables.ts";
import { until } from "../support/until.ts";
import { storedCases } from "../support/vetting.ts";

let table: TestTable;
let store: RetentionStore;
beforeEach(async () => {
  table = await aTable();
  store = dynamoRetentionStore(table.tableOf("retentionOne"), everyEntity);
});

const night = (today: string) => Date.parse(`${today}T02:30:00Z`);

/** A whole night: what is found is handed on as the queue would, and dealt with; what became of it. */
async function run(
  today: string,
  { plan = dynamoRetentionPlan(table.tableOf("retention")), over = store }: { readonly plan?: RetentionPlan; readonly over?: RetentionStore } = {},
) {
  const counts = { erased: 0, deleted: 0, postponed: 0, nothing: 0 };
  const apply = applyRetention({ store: over, addressHash, ...others() });
  await planRetention(
    plan,
    async (messages) => {
      for (const message of messages) {
        const { at, records } = RetentionMessage.parse(JSON.parse(JSON.stringify(message)));
        await eachItem(records, async (key) => {
          counts[await apply(key, at)] += 1;
        });
      }
    },
    night(today),
  );
  const { nothing: _, ...report } = counts;
  return report;
}
const others = () => ({ dataSubject: dataSubject(table.tableOf("retentionOne"), new URL("https://trellis.example"), {}), register: recordRegister });
const addressHash = async (email: string) => `hash of ${email}`;
const everything = async () => (await table.table.client.send(new ScanCommand({ TableName: table.name, ConsistentRead: true }))).Items ?? [];

describe("the register of records", () => {
  it("says when each record is due, by what happened to it first", () => {
    expect(dueOf(recordRegister.lineOf("account"), { lastSignInAt: "2026-11-24T12:00:00.000Z" })).toEqual({ day: "2028-11-24", outcome: "erase" });
    expect(dueOf(recordRegister.lineOf("account"), { lastSignInAt: "2026-11-24T12:00:00.000Z", erasedAt: "2027-01-31T12:00:00.000Z" })).toEqual({
      day: "2033-01-31",
      outcome: "delete",
    });
    expect(dueOf(recordRegister.lineOf("account"), {})).toBeUndefined();
    expect(dueOf(recordRegister.lineOf("delegation"), { endedAt: "2026-08-31T12:00:00.000Z" })).toEqual({ day: "2032-08-31", outcome: "delete" });
    expect(dueOf(recordRegister.lineOf("listing"), { endedAt: "2026-08-31T12:00:00.000Z" })).toBeUndefined();
  });
  it("names no kind of record as a person's that is left out of what is held on them", async () => {
    const held = Object.keys(await others().dataSubject.personalDataOf("nobody"));
    const ofPeople = Object.entries(everyEntity).filter(
      ([kind, { policy }]) => !(kind in accountsEntities) && typeof policy === "object" && policy.whose === "person",
    );
    expect(ofPeople.length).toBeGreaterThan(2);
    expect(ofPeople.map(([kind]) => kind).filter((kind) => !held.includes(kind))).toEqual([]);
  });
  it("names for every kind of record what, why, on which basis and for how long", () => {
    for (const { what, why, basis, period } of recordRegister.lines)
      for (const words of [what, why, basis, period.words]) expect(words.length).toBeGreaterThan(5);
  });
});

describe("nightly retention", () => {
  const account = (id: string, lastSignInAt: string) =>
    stored({ store }, { entity: "account", after: anAccount({ id, displayName: `Name of ${id}`, lastSignInAt }), action: "test" });

  it("erases an account nobody used for as long as the register says, and only then", async () => {
    await account("unused", "2024-11-20T12:00:00.000Z");
    await account("used", "2024-11-30T12:00:00.000Z");
    await stored({ store }, { entity: "delegation", after: aDelegation({ id: "d", person: "somebody", delegate: "unused" }), action: "test" });
    expect(await run("2026-11-24")).toEqual({ erased: 1, deleted: 0, postponed: 0 });
    expect((await store.account("unused"))?.body).toMatchObject({ erasedAt: "2026-11-24T02:30:00.000Z", grants: [] });
    expect((await store.delegation("d"))?.body.state).toBe("ended");
    expect(await store.peopleOf("unused")).toEqual([]);
    expect((await store.account("used"))?.body.displayName).toBe("Name of used");
    expect(JSON.stringify(await everything())).not.toContain("Name of unused");
    expect((await verifyTrails(table.table)).broken).toEqual([]);
  });
  it("postpones what was used again since it was written to fall due", async () => {
    await account("active", "2024-11-24T12:00:00.000Z");
    const known = await store.account("active");
    if (!known) throw new Error("No account");
    await store.commit(anAuditContext(), [
      { entity: "account", before: known, after: { ...known.body, lastSignInAt: "2026-11-01T12:00:00.000Z" }, action: "account:sign-in" },
    ]);
    expect(await run("2026-11-24")).toEqual({ erased: 0, deleted: 0, postponed: 0 });
    expect((await store.account("active"))?.body.erasedAt).toBeUndefined();
  });
  it("deletes an ended delegation and its trail, and leaves nothing", async () => {
    const ended = aDelegation({ id: "old", person: "p", state: "ended", endedAt: "2020-11-24T12:00:00.000Z" });
    await stored({ store }, { entity: "delegation", after: ended, action: "test" });
    expect(await run("2026-11-24")).toEqual({ erased: 0, deleted: 1, postponed: 0 });
    expect((await everything()).filter(({ entity }) => entity !== "day-done")).toEqual([]);
  });
  it("deletes a recipient's record, and its link with an account, six years after the direct payment ended", async () => {
    await account("imelda", "2026-11-01T12:00:00.000Z");
    const ended = aRecipient({ account: "imelda", closedOn: "2020-11-24" });
    await storedCases({ table: table.table }, { entity: "recipient", after: ended, action: "test" });
    expect(await run("2026-11-23")).toEqual({ erased: 0, deleted: 0, postponed: 0 });
    expect((await everything()).map(({ entity }) => entity)).toEqual(expect.arrayContaining(["recipient", "recipient-link"]));
    expect(await run("2026-11-24")).toEqual({ erased: 0, deleted: 1, postponed: 0 });
    expect((await everything()).filter(({ pk }) => String(pk).includes("RECIPIENT"))).toEqual([]);
  });
  it("takes up days it missed, and finds nothing to do the second time", async () => {
    expect(await run("2026-11-20")).toMatchObject({ erased: 0 });
    await account("a", "2024-11-21T12:00:00.000Z");
    await account("b", "2024-11-23T12:00:00.000Z");
    expect(await run("2026-11-24")).toEqual({ erased: 2, deleted: 0, postponed: 0 });
    expect(await run("2026-11-24")).toEqual({ erased: 0, deleted: 0, postponed: 0 });
  });
  it("goes on where a run was stopped, with the same end as one whole run", async () => {
    for (const id of ["a", "b", "c"]) await account(id, "2024-11-24T12:00:00.000Z");
    let commits = 0;
    const failing: RetentionStore = {
      ...store,
      commit: (...args) => {
        commits += 1;
        return commits > 3 ? Promise.reject(new Error("stopped")) : store.commit(...args);
      },
    };
    await expect(run("2026-11-24", { over: failing })).rejects.toThrow("stopped");
    expect((await store.account("b"))?.body.closingAt).toBeDefined();
    expect(await run("2026-11-24")).toEqual({ erased: 2, deleted: 0, postponed: 0 });
    for (const id of ["a", "b", "c"]) expect((await store.account(id))?.body.erasedAt).toBeDefined();
    expect((await verifyTrails(table.table)).broken).toEqual([]);
  });
  it("deletes an invitation nobody answered, with what points to it, and a role nobody took up", async () => {
    const waiting = { state: "invited" as const, addressHash: "somebody", createdAt: "2026-05-20T12:00:00.000Z" };
    await stored(
      { store },
      { entity: "delegation", after: aDelegation({ id: "unanswered", person: "p", ...waiting }), action: "test" },
      {
        entity: "appointment",
        after: { id: "untaken", authority: "E10000018", role: "commissioner", email: "a@council.example", ...waiting },
        action: "test",
      },
    );
    expect(await run("2026-11-24")).toEqual({ erased: 0, deleted: 2, postponed: 0 });
    expect((await everything()).filter(({ entity }) => entity !== "day-done")).toEqual([]);
  });
  it("erases somebody who never signed in, but not while somebody acts for them", async () => {
    for (const id of ["alone", "acted-for"])
      await stored(
        { store },
        { entity: "account", after: anAccount({ id, displayName: `Name of ${id}`, createdAt: "2024-11-20T12:00:00.000Z" }), action: "test" },
      );
    await stored({ store }, { entity: "delegation", after: aDelegation({ id: "d", person: "acted-for", delegate: "somebody" }), action: "test" });
    expect(await run("2026-11-24")).toEqual({ erased: 1, deleted: 0, postponed: 1 });
    expect((await store.account("acted-for"))?.body.displayName).toBe("Name of acted-for");
    const known = await store.delegation("d");
    if (!known) throw new Error("No delegation");
    await stored(
      { store },
      { entity: "delegation", before: known, after: { ...known.body, state: "ended", endedAt: "2027-01-01T12:00:00.000Z" }, action: "test" },
    );
    for (let month = 1; month <= 12; month += 1) await run(`2027-${String(month).padStart(2, "0")}-28`);
    expect((await store.account("acted-for"))?.body.displayName).toBeUndefined();
  });
  it("leaves somebody alone who came back while the index still told the old tale", async () => {
    await account("back", "2024-11-20T12:00:00.000Z");
    await stored(
      { store },
      {
        entity: "delegation",
        after: aDelegation({ id: "d", person: "p", state: "invited", addressHash: "x", createdAt: "2026-05-20T12:00:00.000Z" }),
        action: "test",
      },
    );
    const plan = dynamoRetentionPlan(table.tableOf("retention"));
    // An index may tell what was written a little later.
    const old = await until(async () => {
      const found: ItemKey[] = [];
      for (let day = 19; day <= 24; day += 1) for await (const page of plan.dueKeys(`2026-11-${day}`, COUNCIL)) found.push(...page);
      return found.length === 2 ? found : undefined;
    });
    const [known, waiting] = [await store.account("back"), await store.delegation("d")];
    if (!known || !waiting) throw new Error("Not there");
    await stored(
      { store },
      { entity: "account", before: known, after: { ...known.body, lastSignInAt: "2026-11-24T01:00:00.000Z" }, action: "account:sign-in" },
      { entity: "delegation", before: waiting, after: { ...waiting.body, state: "active", delegate: "back" }, action: "delegation:accept" },
    );
    const lagging: RetentionPlan = {
      ...plan,
      async *dueKeys(day, council) {
        if (day === "2026-11-24" && council === COUNCIL) yield old;
      },
    };
    expect(await run("2026-11-24", { plan: lagging })).toEqual({ erased: 0, deleted: 0, postponed: 0 });
    expect((await store.account("back"))?.body.displayName).toBe("Name of back");
    expect((await store.delegation("d"))?.body.state).toBe("active");
  });
  it("goes on removing a trail whose record is gone", async () => {
    const ended = aDelegation({ id: "old", person: "p", state: "ended", endedAt: "2020-11-24T12:00:00.000Z" });
    await stored({ store }, { entity: "delegation", after: ended, action: "test" });
    const record = recordName(accountsKeys.delegation("old"));
    const { client } = table.table;
    const { pk, sk } = accountsKeys.delegation("old");
    await client.send(new DeleteCommand({ TableName: table.name, Key: { pk, sk } }));
    await client.send(new PutCommand({ TableName: table.name, Item: { ...keys.deletion("retention", record), entity: "deletion", schemaVersion: 1, record } }));
    await run("2026-11-24");
    expect((await everything()).filter(({ entity }) => entity !== "day-done")).toEqual([]);
  });
  it("skips no council: those with a policy, one whose file has gone since, and whoever belongs to none", async () => {
    const plan = dynamoRetentionPlan(table.tableOf("retention"));
    await plan.noteDone("E09000001", "2026-11-22");
    for (const authority of [...councilCodes, "E09999999"])
      await stored(
        { store },
        { entity: "account", after: anAccount({ id: `of-${authority}`, authority, lastSignInAt: "2024-11-23T12:00:00.000Z" }), action: "test" },
      );
    // Written while the council had a policy: it stands under its own code.
    await stored(
      { store },
      { entity: "account", after: anAccount({ id: "of-gone", authority: "E09000001", lastSignInAt: "2024-11-23T12:00:00.000Z" }), action: "test" },
    );
    const { pk, sk } = keys.account("of-gone");
    await table.table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { pk, sk },
        UpdateExpression: "SET gsi3pk = :due",
        ExpressionAttributeValues: { ":due": indexes.due("2026-11-23", "E09000001") },
      }),
    );
    expect(await run("2026-11-24")).toEqual({ erased: councilCodes.length + 2, deleted: 0, postponed: 0 });
    expect(await run("2026-11-25")).toEqual({ erased: 0, deleted: 0, postponed: 0 });
  });
  it("catches up the days of a council that failed, and of that one alone", async () => {
    const plan = dynamoRetentionPlan(table.tableOf("retention"));
    await run("2026-11-20");
    const failing: RetentionPlan = {
      ...plan,
      async *dueKeys(day, council) {
        if (council === COUNCIL) throw new Error("not now");
        yield* plan.dueKeys(day, council);
      },
    };
    await account("ours", "2024-11-21T12:00:00.000Z");
    await stored(
      { store },
      { entity: "account", after: anAccount({ id: "theirs", authority: OTHER_COUNCIL, lastSignInAt: "2024-11-21T12:00:00.000Z" }), action: "test" },
    );
    await expect(run("2026-11-23", { plan: failing })).rejects.toThrow("not now");
    expect((await store.account("theirs"))?.body.erasedAt).toBeDefined();
    expect((await store.account("ours"))?.body.erasedAt).toBeUndefined();
    const asked: string[] = [];
    const watched: RetentionPlan = {
      ...plan,
      dueKeys(day, council) {
        asked.push(`${council} ${day}`);
        return plan.dueKeys(day, council);
      },
    };
    expect(await run("2026-11-24", { plan: watched })).toMatchObject({ erased: 1 });
    const days = (council: string) => asked.filter((one) => one.startsWith(council)).map((one) => one.slice(-2));
    expect(days(COUNCIL)).toEqual(["20", "21", "22", "23", "24"]);
    expect(days(OTHER_COUNCIL)).toEqual(["23", "24"]);
    expect(days(NO_COUNCIL)).toEqual(["23", "24"]);
  });
  it("reads keys alone, of what is due and nothing else; a council of which nothing is costs half a read unit", async () => {
    for (let index = 0; index < 3; index += 1) await account(`due-${index}`, "2024-11-23T12:00:00.000Z");
    await account("later", "2026-11-23T12:00:00.000Z");
    let read = 0;
    const { due } = await planRetention(
      dynamoRetentionPlan(table.tableOf("retention"), (items) => (read += items)),
      async () => undefined,
      night("2026-11-24"),
    );
    expect([due, read]).toEqual([3, 3]);
    const asked = (council: string) =>
      table.table.client.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: "gsi3",
          KeyConditionExpression: "gsi3pk = :due",
          ExpressionAttributeValues: { ":due": indexes.due("2026-11-23", council) },
          ReturnConsumedCapacity: "TOTAL",
        }),
      );
    const [empty, found] = [await asked(OTHER_COUNCIL), await asked(COUNCIL)];
    expect(empty.ConsumedCapacity?.CapacityUnits).toBe(0.5);
    expect(found.Items?.map((item) => Object.keys(item).toSorted())).toEqual(Array(3).fill(["gsi3pk", "gsi3sk", "pk", "sk"]));
  });
  it("leaves what carries a time to live to the table, also where it stands among what is due", async () => {
    await stored(
      { store },
      { entity: "delegation", after: aDelegation({ id: "old", person: "p", state: "ended", endedAt: "2020-11-24T12:00:00.000Z" }), action: "test" },
    );
    const { pk, sk } = accountsKeys.delegation("old");
    await table.table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { pk, sk },
        UpdateExpression: "SET expiresAt = :soon",
        ExpressionAttributeValues: { ":soon": night("2026-11-24") / 1000 },
      }),
    );
    expect(await run("2026-11-24")).toEqual({ erased: 0, deleted: 0, postponed: 0 });
    expect((await everything()).some((item) => item["pk"] === pk)).toBe(true);
    // No kind of record has one: that it was put there is found.
    const added = { record: recordName({ pk, sk }), what: "the record is not as entry 1 left it" };
    expect((await verifyTrails(table.table)).broken).toEqual([added]);
    await table.table.client.send(new UpdateCommand({ TableName: table.name, Key: { pk, sk }, UpdateExpression: "REMOVE expiresAt" }));
  });
  it("deals with each once, however often and with whatever else at the same time its message comes", async () => {
    for (const id of ["a", "b"]) await account(id, "2024-11-24T12:00:00.000Z");
    await stored(
      { store },
      {
        entity: "delegation",
        after: aDelegation({ id: "d", person: "a", delegate: "b", state: "ended", endedAt: "2020-11-24T12:00:00.000Z" }),
        action: "test",
      },
    );
    const found: ItemKey[] = [];
    await planRetention(
      dynamoRetentionPlan(table.tableOf("retention")),
      async (messages) => void found.push(...messages.flatMap(({ records }) => records)),
      night("2026-11-24"),
    );
    expect(found.length).toBe(3);
    const apply = applyRetention({ store, addressHash, ...others() });
    const results = await Promise.all([...found, ...found, ...found].map((key) => apply(key, night("2026-11-24"))));
    expect(results.filter((one) => one === "erased").length).toBeGreaterThanOrEqual(2);
    for (const id of ["a", "b"]) expect((await store.account(id))?.body.erasedAt).toBeDefined();
    expect((await everything()).filter(({ pk }) => String(pk).includes("DELEGATION#d"))).toEqual([]);
    expect((await verifyTrails(table.table)).broken).toEqual([]);
  });
});
