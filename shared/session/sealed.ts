import { EncryptJWT, jwtDecrypt } from "jose";
import type { EpochMillis } from "../domain/time.ts";
import type { KeyRing } from "./key-ring.ts";

/** What a sealed text is for. One sealed for one purpose cannot be passed off as another. */
export type Purpose = "session" | "sign-in" | "contact";

/** Seals small objects for people to carry: encrypted, tied to a purpose, good until a time. */
export interface Sealer {
  seal(purpose: Purpose, content: Readonly<Record<string, unknown>>, until: EpochMillis): Promise<string>;
  /** The content; undefined for anything not sealed by us for this purpose, altered, or past its time. */
  open(purpose: Purpose, text: string): Promise<Readonly<Record<string, unknown>> | undefined>;
}

const KEY_MANAGEMENT = "dir";
const ENCRYPTION = "A256GCM";

/** A sealer over a key ring: JSON Web Encryption (RFC 7516), by the jose library. */
export const sealer = (ring: KeyRing, now: () => EpochMillis): Sealer => ({
  async seal(purpose, content, until) {
    const { id, key } = await ring.sealing();
    return new EncryptJWT({ ...content })
      .setProtectedHeader({ alg: KEY_MANAGEMENT, enc: ENCRYPTION, kid: id })
      .setAudience(purpose)
      .setExpirationTime(Math.floor(until / 1000))
      .encrypt(key);
  },
  async open(purpose, text) {
    try {
      const { payload } = await jwtDecrypt(
        text,
        async ({ kid }) => {
          const key = kid === undefined ? undefined : await ring.opening(kid);
          if (!key) throw new UnknownKey();
          return key;
        },
        {
          audience: purpose,
          currentDate: new Date(now()),
          requiredClaims: ["exp"],
          keyManagementAlgorithms: [KEY_MANAGEMENT],
          contentEncryptionAlgorithms: [ENCRYPTION],
        },
      );
      return payload;
    } catch (error) {
      // Whatever is wrong with it, it opens nothing; only a fault of our own goes on.
      if (error instanceof UnknownKey || (error instanceof Error && "code" in error && String(error.code).startsWith("ERR_J"))) return undefined;
      throw error;
    }
  },
});

class UnknownKey extends Error {}
