import type { Pence } from "../../../shared/domain/money.ts";
import type { ProtectedKind, SetAside } from "./facts.ts";
import type { Frame } from "./frame.ts";
import { endOf, type KnownLines, knownLines, lineOf } from "./line.ts";
import { owedLines } from "./owed.ts";
import { type PaidIn, paidIn, type Shares, sharedOut } from "./paid-in.ts";
import type { SumLine } from "./result.ts";
import { protectedLines, setAsideOf } from "./set-aside.ts";
import { timesOver } from "./whole-pence.ts";

const STATEMENT = "The account's statements, posted movements only";
const TYPED = "Typed from a statement on paper, with photographs of its pages";

/** The line of a balance, and whether it was typed. */
export const balanceLine = (pence: Pence, typed: boolean): SumLine =>
  typed ? { code: "balance", typed: true, pence, source: TYPED } : { code: "balance", pence, source: STATEMENT };

/** The balance less the line, what is owed and what is protected, with all it was worked out from. */
export interface Sum {
  /** Those of the result, in their order; they add up to what is over, or below it where nothing is. */
  readonly lines: readonly SumLine[];
  readonly excessPence: Pence;
  /** What of it came from which funding line: adds up to it. */
  readonly shares: Shares;
  readonly paid: PaidIn;
  readonly known: KnownLines;
  /** At least 0: what is owed, without what is protected. */
  readonly owedPence: Pence;
}

export const total = (lines: readonly SumLine[]): Pence => lines.reduce((sum, { pence }) => sum + pence, 0);

/** What of a sum that is left belongs to the person, by the council's policy: their part of what was paid in, or nothing until what the lines paid is used up. */
export function personsPart(left: Pence, { lines: { council, nhs }, contributionPence }: PaidIn, { policy }: Pick<Frame, "policy">): readonly SumLine[] {
  const lines = council + nhs;
  const { value, source } = policy.balance.excessOwner;
  const paid = value === "council-share" ? lines + contributionPence : lines;
  const theirs = left <= 0 || lines === 0 ? 0 : timesOver(left, lines, Math.max(paid, left));
  const persons = left - theirs;
  return left <= 0 || persons === 0 ? [] : [{ code: "protected", kind: "overpaid-contribution", pence: -persons, source }];
}

const dueOf = (owed: readonly SumLine[]) => owed.filter(({ code }) => code !== "protected");
const disputedOf = (owed: readonly SumLine[]) => owed.filter(({ code }) => code === "protected");

/** The lines of a sum that stand whatever the balance is: the line, what is owed and what is set aside, without the person's part of what is left. */
export const withoutBalance = (lines: readonly SumLine[]): readonly SumLine[] =>
  lines.filter(({ code, kind, of }) => code !== "balance" && !(kind === "overpaid-contribution" && of === undefined));

/** A sum of what was worked out: the balance, the line where there is one, what is owed and what is set aside. */
function added(frame: Frame, known: KnownLines, line: readonly SumLine[], ending: boolean, held: readonly SetAside[]): Sum {
  const paid = paidIn(frame, known);
  const owed = owedLines(frame, ending);
  const due = dueOf(owed);
  const balance = balanceLine(paid.balancePence, frame.typed !== undefined);
  const lines = [balance, ...line, ...due, ...protectedLines(frame, paid, held), ...disputedOf(owed)];
  lines.push(...personsPart(total(lines), paid, frame));
  const excessPence = Math.max(0, total(lines));
  return { lines, excessPence, shares: sharedOut(excessPence, paid.lines), paid, known, owedPence: -total(due) };
}

/** The sum of a frame; undefined where no payment is in force, nor was in force when the direct payment ended. */
export function sumOf(frame: Frame): Sum | undefined {
  const known = knownLines(frame);
  const end = endOf(frame);
  const line = lineOf(frame, known) ?? (end !== undefined && end <= frame.onDay ? lineOf({ ...frame, onDay: end - 1 }, known) : undefined);
  return line === undefined ? undefined : added(frame, known, [line], false, setAsideOf(frame));
}

/** The sum of an end: no line any more, holiday that is paid out, and of what was set aside only what still has a purpose. */
export const sumOfEnd = (frame: Frame, kept: readonly ProtectedKind[]): Sum =>
  added(
    frame,
    knownLines(frame),
    [],
    true,
    setAsideOf(frame).filter(({ kind }) => kept.includes(kind)),
  );
