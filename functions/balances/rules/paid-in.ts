import type { FundingLine } from "../../../shared/domain/direct-payment.ts";
import type { Pence } from "../../../shared/domain/money.ts";
import { dayNumber, type PlainDate } from "../../../shared/domain/time.ts";
import { creditKind } from "./credits.ts";
import { FUNDING_LINES, type FundingLineName } from "./facts.ts";
import type { Frame } from "./frame.ts";
import { datedBy, valueOn } from "./known.ts";
import { contribution, gross, type KnownLines, net, weeklyOn } from "./line.ts";
import { largestRemainder, timesOver } from "./whole-pence.ts";

/** Pence by funding line. */
export type Shares = { readonly [Line in FundingLineName]: Pence };

/** Who paid into an account, up to a day's close. */
export interface PaidIn {
  readonly balancePence: Pence;
  /** By each funding line, less what went back to it; what the account opened with is theirs. Never below 0. */
  readonly lines: Shares;
  /** By the person as their contribution. */
  readonly contributionPence: Pence;
  /** The person's money besides, by movement. */
  readonly personal: readonly { readonly id: string; readonly pence: Pence }[];
}

const sharesOf = ([council = 0, nhs = 0]: readonly Pence[]): Shares => ({ council, nhs });

/** What funding lines weigh on a day: what each pays net, or gross where none pays anything net. */
function weightsOn(lines: KnownLines, day: PlainDate): readonly number[] {
  const on = dayNumber(day);
  const weigh = (part: (line: FundingLine) => Pence) =>
    lines.map((facts) => {
      const line = valueOn(facts, on);
      return line === undefined ? 0 : part(line);
    });
  const nets = weigh(net);
  return nets.some((weight) => weight > 0) ? nets : weigh(gross);
}

/** A sum by funding line, as they paid on a day: to the penny, and what goes back as what came in. */
export const splitOn = (lines: KnownLines, day: PlainDate, pence: Pence): readonly Pence[] =>
  largestRemainder(Math.abs(pence), weightsOn(lines, day)).map((part) => (pence < 0 ? -part : part));

/** The sums of what was paid in, as movements add up: what went back may be more than came in. */
export interface PaidUp extends Pick<PaidIn, "balancePence" | "contributionPence" | "personal"> {
  /** By funding line, in their order. */
  readonly paid: readonly Pence[];
}

/** What movements up to the close of the frame's day add up to: what was carried forward, and what came since. */
export function paidUpTo({ facts, ledger, movements, on }: Frame, lines: KnownLines): PaidUp {
  const { carried } = ledger;
  const paid = FUNDING_LINES.map((_, index) => carried?.paid[index] ?? 0);
  const [, ...others] = lines;
  // Most have one line only: then there is nothing to split.
  const one = others.every((facts) => facts.length === 0);
  const add = (day: PlainDate, pence: Pence) => {
    if (one) paid[0] = (paid[0] ?? 0) + pence;
    else if (pence !== 0) for (const [index, part] of splitOn(lines, day, pence).entries()) paid[index] = (paid[index] ?? 0) + part;
  };
  const personal: { id: string; pence: Pence }[] = [...(carried?.personal ?? [])];
  let balancePence = carried?.balancePence ?? ledger.openingPence;
  let contributionPence = carried?.contributionPence ?? 0;
  const opened = ledger.covered[0]?.from;
  if (opened !== undefined && opened <= on && (carried === undefined || opened > carried.on)) add(opened, Math.max(0, ledger.openingPence));
  for (const { from, to, pence } of ledger.holes)
    if (to <= on && (carried === undefined || to > carried.on)) {
      balancePence += pence;
      add(from, Math.max(0, pence));
    }
  for (const movement of movements) {
    const { id, pence, postedOn } = movement;
    balancePence += pence;
    if (pence < 0 && (movement.kind === "load" || movement.kind === "unload")) add(postedOn, pence);
    else if (pence < 0 && movement.kind === "contribution") contributionPence += pence;
    else if (pence > 0) {
      const kind = creditKind(facts, movement);
      if (kind === "load") add(postedOn, pence);
      if (kind === "contribution") contributionPence += pence;
      if (kind === "personal-money") personal.push({ id, pence });
    }
  }
  return { balancePence, paid, contributionPence, personal };
}

/**
 * Who paid in what is there, where a balance was typed and no row tells: each as it was to pay at the close. So a contribution counts as paid: what nobody
 * can see is taken as it is best for the person.
 */
function paidInAsPlanned({ facts, knownBy, on, onDay }: Frame, lines: KnownLines, balancePence: Pence): PaidIn {
  const there = Math.max(0, balancePence);
  const isNet = valueOn(datedBy(facts.model, knownBy), onDay) === "net";
  const theirs = isNet ? (weeklyOn(lines, contribution, onDay) ?? 0) : 0;
  const together = theirs + (weeklyOn(lines, net, onDay) ?? 0);
  const contributionPence = together === 0 ? 0 : timesOver(there, theirs, together);
  return { balancePence, contributionPence, lines: sharesOf(splitOn(lines, on, there - contributionPence)), personal: [] };
}

/** Who paid what into an account up to the close of the frame's day. */
export function paidIn(frame: Frame, lines: KnownLines): PaidIn {
  const { ledger, on, typed } = frame;
  if (typed !== undefined) return paidInAsPlanned(frame, lines, typed.pence);
  const { paid, contributionPence, ...sums } = paidUpTo(frame, lines);
  // Where statements begin later, what the account opened with was paid in before.
  const opened = ledger.covered[0]?.from;
  const early = opened === undefined || opened > on ? splitOn(lines, opened ?? on, Math.max(0, ledger.openingPence)) : [];
  const all = paid.map((pence, index) => Math.max(0, pence + (early[index] ?? 0)));
  return { ...sums, lines: sharesOf(all), contributionPence: Math.max(0, contributionPence) };
}

/** A sum by funding line, in proportion to what each paid in: no line's share is above that where the sum is not. */
export const sharedOut = (pence: Pence, { council, nhs }: Shares): Shares => sharesOf(largestRemainder(pence, [council, nhs]));
