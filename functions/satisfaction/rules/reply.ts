import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { RecordId, text } from "../../../shared/domain/fields.ts";
import { type ParameterError, type Read, readBy } from "../../../shared/domain/input.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { leadsPastTheList } from "../../../shared/domain/screening.ts";
import type { Instant } from "../../../shared/domain/time.ts";
import { screen } from "../../../shared/policy/screening.ts";

/** `waiting`: an officer has not read it yet. `shown`: it stands under what people say. `refused`, `withdrawn`: it is shown to nobody. */
const STATES = ["waiting", "shown", "refused", "withdrawn"] as const;
const MOST_CHARACTERS = 4000;

/** The one reply of a provider to what people say of them. Its words are shown to nobody but officers until one of them said that they can be. */
export const ProviderReply = z.object({
  /** The listing's id. */
  id: RecordId,
  authority: RecordId,
  /** The provider's account; absent once they were erased. */
  owner: z.optional(RecordId),
  state: oneOf(STATES),
  /** Gone once it was withdrawn. */
  words: z.optional(text(MOST_CHARACTERS)),
  sentAt: z.string(),
  decidedAt: z.optional(z.string()),
  decidedBy: z.optional(RecordId),
  /** Why it is not shown, for the provider. */
  why: z.optional(text(500)),
  /** When it was refused or withdrawn: it is kept so long after. */
  endedAt: z.optional(z.string()),
});
export type ProviderReply = z.infer<typeof ProviderReply>;

/** Why something cannot be done with a reply now. */
export type ReplyRefusal = "not-now";

interface Sent {
  readonly id: string;
  readonly authority: string;
  readonly owner: string;
  readonly words: string;
  readonly at: Instant;
}

/** A provider sends a reply, or another in place of one that waits, was refused or was withdrawn. One that is shown has to be withdrawn first. */
export function withReply(before: ProviderReply | undefined, { id, authority, owner, words, at }: Sent): Result<ProviderReply, ReplyRefusal> {
  if (before?.state === "shown") return refused("not-now");
  return ok({ id, authority, owner, state: "waiting", words, sentAt: at });
}

/** The provider takes it back, at any time: the words go. */
export function withoutReply(before: ProviderReply, at: Instant): Result<ProviderReply, ReplyRefusal> {
  if (before.state === "withdrawn") return refused("not-now");
  const { words: _, why: __, ...rest } = before;
  return ok({ ...rest, state: "withdrawn", endedAt: at });
}

/** What an officer says of a reply: that it can be shown, or why not. */
export interface Judged {
  readonly shown: boolean;
  readonly why?: string | undefined;
}

/** An officer judges one that waits; one that is shown can be taken off, and says why. */
export function judged(before: ProviderReply, { shown, why }: Judged, by: string, at: Instant): Result<ProviderReply, ReplyRefusal> {
  const can = shown ? before.state === "waiting" : before.state === "waiting" || before.state === "shown";
  if (!can) return refused("not-now");
  const decided = { ...before, decidedAt: at, decidedBy: by };
  return ok(shown ? { ...decided, state: "shown" } : { ...decided, state: "refused", why, endedAt: at });
}

/** What a provider typed: not empty, not too long, and nothing in it that leads past the list. */
export function readReply(form: URLSearchParams, most: number): Read<{ readonly words: string }> {
  const read = readBy(z.object({ words: text(most) }), { words: form.get("words") ?? "" });
  if (!read.ok) return read;
  const findings = screen(read.value.words).filter(leadsPastTheList);
  if (findings.length === 0) return read;
  return { ok: false, errors: [{ parameter: "words", detail: `must not hold ${findings.map((found) => found.text).join(", ")}` }] satisfies ParameterError[] };
}

const Judging = z.union([z.object({ decision: z.literal("show"), why: z.optional(z.string()) }), z.object({ decision: z.literal("refuse"), why: text(500) })]);

/** What an officer typed; undefined names what is missing: `decision`, or `why`. */
export function readJudged(form: URLSearchParams): Read<Judged> {
  const decision = form.get("decision");
  const read = Judging.safeParse({ decision, why: form.get("why") ?? undefined });
  if (read.success) return { ok: true, value: read.data.decision === "show" ? { shown: true } : { shown: false, why: read.data.why } };
  const parameter = decision === "refuse" ? "why" : "decision";
  return { ok: false, errors: [{ parameter, detail: "must be given" }] };
}
