import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { prepared } from "../../infra/local/prepare.ts";
import { placeOnPort } from "../../infra/local/template.ts";

describe("what a local system is made from", () => {
  it("is synthesized once for the same sources and address, again for another address, and again where it was left half made", async () => {
    const folder = join(inject("scratch"), crypto.randomUUID());
    const manifest = join(folder, "manifest.json");
    const madeAt = () => statSync(manifest).mtimeMs;

    await prepared(folder, placeOnPort(3000));
    const first = madeAt();
    // Other ports of what stands beside it are no reason.
    const again = await prepared(folder, placeOnPort(3000, 4001, 4002));
    expect(madeAt()).toBe(first);
    // One of records, and one of money.
    expect(again.ofType("AWS::DynamoDB::Table").length).toBe(2);

    const elsewhere = await prepared(folder, placeOnPort(3100));
    expect(madeAt()).toBeGreaterThan(first);
    expect(JSON.stringify(elsewhere.ofType("AWS::Lambda::Function"))).toContain("http://127.0.0.1:3100");

    const second = madeAt();
    rmSync(join(folder, "made-of.txt"));
    await prepared(folder, placeOnPort(3100));
    expect(madeAt()).toBeGreaterThan(second);
  });
});
