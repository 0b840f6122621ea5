import * as z from "zod/mini";
import { CYCLE_DAYS, cycleNumbered, cycleOn } from "../../../shared/domain/cycles.ts";
import { GssCode, RecordId, text } from "../../../shared/domain/fields.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { type EpochMillis, type Instant, instantOf, londonDate, PlainDate } from "../../../shared/domain/time.ts";
import { missingFrom } from "./coverage.ts";
import type { AccountFacts, TypedBalance } from "./facts.ts";
import type { Ledger } from "./movement.ts";
import { CleanFile, type ReceiptLook, RefusedFile } from "./receipt.ts";

/** The officer who added a file, where its person did not. */
const By = { by: z.optional(RecordId) };
/** Stands in the place of whoever typed something, once their account is deleted. */
const ERASED = "erased";

/** What was on an account at the close of a day, typed from a statement on paper, and photographs of its pages. Nothing that was typed is changed, only added to. */
const Closing = z.object({
  on: PlainDate,
  /** The last one counts. */
  said: z.array(
    z.object({
      ...{ pence: z.number(), learnedAt: z.string(), by: RecordId },
      /** Where an officer typed it for the person: where they saw the statement. It counts without a photograph. */
      seen: z.optional(text(200)),
    }),
  ),
  pages: z.array(z.extend(CleanFile, By)),
  /** Why the last file was not taken, where none was since. */
  refused: z.optional(z.extend(RefusedFile, By)),
});
export type Closing = z.infer<typeof Closing>;

/** The statements on paper of an account; its id is the account's. */
export const PaperStatements = z.object({
  id: RecordId,
  authority: GssCode,
  /** The person's account with us, as long as there is one. */
  owner: z.optional(RecordId),
  /** By the day they are of, the latest first. */
  closings: z.array(Closing),
  /** The day of the last entry: for how long it is kept goes by it. */
  lastDay: PlainDate,
});
export type PaperStatements = z.infer<typeof PaperStatements>;

/** Far more than anybody has: a closing for each cycle of eight years, and as many pages of each as any bank sends. */
const MOST_CLOSINGS = 104;
const MOST_SAID = 20;
export const MOST_PAGES = 20;
/** Days that are asked for at once: more of them at a time are nobody's to bear. */
const DAYS_WANTED = 6;
/** More than any account holds was typed wrong. */
const MOST_PENCE = 100_000_000;

export const closingOn = (record: Pick<PaperStatements, "closings"> | undefined, on: PlainDate): Closing | undefined =>
  record?.closings.find((closing) => closing.on === on);

/** The balance that counts: the one typed last. */
export const typedPence = ({ said }: Pick<Closing, "said">): number => said.at(-1)?.pence ?? 0;

/**
 * The days whose balance would help, the latest first: the last of each four weeks that are over and that statements do not reach, in a year; and those of which
 * one was typed, as it may have been typed wrong. A check needs the balance just before a payment, and no other: of any other day nobody knows what moved after it.
 */
export function daysToType(
  facts: Pick<AccountFacts, "firstPaymentOn"> | undefined,
  ledger: Pick<Ledger, "covered" | "holes">,
  record: Pick<PaperStatements, "closings"> | undefined,
  today: PlainDate,
): readonly PlainDate[] {
  const current = facts === undefined ? 0 : (cycleOn(facts.firstPaymentOn, today)?.number ?? 0);
  const days: PlainDate[] = [];
  const oldest = Math.max(1, current - Math.floor(365 / CYCLE_DAYS));
  for (let cycle = current - 1; facts !== undefined && cycle >= oldest && days.length < DAYS_WANTED; cycle -= 1) {
    const { from, to } = cycleNumbered(facts.firstPaymentOn, cycle);
    if (missingFrom({ openingPence: 0, movements: [], ...ledger }, from, to) !== undefined || closingOn(record, to)) days.push(to);
  }
  return days;
}

/** `day`: no balance of that day is asked for. `pence`: no account holds that. `many`: there are too many entries. */
export type TypingRefusal = "day" | "pence" | "many";

/** The record after a balance was typed. What was typed before stays beside it. */
export function afterTyping(
  before: PaperStatements | undefined,
  account: Pick<PaperStatements, "id" | "authority" | "owner">,
  { on, pence, by, seen }: { readonly on: PlainDate; readonly pence: number; readonly by: string; readonly seen?: string },
  days: readonly PlainDate[],
  at: EpochMillis,
): Result<PaperStatements, TypingRefusal> {
  if (!days.includes(on)) return refused("day");
  if (!Number.isSafeInteger(pence) || Math.abs(pence) > MOST_PENCE) return refused("pence");
  const closings = before?.closings ?? [];
  const closing = closingOn(before, on) ?? { on, said: [], pages: [] };
  if (closing.said.length >= MOST_SAID || (closing.said.length === 0 && closings.length >= MOST_CLOSINGS)) return refused("many");
  // Where a clock went back, it is learned with the last one before it.
  const learnedAt = [instantOf(at), ...closing.said.map((one) => one.learnedAt)].toSorted().at(-1) ?? instantOf(at);
  const typed = { ...closing, said: [...closing.said, { pence, learnedAt, by, ...(seen === undefined ? {} : { seen }) }] };
  const others = closings.filter((one) => one.on !== on);
  return ok({ ...account, closings: [...others, typed].toSorted((one, other) => (one.on < other.on ? 1 : -1)), lastDay: londonDate(at) });
}

