import { createHmac, hkdfSync, randomBytes } from "node:crypto";
import * as z from "zod/mini";
import { DAY_MS, type EpochMillis, HOUR_MS, MINUTE_MS } from "../domain/time.ts";
import type { ServicePolicy } from "../policy/service.ts";
import { log } from "../runtime/log.ts";
import type { StoredSecret } from "../runtime/secret.ts";

const KEY_BYTES = 32;
/** For a key that this process does not know, it asks again: but not again and again for whoever makes names up. */
const ASK_AGAIN_MS = 5000;

const WrittenRing = z.object({
  /** Makes look-up hashes of e-mail addresses; never replaced, or nobody invited would be found. */
  lookup: z.string(),
  /** Keys that seal sessions, newest first. */
  sealing: z.array(z.object({ id: z.string(), key: z.string(), since: z.number() })).check(z.minLength(1)),
});
type Ring = z.infer<typeof WrittenRing>;

/** What a deployment puts into the secret: the first keys are made of it, the same in every process. */
const Seed = z.object({ seed: z.string().check(z.minLength(32)) });
const RingText = z.union([WrittenRing, Seed]);

/** The keys of this installation, as those who seal and open need them. */
export interface KeyRing {
  /** The key that seals now. */
  sealing(): Promise<{ readonly id: string; readonly key: Uint8Array }>;
  /** A key that sealed something; undefined when there is none of this name, or no longer. */
  opening(id: string): Promise<Uint8Array | undefined>;
  lookup(): Promise<Uint8Array>;
}

/**
 * The key ring in a secret. A process asks for it again after `session.keysFreshSeconds`; where it cannot be read then, the copy goes on
 * for `session.keysKeptMinutes`, and no longer.
 */
export function keyRing(secret: Pick<StoredSecret, "read">, now: () => EpochMillis, { session }: ServicePolicy): KeyRing {
  const [fresh, longest] = [session.keysFreshSeconds * 1000, session.keysKeptMinutes * MINUTE_MS];
  let kept: { readonly ring: Ring; readonly at: EpochMillis } | undefined;

  const read = async (): Promise<Ring> => {
    try {
      kept = { ring: ringIn((await secret.read()).text), at: now() };
      return kept.ring;
    } catch (error) {
      if (!kept || now() - kept.at >= longest) throw error;
      log("keys-unread", { fault: error instanceof Error ? error.name : "unknown" });
      return kept.ring;
    }
  };
  const current = async (atMost = fresh): Promise<Ring> => (kept && now() - kept.at < atMost ? kept.ring : read());
  const find = ({ sealing }: Ring, id: string) => sealing.find((one) => one.id === id);

  return {
    async sealing() {
      const { sealing } = await current();
      // A new key seals when every process has heard of it; where there is no other, at once.
      const chosen = sealing.find(({ since }) => now() - since >= fresh) ?? sealing.at(-1);
      if (!chosen) throw new Error("The key ring is empty");
      return { id: chosen.id, key: bytes(chosen.key) };
    },
    async opening(id) {
      const known = find(await current(), id) ?? find(await current(ASK_AGAIN_MS), id);
      return known && bytes(known.key);
    },
    lookup: async () => bytes((await current()).lookup),
  };
}

/** Whoever may change the ring. The look-up key stays whatever is done: nobody invited would be found without it. */
export interface KeyKeeper {
  /** Adds a new sealing key when the newest is old enough, and drops those nothing can still be sealed with. */
  rotate(at: EpochMillis): Promise<"rotated" | "kept">;
  /** Adds a new sealing key at once. Sessions go on. */
  rotateNow(at: EpochMillis): Promise<void>;
  /** Puts one new key in the place of all: every session is over as soon as each process has asked again. */
  endAll(at: EpochMillis): Promise<void>;
}

export function keyKeeper(secret: StoredSecret, { session }: ServicePolicy): KeyKeeper {
  const newKeyAt = (since: EpochMillis) => ({ id: newId(), key: newKey(), since });
  /** Tries until nobody else changed the ring meanwhile. */
  const change = async (next: (ring: Ring) => Ring | undefined): Promise<boolean> => {
    for (;;) {
      const { text, version } = await secret.read();
      const ring = next(ringIn(text));
      if (!ring) return false;
      if (await secret.replace(version, JSON.stringify(ring))) return true;
    }
  };
  // A key seals until the one after it is known everywhere, and what it sealed is over so many hours later.
  const needed = session.longestHours * HOUR_MS + session.keysFreshSeconds * 1000;
  const added = (ring: Ring, at: EpochMillis): Ring => {
    const sealing = [newKeyAt(at), ...ring.sealing];
    return { ...ring, sealing: sealing.filter((_, index) => at - (sealing[index - 1]?.since ?? at) < needed) };
  };
  return {
    async rotate(at) {
      const done = await change((ring) => {
        const since = ring.sealing[0]?.since ?? 0;
        return at - since < session.keyDays * DAY_MS ? undefined : added(ring, at);
      });
      return done ? "rotated" : "kept";
    },
    async rotateNow(at) {
      await change((ring) => added(ring, at));
    },
    async endAll(at) {
      await change((ring) => ({ ...ring, sealing: [newKeyAt(at)] }));
    },
  };
}

/** Hashes of texts, with a key that does not change: for one purpose, so that they say nothing about those of another. */
export const keyedHasher =
  (ring: Pick<KeyRing, "lookup">, purpose: string) =>
  async (text: string): Promise<string> =>
    createHmac("sha256", await ring.lookup())
      .update(`${purpose}\n${text}`)
      .digest("base64url");

/** Hashes that find people by their e-mail address, and tell nobody else what it is. */
export const addressHasher = (ring: Pick<KeyRing, "lookup">) => {
  const hash = keyedHasher(ring, "address");
  return (email: string): Promise<string> => hash(email.trim().toLowerCase());
};

function ringIn(text: string): Ring {
  const written = RingText.parse(JSON.parse(text));
  if (!("seed" in written)) return written;
  const made = (purpose: string) => Buffer.from(hkdfSync("sha256", written.seed, "", `trellis ${purpose}`, KEY_BYTES)).toString("base64");
  return { lookup: made("lookup"), sealing: [{ id: "first", key: made("sealing"), since: 0 }] };
}

const bytes = (key: string): Uint8Array => Buffer.from(key, "base64");
const newKey = (): string => randomBytes(KEY_BYTES).toString("base64");
const newId = (): string => randomBytes(6).toString("base64url");
