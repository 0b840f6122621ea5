import { CYCLE_DAYS } from "../../../shared/domain/cycles.ts";
import { type EpochMillis, type Instant, instantOf, londonDate } from "../../../shared/domain/time.ts";
import { type BalanceCase, type CaseFinding, caseId, findingKey, isClosed, type Measured, type Seen, standing } from "./balance-case.ts";
import type { CheckResult, Finding, FindingCode } from "./result.ts";

/** Cycles of which a case holds the arithmetic: a year of them. Of longer ago it holds the first day. */
const HELD_CYCLES = Math.floor(365 / CYCLE_DAYS);

/**
 * What is done first about a finding. `question`: the person is asked. `help`: they are offered help. `welfare`: somebody calls to see whether they are all
 * right, before anything is asked. `council`: it is the council's to answer, and nobody else hears of it.
 */
export type Approach = "question" | "help" | "welfare" | "council";
const APPROACHES: Readonly<Record<FindingCode, Approach>> = {
  excess: "question",
  "low-balance": "help",
  "no-spend": "welfare",
  negative: "help",
  "contribution-missed": "question",
  "contribution-to-refund": "council",
  "spend-to-ask-about": "question",
  "cash-without-plan-permission": "question",
  "paid-after-end": "question",
  "possible-duplicate-payment": "question",
  "rate-above-agreed": "question",
  "saving-ended": "question",
  "statement-missing": "question",
  "typed-balance-differs": "council",
  "row-vanished": "council",
};

/** What is done first about a finding. A card's statements come from its supplier and a managed account's from who manages it: the person has none to send. */
export const approachOf = ({ code }: Pick<CaseFinding, "code">, kind: BalanceCase["kind"] = "bank"): Approach =>
  code === "statement-missing" && kind !== "bank" ? "council" : APPROACHES[code];

/** Whose account it is that was checked, as far as a case needs to know. */
export interface CheckedAccount {
  readonly authority: string;
  /** The council's record of the person. */
  readonly recipient: string;
  /** The person's account with us, where there is one that is open. */
  readonly owner?: string | undefined;
  readonly kind: BalanceCase["kind"];
}

/** A result, and which revision of its cycle's it is. */
export interface RevisedResult {
  readonly result: CheckResult;
  readonly revision: number;
}

/** What a result makes of an account's newest case. Nothing, where it was dealt with before. */
export type Dealt =
  | { readonly kind: "nothing" }
  | { readonly kind: "open" | "absorb"; readonly after: BalanceCase }
  /** The last finding is gone by a revision: the question with it, once. `sent`: whether anybody was asked. */
  | { readonly kind: "withdraw"; readonly after: BalanceCase; readonly sent: boolean };

const seenIn = (finding: Finding, { cycle, measuredOn }: CheckResult, revision: number): Seen => ({
  ...{ cycle, revision, measuredOn, lines: finding.lines.map((line) => ({ ...line })), movements: [...finding.movements] },
  ...(finding.pence === undefined ? {} : { pence: finding.pence }),
  ...(finding.shares ? { shares: finding.shares } : {}),
});

const byCycle = (one: Seen, other: Seen): number => one.cycle - other.cycle;

/** The findings once a result has come: of its cycle they are as it says, of others as they were. */
function merged(before: readonly CaseFinding[], { result, revision }: RevisedResult, knownAt: Instant): readonly CaseFinding[] {
  const now = new Map(result.findings.map((finding) => [findingKey(finding), finding]));
  const held = before.map((one): CaseFinding => {
    const again = now.get(findingKey(one));
    const others = one.seen.filter(({ cycle }) => cycle !== result.cycle);
    if (!again) return { ...one, seen: others };
    // What is found anew after it was gone was not there in between.
    const anew = one.seen.length === 0;
    const firstSeenOn = anew || result.measuredOn < one.firstSeenOn ? result.measuredOn : one.firstSeenOn;
    return {
      ...one,
      ...(anew ? { knownAt } : {}),
      source: again.source,
      firstSeenOn,
      seen: [...others, seenIn(again, result, revision)].toSorted(byCycle).slice(-HELD_CYCLES),
    };
  });
  const known = new Set(before.map(findingKey));
  const fresh = result.findings
    .filter((finding) => !known.has(findingKey(finding)))
    .map(
      (finding): CaseFinding => ({
        ...{ code: finding.code, about: finding.about, source: finding.source, firstSeenOn: result.measuredOn, knownAt },
        seen: [seenIn(finding, result, revision)],
      }),
    );
  return [...held, ...fresh];
}

/** What a cycle came to, where it was measured and none later was. */
function measuredBy(before: Measured | undefined, { result, revision }: RevisedResult): Measured | undefined {
  if (before && before.cycle > result.cycle) return before;
  // A statement that turned out to be missing: of that cycle nothing is known.
  if (result.outcome !== "measured") return before?.cycle === result.cycle ? undefined : before;
  const { cycle, measuredOn, knownBy, policyVersion, lines, excessPence } = result;
  const sum = (wanted: boolean) => lines.filter(({ code }) => (code === "balance") === wanted).reduce((total, { pence }) => total + pence, 0);
  return {
    ...{ cycle, revision, measuredOn, knownBy, policyVersion, excessPence },
    ...{ balancePence: sum(true), staysPence: Math.max(0, -sum(false)), lines: lines.map((line) => ({ ...line })) },
  };
}

