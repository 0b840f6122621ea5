import type { AccountFacts } from "../../functions/balances/rules/facts.ts";
import type { Ledger, Movement } from "../../functions/balances/rules/movement.ts";
import type { BalancePolicy } from "../../shared/policy/balances.ts";
import {
  addMonths,
  extraProtected,
  heldAt,
  iso,
  learnedDay,
  MAX,
  num,
  type OracleLine,
  owedAt,
  round,
  type Said,
  sum,
  undoneNaively,
} from "./balance-oracle-owed.ts";

// The check of a balance as its specification says it, day by day and with no thought for speed. It shares no code with the rules: only the shapes of what both are given.

export interface OracleFinding {
  readonly code: string;
  readonly about: string;
  readonly pence?: number | undefined;
  readonly shares?: { council: number; nhs: number } | undefined;
  readonly movements: readonly string[];
}
export type OracleResult =
  | { readonly outcome: "measured"; readonly lines: OracleLine[]; readonly excessPence: number; readonly findings: OracleFinding[] }
  | { readonly outcome: "missing"; readonly missingFrom: string; readonly findings: OracleFinding[] }
  | { readonly outcome: "refused"; readonly findings: OracleFinding[] };

export function oracle(facts: AccountFacts, ledger: Ledger, policy: BalancePolicy, cycle: number, knownBy: string): OracleResult {
  const start = num(facts.firstPaymentOn) + 28 * (cycle - 1);
  return measure(facts, ledger, policy, cycle, start, start + 27, knownBy);
}

