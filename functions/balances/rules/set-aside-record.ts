import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { GssCode, RecordId, text } from "../../../shared/domain/fields.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { type EpochMillis, instantOf, londonDate, monthsAfter, PlainDate } from "../../../shared/domain/time.ts";
import type { ProtectedKind } from "./facts.ts";

/** What officers may set aside. Requests for support set money aside by themselves. */
export const SET_ASIDE_KINDS = [
  "saving",
  "contingency",
  "redundancy",
  "personal-money",
  "overpaid-contribution",
  "dispute",
] as const satisfies readonly Exclude<ProtectedKind, "open-request">[];
export type SetAsideKind = (typeof SET_ASIDE_KINDS)[number];

/** A last day that is further ahead was typed wrong. */
const MOST_MONTHS_AHEAD = 60;

const Pence = z.number().check(
  z.refine((given: number) => Number.isSafeInteger(given), "must be a whole number of pence"),
  z.gte(1, "must be more than nothing"),
);

/** Money that is set aside, as an officer says it: what for, how much, until when, and who agreed to it. */
export const SetAsideSum = z.object({
  kind: oneOf(SET_ASIDE_KINDS),
  /** In the plan's words, as the person reads it: `August respite`. */
  purpose: text(300),
  pence: Pence,
  from: PlainDate,
  /** The last day: then it is asked what becomes of the money. */
  until: PlainDate,
  /** Whether it comes together in equal parts, one every four weeks: a yearly bill, a saving. */
  buildsUp: z.optional(z.literal(true)),
  /** Who agreed, by name or position. */
  agreedBy: text(100),
  agreedOn: PlainDate,
  /** Where that stands: `Support plan of 3 February 2026`. */
  plan: text(200),
});
export type SetAsideSum = z.infer<typeof SetAsideSum>;

/** One sum with all that was ever said of it: what was believed on a day can be told for ever. `null`: it was entered by mistake. */
const Sum = z.object({
  id: RecordId,
  said: z.array(z.object({ learnedAt: z.string(), by: RecordId, reason: z.optional(text(1000)), value: z.nullable(SetAsideSum) })),
});

/** What is set aside on the account of a direct payment; its id is the account's, which is that of the council's record of the person. */
export const SetAsideRecord = z.object({
  id: RecordId,
  authority: GssCode,
  sums: z.array(Sum),
  /** The last day of all of it, by what was ever said: for how long it is kept goes by it. */
  lastDay: PlainDate,
});
export type SetAsideRecord = z.infer<typeof SetAsideRecord>;

/** So many sums one account may have: far more than anybody plans. */
export const MOST_SUMS = 100;

/** A sum as it is believed now. */
export interface BelievedSum extends SetAsideSum {
  readonly id: string;
}

/** What is set aside by what is believed now, the one that ends first before the others. */
export const believedSums = (record: Pick<SetAsideRecord, "sums"> | undefined): readonly BelievedSum[] =>
  (record?.sums ?? [])
    .flatMap(({ id, said }) => {
      const value = said.at(-1)?.value;
      return value ? [{ ...value, id }] : [];
    })
    .toSorted((a, b) => (a.until < b.until ? -1 : a.until > b.until ? 1 : 0));

/** `dates`: it ends before it begins, or further ahead than anybody plans. `agreed`: nobody can have agreed later than today. `many`: there are too many. `none`: there is no such sum. */
export type SetAsideRefusal = "dates" | "agreed" | "many" | "none";

/** What an officer says of a sum: a new one where it has no id yet. */
export interface Saying {
  readonly sum: string;
  readonly isNew: boolean;
  readonly value: SetAsideSum | null;
  readonly reason?: string | undefined;
  readonly by: string;
}

/** The last one of some days or instants. */
const latest = (some: readonly string[]): string => some.toSorted().at(-1) ?? "";

/** The record after something was said of a sum. What was said before stays. */
export function afterSaying(
  before: SetAsideRecord | undefined,
  account: Pick<SetAsideRecord, "id" | "authority">,
  { sum, isNew, value, reason, by }: Saying,
  at: EpochMillis,
): Result<SetAsideRecord, SetAsideRefusal> {
  const today = londonDate(at);
  const sums = before?.sums ?? [];
  if (isNew ? value === null : believedSums(before).every(({ id }) => id !== sum)) return refused("none");
  if (isNew && sums.length >= MOST_SUMS) return refused("many");
  if (value && (value.until < value.from || value.until > monthsAfter(today, MOST_MONTHS_AHEAD))) return refused("dates");
  if (value && value.agreedOn > today) return refused("agreed");
  // Where a clock went back, it is learned with the last one before it.
  const times = [instantOf(at), ...sums.flatMap(({ said }) => said.map(({ learnedAt }) => learnedAt))];
  const said = { learnedAt: latest(times), by, ...(reason === undefined ? {} : { reason }), value };
  const lastDay = latest([before?.lastDay ?? today, value?.until ?? today, today]);
  return ok({
    ...{ id: account.id, authority: account.authority, lastDay },
    sums: isNew ? [...sums, { id: sum, said: [said] }] : sums.map((one) => (one.id === sum ? { ...one, said: [...one.said, said] } : one)),
  });
}

/** The record as its person is given it: without which officer said what. */
export const setAsideForPerson = ({ sums, ...record }: SetAsideRecord): Readonly<Record<string, unknown>> => ({
  ...record,
  sums: sums.map(({ id, said }) => ({ id, said: said.map(({ learnedAt, value }) => ({ learnedAt, value })) })),
});
