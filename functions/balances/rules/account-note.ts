import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { GssCode, RecordId, text } from "../../../shared/domain/fields.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { type EpochMillis, type Instant, instantOf, londonDate, PlainDate } from "../../../shared/domain/time.ts";
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
  /** The day of the last entry: for how long it is kept goes by it. */
  lastDay: PlainDate,
});
export type AccountNote = z.infer<typeof AccountNote>;

/** Far more than anybody notes of one account. */
const MOST_ENTRIES = 500;

/** What an officer notes. */
export type NewNote = { readonly words: string } & (
  | { readonly movement: Pick<Movement, "id" | "postedOn" | "pence">; readonly as: IdentifiedAs }
  | { readonly pence: number; readonly from: PlainDate }
);

/** `from`: a contribution is waived from a day that is no more than a cycle ahead. `many`: there are too many entries. */
export type NoteRefusal = "from" | "many";

/** The note with one more entry. */
export function withNote(
  before: AccountNote | undefined,
  account: Pick<AccountNote, "id" | "authority">,
  note: NewNote,
  by: string,
  at: EpochMillis,
): Result<AccountNote, NoteRefusal> {
  const today = londonDate(at);
  const { identified = [], waived = [] } = before ?? {};
  if (identified.length + waived.length >= MOST_ENTRIES) return refused("many");
  if ("from" in note && note.from > today) return refused("from");
  const last = [...identified, ...waived].reduce((learned: Instant, one) => (one.learnedAt > learned ? one.learnedAt : learned), instantOf(at));
  const said = { learnedAt: last, by, words: note.words };
  return ok({
    ...{ id: account.id, authority: account.authority, lastDay: today },
    identified:
      "movement" in note
        ? [...identified, { ...said, movement: note.movement.id, postedOn: note.movement.postedOn, pence: note.movement.pence, as: note.as }]
        : identified,
    waived: "movement" in note ? waived : [...waived, { ...said, pence: note.pence, from: note.from }],
  });
}

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
export const noteForPerson = ({ identified, waived, ...record }: AccountNote): Readonly<Record<string, unknown>> => ({
  ...record,
  identified: identified.map(({ by: _, words: __, ...one }) => one),
  waived: waived.map(({ by: _, words: __, ...one }) => one),
});
