import { beforeEach, describe, expect, it } from "vitest";
import { lookCounts, looksPerEntry, noteLook } from "../../shared/audit/looks.ts";
import { trailOf, trailPage } from "../../shared/audit/trail.ts";
import { verifyTrails } from "../../shared/audit/verify.ts";
import { keys } from "../../shared/table/keys.ts";
import { accountFunctions, anAccount, stored } from "../support/accounts.ts";
import { aTable, type TestTable } from "../support/tables.ts";

const START = Date.parse("2026-11-24T12:05:00Z");
const MINUTE = 60_000;
const key = keys.account("rosemary");

let table: TestTable;
const look = (viewer: string, at: number, about = "ACCOUNT#rosemary|ACCOUNT", action = "looked:account:read") =>
  noteLook(table.table, { actor: { subject: viewer, role: "review-officer" }, at, requestId: "r" }, { account: "rosemary", key, action, about });
const looks = async () => (await trailOf(table.table, key)).filter(({ action }) => action.startsWith("looked:"));
/** What a person is shown: each entry with how many looks it stands for. */
const shown = async () => {
  const { entries } = await trailPage(table.table, key, 100);
  const counts = looksPerEntry(entries, await lookCounts(table.table, "rosemary"));
  return entries
    .filter(({ action }) => action.startsWith("looked:"))
    .map(({ actor, at, sequence }) => `${actor.subject} ${at.slice(11, 16)} ${counts.get(sequence) ?? 1}`);
};

beforeEach(async () => {
  table = await aTable();
  await stored(accountFunctions(table).accounts, { entity: "account", after: anAccount({ id: "rosemary" }), action: "test" });
});

describe("looks at a person's records", () => {
  it("are one entry for each viewer, record and hour, with how many they were, and leave the trail whole", async () => {
    for (const minute of [0, 1, 2]) await look("roger", START + minute * MINUTE);
    await look("ruth", START);
    await look("roger", START, "CASE#c|CASE");
    await look("roger", START, undefined, "looked:account:download");
    expect((await looks()).length).toBe(4);
    expect(await shown()).toEqual(["roger 12:05 1", "roger 12:05 1", "ruth 12:05 1", "roger 12:05 3"]);
    for (const minute of [60, 61]) await look("roger", START + minute * MINUTE);
    await look("roger", START + 300 * MINUTE);
    expect((await shown()).slice(0, 2)).toEqual(["roger 17:05 1", "roger 13:05 2"]);
    expect((await shown()).at(-1)).toBe("roger 12:05 3");
    expect((await verifyTrails(table.table)).broken).toEqual([]);
  });
  it("a hundred times in an hour add one entry, and each is counted also where they come at once", async () => {
    for (let turn = 0; turn < 10; turn += 1) await Promise.all(Array.from({ length: 10 }, () => look("roger", START + turn * MINUTE)));
    expect((await looks()).length).toBe(1);
    expect(await shown()).toEqual(["roger 12:05 100"]);
  });
  it("of a person who is not there cannot be noted, and so do not happen", async () => {
    const nobody = { account: "nobody", key: keys.account("nobody"), action: "looked:account:read", about: "x" };
    await expect(noteLook(table.table, { actor: { subject: "roger", role: "review-officer" }, at: START, requestId: "r" }, nobody)).rejects.toThrow(
      "not there",
    );
    expect(await lookCounts(table.table, "nobody")).toEqual([]);
  });
});

describe("a page of a trail", () => {
  it("goes on where the one before ended, until the first entry, and no entry is in two", async () => {
    for (let hour = 0; hour < 7; hour += 1) await look("roger", START + hour * 60 * MINUTE);
    const seen: number[] = [];
    let before: number | undefined;
    do {
      const { entries, next } = await trailPage(table.table, key, 3, before);
      seen.push(...entries.map(({ sequence }) => sequence));
      before = next;
    } while (before !== undefined);
    expect(seen).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
  });
});
