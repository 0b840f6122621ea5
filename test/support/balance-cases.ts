import type { BalanceCase } from "../../functions/balances/rules/balance-case.ts";
import type { MovedBy } from "../../functions/balances/rules/case-moves.ts";
import type { Circumstances } from "../../functions/balances/rules/circumstances.ts";
import { afterMove, type MoveInput } from "../../functions/balances/rules/decide-case.ts";
import { type CheckedAccount, dealWith } from "../../functions/balances/rules/findings-to-cases.ts";
import type { NewProposal } from "../../functions/balances/rules/recoup.ts";
import type { CheckResult, Finding, FindingCode, SumLine } from "../../functions/balances/rules/result.ts";
import { cycleNumbered } from "../../shared/domain/cycles.ts";
import { daysAfter, type PlainDate } from "../../shared/domain/time.ts";
import { balancePolicyOn } from "../../shared/policy/balances.ts";
import { COUNCIL } from "./councils.ts";

export const FIRST_PAYMENT = "2026-01-05";
export const RULES = balancePolicyOn("E10000018", "2026-06-01");
export const ABOUT: CheckedAccount = { authority: COUNCIL, recipient: "rcp_1", owner: "rosemary", kind: "card" };
export const WELL: Circumstances = {
  agreement: { kind: "recipient", version: "2025", signedOn: "2025-12-01", surplusClause: true },
  paymentPence: { council: 80_000, nhs: 40_000 },
};

/** Noon of a day. */
export const noon = (day: PlainDate): number => Date.parse(`${day}T12:00:00Z`);

export const sumLines = (balancePence: number, staysPence: number): readonly SumLine[] => [
  { code: "balance", pence: balancePence, from: {}, source: "The statement" },
  { code: "line", pence: -staysPence, from: { weeks: 4 }, source: "The council's rule" },
];

export const aFinding = (code: FindingCode, pence?: number, more: Partial<Finding> = {}): Finding => ({
  ...{ code, about: "", lines: [], movements: [], source: "The council's rule" },
  ...(pence === undefined ? {} : { pence }),
  ...more,
});

/** What a check of a cycle came to: a balance, and what must stay of it. */
export function aResult(
  cycle: number,
  { balance = 150_000, stays = 80_000, findings }: { balance?: number; stays?: number; findings?: readonly Finding[] } = {},
): CheckResult {
  const { to } = cycleNumbered(FIRST_PAYMENT, cycle);
  const excess = Math.max(0, balance - stays);
  return {
    ...{ account: "card-1", cycle, measuredOn: to, knownBy: `${daysAfter(to, 2)}T06:00:00.000Z`, policyVersion: 1 },
    ...{ outcome: "measured", lines: sumLines(balance, stays), excessPence: excess },
    findings: findings ?? (excess > 0 ? [aFinding("excess", excess, { lines: sumLines(balance, stays), shares: { council: excess, nhs: 0 } })] : []),
  };
}

export const officer = (subject: string): MovedBy => ({ subject, kind: "officer" });
export const person: MovedBy = { subject: "rosemary", kind: "person" };
export const system: MovedBy = { subject: "system", kind: "system" };

/** A case over the line, found by the check of its third cycle. */
export function found(result: CheckResult = aResult(3), day: PlainDate = "2026-03-31"): BalanceCase {
  const dealt = dealWith(undefined, { result, revision: 1 }, ABOUT, noon(day));
  if (dealt.kind !== "open") throw new Error(`Not opened: ${dealt.kind}`);
  return dealt.after;
}

/** A case after a move of which a test is sure. */
export function moved(
  before: BalanceCase,
  move: Parameters<typeof afterMove>[1],
  day: PlainDate,
  mover: MovedBy,
  input: MoveInput = {},
  circumstances = WELL,
): BalanceCase {
  const made = afterMove(before, move, { words: "Because", ...input }, { at: noon(day), policy: RULES, circumstances, mover });
  if (!made.ok) throw new Error(`${move}: ${made.refusal}`);
  return made.value;
}

/** Why a move is refused; `made` where it is not. */
export function refusal(
  before: BalanceCase,
  move: Parameters<typeof afterMove>[1],
  day: PlainDate,
  mover: MovedBy,
  input: MoveInput = {},
  circumstances = WELL,
): string {
  const made = afterMove(before, move, { words: "Because", ...input }, { at: noon(day), policy: RULES, circumstances, mover });
  return made.ok ? "made" : made.refusal;
}

export const ANSWERED: MoveInput = { answer: { code: "did-not-need-it", wantsHelp: false, way: "online" } };
export const aProposal = (more: Partial<NewProposal> = {}): MoveInput => ({
  proposal: {
    ...{ words: "There is more than the agreement allows", amounts: { council: 60_000, nhs: 0 }, writeOffPence: 0, councilGround: "surplus-clause" },
    ...{ payer: "The recipient", method: "unload", instalments: 1 },
    ...more,
  },
});

/** What the check of a later cycle makes of a case. */
export function absorbed(before: BalanceCase, result: CheckResult, revision = 1): BalanceCase {
  const dealt = dealWith(before, { result, revision }, ABOUT, noon(daysAfter(result.measuredOn, 2)));
  if (dealt.kind === "nothing") throw new Error("Nothing came of it");
  return dealt.after;
}

/** Sent, answered, checked again, and proposed by Finn; each on its day. */
export const question = (of = found()): BalanceCase => moved(of, "send-question", "2026-04-01", system);
export const answered = (of = question()): BalanceCase => moved(of, "answer", "2026-04-10", person, ANSWERED);
export const rechecked = (of = answered()): BalanceCase => absorbed(of, aResult(4));
export const proposedCase = (of = rechecked(), input = aProposal()): BalanceCase => moved(of, "propose", "2026-04-29", officer("finn"), input);
export const approved = (of = proposedCase()): BalanceCase => moved(of, "approve", "2026-04-30", officer("gita"));
/** The first day on which the notice of `approved` has run. */
export const NOTICE_RUN = "2026-05-28";
export const TAKING: MoveInput = { taking: { pence: 60_000, balancePence: 150_000, staysPence: 80_000 } };