/** The revisions that were dealt with, with one more. */
const dealtWith = (before: BalanceCase["dealtWith"], { result: { cycle }, revision }: RevisedResult): BalanceCase["dealtWith"] =>
  [...before.filter((one) => one.cycle !== cycle), { cycle, revision }].toSorted((one, other) => one.cycle - other.cycle).slice(-HELD_CYCLES);

/** Whether a result says nothing that a case did not know already. */
const isKnown = ({ dealtWith: known }: Pick<BalanceCase, "dealtWith">, { result: { cycle }, revision }: RevisedResult): boolean =>
  known.some((one) => one.cycle === cycle && one.revision >= revision) || (known.length === HELD_CYCLES && known.every((one) => one.cycle > cycle));

/** Of a result's findings those that open a new case after one that was closed: not those which that one has answered, until the day it names. */
function fresh(closed: BalanceCase | undefined, { result }: RevisedResult): readonly Finding[] {
  const { quiet } = closed ?? {};
  if (!quiet) return result.findings;
  return result.findings.filter((finding) => result.measuredOn >= quiet.until || !quiet.findings.includes(findingKey(finding)));
}

function opened(before: BalanceCase | undefined, revised: RevisedResult, about: CheckedAccount, at: EpochMillis): BalanceCase {
  const { result } = revised;
  const number = (before?.number ?? 0) + 1;
  const [today, openedAt] = [londonDate(at), instantOf(at)];
  const measured = measuredBy(undefined, revised);
  return {
    ...{ id: caseId(result.account, number), account: result.account, number, authority: about.authority, recipient: about.recipient, kind: about.kind },
    ...(about.owner === undefined ? {} : { owner: about.owner }),
    ...{ state: "found", openedAt, findings: [...merged([], { ...revised, result: { ...result, findings: fresh(before, revised) } }, openedAt)] },
    // What was dealt with before comes to nothing when it comes again.
    dealtWith: [...dealtWith(before?.dealtWith ?? [], revised)],
    ...(measured ? { measured } : {}),
    ...{ calls: [], answers: [], stops: [], history: [{ at: openedAt, move: "open", by: "system" }], workedOn: today },
    // Who must not hear of one case does not hear of the next.
    ...(before?.withheld ? { withheld: before.withheld } : {}),
  };
}

/** Whether money was taken already: then nothing is over by itself, for somebody may have to give it back. */
const hasTaken = ({ proposal }: Pick<BalanceCase, "proposal">): boolean => (proposal?.taken.length ?? 0) > 0;

/**
 * What a result makes of the newest case of its account. There is one open case at most, and it absorbs what is found later; a revision that says what is
 * known, or less, is nothing. Source: money.md 8, invariant 23.
 */
export function dealWith(newest: BalanceCase | undefined, revised: RevisedResult, about: CheckedAccount, at: EpochMillis): Dealt {
  if (newest && isKnown(newest, revised)) return { kind: "nothing" };
  if (!newest || isClosed(newest))
    return fresh(newest, revised).length === 0 ? { kind: "nothing" } : { kind: "open", after: opened(newest, revised, about, at) };
  const measured = measuredBy(newest.measured, revised);
  const { owner: _, measured: __, ...kept } = newest;
  const after: BalanceCase = {
    ...kept,
    ...(about.owner === undefined ? {} : { owner: about.owner }),
    findings: [...merged(newest.findings, revised, instantOf(at))],
    dealtWith: [...dealtWith(newest.dealtWith, revised)],
    ...(measured ? { measured } : {}),
  };
  const wasStanding = standing(newest).length > 0;
  if (!wasStanding || standing(after).length > 0 || hasTaken(newest)) return { kind: "absorb", after };
  const sent = newest.question !== undefined && newest.question.withdrawnOn === undefined;
  return { kind: "withdraw", sent, after: withdrawn(after, at) };
}

/** A case whose last finding is gone. */
function withdrawn({ nextOn: _, ...before }: BalanceCase, at: EpochMillis): BalanceCase {
  const [today, now] = [londonDate(at), instantOf(at)];
  return {
    ...before,
    ...{ state: "closed", outcome: "withdrawn", closedAt: now },
    ...(before.question ? { question: { ...before.question, withdrawnOn: before.question.withdrawnOn ?? today } } : {}),
    history: [...before.history, { at: now, move: "withdraw", by: "system" }],
  };
}

/** The findings that still stand and are not the council's alone: the person's to answer, or to hear of. */
export const forPerson = (balanceCase: Pick<BalanceCase, "findings" | "kind">): readonly CaseFinding[] =>
  standing(balanceCase).filter((finding) => approachOf(finding, balanceCase.kind) !== "council");

/** What is done first about what stands. */
export const approachesOf = (balanceCase: Pick<BalanceCase, "findings" | "kind">): ReadonlySet<Approach> =>
  new Set(standing(balanceCase).map((finding) => approachOf(finding, balanceCase.kind)));