function measure(facts: AccountFacts, ledger: Ledger, policy: BalancePolicy, cycle: number, from: number, on: number, knownBy: string): OracleResult {
  const { balance } = policy;
  const belief = <V>(said: readonly Said<V>[], day: number, learnedBy = MAX): V | null => {
    let best: Said<V> | undefined;
    for (const one of said)
      if (one.learnedAt <= knownBy && learnedDay(one.learnedAt) <= learnedBy && num(one.from) <= day && (!best || one.from >= best.from)) best = one;
    return best?.value ?? null;
  };
  const isCovered = (day: number): boolean => ledger.covered.some((span) => num(span.from) <= day && day <= num(span.to));

  const gone = (days: readonly [number, number]): number | undefined => {
    for (let day = days[0]; day <= days[1]; day += 1) if (!isCovered(day)) return day;
    return undefined;
  };
  if (cycle < 1) return { outcome: "refused", findings: [] };
  let missing = gone([from, on]);
  if (missing === undefined) {
    const firstCovered = Math.min(...ledger.covered.map((span) => num(span.from)));
    for (let day = firstCovered; day <= on && missing === undefined; day += 1) {
      if (isCovered(day) || !isCovered(day - 1)) continue;
      let last = day;
      while (!isCovered(last + 1)) last += 1;
      if (!ledger.holes.some((hole) => num(hole.from) <= last && num(hole.to) >= day)) missing = day;
    }
  }
  if (missing !== undefined) {
    const late = learnedDay(knownBy) - on > balance.statementDays[facts.kind];
    return { outcome: "missing", missingFrom: iso(missing), findings: late ? [{ code: "statement-missing", about: "", movements: [] }] : [] };
  }

  // The line.
  const names = ["council", "nhs"] as const;
  type Part = (line: { weeklyGrossPence: number; weeklyContributionPence: number }) => number;
  const gross: Part = (line) => line.weeklyGrossPence;
  const net: Part = (line) => Math.max(0, line.weeklyGrossPence - line.weeklyContributionPence);
  const weekly = (part: Part, day: number, learnedBy = MAX): number | undefined => {
    const lines = names.map((name) => belief(facts.lines[name], day, learnedBy)).filter((line) => line !== null);
    return lines.length === 0 ? undefined : sum(lines.map(part));
  };
  const lineAt = (next: number): number | undefined => {
    const span = balance.higherLineCycles * 28;
    const seen: number[] = [];
    for (let day = next - span; day <= next; day += 1) {
      const knownThen = span === 0 ? [MAX] : [MAX, ...Array.from({ length: span + 1 }, (_, index) => next - span + index)];
      for (const by of knownThen) {
        const pence = weekly(balance.line.value.of === "gross" ? gross : net, day, by);
        if (pence !== undefined) seen.push(pence);
      }
    }
    return seen.length === 0 ? undefined : Math.max(...seen);
  };
  const ends = [belief(facts.endedOn, MAX), belief(facts.diedOn, MAX)].filter((day) => day !== null).map(num);
  const end = ends.length === 0 ? undefined : Math.min(...ends);
  const ended = end !== undefined && end <= on;
  const line = lineAt(on + 1) ?? (ended ? lineAt(end) : undefined);
  if (line === undefined) return { outcome: "refused", findings: [] };

  // Who paid in.
  const moved = ledger.movements.filter((one) => num(one.postedOn) <= on && one.recordedAt <= knownBy);
  const remainder = (pence: number, weights: readonly number[]): number[] => {
    const all = sum(weights);
    if (all === 0) return weights.map((_, index) => (index === 0 ? pence : 0));
    const parts = weights.map((weight) => Number((BigInt(pence) * BigInt(weight)) / BigInt(all)));
    for (let left = pence - sum(parts); left > 0; left -= 1) {
      let most = -1;
      for (const [index, weight] of weights.entries()) {
        const lost = (at: number, of: number) => BigInt(pence) * BigInt(of) - BigInt(parts[at] ?? 0) * BigInt(all);
        if (most < 0 || lost(index, weight) > lost(most, weights[most] ?? 0)) most = index;
      }
      parts[most] = (parts[most] ?? 0) + 1;
    }
    return parts;
  };
  const paid = [0, 0];
  const pay = (day: number, pence: number) => {
    const of = (part: Part) =>
      names.map((name) => {
        const one = belief(facts.lines[name], day);
        return one === null ? 0 : part(one);
      });
    const weights = sum(of(net)) > 0 ? of(net) : of(gross);
    for (const [index, part] of remainder(Math.abs(pence), weights).entries()) paid[index] = (paid[index] ?? 0) + Math.sign(pence) * part;
  };
  const creditOf = ({ id, kind }: Movement): string => {
    const said = facts.identified.get(id);
    if (said !== undefined) return said;
    if (kind === "load" || kind === "unload") return "load";
    if (kind === "contribution") return "contribution";
    return ["purchase", "cash", "fee", "refund", "reversal", "chargeback"].includes(kind) ? "refund" : "unknown";
  };
  if (ledger.openingPence > 0) pay(num(ledger.covered[0]?.from ?? iso(on)), ledger.openingPence);
  const holes = ledger.holes.filter((hole) => num(hole.to) <= on);
  for (const hole of holes) if (hole.pence > 0) pay(num(hole.from), hole.pence);
  let contributed = 0;
  const personal: { id: string; pence: number }[] = [];
  for (const one of moved) {
    const day = num(one.postedOn);
    const credit = one.pence > 0 ? creditOf(one) : "";
    if (credit === "load" || (one.pence < 0 && (one.kind === "load" || one.kind === "unload"))) pay(day, one.pence);
    if (credit === "contribution" || (one.pence < 0 && one.kind === "contribution")) contributed += one.pence;
    if (credit === "personal-money") personal.push({ id: one.id, pence: one.pence });
  }
  const paidBy = paid.map((pence) => Math.max(0, pence));
  const closing = ledger.openingPence + sum(holes.map(({ pence }) => pence)) + sum(moved.map(({ pence }) => pence));

  // What is owed and what is protected.
  const { owed, disputed } = owedAt(facts, policy, on, knownBy, belief, false);
  const held = heldAt(facts, policy, from, on, knownBy, belief);
  const extra = extraProtected(facts, policy, on, belief, held, personal);
  const lines: OracleLine[] = [
    { code: "balance", pence: closing },
    { code: "line", pence: -balance.line.value.weeks * line },
    ...owed,
    ...held.filter(({ pence }) => pence > 0).map(({ id, kind, pence }) => ({ code: "protected", kind, of: id, pence: -pence })),
    ...extra,
    ...disputed,
  ];
  const left = sum(lines.map(({ pence }) => pence));
  const fromLines = sum(paidBy);
  const everybody = fromLines + (balance.excessOwner.value === "council-share" ? Math.max(0, contributed) : 0);
  const excessPence = left <= 0 ? 0 : Number((BigInt(left) * BigInt(fromLines)) / BigInt(Math.max(everybody, left)));
  if (left > excessPence && left > 0) lines.push({ code: "protected", kind: "overpaid-contribution", pence: excessPence - left });
  const [council = 0, nhs = 0] = remainder(excessPence, paidBy);

  // What is to be asked.
  const findings: OracleFinding[] = [];
  const owedPence = -sum(owed.map(({ pence }) => pence));
  const within = (first: number, last: number) => moved.filter((one) => num(one.postedOn) >= first && num(one.postedOn) <= last);
  const spends = (one: Movement) => one.pence < 0 && !["fee", "unload", "load", "contribution", "reversal", "refund"].includes(one.kind);
  const inCycle = within(from, on);
  const none = undoneNaively(inCycle);
  const grace = balance.graceCyclesAfterFirstPayment;
  const lookBack = num(addMonths(iso(learnedDay(knownBy)), -policy.ask.lookBackMonths));

  const overOf = (number: number): number => {
    const result =
      number < 1
        ? undefined
        : measure(
            facts,
            ledger,
            { ...policy, balance: { ...balance, cyclesBeforeAsking: 1 } },
            number,
            from - 28 * (cycle - number),
            on - 28 * (cycle - number),
            knownBy,
          );
    return result?.outcome === "measured" ? result.excessPence : 0;
  };
  const over = Array.from({ length: Math.max(1, balance.cyclesBeforeAsking) }, (_, back) => (back === 0 ? excessPence : overOf(cycle - back)));
  if (!ended && cycle > grace && over.every((pence) => pence > balance.tolerancePence))
    findings.push({ code: "excess", about: "", pence: excessPence, shares: { council, nhs }, movements: [] });

  const netWeekly = weekly(net, on + 1);
  if (!ended && netWeekly !== undefined) {
    const after = closing + 4 * netWeekly - owedPence;
    const needed = balance.lowBalance.weeks * netWeekly;
    if (after < needed) findings.push({ code: "low-balance", about: "", pence: needed - after, movements: [] });
  }

  const quietFrom = from - 28 * (balance.noSpendCycles - 1);
  if (!ended && cycle > grace && cycle >= balance.noSpendCycles && gone([quietFrom, on]) === undefined) {
    const quiet = within(quietFrom, on);
    const came = undoneNaively(quiet);
    const spent = quiet.some((one) => spends(one) && !came.has(one.id));
    const invoiced = facts.invoices.some((one) => one.acceptedAt <= knownBy && num(one.from) <= on && num(one.to) >= quietFrom);
    const worked = facts.support.some((one) =>
      one.worked.some((week) => week.learnedAt <= knownBy && week.hours > 0 && num(week.weekOf) >= quietFrom && num(week.weekOf) <= on),
    );
    if (!spent && !invoiced && !worked && (belief(facts.whereabouts, on) ?? "home") === "home") findings.push({ code: "no-spend", about: "", movements: [] });
  }

  if (closing < 0) findings.push({ code: "negative", about: "", pence: -closing, movements: [] });

  // Contributions.
  const charge: Part = (one) => one.weeklyContributionPence;
  if (belief(facts.model, on) === "net") {
    let since = on;
    while (isCovered(since - 1)) since -= 1;
    const shown = within(since, on);
    if (!shown.some((one) => one.pence > 0 && creditOf(one) === "unknown")) {
      let first = num(facts.firstPaymentOn);
      while (first < since) first += 28;
      const due = (begin: number, last: number, now = false): number => {
        let pence = 0;
        for (let day = first; day <= last; day += 7)
          if (day >= begin && (end === undefined || day <= end) && belief(facts.model, day) === "net")
            pence += Math.min(weekly(charge, day) ?? 0, now ? Number.POSITIVE_INFINITY : (weekly(charge, day, day) ?? 0));
        return pence;
      };
      const theirs = shown.filter((one) => (one.pence > 0 ? creditOf(one) === "contribution" : one.pence < 0 && one.kind === "contribution"));
      const identified = sum(theirs.map(({ pence }) => pence));
      const waived = sum((facts.waived ?? []).filter((one) => one.learnedAt <= knownBy && num(one.from) <= on).map(({ pence }) => pence));
      const until = on - 28 * policy.contribution.toleranceCycles;
      const arrears = Math.min(due(first, until) - identified - waived, due(lookBack, until));
      if (!ended && arrears > policy.contribution.tolerancePence) findings.push({ code: "contribution-missed", about: "", pence: arrears, movements: [] });
      const ahead = identified + waived - due(first, on + 28 * policy.contribution.toleranceCycles, true);
      if (ahead > policy.contribution.tolerancePence) findings.push({ code: "contribution-to-refund", about: "overpaid", pence: ahead, movements: [] });
      const yearFrom = from - 28 * (policy.contribution.refundCycles - 1);
      if (cycle - policy.contribution.refundCycles + 1 > grace && gone([yearFrom, on]) === undefined) {
        const window = within(yearFrom, on);
        const came = undoneNaively(window);
        const cost = -sum(window.filter((one) => spends(one) && !came.has(one.id)).map(({ pence }) => pence)) + owedPence;
        const credited = theirs.filter((one) => num(one.postedOn) >= yearFrom);
        const more = sum(credited.map(({ pence }) => pence)) - cost;
        if (more > policy.contribution.tolerancePence)
          findings.push({ code: "contribution-to-refund", about: "unused", pence: more, movements: credited.map(({ id }) => id) });
      }
    }
  }

  // Spending.
  const either = <V>(said: readonly Said<V>[], day: number, holds: (value: V) => boolean): boolean =>
    [belief(said, day), belief(said, day, day)].some((value) => value !== null && holds(value));
  // What is paid while an answer stands, or was paid while it stood, is not asked about.
  const answered = (about: string, day: number) =>
    facts.remembered.some((one) => {
      const ended = one.knownUntil !== undefined && one.knownUntil <= knownBy;
      const stood = ended && one.knownUntil !== undefined && day >= learnedDay(one.at) && day <= learnedDay(one.knownUntil);
      return one.about === about && one.at <= knownBy && (one.until === undefined || day <= num(one.until)) && (!ended || stood);
    });
  const spent = inCycle.filter((one) => spends(one) && !none.has(one.id) && num(one.postedOn) >= lookBack);
  const ask = (code: string, about: string, its: readonly Movement[]) => {
    if (its.length > 0) findings.push({ code, about, pence: -sum(its.map(({ pence }) => pence)), movements: its.map(({ id }) => id) });
  };
  for (const { name, codes } of policy.spend.groups) {
    ask(
      "spend-to-ask-about",
      name,
      spent.filter(
        ({ kind, mcc, postedOn }) =>
          kind !== "cash" &&
          mcc !== undefined &&
          codes.includes(mcc) &&
          !answered(name, num(postedOn)) &&
          !policy.spend.neverAsk.includes(mcc) &&
          !either(facts.outcomes ?? [], num(postedOn), (of) => of.includes(name) || of.includes(mcc)),
      ),
    );
  }
  ask(
    "cash-without-plan-permission",
    "",
    spent.filter(
      ({ kind, postedOn }) =>
        kind === "cash" && !(policy.cash.allowed === "if-plan" && either(facts.permissions, num(postedOn), (may) => may.includes("cash"))),
    ),
  );

  // After the end.
  if (end !== undefined && end < on) {
    const after = within(end + 1, on);
    const came = undoneNaively(after);
    const payments = after.filter((one) => spends(one) && !came.has(one.id));
    const its = payments.filter((one) => num(one.postedOn) >= from);
    const atEnd = owedAt(facts, policy, end, knownBy, belief, true);
    const heldThen = heldAt(facts, policy, end, end, knownBy, belief);
    const redundancy = [
      ...heldThen.filter(({ kind }) => kind === "redundancy").map(({ pence }) => pence),
      ...extraProtected(facts, policy, end, belief, heldThen, []).map(({ pence }) => -pence),
    ];
    const settled = -sum([...atEnd.owed, ...atEnd.disputed].map(({ pence }) => pence)) + sum(redundancy) + sum(personal.map(({ pence }) => pence));
    const beyond = Math.min(-sum(its.map(({ pence }) => pence)), -sum(payments.map(({ pence }) => pence)) - settled);
    if (its.length > 0 && beyond > 0) findings.push({ code: "paid-after-end", about: "", pence: beyond, movements: its.map(({ id }) => id) });
  }

  // Invoices.
  for (const invoice of facts.invoices) {
    if (invoice.acceptedAt > knownBy) continue;
    const payments = [...new Set(invoice.movements ?? [])].flatMap((id) => moved.filter((one) => one.id === id && one.pence < 0 && !none.has(id)));
    const beyond = -sum(payments.map(({ pence }) => pence)) - invoice.pence;
    if (payments.length > 1 && beyond > 0 && payments.some((one) => num(one.postedOn) >= from))
      findings.push({ code: "possible-duplicate-payment", about: invoice.id, pence: beyond, movements: payments.map(({ id }) => id) });
  }
  for (const support of facts.support) {
    const above = facts.invoices.flatMap((invoice) => {
      const to = num(invoice.to);
      if (invoice.arrangement !== support.arrangement || invoice.disputed === true || invoice.acceptedAt > knownBy || to < from || to > on || to < lookBack)
        return [];
      if (answered(support.arrangement, to) || either(facts.permissions, to, (may) => may.includes("higher-rate"))) return [];
      let highest = 0;
      for (let day = num(invoice.from); day <= to; day += 1) highest = Math.max(highest, belief(support.terms, day)?.ratePence ?? 0);
      const pence = highest === 0 ? 0 : round(BigInt(Math.round(invoice.hours * 4)) * BigInt(Math.max(0, invoice.ratePence - highest)), 4n);
      return pence > 0 ? [{ pence, movements: invoice.movements ?? [] }] : [];
    });
    if (above.length > 0)
      findings.push({
        code: "rate-above-agreed",
        about: support.arrangement,
        pence: sum(above.map(({ pence }) => pence)),
        movements: above.flatMap((one) => [...one.movements]),
      });
  }
  for (const one of held)
    if (one.until !== undefined && num(one.until) < on) findings.push({ code: "saving-ended", about: one.id, pence: one.pence, movements: [] });
  return { outcome: "measured", lines, excessPence, findings };
}
