import { GetCommand, PutCommand, QueryCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { dynamoRetentionStore } from "../../functions/accounts/store/dynamo-retention-store.ts";
import { accountsKeys } from "../../functions/accounts/store/keys.ts";
import { everyEntity } from "../../functions/record-register.ts";
import { dynamoCaseStore } from "../../functions/vetting/store/dynamo-case-store.ts";
import { diceOf, faultsIn } from "../../infra/local/faults.ts";
import { PLAIN_PREFERENCES } from "../../shared/notices/preferences.ts";
import { keys } from "../../shared/table/keys.ts";
import { aDelegation, anAccount, stored } from "../support/accounts.ts";
import { raiseFaults } from "../support/engine-layer.ts";
import { runs } from "../support/runs.ts";
import { aTable } from "../support/tables.ts";

/** A table whose engine fails so. What waits for the SDK's own pauses waits less. */
async function aTableUnder(faults: string) {
  raiseFaults(faults);
  const { random } = Math;
  vi.spyOn(Math, "random").mockImplementation(() => random() / 50);
  return aTable();
}
afterEach(() => void vi.restoreAllMocks());

describe("faults", () => {
  it("are named with their shares, and refused where they cannot be understood", () => {
    expect(faultsIn("conflict=0.05, late=1,seed=7")).toEqual({ seed: 7, shares: { conflict: 0.05, late: 1 } });
    expect([faultsIn(undefined), faultsIn(""), faultsIn("seed=3")]).toEqual([undefined, undefined, undefined]);
    for (const wrong of ["conflict", "conflict=", "conflict=2", "conflict=x", "latency=0.1", "seed=x"])
      expect(() => faultsIn(wrong), wrong).toThrow("TRELLIS_FAULTS");
  });
  it("are raised the same again for the same seed, as often as they are asked for", () => {
    const draws = (seed: number) => {
      const dice = diceOf({ seed, shares: { late: 0.05 } }, "table 0");
      return Array.from({ length: 4000 }, () => dice.raises("late"));
    };
    expect(draws(1)).toEqual(draws(1));
    expect(draws(1)).not.toEqual(draws(2));
    expect(draws(1).filter((raised) => raised).length).toBeGreaterThan(140);
    expect(draws(1).filter((raised) => raised).length).toBeLessThan(260);
  });
});

describe("a late read", () => {
  it("tells how an item once was, and a consistent one how it is, whatever is written and read", async () => {
    const { table } = await aTableUnder("late=0.5");
    const step = fc.oneof(
      fc.record({ act: fc.constant("write" as const), item: fc.nat(2) }),
      fc.record({ act: fc.constantFrom("read" as const, "query" as const, "fresh" as const), item: fc.nat(2) }),
    );
    let made = 0;
    let late = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
        made += 1;
        const pk = `PART#${made}`;
        const past = new Map<string, (number | undefined)[]>();
        const told = (sk: string, value: number | undefined) => {
          const history = past.get(sk) ?? [undefined];
          expect(history).toContain(value);
          if (history.at(-1) !== value) late += 1;
        };
        for (const [at, { act, item }] of steps.entries()) {
          const sk = String(item);
          const ofItem = { TableName: table.name, Key: { pk, sk } };
          if (act === "write") {
            await table.client.send(new PutCommand({ TableName: table.name, Item: { pk, sk, at, entity: "limit", gsi1pk: pk, gsi1sk: sk } }));
            past.set(sk, [...(past.get(sk) ?? [undefined]), at]);
          } else if (act === "fresh") {
            expect((await table.client.send(new GetCommand({ ...ofItem, ConsistentRead: true }))).Item?.["at"]).toBe(past.get(sk)?.at(-1));
          } else if (act === "read") told(sk, (await table.client.send(new GetCommand(ofItem))).Item?.["at"]);
          else {
            const { Items = [] } = await table.client.send(
              new QueryCommand({ TableName: table.name, IndexName: "gsi1", KeyConditionExpression: "gsi1pk = :p", ExpressionAttributeValues: { ":p": pk } }),
            );
            for (const name of ["0", "1", "2"]) told(name, Items.find((one) => one["sk"] === name)?.["at"]);
          }
        }
      }),
      { numRuns: runs(50) },
    );
    expect(late).toBeGreaterThan(5);
  });
});

describe("an answer that was lost", () => {
  it("of a transaction is not a write that was not made, nor one that is made twice", async () => {
    const { table } = await aTableUnder("lost=0.4,seed=5");
    for (let at = 0; at < 10; at += 1) {
      const Put = { TableName: table.name, Item: { pk: `ONE#${at}`, sk: "x", entity: "limit" }, ConditionExpression: "attribute_not_exists(pk)" };
      const Update = {
        TableName: table.name,
        Key: { pk: "COUNT", sk: "x" },
        UpdateExpression: "SET entity = :entity ADD done :one",
        ExpressionAttributeValues: { ":one": 1, ":entity": "limit" },
      };
      await table.client.send(new TransactWriteCommand({ TransactItems: [{ Put }, { Update }] }));
    }
    const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: { pk: "COUNT", sk: "x" }, ConsistentRead: true }));
    expect(Item?.["done"]).toBe(10);
  });
});

describe("a table that is too busy, or in others' hands,", () => {
  it("for half of what is asked for does not keep somebody from being known", async () => {
    const { tableOf } = await aTableUnder("unprocessed=0.7");
    const store = dynamoRetentionStore(tableOf("account"), everyEntity);
    await stored(
      { store },
      { entity: "account", after: anAccount({ id: "ada" }), action: "test" },
      { entity: "account", after: anAccount({ id: "rosemary" }), action: "test" },
      { entity: "delegation", after: aDelegation({ id: "d", person: "rosemary", delegate: "ada" }), action: "test" },
    );
    for (let time = 0; time < 5; time += 1) {
      const profile = await store.callerProfile("ada", "rosemary");
      expect([profile.account?.body.id, profile.actsFor?.person]).toEqual(["ada", "rosemary"]);
    }
  });
  it("does not swallow a notice that is told on its own", async () => {
    const { table, tableOf } = await aTableUnder("conflict=0.7");
    const store = dynamoCaseStore(tableOf("sweepOne"));
    const ids = Array.from({ length: 10 }, (_, index) => `check-due.${index}`);
    for (const id of ids) {
      await store.tell([
        {
          id,
          authority: "E10000018",
          code: "listing-back",
          to: { account: "ada", email: "ada@people.example" },
          preferences: PLAIN_PREFERENCES,
          values: { name: "Ada", link: "https://trellis.example" },
          createdAt: "2026-11-24T12:00:00.000Z",
        },
      ]);
    }
    const found = await Promise.all(ids.map((id) => table.client.send(new GetCommand({ TableName: table.name, Key: keys.notice(id), ConsistentRead: true }))));
    expect(found.filter(({ Item }) => Item).length).toBe(10);
  });
  it("does not leave a record undeleted whose day is noted as done", async () => {
    const { tableOf } = await aTableUnder("conflict=0.7");
    const store = dynamoRetentionStore(tableOf("retentionOne"), everyEntity);
    const ended = aDelegation({ id: "old", person: "p", state: "ended", endedAt: "2020-11-24T12:00:00.000Z" });
    await stored({ store }, { entity: "delegation", after: ended, action: "test" });
    const due = await store.dueRecord(accountsKeys.delegation("old"));
    expect(due && (await store.deleteWithTrail(due))).toBe(true);
    expect(await store.delegation("old")).toBeUndefined();
  });
});
