import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { EmailAddress, GssCode, KeptEmail, KeptPhone, PhoneNumber, RecordId, text } from "../../../shared/domain/fields.ts";
import { type Read, readBy } from "../../../shared/domain/input.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import type { Instant } from "../../../shared/domain/time.ts";
import { councilCodes } from "../../../shared/policy/council.ts";

const WORDS_CHARACTERS = 3000;
const NOTE_CHARACTERS = 1000;

/** Where a worry may stand: nobody read it yet, an officer has it, or it is dealt with. */
export const SAFETY_STATES = ["new", "taken", "closed"] as const;
/** How it ended. Nobody decides here whether it was true. */
export const SAFETY_OUTCOMES = ["passed-on", "known-already", "no-risk", "cannot-tell"] as const;
export type SafetyOutcome = (typeof SAFETY_OUTCOMES)[number];

/**
 * That somebody is worried about someone's safety, in their words. It is no feedback: it goes to the safeguarding team alone, and no provider hears of it.
 * Source: Care Act 2014, section 42.
 */
export const SafetyReport = z.object({
  id: RecordId,
  authority: GssCode,
  words: text(WORDS_CHARACTERS),
  /** Who it is about and where they are, as far as they said. */
  about: z.optional(text(300)),
  danger: oneOf(["now", "soon", "unsure"]),
  /** How to reach whoever wrote; they need not say. */
  name: z.optional(text(100)),
  email: z.optional(KeptEmail),
  phone: z.optional(KeptPhone),
  createdAt: z.string(),
  state: oneOf(SAFETY_STATES),
  takenBy: z.optional(RecordId),
  takenAt: z.optional(z.string()),
  outcome: z.optional(oneOf(SAFETY_OUTCOMES)),
  note: z.optional(text(NOTE_CHARACTERS)),
  closedBy: z.optional(RecordId),
  closedAt: z.optional(z.string()),
});
export type SafetyReport = z.infer<typeof SafetyReport>;

/** What is asked of somebody who is worried: in few words, and nothing of who they are. */
export const NewSafetyReport = z.object({
  council: oneOf(councilCodes),
  words: text(WORDS_CHARACTERS),
  about: z.optional(text(300)),
  danger: oneOf(["now", "soon", "unsure"]),
  name: z.optional(text(100)),
  email: z.optional(EmailAddress),
  phone: z.optional(PhoneNumber),
});
export type NewSafetyReport = z.infer<typeof NewSafetyReport>;

/** A new worry. */
export const newSafetyReport = (id: string, { council, words, about, danger, name, email, phone }: NewSafetyReport, at: Instant): SafetyReport => ({
  ...{ id, authority: council, words, danger, createdAt: at, state: "new" },
  ...(about === undefined ? {} : { about }),
  ...(name === undefined ? {} : { name }),
  ...(email === undefined ? {} : { email }),
  ...(phone === undefined ? {} : { phone }),
});

const Closing = z.object({ outcome: oneOf(SAFETY_OUTCOMES), note: text(NOTE_CHARACTERS) });
export type Closing = z.infer<typeof Closing>;
export const readClosing = (form: URLSearchParams): Read<Closing> => {
  const typed = (name: string) => (form.get(name) ?? "").trim() || undefined;
  const given = { outcome: typed("outcome"), note: typed("note") };
  return readBy(Closing, Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)));
};

/** Somebody has it: whoever takes it after another has it from them. One that is closed is nobody's any more. */
export function taken(before: SafetyReport, by: string, at: Instant): Result<SafetyReport, "closed" | "theirs"> {
  if (before.state === "closed") return refused("closed");
  return before.takenBy === by ? refused("theirs") : ok({ ...before, state: "taken", takenBy: by, takenAt: at });
}

/** It is dealt with: by whoever has it, with what became of it. */
export function closed(before: SafetyReport, { outcome, note }: Closing, by: string, at: Instant): Result<SafetyReport, "closed" | "not-taken"> {
  if (before.state === "closed") return refused("closed");
  return before.takenBy === by ? ok({ ...before, state: "closed", outcome, note, closedBy: by, closedAt: at }) : refused("not-taken");
}

const DANGERS = ["now", "soon", "unsure"] as const;
/** Whoever may be in danger now first, then whoever may be soon; of each what nobody has taken, then the oldest. */
export const mostUrgentFirst = (one: SafetyReport, other: SafetyReport): number =>
  DANGERS.indexOf(one.danger) - DANGERS.indexOf(other.danger) ||
  Number(one.state !== "new") - Number(other.state !== "new") ||
  (one.createdAt < other.createdAt ? -1 : one.createdAt > other.createdAt ? 1 : 0);
