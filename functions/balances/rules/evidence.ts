import { cycleNumbered, cycleOn } from "../../../shared/domain/cycles.ts";
import type { Agreement } from "../../../shared/domain/direct-payment.ts";
import { type Instant, londonDate, millisOf, type PlainDate } from "../../../shared/domain/time.ts";
import { believed } from "../../../shared/domain/timeline.ts";
import { type BalanceCase, type CaseFinding, findingKey, type Seen } from "./balance-case.ts";
import type { AccountFacts } from "./facts.ts";
import type { Ledger, Movement } from "./movement.ts";
import type { StoredResult } from "./stored-result.ts";

/** The moves by which somebody is given something in writing: a question, or notice of what is taken. */
export const NOTICE_MOVES = ["send-question", "approve"] as const;
export type NoticeMove = (typeof NOTICE_MOVES)[number];

/** A notice that was given. */
export interface GivenNotice {
  readonly move: NoticeMove;
  readonly at: Instant;
}

/** A notice as it was given: its text in plain print, and in which version. */
export interface NoticeText {
  readonly subject: string;
  readonly body: string;
  readonly version: number;
}

/** The notices of a case, oldest first. */
export const noticesIn = ({ history }: Pick<BalanceCase, "history">): readonly GivenNotice[] =>
  history.flatMap(({ move, at }) => NOTICE_MOVES.flatMap((one) => (one === move ? [{ move: one, at }] : [])));

/** Something in two parts: what was known at an instant, and what came later. */
export interface BeforeAndAfter<One> {
  readonly known: readonly One[];
  readonly later: readonly One[];
}

/** What was known on the day of a notice, and what came later. */
export interface Evidence {
  readonly at: Instant;
  /** The first day that the case is about. */
  readonly from: PlainDate;
  /** Of each cycle the newest revision there was, and every one that came later. */
  readonly results: BeforeAndAfter<StoredResult>;
  readonly movements: BeforeAndAfter<Movement>;
  /** The case's findings as they were told. */
  readonly findings: readonly CaseFinding[];
  /** The agreement that was in force, by what was known. */
  readonly agreement?: Agreement | undefined;
  readonly history: BeforeAndAfter<BalanceCase["history"][number]>;
}

const divided = <One>(some: readonly One[], isKnown: (one: One) => boolean): BeforeAndAfter<One> => ({
  known: some.filter(isKnown),
  later: some.filter((one) => !isKnown(one)),
});

/** The first day of the cycle in which a case's oldest finding was seen. */
export function evidenceFrom({ findings }: Pick<BalanceCase, "findings">, firstPaymentOn: PlainDate | undefined): PlainDate | undefined {
  const [first] = findings.map(({ firstSeenOn }) => firstSeenOn).toSorted();
  if (first === undefined || firstPaymentOn === undefined) return first;
  const cycle = cycleOn(firstPaymentOn, first);
  return cycle === undefined ? first : cycleNumbered(firstPaymentOn, cycle.number).from;
}

/** What a result said of a finding; undefined where it did not have it. */
function seenBy({ cycle, revision, measuredOn, findings }: StoredResult, finding: CaseFinding): Seen | undefined {
  const found = findings.find((one) => findingKey(one) === findingKey(finding));
  return (
    found && {
      ...{ cycle, revision, measuredOn, lines: found.lines, movements: found.movements },
      ...(found.pence === undefined ? {} : { pence: found.pence }),
      ...(found.shares ? { shares: found.shares } : {}),
    }
  );
}

/**
 * What was known of a case's account at an instant, and what came later: nothing that was recorded after it stands among what was known, whatever day it is
 * of. Results stand oldest cycle first, a revision after the one it replaces.
 */
export function evidenceAt(
  balanceCase: BalanceCase,
  { facts, ledger, results }: { readonly facts: AccountFacts | undefined; readonly ledger: Ledger; readonly results: readonly StoredResult[] },
  at: Instant,
): Evidence {
  const from = evidenceFrom(balanceCase, facts?.firstPaymentOn) ?? londonDate(millisOf(balanceCase.openedAt));
  const ofCase = results.filter(({ measuredOn }) => measuredOn >= from);
  const byThen = divided(ofCase, ({ knownBy }) => knownBy <= at);
  const newest = [...new Map(byThen.known.map((result) => [result.cycle, result])).values()];
  return {
    at,
    from,
    results: { known: newest, later: byThen.later },
    movements: divided(
      ledger.movements.filter(({ postedOn }) => postedOn >= from),
      ({ recordedAt }) => recordedAt <= at,
    ),
    findings: balanceCase.findings
      .map((finding) => ({ ...finding, seen: newest.flatMap((result) => seenBy(result, finding) ?? []) }))
      .filter(({ seen }) => seen.length > 0),
    agreement: (facts && believed(facts.agreement, { day: londonDate(millisOf(at)), knownBy: at })?.value) ?? undefined,
    history: divided(balanceCase.history, (entry) => entry.at <= at),
  };
}
