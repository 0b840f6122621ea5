import { hkdfSync, randomBytes } from "node:crypto";
import * as z from "zod/mini";
import type { EpochMillis } from "../domain/time.ts";
import type { StoredSecret } from "../runtime/secret.ts";

const KEY_BYTES = 32;

/** Keys that fields are sealed with, newest first. None is ever dropped while a field that it sealed is stored. */
const WrittenKeys = z.object({ keys: z.array(z.object({ id: z.string(), key: z.string(), since: z.number() })).check(z.minLength(1)) });
type Ring = z.infer<typeof WrittenKeys>;
/** What a deployment puts into the secret: the first key is made of it, the same in every process. */
const Seed = z.object({ fieldSeed: z.string().check(z.minLength(32)) });
const KeysText = z.union([WrittenKeys, Seed]);

/** A key with the name that stands in what it sealed. */
export interface FieldKey {
  readonly id: string;
  readonly key: Uint8Array;
}

/** The keys of sealed fields, as those who seal and open need them. */
export interface FieldKeys {
  /** The newest this process knows. */
  newest(): Promise<FieldKey>;
  /** A key by its name; undefined where there is none. What this process does not know it asks for again. */
  named(id: string): Promise<FieldKey | undefined>;
}

/** For a name that it does not know a process asks again, but not again and again. */
const ASK_AGAIN_MS = 5000;

/** The keys in a secret: asked for when the first field is sealed or opened. */
export function fieldKeys(secret: Pick<StoredSecret, "read">, now: () => EpochMillis): FieldKeys {
  let known: { readonly ring: Ring; readonly at: EpochMillis } | undefined;
  const read = async (): Promise<Ring> => {
    known = { ring: ringIn((await secret.read()).text), at: now() };
    return known.ring;
  };
  const find = ({ keys }: Ring, id: string): FieldKey | undefined => {
    const found = keys.find((one) => one.id === id);
    return found && { id, key: Buffer.from(found.key, "base64") };
  };
  return {
    async newest() {
      const ring = known?.ring ?? (await read());
      const found = find(ring, ring.keys[0]?.id ?? "");
      if (!found) throw new Error("There is no key for sealed fields");
      return found;
    },
    async named(id) {
      const found = find(known?.ring ?? (await read()), id);
      return found ?? (known && now() - known.at >= ASK_AGAIN_MS ? find(await read(), id) : undefined);
    },
  };
}

/**
 * Adds a new key: what is sealed from now on is sealed with it, and what was sealed before opens as it did. What is sealed with an
 * older key is sealed anew when its record is imported next.
 */
export async function addFieldKey(secret: StoredSecret, at: EpochMillis): Promise<void> {
  for (;;) {
    const { text, version } = await secret.read();
    const made = { id: randomBytes(6).toString("base64url"), key: randomBytes(KEY_BYTES).toString("base64"), since: at };
    if (await secret.replace(version, JSON.stringify({ keys: [made, ...ringIn(text).keys] }))) return;
  }
}

function ringIn(text: string): Ring {
  const written = KeysText.parse(JSON.parse(text));
  if (!("fieldSeed" in written)) return written;
  const key = Buffer.from(hkdfSync("sha256", written.fieldSeed, "", "trellis fields", KEY_BYTES)).toString("base64");
  return { keys: [{ id: "first", key, since: 0 }] };
}
