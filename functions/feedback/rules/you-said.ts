import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { GssCode, RecordId, text } from "../../../shared/domain/fields.ts";
import { type ParameterError, type Read, readBy } from "../../../shared/domain/input.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { type Instant, PlainDate } from "../../../shared/domain/time.ts";
import { dateIn } from "../../../shared/domain/typed-date.ts";
import { FEEDBACK_FORMS, type FeedbackForm, type FeedbackPolicy } from "../../../shared/policy/feedback.ts";
import { QUOTE_CHARACTERS } from "./feedback.ts";
import { isNeverPublic, type QuoteFinding, type QuoteLists, quoteFindings } from "./quote-check.ts";

const PART_CHARACTERS = 1000;

/** Where an entry may stand: written, public, or public no more. */
export const YOU_SAID_STATES = ["draft", "published", "taken-back"] as const;

/** Somebody's words, as staff wrote them to be public, of the feedback they are from. */
export const Quote = z.object({ feedback: RecordId, form: oneOf(FEEDBACK_FORMS), words: text(QUOTE_CHARACTERS) });
export type Quote = z.infer<typeof Quote>;

/** What people said, and what changed for it. Source: Care Act 2014, section 5 (a market shaped with those who use it). */
export const YouSaid = z.object({
  id: RecordId,
  authority: GssCode,
  topic: text(40),
  said: text(PART_CHARACTERS),
  changed: text(PART_CHARACTERS),
  changedOn: PlainDate,
  /** The feedback it is made from. */
  feedback: z.array(RecordId),
  /** What of it is quoted, once it is public. */
  quotes: z.array(Quote),
  state: oneOf(YOU_SAID_STATES),
  createdBy: RecordId,
  createdAt: z.string(),
  publishedBy: z.optional(RecordId),
  publishedAt: z.optional(z.string()),
  takenBackBy: z.optional(RecordId),
  takenBackAt: z.optional(z.string()),
});
export type YouSaid = z.infer<typeof YouSaid>;

/** What staff write of an entry. */
const YouSaidForm = z.object({
  topic: text(40),
  said: text(PART_CHARACTERS),
  changed: text(PART_CHARACTERS),
  changedOn: PlainDate,
  feedback: z.array(RecordId),
});
export interface YouSaidText extends z.infer<typeof YouSaidForm> {
  /** Whether somebody says that what may be a name is none. */
  readonly notNames: boolean;
}

/** Reads what staff wrote: refused by field, also for a topic that is none and for what is not to be public. `detail` of `said` names what was found. */
export function readYouSaid(form: URLSearchParams, { topics, quotedTogether }: FeedbackPolicy, today: PlainDate, lists: QuoteLists): Read<YouSaidText> {
  const typed = (name: string) => (form.get(name) ?? "").trim() || undefined;
  const fields = { topic: typed("topic"), said: typed("said"), changed: typed("changed"), changedOn: dateIn(form, "changedOn") };
  const feedback = [...new Set(form.getAll("feedback"))];
  const read = readBy(YouSaidForm, { ...fields, feedback });
  const notNames = form.get("notNames") === "yes";
  const found = quoteFindings(fields.said ?? "", lists).filter((one) => one.kind !== "safety" && (isNeverPublic(one) || !notNames));
  const errors: readonly ParameterError[] = [
    ...(read.ok ? [] : read.errors),
    ...(fields.topic !== undefined && !topics.some(({ code }) => code === fields.topic) ? [{ parameter: "topic", detail: "unknown" }] : []),
    ...(found.length > 0 ? [{ parameter: "said", detail: foundWords(found) }] : []),
    ...(read.ok && read.value.changedOn > today ? [{ parameter: "changedOn", detail: "to come" }] : []),
    ...(feedback.length > quotedTogether ? [{ parameter: "feedback", detail: "many" }] : []),
  ];
  return read.ok && errors.length === 0 ? { ok: true, value: { ...read.value, notNames } } : { ok: false, errors };
}

/** What was found, as it stands there, for whoever takes it out. */
export const foundWords = (found: readonly QuoteFinding[]): string => found.map(({ text }) => `‘${text}’`).join(", ");

const textOf = ({ topic, said, changed, changedOn, feedback }: YouSaidText) => ({ topic, said, changed, changedOn, feedback });

export const newYouSaid = (id: string, authority: string, given: YouSaidText, by: string, at: Instant): YouSaid => ({
  ...{ id, authority, ...textOf(given) },
  ...{ quotes: [], state: "draft", createdBy: by, createdAt: at },
});

/** Written anew, while it is a draft: what was public is never changed in place. */
export const rewritten = (before: YouSaid, given: YouSaidText): Result<YouSaid, "not-now"> =>
  before.state === "draft" ? ok({ ...before, ...textOf(given) }) : refused("not-now");

/** Made public with the quotes that its feedback has then. */
export const published = (before: YouSaid, quotes: readonly Quote[], by: string, at: Instant): Result<YouSaid, "not-now"> =>
  before.state === "draft" ? ok({ ...before, quotes: [...quotes], state: "published", publishedBy: by, publishedAt: at }) : refused("not-now");

/** Taken back from the public: it stays, and so does its trail. */
export const takenBack = (before: YouSaid, by: string, at: Instant): Result<YouSaid, "not-now"> =>
  before.state === "published" ? ok({ ...before, state: "taken-back", takenBackBy: by, takenBackAt: at }) : refused("not-now");

/** What of it everybody sees: not who wrote it, nor which feedback it is from. */
export interface PublicYouSaid {
  readonly id: string;
  readonly topic: string;
  readonly said: string;
  readonly changed: string;
  readonly changedOn: PlainDate;
  readonly publishedAt: Instant;
  readonly quotes: readonly { readonly from: FeedbackForm; readonly words: string }[];
}

/** What is public of an entry; undefined of one that is not. */
export const publicOf = ({ id, topic, said, changed, changedOn, state, publishedAt, quotes }: YouSaid): PublicYouSaid | undefined =>
  state === "published" && publishedAt !== undefined
    ? { id, topic, said, changed, changedOn, publishedAt, quotes: quotes.map(({ form, words }) => ({ from: form, words })) }
    : undefined;
