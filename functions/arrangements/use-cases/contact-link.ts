import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { type EpochMillis, HOUR_MS, londonDate } from "../../../shared/domain/time.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import type { Contact } from "../rules/contact.ts";
import type { ContactStore } from "./contact-ports.ts";

const SECRET_BYTES = 24;
const TOKEN = /^([A-Za-z0-9-]{1,64})\.([0-9a-f]{48})$/;

/** What a link's secret is known by: the secret itself is stored nowhere. */
const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("base64url");

/** What a new link holds: a secret nobody can guess, and the hash it is known by. */
export function newSecret(): { readonly secret: string; readonly hash: string } {
  const secret = randomBytes(SECRET_BYTES).toString("hex");
  return { secret, hash: hashOf(secret) };
}

/** The request that a link opens now; undefined alike where the link is unknown, was used, or is too old. */
export async function contactByLink(
  { store }: { readonly store: Pick<ContactStore, "contact"> },
  token: string,
  at: EpochMillis,
): Promise<Versioned<Contact> | undefined> {
  const [, id, secret] = TOKEN.exec(token) ?? [];
  if (id === undefined || secret === undefined) return undefined;
  const contact = await store.contact(id);
  const [given, known] = [Buffer.from(hashOf(secret)), Buffer.from(contact?.body.link?.hash ?? "")];
  const opens = given.length === known.length && timingSafeEqual(given, known);
  return opens && (contact?.body.link?.until ?? "") >= londonDate(at) ? contact : undefined;
}

/** The act of whoever has no account; where it is the answer to a form that must be done once, `form` is what was sent and `location` where it leads. */
export function askerContext(contact: string, at: EpochMillis, requestId: string, once?: { readonly form: string; readonly location: string }): AuditContext {
  const actor = { subject: `asker:${contact}`, role: "asker" };
  if (!once) return { actor, at, requestId };
  const key = createHash("sha256").update(`contact\n${once.form}`).digest("base64url");
  const outcome = JSON.stringify({ kind: "redirect", location: once.location });
  return { actor, at, requestId, idempotencyKey: { key, fingerprint: key, outcome, until: at + servicePolicy.onceHours * HOUR_MS } };
}
