import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { type BatchGetCommand, type BatchWriteCommand, DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { dynamoSweepStore } from "../../functions/vetting/store/dynamo-sweep-store.ts";
import { vettingKeys } from "../../functions/vetting/store/keys.ts";
import { commit } from "../../shared/audit/commit.ts";
import { TooBusy } from "../../shared/domain/busy.ts";
import { servicePolicy } from "../../shared/policy/service.ts";
import { readItems, type Table, transact } from "../../shared/table/table-client.ts";
import { anAuditContext } from "../support/builders.ts";

// What DynamoDB answers under strain, and an embedded engine never does: the one place where a client is made up.

const aStrainedTable = (send: (command: any) => Promise<unknown>): Table => ({
  name: "table",
  client: Object.assign(Object.create(DynamoDBDocumentClient.prototype), { send }),
  now: () => 0,
});
const WRITES = [
  { write: { Put: { TableName: "table", Item: { pk: "a", sk: "a" } } }, ifConditionFails: "stale" as const },
  { write: { Put: { TableName: "table", Item: { pk: "b", sk: "b" } } }, ifConditionFails: "taken" as const },
];
const cancelled = (...codes: readonly string[]) =>
  new TransactionCanceledException({ message: "cancelled", $metadata: {}, CancellationReasons: codes.map((Code) => ({ Code })) });

describe("a transaction", () => {
  it("that meets another in flight has clashed, however DynamoDB says so", async () => {
    for (const error of [cancelled("None", "TransactionConflict"), Object.assign(new Error("x"), { name: "TransactionConflictException" })])
      expect(
        await transact(
          aStrainedTable(() => Promise.reject(error)),
          WRITES,
        ),
      ).toEqual({ ok: false, refusal: "clash" });
  });
  it("is refused by the first condition that fails, also where another write clashed", async () => {
    const error = cancelled("TransactionConflict", "ConditionalCheckFailed");
    expect(
      await transact(
        aStrainedTable(() => Promise.reject(error)),
        WRITES,
      ),
    ).toEqual({ ok: false, refusal: "taken" });
  });
  it("that fails for another reason is a fault", async () => {
    const error = cancelled("None", "ThrottlingError");
    await expect(
      transact(
        aStrainedTable(() => Promise.reject(error)),
        WRITES,
      ),
    ).rejects.toBe(error);
  });
});

describe("a transaction with a stamp", () => {
  const LIMIT = servicePolicy.changeLog.commitSeconds * 1000;
  it("is not sent once its stamp is too old, and has clashed: it is stamped anew", async () => {
    let sent = 0;
    const table = (now: number): Table => ({
      ...aStrainedTable(async () => {
        sent += 1;
      }),
      now: () => now,
    });
    expect(await transact(table(7000 + LIMIT), WRITES, 7000)).toEqual({ ok: false, refusal: "clash" });
    expect(sent).toBe(0);
    expect(await transact(table(6999 + LIMIT), WRITES, 7000)).toMatchObject({ ok: true });
    expect(sent).toBe(1);
  });
  it("is given up when no answer comes in time, and says so as being too busy", async () => {
    const never = (_: unknown, { abortSignal }: { abortSignal: AbortSignal }) =>
      new Promise<never>((_, reject) => abortSignal.addEventListener("abort", () => reject(new Error("aborted"))));
    const table: Table = { ...aStrainedTable(() => Promise.resolve()), client: { send: never } as any, now: () => LIMIT - 20 };
    await expect(transact(table, WRITES, 0)).rejects.toBeInstanceOf(TooBusy);
  });
  it("is stamped anew at every try of a commit", async () => {
    const stamps: unknown[] = [];
    let at = 100;
    const table: Table = {
      ...aStrainedTable(async ({ input }) => {
        stamps.push(input.TransactItems[0].Put.Item.loggedAt);
        at += 50;
        if (stamps.length < 3) throw cancelled("None", "TransactionConflict");
      }),
      now: () => at,
    };
    const record = { key: { pk: "a", sk: "a" }, entity: "listing", schemaVersion: 1, attributes: {}, action: "listing:import", changes: [] };
    await commit(table, anAuditContext(), [{ ...record, stamped: (sentAt) => ({ loggedAt: sentAt }) }]);
    expect(stamps).toEqual([100, 150, 200]);
  });
});

describe("reading many items", () => {
  it("asks again for those that were left out, until all are read", async () => {
    const batches: number[] = [];
    const table = aStrainedTable(async ({ input }: BatchGetCommand) => {
      const wanted = input.RequestItems?.["table"]?.Keys ?? [];
      batches.push(wanted.length);
      const [read, left] = [wanted.slice(0, 60), wanted.slice(60)];
      return { Responses: { table: read }, UnprocessedKeys: left.length > 0 ? { table: { Keys: left } } : {} };
    });
    const wanted = Array.from({ length: 130 }, (_, index) => ({ pk: `item-${index}`, sk: "x" }));
    expect(await readItems(table, wanted)).toEqual(wanted);
    expect(batches).toEqual([100, 40, 30]);
  });
});

describe("removing many items", () => {
  it("tries again those that were left out, a photo's pictures among them, the case itself last", async () => {
    const evidence = Array.from({ length: 30 }, (_, index) => vettingKeys.evidence("old", `item-${index}`));
    const removed: string[] = [];
    let batches = 0;
    const table = aStrainedTable(async (command: { input: any }) => {
      const { input } = command;
      if ("Key" in input) return { Item: { body: { state: "withdrawn" } } };
      if (!("RequestItems" in input))
        return { Items: input.ExpressionAttributeValues[":pk"] === vettingKeys.vettingCase("old").pk ? [...evidence, vettingKeys.vettingCase("old")] : [] };
      batches += 1;
      const requests = (input as BatchWriteCommand["input"]).RequestItems?.["table"] ?? [];
      const left = batches % 2 === 1 ? requests.slice(1) : [];
      for (const { DeleteRequest } of requests.slice(0, requests.length - left.length)) removed.push(String(DeleteRequest?.Key?.["sk"]));
      return { UnprocessedItems: left.length > 0 ? { table: left } : {} };
    });
    await dynamoSweepStore(table).removeCase("old");
    expect(removed.length).toBe(32);
    expect(new Set(removed)).toEqual(new Set([...evidence, vettingKeys.pictures("old"), vettingKeys.vettingCase("old")].map(({ sk }) => sk)));
    expect(removed.at(-1)).toBe(vettingKeys.vettingCase("old").sk);
  });
});
