import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { GssCode, RecordId, text } from "../../../shared/domain/fields.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { type EpochMillis, type Instant, instantOf, londonDate, PlainDate } from "../../../shared/domain/time.ts";
import { AgreedAnswer, AgreedPlan, standingAnswers } from "./agreed-spending.ts";
import { creditKind } from "./credits.ts";
import type { Movement } from "./movement.ts";

/** What money that came in may be said to be. */
export const IDENTIFIED_AS = ["contribution", "personal-money", "refund", "pool-share"] as const;
export type IdentifiedAs = (typeof IDENTIFIED_AS)[number];

const Said = { learnedAt: z.string(), by: RecordId, words: text(1000) };
const pence = z.number();

/** What officers found out about an account, and what they decided of its contributions. Its id is the account's. Nothing of it is changed, only added to. */
export const AccountNote = z.object({
  id: RecordId,
  authority: GssCode,
  /** Money that came in, by movement, and the day it was posted. The last one said of a movement counts. */
  identified: z.array(z.object({ ...Said, movement: text(100), postedOn: PlainDate, pence, as: oneOf(IDENTIFIED_AS) })),
  /** Contributions that need not be paid, from a day on. */
  waived: z.array(z.object({ ...Said, pence, from: PlainDate })),
  /** Kinds of spending that are not asked about again. */
  answers: z.optional(z.array(AgreedAnswer)),
  plans: z.optional(z.array(AgreedPlan)),
  /** Whether the person, or who acts for them, wants the people who support them to hear that a payment may be late. The last one counts; none of it is no. */
  hearLate: z.optional(z.array(z.object({ learnedAt: z.string(), by: RecordId, value: z.boolean() }))),
  /** The day of the last entry: for how long it is kept goes by it. */
  lastDay: PlainDate,
});
export type AccountNote = z.infer<typeof AccountNote>;

/** Far more than anybody notes of one account. */
const MOST_ENTRIES = 500;

/** What an officer notes; and what the person chooses. */
export type NewNote = Choice | Entry;
interface Choice {
  readonly hears: boolean;
}
type Entry = { readonly words: string } & (
  | { readonly movement: Pick<Movement, "id" | "postedOn" | "pence">; readonly as: IdentifiedAs }
  | { readonly pence: number; readonly from: PlainDate }
  /** An answer is accepted for good. */
  | { readonly about: string; readonly until: PlainDate; readonly untilReview?: true | undefined; readonly case: string }
  /** Such a kind is asked about again. */
  | { readonly asksAgain: string }
  | { readonly kinds: readonly string[]; readonly from: PlainDate }
);

/** `from`: it is of a day to come. `until`: an answer ends today, or later than the policy remembers one. `none`: no such answer stands. `many`: there are too many entries. */
export type NoteRefusal = "from" | "until" | "none" | "many";

/** The note with one more entry. An answer is remembered up to `longest` at most. */
export function withNote(
  before: AccountNote | undefined,
  account: Pick<AccountNote, "id" | "authority">,
  note: NewNote,
  by: string,
  at: EpochMillis,
  longest: PlainDate = "9999-12-31",
): Result<AccountNote, NoteRefusal> {
  const today = londonDate(at);
  const { identified = [], waived = [], answers = [], plans = [], hearLate = [] } = before ?? {};
  const entries = [...identified, ...waived, ...answers, ...plans, ...hearLate];
  if (entries.length >= MOST_ENTRIES) return refused("many");
  if ("from" in note && note.from > today) return refused("from");
  if ("until" in note && (note.until <= today || note.until > longest)) return refused("until");
  if ("asksAgain" in note && !standingAnswers(before, today).some(({ about }) => about === note.asksAgain)) return refused("none");
  const last = entries.reduce((learned: Instant, one) => (one.learnedAt > learned ? one.learnedAt : learned), instantOf(at));
  const after: AccountNote = { ...before, ...{ id: account.id, authority: account.authority, lastDay: today }, identified, waived };
  if ("hears" in note) return ok({ ...after, hearLate: [...hearLate, { learnedAt: last, by, value: note.hears }] });
  const said = { learnedAt: last, by, words: note.words };
  if ("movement" in note) {
    const { id, postedOn, pence } = note.movement;
    return ok({ ...after, identified: [...identified, { ...said, movement: id, postedOn, pence, as: note.as }] });
  }
  if ("pence" in note) return ok({ ...after, waived: [...waived, { ...said, pence: note.pence, from: note.from }] });
  if ("asksAgain" in note) return ok({ ...after, answers: [...answers, { ...said, about: note.asksAgain, until: null }] });
  if ("about" in note) {
    const { about, until, untilReview, case: id } = note;
    return ok({ ...after, answers: [...answers, { ...said, about, until, ...(untilReview ? { untilReview } : {}), case: id }] });
  }
  // A plan that was looked at anew ends what was agreed until then.
  const over = standingAnswers(before, today).filter(({ untilReview }) => untilReview);
  return ok({
    ...after,
    plans: [...plans, { ...said, kinds: [...note.kinds], from: note.from }],
    ...(over.length === 0 ? {} : { answers: [...answers, ...over.map(({ about }) => ({ ...said, about, until: null }))] }),
  });
}

/** Whether the people who support someone hear that a payment may be late: no one has to be told, and where nothing was said no one is. */
export const hearsLate = (note: Pick<AccountNote, "hearLate"> | undefined): boolean => note?.hearLate?.at(-1)?.value === true;

/** What each movement was said to be, the last time it was said. */
export const identifiedIn = (note: Pick<AccountNote, "identified"> | undefined): ReadonlyMap<string, IdentifiedAs> =>
  new Map((note?.identified ?? []).map(({ movement, as }) => [movement, as]));

/** Money that came in of which a statement does not tell what it is: somebody says, or has said. Newest first. */
export function creditsToName(movements: readonly Movement[]): readonly Movement[] {
  const nothingSaid = { identified: new Map() };
  return movements
    .filter((movement) => movement.pence > 0 && creditKind(nothingSaid, movement) === "unknown")
    .toSorted((a, b) => (a.postedOn > b.postedOn ? -1 : a.postedOn < b.postedOn ? 1 : b.order - a.order));
}

/** The note as its person is given it: without which officer wrote it, and without their words. */
export const noteForPerson = ({ identified, waived, answers = [], plans = [], hearLate = [], ...record }: AccountNote): Readonly<Record<string, unknown>> => ({
  ...record,
  answers: answers.map(({ by: _, words: __, ...one }) => one),
  plans: plans.map(({ by: _, words: __, ...one }) => one),
  hearLate: hearLate.map(({ by: _, ...one }) => one),
  identified: identified.map(({ by: _, words: __, ...one }) => one),
  waived: waived.map(({ by: _, words: __, ...one }) => one),
});
