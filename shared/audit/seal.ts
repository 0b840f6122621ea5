import { createHmac, timingSafeEqual } from "node:crypto";
import * as z from "zod/mini";

/** Where a trail stood: what is sealed of an entry. */
const Head = z.object({ record: z.string(), sequence: z.number(), hash: z.string() });
export type Head = z.infer<typeof Head>;

/** Entries that were written, with a mark that only whoever has the sealing key can make: kept outside the table, where nothing is ever changed. */
const Seal = z.object({ at: z.number(), heads: z.array(Head), mark: z.string() });
export type Seal = z.infer<typeof Seal>;

/** What a deployment puts into the secret that seals are made with. */
const SealSecret = z.object({ sealKey: z.string().check(z.minLength(32)) });

/** The sealing key, from its secret's text. Throws where there is none. */
export const sealKeyIn = (text: string): string => SealSecret.parse(JSON.parse(text)).sealKey;

/** HMAC-SHA256 over the place a seal is kept at, its time and its entries. */
function markOf(key: string, place: string, { at, heads }: Pick<Seal, "at" | "heads">): Buffer {
  const content = [place, at, heads.map(({ record, sequence, hash }) => [record, sequence, hash])];
  return createHmac("sha256", key).update(JSON.stringify(content)).digest();
}

/** Seals entries, for one place and no other. */
export const sealed = (key: string, place: string, at: number, heads: readonly Head[]): Seal => ({
  at,
  heads: [...heads],
  mark: markOf(key, place, { at, heads: [...heads] }).toString("base64url"),
});

/** A seal from its text; undefined where nobody with the key made it for this place. */
export function sealIn(key: string, place: string, text: string): Seal | undefined {
  const read = Seal.safeParse(jsonOf(text));
  if (!read.success) return undefined;
  const [right, given] = [markOf(key, place, read.data), Buffer.from(read.data.mark, "base64url")];
  return given.length === right.length && timingSafeEqual(given, right) ? read.data : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
