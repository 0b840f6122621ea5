import { cycleOn } from "../../../shared/domain/cycles.ts";
import type { Pence } from "../../../shared/domain/money.ts";
import type { Instant, PlainDate } from "../../../shared/domain/time.ts";
import { believedLast } from "../../../shared/domain/timeline.ts";
import type { ProtectedKind } from "./facts.ts";
import { arrearsAtEnd } from "./findings/contribution.ts";
import { seenOf } from "./findings/seen.ts";
import { frameOf, type Known } from "./frame.ts";
import type { Shares } from "./paid-in.ts";
import type { SumLine } from "./result.ts";
import { sumOfEnd, total } from "./sum.ts";
import { closed } from "./typed-balance.ts";

/** What stays set aside when a direct payment is over: what is owed to somebody, is the person's, or is not decided. The rest has no purpose any more. */
const KEPT: readonly ProtectedKind[] = ["redundancy", "personal-money", "overpaid-contribution", "dispute"];

/** All that an ended direct payment comes to: every line before anything is demanded, and people before the council. */
export type FinalStatement = {
  readonly account: string;
  /** The day whose close is measured. */
  readonly on: PlainDate;
  readonly knownBy: Instant;
  readonly policyVersion: number;
  readonly endedOn: PlainDate;
  /** After a death it goes to whoever acts for the estate. */
  readonly to: "person" | "personal-representatives";
} & (
  | {
      readonly outcome: "stated";
      readonly lines: readonly SumLine[];
      /** Those of the lines that are paid before whatever goes back. */
      readonly payFirst: readonly SumLine[];
      /** What is left for the funding lines once all that is paid, and by line. */
      readonly leftPence: Pence;
      readonly shares: Shares;
      /** What is missing to pay everybody: what is owed stays payable. */
      readonly shortPence: Pence;
      /** Contributions that did not come in: beside the sum, and never set against it. Absent where that cannot be said. */
      readonly arrearsPence?: Pence | undefined;
    }
  | { readonly outcome: "missing"; readonly missingFrom: PlainDate }
);

/** The final statement at the close of a day, by what is known: by statements, else by the balance that was typed for that day. Undefined while the direct payment goes on, and before it began. */
export function finalStatement(known: Known, on: PlainDate): FinalStatement | undefined {
  const { facts, policy, knownBy } = known;
  const said = <Value>(given: readonly { readonly from: PlainDate; readonly learnedAt: Instant; readonly value: Value | null }[]) =>
    believedLast(given.filter(({ learnedAt }) => learnedAt <= knownBy));
  const diedOn = said(facts.diedOn);
  const [endedOn] = [diedOn, said(facts.endedOn)].filter((day) => day !== undefined).toSorted();
  const cycle = cycleOn(facts.firstPaymentOn, on);
  if (endedOn === undefined || endedOn > on || cycle === undefined) return undefined;
  const statement = {
    account: facts.account,
    on,
    knownBy,
    policyVersion: policy.version,
    endedOn,
    to: diedOn === undefined ? "person" : "personal-representatives",
  } as const;
  const { frame, missing } = closed(frameOf(known, cycle.number, cycle.from, on));
  if (missing !== undefined) return { ...statement, outcome: "missing", missingFrom: missing };
  const sum = sumOfEnd(frame, KEPT);
  const payFirst = sum.lines.filter(
    ({ code, kind, of }) => code !== "balance" && (code !== "protected" || kind !== "overpaid-contribution" || of !== undefined),
  );
  return {
    ...statement,
    outcome: "stated",
    lines: sum.lines,
    payFirst,
    leftPence: sum.excessPence,
    shares: sum.shares,
    shortPence: Math.max(0, -total(sum.lines)),
    // Of what came in a balance that was typed says nothing.
    arrearsPence: frame.typed === undefined ? arrearsAtEnd(seenOf(frame, sum)) : undefined,
  };
}