/** What became of a file, and which officer added it, where its person did not. */
export type PageLook = ReceiptLook & { readonly by?: string };

/** Whether an officer saw its statement, and typed what was there. After the person's account is deleted that is nobody's any more. */
export const isSeenByCouncil = ({ said }: Pick<Closing, "said">): boolean => said.some(({ seen, by }) => seen !== undefined && by !== ERASED);

/** The pages that its person sent, or whoever acts for them. */
const theirPages = ({ pages }: Pick<Closing, "pages">) => pages.filter(({ by }) => by === undefined);

/** Whether a check works with the balance that was typed last: what an officer saw counts as it is, what its person types once they sent a page. */
export const isUsed = (closing: Pick<Closing, "said" | "pages">): boolean => closing.said.at(-1)?.seen !== undefined || theirPages(closing).length > 0;

/** Whether it is known already what became of a file. */
export const isPageNoted = ({ pages, refused: wrong }: Pick<Closing, "pages" | "refused">, id: string, mark: string): boolean =>
  [...pages, ...(wrong ? [wrong] : [])].some((one) => one.id === id && one.mark === mark);

/**
 * The record with what became of a file: a clean one is one more page. Undefined where no closing waits for it, or it has as many pages as there can be. Its person
 * sends pages as long as they have an account, and officers to what one of them typed.
 */
export function withPage(record: PaperStatements, on: PlainDate, look: PageLook, at: EpochMillis): PaperStatements | undefined {
  const closing = closingOn(record, on);
  if (closing === undefined || (!("why" in look) && closing.pages.length >= MOST_PAGES)) return undefined;
  if (look.by === undefined ? record.owner === undefined : !isSeenByCouncil(closing)) return undefined;
  const { refused: _, ...rest } = closing;
  const { id, mark } = look;
  const by = look.by === undefined ? {} : { by: look.by };
  const after: Closing =
    "why" in look
      ? { ...closing, refused: { id, mark, why: look.why, at: instantOf(at), ...by } }
      : {
          ...rest,
          pages: [...rest.pages, { id, mark, type: look.type, ...(look.name === undefined ? {} : { name: look.name }), addedAt: instantOf(at), ...by }],
        };
  return { ...record, closings: record.closings.map((one) => (one.on === on ? after : one)), lastDay: londonDate(at) };
}

const later = (one: Instant, other: Instant): Instant => (one > other ? one : other);

/**
 * What was typed, as a check works with it: what its person typed from when their first page was there too, as a balance alone is nothing that anyone could
 * look at; what an officer typed, who saw the statement, at once. What would count only after something that was typed later already does never counts.
 */
export const typedIn = ({ closings }: Pick<PaperStatements, "closings">): TypedBalance[] =>
  closings.flatMap(({ on, said, pages }) => {
    const [first] = theirPages({ pages });
    const counts = said.flatMap(({ pence, learnedAt, seen }): TypedBalance[] => {
      if (seen !== undefined) return [{ on, pence, learnedAt, by: "council" }];
      return first === undefined ? [] : [{ on, pence, learnedAt: later(learnedAt, first.addedAt) }];
    });
    return counts.filter((one, index) => counts.slice(index + 1).every(({ learnedAt }) => learnedAt >= one.learnedAt));
  });

/** Statements of whoever has their account deleted: nothing of the files is left, nor who typed what, nor whose they were. */
export const papersWithoutOwner = ({ owner: _, closings, ...record }: PaperStatements): PaperStatements => ({
  ...record,
  closings: closings.map(({ on, said }) => ({ on, said: said.map((one) => ({ ...one, by: ERASED })), pages: [] })),
});

/** A file as its person is given it: that the council added it, and not which officer did. */
const fileForPerson = ({ by, ...file }: { readonly by?: string | undefined }) => ({ ...file, ...(by === undefined ? {} : { addedBy: "council" }) });

/** The record as its person is given it: without which account typed it. */
export const papersForPerson = ({ closings, ...record }: PaperStatements): Readonly<Record<string, unknown>> => ({
  ...record,
  closings: closings.map(({ said, pages, refused: wrong, ...closing }) => ({
    ...closing,
    said: said.map(({ by: _, ...one }) => one),
    pages: pages.map(fileForPerson),
    ...(wrong ? { refused: fileForPerson(wrong) } : {}),
  })),
});
