import { cycleOn } from "../../../shared/domain/cycles.ts";
import { daysAfter, type Instant, type PlainDate } from "../../../shared/domain/time.ts";
import type { AccountFacts } from "./facts.ts";
import { dayLearned } from "./known.ts";
import type { Ledger } from "./movement.ts";
import type { CheckResult, Finding } from "./result.ts";

/** A result with its number, from 1: one for each account, cycle and number. */
export interface Revision {
  readonly revision: number;
  readonly result: CheckResult;
}

/** The cycles to measure again when something of a day became known: those from that day on that are closed. Of a day before the first payment all of them. */
export function cyclesFrom(firstPaymentOn: PlainDate, day: PlainDate, lastClosed: number): readonly number[] {
  const first = cycleOn(firstPaymentOn, day)?.number ?? 1;
  return Array.from({ length: Math.max(0, lastClosed - first + 1) }, (_, index) => first + index);
}

/**
 * The first day of which something was learned after one instant and up to another; undefined where nothing was. Until when work is paid counts from
 * when it was said.
 */
export function firstDayTouched(facts: AccountFacts, ledger: Pick<Ledger, "movements">, after: Instant, upTo: Instant): PlainDate | undefined {
  let first: PlainDate | undefined;
  const touch = (learnedAt: Instant, day: PlainDate) => {
    if (learnedAt > after && learnedAt <= upTo && (first === undefined || day < first)) first = day;
  };
  for (const { recordedAt, postedOn } of ledger.movements) touch(recordedAt, postedOn);
  // The line is held for the payment of the day after the close.
  for (const said of [facts.lines.council, facts.lines.nhs]) for (const { learnedAt, from } of said) touch(learnedAt, daysAfter(from, -1));
  const dated = [facts.model, facts.permissions, facts.whereabouts, facts.outcomes ?? [], facts.waived ?? []];
  for (const said of dated) for (const { learnedAt, from } of said) touch(learnedAt, from);
  for (const said of [facts.endedOn, facts.diedOn])
    for (const { learnedAt, from, value } of said) touch(learnedAt, value !== null && value < from ? value : from);
  for (const { learnedAt, on } of facts.typed ?? []) touch(learnedAt, on);
  for (const { learnedAt, knownUntil, from } of facts.setAside) {
    touch(learnedAt, from);
    if (knownUntil !== undefined) touch(knownUntil, from);
  }
  // One that was accepted before its days counts from then on, and what paid for it may have been posted earlier.
  const named = new Map<string, Instant>();
  for (const { acceptedAt, from, paidOn = from, movements = [] } of facts.invoices) {
    for (const on of [from, paidOn, dayLearned(acceptedAt)]) touch(acceptedAt, on);
    if (acceptedAt > after && acceptedAt <= upTo) for (const id of movements) named.set(id, acceptedAt);
  }
  if (named.size > 0) for (const { id, postedOn } of ledger.movements) touch(named.get(id) ?? after, postedOn);
  for (const { terms, employer, worked, paid } of facts.support) {
    for (const { learnedAt } of paid) touch(learnedAt, dayLearned(learnedAt));
    for (const { learnedAt, from } of [...terms, ...employer]) touch(learnedAt, from);
    for (const { learnedAt, weekOf } of worked) touch(learnedAt, weekOf);
  }
  return first;
}

/** Whether two values say the same, whatever the order of their names; what is absent and what is undefined are the same. */
function same(one: unknown, other: unknown): boolean {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return one === other;
  const left = new Map(Object.entries(one));
  const right = new Map(Object.entries(other));
  return [...new Set([...left.keys(), ...right.keys()])].every((name) => same(left.get(name), right.get(name)));
}

const comes = ({ knownBy: _, ...rest }: CheckResult) => rest;

/**
 * The revision that a new measurement makes: the first one, or the next number where more is known and the result differs. None where it comes to the same,
 * where less was known, and where the policy is another: rules that change do not change what was measured.
 */
export function nextRevision(latest: Revision | undefined, result: CheckResult): Revision | undefined {
  if (latest === undefined) return { revision: 1, result };
  const before = latest.result;
  if (result.account !== before.account || result.cycle !== before.cycle || result.policyVersion !== before.policyVersion) return undefined;
  return result.knownBy <= before.knownBy || same(comes(before), comes(result)) ? undefined : { revision: latest.revision + 1, result };
}

/** Findings that a later revision does not have any more: their notices are withdrawn. */
export const findingsGone = (before: CheckResult, after: CheckResult): readonly Finding[] =>
  before.findings.filter(({ code, about }) => !after.findings.some((finding) => finding.code === code && finding.about === about));
