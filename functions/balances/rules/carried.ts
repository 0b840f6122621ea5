import { hash } from "node:crypto";
import { cycleNumbered } from "../../../shared/domain/cycles.ts";
import { dateOfDay, daysAfter, type PlainDate } from "../../../shared/domain/time.ts";
import type { Carried } from "./carried-sum.ts";
import { spanOver } from "./coverage.ts";
import { creditKind, isContribution } from "./credits.ts";
import { frameOf, type Known } from "./frame.ts";
import { endOf, knownLines } from "./line.ts";
import type { Movement } from "./movement.ts";
import { paidUpTo } from "./paid-in.ts";

/** So many letters tell whether it was made from the same. */
const LETTERS = 16;

/** What all up to a day depends on besides the movements: what is covered, what the lines paid by then, and what was said of credits. */
function basisOf({ facts, ledger, knownBy }: Omit<Known, "policy">, on: PlainDate): string {
  const later = new Set(facts.identified.size === 0 ? [] : ledger.movements.flatMap(({ id, postedOn }) => (postedOn > on ? id : [])));
  const parts = [
    ledger.openingPence,
    ledger.covered.flatMap(({ from, to }) => (from > on ? [] : [[from, to > on ? on : to]])),
    ledger.holes.flatMap(({ from, to, pence }) => (to > on ? [] : [[from, to, pence]])),
    [facts.lines.council, facts.lines.nhs].map((said) =>
      said.flatMap(({ from, learnedAt, value }) =>
        from > on || learnedAt > knownBy ? [] : [[from, value && [value.weeklyGrossPence, value.weeklyContributionPence]]],
      ),
    ),
    [...facts.identified].filter(([id]) => !later.has(id)).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  ];
  return hash("sha256", JSON.stringify(parts), "base64url").slice(0, LETTERS);
}

/** How many cycles a check looks at movement by movement, its cycle among them. */
const cyclesSeen = ({ balance, contribution }: Known["policy"]): number =>
  Math.max(1, balance.noSpendCycles, balance.cyclesBeforeAsking, contribution.refundCycles);

/** The first day of which a check of a cycle looks at each movement. */
const seenFrom = ({ facts, policy }: Pick<Known, "facts" | "policy">, cycle: number): PlainDate =>
  cycleNumbered(facts.firstPaymentOn, Math.max(1, cycle - cyclesSeen(policy) + 1)).from;

/** Whether an invoice of which a payment is among some movements names another that is not. */
function paidPartlyBefore({ facts, knownBy }: Pick<Known, "facts" | "knownBy">, movements: readonly Movement[]): boolean {
  const several = facts.invoices.filter(({ acceptedAt, movements: named = [] }) => acceptedAt <= knownBy && named.length > 1);
  if (several.length === 0) return false;
  const seen = new Set(movements.map(({ id }) => id));
  return several.some(({ movements: named = [] }) => named.some((id) => seen.has(id)) && !named.every((id) => seen.has(id)));
}

/**
 * Whether a check of a cycle comes to the same with what was carried forward as with all that was ever posted: nothing changed of what it was made from,
 * nothing became known of its days, and no rule looks back beyond it. Where nothing was carried forward all of it is at hand.
 */
export function isEnough(known: Known, cycle: number, touchedFrom?: PlainDate | undefined): boolean {
  const { carried, movements } = known.ledger;
  if (carried === undefined) return true;
  const { on } = carried;
  if ((touchedFrom !== undefined && touchedFrom <= on) || seenFrom(known, cycle) <= on) return false;
  const end = endOf(known);
  if (end !== undefined && dateOfDay(end) < on) return false;
  return !paidPartlyBefore(known, movements) && basisOf(known, on) === carried.basis;
}

/**
 * What is carried forward once a cycle was measured: all up to the days that another check of this cycle, or of one after it, looks at. Undefined where more than
 * that was summed up.
 */
export function carriedAfter(known: Known, cycle: number): Carried | undefined {
  const { ledger, facts } = known;
  const { carried } = ledger;
  const on = daysAfter(seenFrom(known, cycle), -1);
  if (carried?.on === on) return carried;
  if (carried !== undefined && carried.on > on) return undefined;
  const frame = frameOf(known, cycle, on, on);
  const { balancePence, paid, contributionPence, personal } = paidUpTo(frame, knownLines(frame));
  const unknownOn = frame.movements.findLast((movement) => movement.pence > 0 && creditKind(facts, movement) === "unknown")?.postedOn ?? carried?.unknownOn;
  const endedPence = ledger.endedPence?.get(frame.movements.at(-1)?.postedOn ?? "");
  return {
    ...{ on, basis: basisOf(known, on), balancePence, paid: [...paid], contributionPence, personal: [...personal] },
    spanPence: contributionsSince(known, spanOver(ledger.covered, on)?.from ?? on, frame.movements),
    ...(unknownOn === undefined ? {} : { unknownOn }),
    ...(endedPence === undefined ? {} : { endedPence }),
  };
}

/** The contributions since a day, what was carried forward among them. */
export const contributionsSince = ({ facts, ledger: { carried } }: Pick<Known, "facts" | "ledger">, since: PlainDate, movements: readonly Movement[]): number =>
  movements.reduce(
    (sum, movement) => (movement.postedOn >= since && isContribution(facts, movement) ? sum + movement.pence : sum),
    carried !== undefined && since <= carried.on ? carried.spanPence : 0,
  );

/** Whether money came in since a day of which nobody knows what it is. */
export const isUnknownSince = ({ facts, ledger: { carried } }: Pick<Known, "facts" | "ledger">, since: PlainDate, movements: readonly Movement[]): boolean =>
  (carried?.unknownOn ?? "") >= since ||
  movements.some((movement) => movement.postedOn >= since && movement.pence > 0 && creditKind(facts, movement) === "unknown");
