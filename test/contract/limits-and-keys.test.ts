import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { tableLimiter } from "../../shared/limits/limiter.ts";
import { servicePolicy } from "../../shared/policy/service.ts";
import { tableKeyRing } from "../../shared/session/key-ring.ts";
import { sealer } from "../../shared/session/sealed.ts";
import { keys } from "../../shared/table/keys.ts";
import { aTable } from "../support/tables.ts";

const NOW = Date.parse("2026-11-24T12:00:00Z");
const DAY = 86_400_000;

describe("an allowance in the table", () => {
  it("is the same for everybody who asks for it, however many ask at once", async () => {
    const { table } = await aTable();
    const limit = { perMinute: 6, burst: 5 };
    const answers = await Promise.all(Array.from({ length: 20 }, () => tableLimiter(table)("name", limit, NOW)));
    expect(answers.filter((wait) => wait === undefined).length).toBe(5);
    for (const wait of answers) if (wait !== undefined) expect(wait).toBe(10);
    expect(await tableLimiter(table)("another", limit, NOW)).toBeUndefined();
    expect(await tableLimiter(table)("name", limit, NOW + 9_999)).toBe(1);
    expect(await tableLimiter(table)("name", limit, NOW + 10_000)).toBeUndefined();
    expect(await tableLimiter(table)("name", limit, NOW + 10_000)).toBe(10);
  });
});

describe("the key ring", () => {
  it("is made once, by whichever process comes first", async () => {
    const { table } = await aTable();
    const rings = Array.from({ length: 6 }, () => tableKeyRing(table, () => NOW, servicePolicy));
    const lookups = await Promise.all(rings.map(async (ring) => Buffer.from(await ring.lookup()).toString("hex")));
    expect(new Set(lookups).size).toBe(1);
    expect(new Set(await Promise.all(rings.map(async (ring) => (await ring.sealing()).id))).size).toBe(1);
  });
  it("opens with older keys what they sealed, also in a process that has not seen the new one", async () => {
    const { table } = await aTable();
    let now = NOW;
    const clock = () => now;
    const [here, there] = [tableKeyRing(table, clock, servicePolicy), tableKeyRing(table, clock, servicePolicy)];
    const [sealHere, sealThere] = [sealer(here, clock), sealer(there, clock)];
    const before = await sealHere.seal("session", { id: "before" }, now + 40 * DAY);
    expect(await sealThere.open("session", before)).toMatchObject({ id: "before" });
    expect(await here.rotate(now)).toBe("kept");
    now += 31 * DAY;
    expect(await here.rotate(now)).toBe("rotated");
    expect(await here.rotate(now)).toBe("kept");
    const after = await sealHere.seal("session", { id: "after" }, now + DAY);
    expect(await sealThere.open("session", after)).toMatchObject({ id: "after" });
    expect(await sealHere.open("session", before)).toMatchObject({ id: "before" });
    now += 31 * DAY;
    expect(await there.rotate(now)).toBe("rotated");
    expect(await sealThere.open("session", before)).toBeUndefined();
  });
  it("keeps no key that nothing can be sealed with any more", async () => {
    const { table } = await aTable();
    let now = NOW;
    const ring = tableKeyRing(table, () => now, servicePolicy);
    const made = [(await ring.sealing()).id];
    for (let turn = 0; turn < 3; turn += 1) {
      now += 31 * DAY;
      expect(await ring.rotate(now)).toBe("rotated");
      now += 2 * 3_600_000;
      made.push((await ring.sealing()).id);
    }
    const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: keys.keyRing(), ConsistentRead: true }));
    expect(Item?.["sealing"].map(({ id }: { id: string }) => id)).toEqual(made.slice(-2).reverse());
    expect(await Promise.all(made.map(async (id) => (await ring.opening(id)) !== undefined))).toEqual([false, false, true, true]);
  });
  it("opens nothing past its time or for another purpose", async () => {
    const { table } = await aTable();
    let now = NOW;
    const sealing = sealer(
      tableKeyRing(table, () => now, servicePolicy),
      () => now,
    );
    const sealed = await sealing.seal("session", { id: "x" }, now + 60_000);
    expect(await sealing.open("sign-in", sealed)).toBeUndefined();
    expect(await sealing.open("session", sealed)).toBeDefined();
    now += 61_000;
    expect(await sealing.open("session", sealed)).toBeUndefined();
  });
});
