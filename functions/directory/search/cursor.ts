import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import * as z from "zod/mini";
import type { Filters } from "../../../shared/snapshot/filters.ts";
import type { LogPosition } from "../../../shared/snapshot/ports.ts";
import type { OrderKey, Sort } from "./criteria.ts";

/** What a cursor remembers between pages. */
export interface PagePosition {
  readonly after: OrderKey;
  /** The log position of the first page. */
  readonly since: LogPosition;
  /** The ISO week whose tie order the first page used. */
  readonly week: number;
  /** Which page it leads to: 2 is the one after the first. */
  readonly page: number;
}

/** What the cursor belongs to: used with any other search it is refused. */
export interface CursorScope extends Filters {
  readonly lat: number;
  readonly lon: number;
  readonly miles: number;
  readonly sort: Sort;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const Sealed = z.tuple([z.number(), z.number(), z.string(), z.number(), z.number(), z.array(z.number()), z.number()]);

// The last listing's figure is its distance, exact: it must not be readable, so the cursor is sealed
// and not merely signed.

/** A cursor for the page after `position`: opaque, tamper-proof, bound to its search. */
export function sealCursor(key: string, scope: CursorScope, position: PagePosition): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyFrom(key), nonce);
  cipher.setAAD(scopeBytes(scope));
  const { after, since, week, page } = position;
  // JSON has no infinity, the figure of an unknown rate: it is written as the largest number.
  const figure = Math.min(after.figure, Number.MAX_VALUE);
  const text = JSON.stringify([figure, after.tie, after.id, week, since.upTo, since.also, page]);
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url");
}

/** The inverse; undefined for a cursor that was changed, made up, or belongs to another search. */
export function openCursor(key: string, scope: CursorScope, cursor: string): PagePosition | undefined {
  const bytes = Buffer.from(cursor, "base64url");
  if (bytes.length <= NONCE_BYTES + TAG_BYTES || bytes.toString("base64url") !== cursor) return undefined;
  const decipher = createDecipheriv("aes-256-gcm", keyFrom(key), bytes.subarray(0, NONCE_BYTES));
  decipher.setAAD(scopeBytes(scope));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    const body = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
    const [figure, tie, id, week, upTo, also, page] = Sealed.parse(JSON.parse(body.toString("utf8")));
    const after = { figure: figure === Number.MAX_VALUE ? Number.POSITIVE_INFINITY : figure, tie, id };
    return { after, since: { upTo, also }, week, page };
  } catch {
    return undefined;
  }
}

/** The search a cursor is bound to, as the cipher's additional data. */
function scopeBytes({ lat, lon, miles, sort, service, group, skill, when, language, kind, gender, status, maxRate, hours }: CursorScope): Buffer {
  const lists = [service, group, skill, when, language, kind, gender, status].map((values) => [...values].sort());
  return Buffer.from(JSON.stringify([lat, lon, miles, sort, lists, maxRate, hours]));
}

const importedKeys = new Map<string, KeyObject>();

/** The key, imported once a process. */
function keyFrom(text: string): KeyObject {
  const known = importedKeys.get(text) ?? createSecretKey(text, "base64");
  importedKeys.set(text, known);
  return known;
}
