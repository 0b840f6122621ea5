import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StoredSecret } from "../../shared/runtime/secret.ts";
import { addFieldKey, fieldKeys } from "../../shared/sealed-fields/field-keys.ts";
import { sealedFields } from "../../shared/sealed-fields/sealed-fields.ts";
import { runs } from "../support/runs.ts";

const PLACE = { record: "rcp_1", field: "home.postcode" };

/** A secret as deployment makes it. */
function aSecret(): StoredSecret & { reads: number } {
  let text = JSON.stringify({ fieldSeed: "0123456789abcdef0123456789abcdef" });
  let version = 1;
  return {
    reads: 0,
    async read() {
      this.reads += 1;
      return { text, version: String(version) };
    },
    async replace(was, next) {
      if (was !== String(version)) return false;
      [text, version] = [next, version + 1];
      return true;
    },
  };
}
const over = (secret: StoredSecret, now = () => 0) => sealedFields(fieldKeys(secret, now));

describe("a sealed field", () => {
  it("opens where it was sealed, tells nothing, and is never sealed alike twice", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme" }), async (text) => {
        const fields = over(aSecret());
        const [one, other] = [await fields.seal(PLACE, text), await fields.seal(PLACE, text)];
        expect(await fields.open(PLACE, one)).toBe(text);
        expect(one).not.toBe(other);
        expect(one.split(".").map((part) => /^[\w-]*$/.test(part))).toEqual([true, true, true, true, true]);
      }),
      { numRuns: runs(200) },
    );
    const sealed = await over(aSecret()).seal(PLACE, "LE13 1GH");
    expect([sealed, Buffer.from(sealed, "base64url").toString()].some((text) => /LE13|1GH|rcp_1/.test(text))).toBe(false);
  });
  it("opens in no other record or field, nor altered", async () => {
    const fields = over(aSecret());
    const sealed = await fields.seal(PLACE, "LE13 1GH");
    for (const place of [
      { ...PLACE, record: "rcp_2" },
      { ...PLACE, field: "home.sector" },
      { record: "rcp_1,", field: "home.postcode" },
    ])
      await expect(fields.open(place, sealed)).rejects.toMatchObject({ code: "ERR_JWE_DECRYPTION_FAILED" });
    const parts = sealed.split(".");
    for (const at of [1, 3, 4]) {
      const altered = parts.map((part, index) => (index === at ? `${part.startsWith("A") ? "B" : "A"}${part.slice(1)}` : part)).join(".");
      await expect(fields.open(PLACE, altered)).rejects.toMatchObject({ code: "ERR_JWE_DECRYPTION_FAILED" });
    }
    await expect(fields.open(PLACE, `${parts[0]}....`)).rejects.toThrow("cannot be opened");
  });
  it("is sealed with the newest key, and opens with the one it was sealed with after a new one is there", async () => {
    const secret = aSecret();
    let clock = 0;
    const [before, longRunning] = [over(secret), over(secret, () => clock)];
    const old = await before.seal(PLACE, "LE13 1GH");
    expect([await before.isOld(old), await longRunning.open(PLACE, old)]).toEqual([false, "LE13 1GH"]);
    await addFieldKey(secret, 1000);
    const after = over(secret);
    const fresh = await after.seal(PLACE, "LE13 1GH");
    expect([await after.isOld(old), await after.isOld(fresh), await after.open(PLACE, old)]).toEqual([true, false, "LE13 1GH"]);
    // A process that does not know the new key asks for it, and not again and again.
    await expect(longRunning.open(PLACE, fresh)).rejects.toThrow("its key is not there");
    clock = 5000;
    expect(await longRunning.open(PLACE, fresh)).toBe("LE13 1GH");
  });
  it("gets its key from the secret once, and none where the secret was thrown away", async () => {
    const secret = aSecret();
    const fields = over(secret);
    expect(secret.reads).toBe(0);
    for (const text of ["a", "b", "c"]) await fields.open(PLACE, await fields.seal(PLACE, text));
    expect(secret.reads).toBe(1);
    const sealed = await fields.seal(PLACE, "a");
    const other: StoredSecret = { ...aSecret(), read: async () => ({ text: JSON.stringify({ fieldSeed: "f".repeat(32) }), version: "1" }) };
    await expect(over(other).open(PLACE, sealed)).rejects.toMatchObject({ code: "ERR_JWE_DECRYPTION_FAILED" });
  });
});
