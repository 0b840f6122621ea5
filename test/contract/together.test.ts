import { GetCommand, type TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { ok, refused } from "../../shared/domain/result.ts";
import type { GuardedWrite, Table } from "../../shared/table/table-client.ts";
import { transactEach, transactTogether } from "../../shared/table/together.ts";
import { aTable } from "../support/tables.ts";

let table: Table;
beforeAll(async () => {
  table = (await aTable()).ledger;
});

type Write = GuardedWrite<"there">;

const keyOf = (name: string) => ({ pk: `TOGETHER#${name}`, sk: "ITEM" });
const putOnce = (name: string, value: unknown = 1): Write => ({
  write: { Put: { TableName: table.name, Item: { ...keyOf(name), entity: "limit", value }, ConditionExpression: "attribute_not_exists(pk)" } },
  ifConditionFails: "there",
});
const valueAt = async (name: string): Promise<unknown> =>
  (await table.client.send(new GetCommand({ TableName: table.name, Key: keyOf(name) }))).Item?.["value"];

/** The table, and of each request how many writes it had. */
function watched(): { readonly seen: Table; readonly sizes: number[] } {
  const sizes: number[] = [];
  const client = new Proxy(table.client, {
    get: (target, name) => {
      const value = Reflect.get(target, name);
      if (name !== "send" || typeof value !== "function") return value;
      return (command: { readonly input: TransactWriteCommandInput }, ...rest: readonly unknown[]) => {
        sizes.push(command.input.TransactItems?.length ?? 0);
        return Reflect.apply(value, target, [command, ...rest]);
      };
    },
  });
  return { seen: { ...table, client }, sizes };
}

describe("transactions that are put together", () => {
  it("go as one while another is on its way", async () => {
    const { seen, sizes } = watched();
    const write = transactTogether<"there">(seen);
    const names = Array.from({ length: 20 }, (_, at) => `way-${at}`);
    expect(await Promise.all(names.map((name) => write([putOnce(name), putOnce(`${name}-beside`)])))).toEqual(names.map(() => ok(undefined)));
    expect(sizes).toEqual([2, 38]);
    expect(await Promise.all(names.map(valueAt))).toEqual(names.map(() => 1));
    // Once all is written the next goes at once.
    expect(await write([putOnce("way-later")])).toEqual(ok(undefined));
    expect(sizes).toEqual([2, 38, 1]);
  });

  it("are each written whole or not: one that is refused keeps no other from being written", async () => {
    await transactEach<"there">(table, [[putOnce("taken", "before")]]);
    const settled = await transactEach<"there">(table, [
      [putOnce("whole-1")],
      [putOnce("whole-2"), putOnce("taken", "after"), putOnce("whole-3")],
      [putOnce("whole-4")],
    ]);
    expect(settled.map((one) => (one.status === "fulfilled" ? one.value : one.reason))).toEqual([ok(undefined), refused("there"), ok(undefined)]);
    expect(await Promise.all(["whole-1", "whole-2", "taken", "whole-3", "whole-4"].map(valueAt))).toEqual([1, undefined, "before", undefined, 1]);
  });

  it("are never two of one item in a request: the later finds what the earlier wrote", async () => {
    const { seen, sizes } = watched();
    const settled = await transactEach<"there">(seen, [[putOnce("twice", "first"), putOnce("beside")], [putOnce("twice", "second")], [putOnce("after")]]);
    expect(settled.map((one) => one.status === "fulfilled" && one.value)).toEqual([ok(undefined), refused("there"), ok(undefined)]);
    expect(sizes).toEqual([2, 2, 1, 1]);
    expect(await valueAt("twice")).toBe("first");
  });

  it("fill a request with a hundred writes, and no more", async () => {
    const { seen, sizes } = watched();
    const pairs = Array.from({ length: 101 }, (_, at) => [putOnce(`full-${at}`), putOnce(`full-${at}-beside`)]);
    expect((await transactEach(seen, pairs)).every((one) => one.status === "fulfilled" && one.value.ok)).toBe(true);
    expect(sizes).toEqual([100, 100, 2]);
  });

  it("are sent alone where one of them cannot be sent: that one fails, and the others are written", async () => {
    const write = transactTogether<"there">(table);
    const tooLarge = putOnce("poison", "x".repeat(500_000));
    const settled = await Promise.allSettled([write([putOnce("first")]), write([putOnce("well-1")]), write([tooLarge]), write([putOnce("well-2")])]);
    expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
    expect(await Promise.all(["well-1", "poison", "well-2"].map(valueAt))).toEqual([1, undefined, 1]);
  });
});
