import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { GssCode, RecordId, text } from "../../../shared/domain/fields.ts";
import { type EpochMillis, instantOf, monthsAfter, PlainDate } from "../../../shared/domain/time.ts";
import type { BalancePolicy } from "../../../shared/policy/balances.ts";
import { isSpend, undone } from "./credits.ts";
import type { AccountFacts } from "./facts.ts";
import type { Ledger, Movement } from "./movement.ts";
import { providerOf } from "./providers.ts";

/** Why a file is not taken: what its content or its scan says. */
const FILE_REFUSALS = ["empty", "too-big", "wrong-type", "not-whole", "more-inside", "locked", "active", "film", "threat", "unscanned"] as const;
/** The longest name of a file: as `shared/files/file-name.ts` makes them. */
const FILE_NAME_MOST = 100;

/** A file that was found clean. */
export const CleanFile = z.object({
  id: RecordId,
  mark: z.string(),
  type: oneOf(["pdf", "jpeg", "png", "heic"]),
  name: z.optional(text(FILE_NAME_MOST)),
  addedAt: z.string(),
});
export type CleanFile = z.infer<typeof CleanFile>;
/** One that was not taken, and why. */
export const RefusedFile = z.object({ id: RecordId, mark: z.string(), why: oneOf(FILE_REFUSALS), at: z.string() });

/** What shows what a payment was for: begun when its person says for which payment, and there once a file was found clean. */
export const Receipt = z.object({
  id: RecordId,
  account: RecordId,
  /** The movement of that account. */
  movement: RecordId,
  authority: GssCode,
  /** The person's account with us, as long as there is one. */
  owner: z.optional(RecordId),
  postedOn: PlainDate,
  /** What was paid, above 0. */
  pence: z.number(),
  startedAt: z.string(),
  /** The file that was found clean last. */
  file: z.optional(CleanFile),
  /** Why the last one was not taken, where none was since. */
  refused: z.optional(RefusedFile),
});
export type Receipt = z.infer<typeof Receipt>;

/** The id of a receipt: which account, and which movement of it. */
export const receiptId = (account: string, movement: string): string => `${account}.${movement}`;

/** A receipt that is begun, of which no file has come yet. */
export const newReceipt = (account: { readonly account: string; readonly authority: string }, owner: string, movement: Movement, at: EpochMillis): Receipt => ({
  id: receiptId(account.account, movement.id),
  account: account.account,
  movement: movement.id,
  authority: account.authority,
  owner,
  postedOn: movement.postedOn,
  pence: -movement.pence,
  startedAt: instantOf(at),
});

/** What became of a file of a receipt, or of a page of a statement. */
export type ReceiptLook = { readonly id: string; readonly mark: string; readonly name?: string | undefined } & (
  | { readonly type: NonNullable<Receipt["file"]>["type"] }
  | { readonly why: NonNullable<Receipt["refused"]>["why"] }
);

/** Whether it is known already what became of a file. */
export const isNoted = ({ file, refused }: Pick<Receipt, "file" | "refused">, id: string, mark: string): boolean =>
  [file, refused].some((one) => one?.id === id && one.mark === mark);

/** The receipt with what became of a file: a clean one takes the place of the one before, and one that is refused leaves that where it is. */
export function withLook({ refused, ...receipt }: Receipt, look: ReceiptLook, at: EpochMillis): Receipt {
  const { id, mark } = look;
  if ("why" in look) return { ...receipt, refused: { id, mark, why: look.why, at: instantOf(at) } };
  return { ...receipt, file: { id, mark, type: look.type, ...(look.name === undefined ? {} : { name: look.name }), addedAt: instantOf(at) } };
}

/** A receipt of whoever has their account deleted: nothing of the file is left, nor whose it was. */
export const withoutOwner = ({ owner: _, file: __, refused: ___, ...receipt }: Receipt): Receipt => receipt;

/**
 * The payments that a receipt would help with, the newest first: those above the policy's amount, in the policy's months, of which neither a bill, nor the name
 * on the statement, nor the card's category says what they were for; and for which none was sent. Source: money.md 6.9, refusal 12.
 */
export function receiptsThatHelp(
  { facts, ledger }: { readonly facts: AccountFacts; readonly ledger: Pick<Ledger, "movements"> },
  { evidence, spend }: Pick<BalancePolicy, "evidence" | "spend">,
  sent: ReadonlySet<string>,
  today: PlainDate,
): readonly Movement[] {
  const since = monthsAfter(today, -evidence.receiptMonths);
  const cameToNothing = undone(ledger.movements);
  const asksAbout = (mcc: string): boolean => spend.groups.some(({ codes }) => codes.includes(mcc));
  const cardSays = ({ mcc }: Movement): boolean => mcc !== undefined && !asksAbout(mcc);
  return ledger.movements
    .filter(
      (one) =>
        isSpend(one) &&
        -one.pence > evidence.receiptAbovePence.value &&
        one.postedOn >= since &&
        !sent.has(one.id) &&
        !cameToNothing.has(one.id) &&
        !cardSays(one) &&
        providerOf(one, facts) === undefined,
    )
    .toReversed();
}
