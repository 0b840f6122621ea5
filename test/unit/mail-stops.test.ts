import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mailStops } from "../../shared/session/mail-stops.ts";
import { runs } from "../support/runs.ts";

const keyed = (key: string) => async (text: string) => createHmac("sha256", key).update(text).digest("base64url");
const addressHash = (email: string) => keyed("look-up key")(email.trim().toLowerCase());
const stops = mailStops(keyed("a key of this test"), addressHash);
const others = mailStops(keyed("another key"), addressHash);

describe("the link that stops mails to an address", () => {
  it("leads to what that address is known by, is the same in every mail, and says nothing of the address", async () => {
    await fc.assert(
      fc.asyncProperty(fc.emailAddress(), fc.emailAddress(), async (email, other) => {
        const token = await stops.tokenOf(email);
        expect(await stops.tokenOf(` ${email.toUpperCase()} `)).toBe(token);
        expect(await stops.idIn(token)).toBe(await stops.idOf(email));
        expect(await stops.idOfHash(await addressHash(email))).toBe(await stops.idOf(email));
        expect(token).toMatch(/^[\w.-]+$/);
        for (const part of email.split("@")) if (part.length > 5) expect(token).not.toContain(part);
        if (other.toLowerCase() !== email.toLowerCase()) expect(await stops.idOf(other)).not.toBe(await stops.idOf(email));
      }),
      { numRuns: runs(500) },
    );
  });
  it("cannot be made without the key, nor turned to another address, cut or lengthened", async () => {
    const [token, other] = [await stops.tokenOf("rae@work.example"), await stops.tokenOf("ben@work.example")];
    const [id = "", check = ""] = token.split(".");
    const [otherId = ""] = other.split(".");
    const forged = [
      `${otherId}.${check}`,
      id,
      `${id}.`,
      `${id}.${check.slice(1)}`,
      `${token}x`,
      ` ${token}`,
      await others.tokenOf("rae@work.example"),
      "",
      ".",
    ];
    for (const one of forged) expect(await stops.idIn(one), one).toBeUndefined();
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), fc.constantFrom(..."abcXYZ019-_"), async (at, letter) => {
        const changed = token.slice(0, at) + letter + token.slice(at + 1);
        expect(await stops.idIn(changed)).toBe(changed === token ? id : undefined);
      }),
      { numRuns: runs(1000) },
    );
  });
});
