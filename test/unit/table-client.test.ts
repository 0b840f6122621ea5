import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import type { BatchGetCommand, BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { dynamoSweepStore } from "../../functions/vetting/store/dynamo-sweep-store.ts";
import { vettingKeys } from "../../functions/vetting/store/keys.ts";
import { readItems, type Table, transact } from "../../shared/table/table-client.ts";

// What DynamoDB answers under strain, and an embedded engine never does: the one place where a client is made up.

const aStrainedTable = (send: (command: any) => Promise<unknown>): Table => ({ name: "table", client: { send } as any, now: () => 0 });
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
  it("tries again those that were left out, the case itself last", async () => {
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
    expect(removed.length).toBe(31);
    expect(new Set(removed)).toEqual(new Set([...evidence, vettingKeys.vettingCase("old")].map(({ sk }) => sk)));
    expect(removed.at(-1)).toBe(vettingKeys.vettingCase("old").sk);
  });
});
