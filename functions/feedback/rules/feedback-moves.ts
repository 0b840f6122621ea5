import * as z from "zod/mini";
import { text } from "../../../shared/domain/fields.ts";
import { type Read, readBy } from "../../../shared/domain/input.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import type { Instant } from "../../../shared/domain/time.ts";
import { type Feedback, NOTE_CHARACTERS, QUOTE_CHARACTERS, TO_CHARACTERS } from "./feedback.ts";
import { isNeverPublic, type QuoteFinding, type QuoteLists, quoteFindings } from "./quote-check.ts";

/** What staff do with feedback. */
export const FEEDBACK_MOVES = ["read", "pass-on", "quote", "unquote", "close"] as const;
export type FeedbackMove = (typeof FEEDBACK_MOVES)[number];
export const feedbackMove = (name: string | null): FeedbackMove | undefined => FEEDBACK_MOVES.find((one) => one === name);

/** It is passed on to so many at most. */
const PASSED_MOST = 20;

/** The table of moves: from where each may be made. */
const FROM: Readonly<Record<FeedbackMove, (feedback: Feedback) => boolean>> = {
  read: ({ state }) => state === "new",
  "pass-on": ({ state, passedOn }) => state !== "closed" && passedOn.length < PASSED_MOST,
  // Nothing is made public that nobody says they have read.
  quote: ({ state, quotedIn }) => state === "read" && quotedIn.length === 0,
  // What stands in a public entry stays until that is taken back.
  unquote: ({ quote, quotedIn }) => quote !== undefined && quotedIn.length === 0,
  close: ({ state }) => state === "read",
};

/** What can be done with it now. */
export const movesOf = (feedback: Feedback): readonly FeedbackMove[] => FEEDBACK_MOVES.filter((move) => FROM[move](feedback));

const typed = (form: URLSearchParams, name: string): string | undefined => (form.get(name) ?? "").trim() || undefined;

const PassOn = z.object({ to: text(TO_CHARACTERS) });
const Quote = z.object({ words: text(QUOTE_CHARACTERS), checked: z.literal("yes"), notNames: z.optional(z.literal("yes")) });
const Close = z.object({ note: z.optional(text(NOTE_CHARACTERS)) });

/** A move with what it needs. */
export type FeedbackStep =
  | { readonly move: "read" | "unquote" }
  | { readonly move: "pass-on"; readonly to: string }
  | { readonly move: "quote"; readonly words: string; readonly notNames: boolean }
  | { readonly move: "close"; readonly note?: string | undefined };

/** Reads what a move needs from its form: each field that is wrong by its name. */
export function readStep(move: FeedbackMove, form: URLSearchParams): Read<FeedbackStep> {
  switch (move) {
    case "pass-on": {
      const read = readBy(PassOn, { to: typed(form, "to") });
      return read.ok ? { ok: true, value: { move, to: read.value.to } } : read;
    }
    case "quote": {
      const read = readBy(Quote, { words: typed(form, "words"), checked: typed(form, "checked"), notNames: typed(form, "notNames") });
      return read.ok ? { ok: true, value: { move, words: read.value.words, notNames: read.value.notNames === "yes" } } : read;
    }
    case "close": {
      const read = readBy(Close, { note: typed(form, "note") });
      return read.ok ? { ok: true, value: { move, note: read.value.note } } : read;
    }
    case "read":
    case "unquote":
      return { ok: true, value: { move } };
  }
}

/** Why a move is not made: not from where it stands, or for what its words hold. */
export type FeedbackRefusal = "not-now" | { readonly found: readonly QuoteFinding[] };

/**
 * Makes a move. To pass it on, somebody has read it. Words to be quoted are refused for what is never public, whatever is said of it, and for what may be a name
 * unless somebody says that it is none.
 */
export function moved(before: Feedback, step: FeedbackStep, by: string, at: Instant, lists: QuoteLists): Result<Feedback, FeedbackRefusal> {
  if (!FROM[step.move](before)) return refused("not-now");
  const read: Feedback = before.state === "new" ? { ...before, state: "read", readBy: by, readAt: at } : before;
  switch (step.move) {
    case "read":
      return ok(read);
    case "pass-on":
      return ok({ ...read, passedOn: [...before.passedOn, { to: step.to, by, at }] });
    case "quote": {
      const found = quoteFindings(step.words, lists).filter((finding) => isNeverPublic(finding) || !step.notNames);
      return found.length > 0 ? refused({ found }) : ok({ ...before, quote: { words: step.words, by, at } });
    }
    case "unquote": {
      const { quote: _, ...without } = before;
      return ok(without);
    }
    case "close":
      return ok({ ...before, state: "closed", closedBy: by, closedAt: at, ...(step.note === undefined ? {} : { note: step.note }) });
  }
}

/** An entry with its quote became public, or was taken back. */
export const quotedIn = (before: Feedback, entry: string): Feedback => ({ ...before, quotedIn: [...before.quotedIn.filter((one) => one !== entry), entry] });
export const quotedNoMoreIn = (before: Feedback, entry: string): Feedback => ({ ...before, quotedIn: before.quotedIn.filter((one) => one !== entry) });
