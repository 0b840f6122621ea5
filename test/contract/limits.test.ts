import { describe, expect, it } from "vitest";
import { tableLimiter } from "../../shared/limits/limiter.ts";
import { aTable } from "../support/tables.ts";

const NOW = Date.parse("2026-11-24T12:00:00Z");

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
