import { decodeProtectedHeader, FlattenedEncrypt, flattenedDecrypt } from "jose";
import type { FieldKeys } from "./field-keys.ts";

/** Where a sealed text stands: it opens there and nowhere else. */
export interface FieldPlace {
  /** The id of its record. */
  readonly record: string;
  readonly field: string;
}

/** Seals single fields of records: whoever reads the table, its backups or its exports reads nothing in them. */
export interface SealedFields {
  seal(place: FieldPlace, text: string): Promise<string>;
  /** The text. Throws for anything that was not sealed by us for this very place, or was altered. */
  open(place: FieldPlace, sealed: string): Promise<string>;
  /** Whether it is sealed with another key than what is sealed now. */
  isOld(sealed: string): Promise<boolean>;
}

/** Each text has a key of its own, which is wrapped with one of the ring. Source: RFC 7518, sections 4.7 and 5.3. */
const KEY_MANAGEMENT = "A256GCMKW";
const ENCRYPTION = "A256GCM";
const PARTS = ["protected", "encrypted_key", "iv", "ciphertext", "tag"] as const;

/** What is sealed with the text and never stored: a sealed text that is moved to another record or field does not open. */
const boundTo = ({ record, field }: FieldPlace): Uint8Array => new TextEncoder().encode(JSON.stringify([record, field]));

/** Sealing over a ring of keys: JSON Web Encryption (RFC 7516) by the jose library, written as one text. */
export const sealedFields = (keys: FieldKeys): SealedFields => ({
  async seal(place, text) {
    const { id, key } = await keys.newest();
    const sealed = await new FlattenedEncrypt(new TextEncoder().encode(text))
      .setProtectedHeader({ alg: KEY_MANAGEMENT, enc: ENCRYPTION, kid: id })
      .setAdditionalAuthenticatedData(boundTo(place))
      .encrypt(key);
    return PARTS.map((part) => sealed[part] ?? "").join(".");
  },
  async open(place, sealed) {
    const [header, encrypted_key, iv, ciphertext = "", tag] = sealed.split(".");
    const key = await keys.named(keyOf(sealed));
    if (!key || !header || !encrypted_key || !iv || !tag) throw new Error("A sealed field cannot be opened: its key is not there");
    const aad = Buffer.from(boundTo(place)).toString("base64url");
    const { plaintext } = await flattenedDecrypt({ protected: header, encrypted_key, iv, ciphertext, tag, aad }, key.key, {
      keyManagementAlgorithms: [KEY_MANAGEMENT],
      contentEncryptionAlgorithms: [ENCRYPTION],
    });
    return new TextDecoder().decode(plaintext);
  },
  isOld: async (sealed) => keyOf(sealed) !== (await keys.newest()).id,
});

/** The name of the key that a text is sealed with. */
const keyOf = (sealed: string): string => decodeProtectedHeader({ protected: sealed.split(".")[0] ?? "" }).kid ?? "";
