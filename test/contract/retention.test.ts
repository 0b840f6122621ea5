import { DeleteCommand, PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { dynamoRetentionStore } from "../../functions/accounts/store/dynamo-retention-store.ts";
import { accountsEntities } from "../../functions/accounts/store/entities.ts";
import { accountsKeys } from "../../functions/accounts/store/keys.ts";
import { applyRetention } from "../../functions/accounts/use-cases/apply-retention.ts";
import type { DueRecord, RetentionStore } from "../../functions/accounts/use-cases/ports.ts";
import { dataSubject } from "../../functions/data-subject.ts";
import { everyEntity, recordRegister } from "../../functions/record-register.ts";
import { verifyTrails } from "../../shared/audit/verify.ts";
import { dueOf } from "../../shared/records/record-policy.ts";
import { keys, recordName } from "../../shared/table/keys.ts";
import { aDelegation, anAccount, stored } from "../support/accounts.ts";
import { anAuditContext } from "../support/builders.ts";
import { aTable, type TestTable } from "../support/tables.ts";
import { until } from "../support/until.ts";

let table: TestTable;
let store: RetentionStore;
beforeEach(async () => {
  table = await aTable();
  store = dynamoRetentionStore(table.tableOf("retention"), everyEntity);
});

const run = (today: string) => applyRetention({ store, addressHash, ...others() }, today, anAuditContext({ at: Date.parse(`${today}T02:30:00Z`) }));
const others = () => ({ dataSubject: dataSubject(table.tableOf("retention"), new URL("https://trellis.example")), register: recordRegister });
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
    expect((await everything()).map(({ entity }) => entity)).toEqual(["day-done"]);
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
    await expect(
      applyRetention({ store: failing, addressHash, ...others() }, "2026-11-24", anAuditContext({ at: Date.parse("2026-11-24T02:30:00Z") })),
    ).rejects.toThrow("stopped");
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
    expect((await everything()).map(({ entity }) => entity)).toEqual(["day-done"]);
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
    // An index may tell what was written a little later.
    const old = await until(async () => {
      const found: DueRecord[] = [];
      for (let day = 19; day <= 24; day += 1) for await (const one of store.dueRecords(`2026-11-${day}`)) found.push(one);
      return found.length === 2 ? found : undefined;
    });
    const [known, waiting] = [await store.account("back"), await store.delegation("d")];
    if (!known || !waiting) throw new Error("Not there");
    await stored(
      { store },
      { entity: "account", before: known, after: { ...known.body, lastSignInAt: "2026-11-24T01:00:00.000Z" }, action: "account:sign-in" },
      { entity: "delegation", before: waiting, after: { ...waiting.body, state: "active", delegate: "back" }, action: "delegation:accept" },
    );
    const lagging: RetentionStore = {
      ...store,
      async *dueRecords(day) {
        if (day === "2026-11-24") yield* old;
      },
    };
    const report = await applyRetention({ store: lagging, addressHash, ...others() }, "2026-11-24", anAuditContext({ at: Date.parse("2026-11-24T02:30:00Z") }));
    expect(report).toEqual({ erased: 0, deleted: 0, postponed: 1 });
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
    expect((await everything()).map(({ entity }) => entity)).toEqual(["day-done"]);
  });
});
