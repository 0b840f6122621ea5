import * as z from "zod/mini";
import type { Pence } from "../../../shared/domain/money.ts";
import { PlainDate } from "../../../shared/domain/time.ts";
import type { StatedSpan } from "./statement-spans.ts";

/**
 * Money that a shop has reserved and not taken: what the newest statement shows as pending. It is shown, and never counted: the payment may come under
 * another id, another day and another amount, or not at all.
 */
export const OnHold = z.object({
  /** The last day that the statement speaks of. */
  on: PlainDate,
  /** What would go out, above 0. */
  pence: z.number(),
  payments: z.number(),
});
export type OnHold = z.infer<typeof OnHold>;

/** A pending row: the day it names, and what would move; in is above 0, out below. */
export interface PendingRow {
  readonly postedOn: PlainDate;
  readonly pence: Pence;
}

/** What a statement shows as on hold of an account, whose last day it has; undefined where nothing would go out. */
export function onHoldIn(pending: readonly PendingRow[], lastDay: PlainDate): OnHold | undefined {
  const out = pending.filter(({ pence }) => pence < 0);
  if (out.length === 0) return undefined;
  const [on = lastDay] = [lastDay, ...out.map(({ postedOn }) => postedOn)].toSorted().toReversed();
  return { on, pence: out.reduce((sum, { pence }) => sum - pence, 0), payments: out.length };
}

/**
 * What is on hold by two statements, in whichever order they came: the one with the later day says, of one day the one with more; nothing once statements
 * reach past that day, as by then a payment was taken or was not.
 */
export function onHoldAfter(before: OnHold | undefined, stated: OnHold | undefined, spans: readonly Pick<StatedSpan, "to">[]): OnHold | undefined {
  const [latest] = [before, stated]
    .flatMap((one) => one ?? [])
    .toSorted((one, other) => (one.on === other.on ? other.pence - one.pence || other.payments - one.payments : one.on < other.on ? 1 : -1));
  const reached = spans.at(-1)?.to ?? "";
  return latest === undefined || latest.on < reached ? undefined : latest;
}
