import type { BalanceCase, CaseState } from "./balance-case.ts";
import { isTheirs } from "./same-officer.ts";

/**
 * Who may make a move. `person`: whose money it is, or who acts for them in matters of money. `officer`: any finance officer of the council. `second`: one
 * who did not propose. `third`: one who neither proposed nor approved. `system`: Trellis itself, which asks, reminds and withdraws, and decides nothing.
 */
export type Mover = "person" | "officer" | "second" | "third" | "system";

interface MoveRule {
  readonly from: readonly CaseState[];
  /** Where it leads; `same`: it stays; `end`: it is over where nothing is left to take. */
  readonly to: CaseState | "same" | "end";
  readonly by: readonly Mover[];
  /** Whether it needs words. */
  readonly words?: true;
}

const BEFORE = ["found", "question-sent", "answered"] as const;
const OPEN = [...BEFORE, "proposed", "approved", "challenged"] as const;

/** Every move of a case: from where, to where, by whom. Nothing else is a move. */
export const BALANCE_MOVES = {
  absorb: { from: OPEN, to: "same", by: ["system"] },
  withdraw: { from: OPEN, to: "closed", by: ["system"] },
  "send-question": { from: ["found"], to: "question-sent", by: ["system", "officer"] },
  remind: { from: ["question-sent"], to: "same", by: ["system"] },
  "call-due": { from: ["question-sent"], to: "same", by: ["system"] },
  "contribution-step": { from: ["question-sent", "answered"], to: "same", by: ["system"] },
  "record-call": { from: OPEN, to: "same", by: ["officer"], words: true },
  answer: { from: BEFORE, to: "answered", by: ["person", "officer"] },
  "no-answer": { from: ["question-sent"], to: "answered", by: ["officer"], words: true },
  "request-review": { from: BEFORE, to: "same", by: ["officer"], words: true },
  "record-review": { from: BEFORE, to: "same", by: ["officer"], words: true },
  propose: { from: ["answered"], to: "proposed", by: ["officer"], words: true },
  return: { from: ["proposed"], to: "answered", by: ["second"], words: true },
  approve: { from: ["proposed"], to: "approved", by: ["second"] },
  challenge: { from: ["approved"], to: "challenged", by: ["person", "officer"], words: true },
  uphold: { from: ["challenged"], to: "approved", by: ["third"], words: true },
  "accept-challenge": { from: ["challenged"], to: "closed", by: ["third"], words: true },
  take: { from: ["approved"], to: "end", by: ["officer"] },
  "write-off": { from: ["approved"], to: "end", by: ["second"], words: true },
  "stop-clock": { from: OPEN, to: "same", by: ["officer"], words: true },
  "resume-clock": { from: OPEN, to: "same", by: ["officer"], words: true },
  "stop-clock-by-facts": { from: OPEN, to: "same", by: ["system"] },
  withhold: { from: OPEN, to: "same", by: ["officer"], words: true },
  close: { from: BEFORE, to: "closed", by: ["officer"], words: true },
} as const satisfies Readonly<Record<string, MoveRule>>;
export type BalanceMove = keyof typeof BALANCE_MOVES;

/** The rule of a move, as wide as any. */
export const ruleOf = (move: BalanceMove): MoveRule => BALANCE_MOVES[move];

/** The move of a name; undefined where it is none. */
export const balanceMove = (name: string): BalanceMove | undefined => Object.keys(BALANCE_MOVES).find((known): known is BalanceMove => known === name);

/** Whoever moves a case. */
export interface MovedBy {
  readonly subject: string;
  readonly kind: "person" | "officer" | "system";
  /** Other accounts with a part in the case that are the same person's: by their verified address. */
  readonly same?: readonly string[];
}

/** `not-a-move`: not from where it stands. `not-yours`: not by somebody in their position. `same-officer`: they had a part in it that another must check. */
export type MoveRefusal = "not-a-move" | "not-yours" | "same-officer";

/** Officers with a part in what is proposed. */
export const partsOf = ({ proposal, challenge }: Pick<BalanceCase, "proposal" | "challenge">): readonly string[] =>
  [proposal?.by, proposal?.approvedBy, challenge?.decidedBy].filter((one) => one !== undefined);

/** Whether somebody may make a move now, by the table alone; why not, where they may not. */
export function moveRefusal(move: BalanceMove, parts: Pick<BalanceCase, "state" | "owner" | "proposal">, mover: MovedBy): MoveRefusal | undefined {
  const { from, by } = ruleOf(move);
  if (!from.includes(parts.state)) return "not-a-move";
  const kinds: readonly Mover[] = mover.kind === "officer" ? ["officer", "second", "third"] : [mover.kind];
  const may = by.filter((one) => kinds.includes(one));
  if (may.length === 0) return "not-yours";
  // Nobody deals with what is about them.
  if (mover.kind === "officer" && isTheirs(mover, parts.owner)) return "not-yours";
  const { proposal } = parts;
  if (may.includes("second") && isTheirs(mover, proposal?.by)) return "same-officer";
  if (may.includes("third") && [proposal?.by, proposal?.approvedBy].some((one) => isTheirs(mover, one))) return "same-officer";
  return undefined;
}

/** The moves somebody may make now. */
export const movesOpenTo = (parts: Parameters<typeof moveRefusal>[1], mover: MovedBy): readonly BalanceMove[] =>
  Object.keys(BALANCE_MOVES).flatMap((name) => {
    const move = balanceMove(name);
    return move && moveRefusal(move, parts, mover) === undefined ? [move] : [];
  });
