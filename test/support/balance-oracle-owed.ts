import type { AccountFacts, Invoice, SupportFacts } from "../../functions/balances/rules/facts.ts";
import type { Movement } from "../../functions/balances/rules/movement.ts";
import type { BalancePolicy } from "../../shared/policy/balances.ts";

// What is owed and what is protected, as the specification of a check says it: see balance-oracle.ts. It shares no code with the rules.

export interface OracleLine {
  readonly code: string;
  readonly kind?: string | undefined;
  readonly of?: string | undefined;
  readonly pence: number;
}

export const remembered = <Value>(made: (text: string) => Value) => {
  const all = new Map<string, Value>();
  return (text: string): Value => {
    const value = all.get(text) ?? made(text);
    all.set(text, value);
    return value;
  };
};
export const num = remembered((day) => {
  const [y = 0, m = 1, d = 1] = day.split("-").map(Number);
  return Date.UTC(y, m - 1, d) / 86_400_000;
});
export const iso = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);
export const addMonths = (day: string, months: number): string => {
  const [y = 0, m = 1, d = 1] = day.split("-").map(Number);
  const length = new Date(Date.UTC(y, m + months, 0)).getUTCDate();
  return iso(Date.UTC(y, m - 1 + months, Math.min(d, length)) / 86_400_000);
};
export const london = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/London" });
export const learnedDay = remembered((at) => num(london.format(new Date(at))));
export const round = (number: bigint, by: bigint): number => Number((2n * number + by) / (2n * by));
export const sum = (given: readonly number[]): number => given.reduce((a, b) => a + b, 0);

export type Said<V> = { readonly from: string; readonly learnedAt: string; readonly value: V | null };
export const MAX = Number.POSITIVE_INFINITY;

export type Belief = <V>(said: readonly Said<V>[], day: number, learnedBy?: number) => V | null;

export function undoneNaively(movements: readonly Movement[]): Set<string> {
  const found = new Set<string>();
  for (const credit of movements) {
    if (credit.pence <= 0 || !["reversal", "refund", "chargeback"].includes(credit.kind)) continue;
    const fits = movements.filter((one) => one.pence === -credit.pence && one.postedOn <= credit.postedOn);
    const by = [
      fits.filter((one) => credit.reference !== undefined && one.reference === credit.reference),
      fits.filter((one) => one.text === credit.text),
      fits.filter((one) => credit.mcc !== undefined && one.mcc === credit.mcc),
    ];
    const debit = by.map((some) => some.findLast((one) => !found.has(one.id))).find((one) => one !== undefined);
    if (debit) found.add(debit.id);
  }
  return found;
}

export function heldAt(facts: AccountFacts, policy: BalancePolicy, from: number, on: number, knownBy: string, belief: Belief) {
  const ways = facts.support.filter(({ employed }) => employed).map(({ employer }) => belief(employer, on)?.redundancy);
  const promised = ways.some((way) => way === "promise") && !ways.some((way) => way === "fund");
  const held = facts.setAside.filter(({ kind, learnedAt, knownUntil, from: begins, until }) => {
    if (learnedAt > knownBy || (knownUntil !== undefined && knownUntil <= knownBy) || num(begins) > on || !policy.balance.protectedKinds.includes(kind))
      return false;
    if (kind === "redundancy" && promised) return false;
    return until === undefined || num(until) >= Math.min(on, from);
  });
  return held.map((one) => {
    if (one.buildsUp !== true || one.until === undefined) return one;
    // Part after part, each at the end of 28 days, as many as there is room for.
    let parts = 0;
    let come = 0;
    for (let day = num(one.from) + 27; day <= num(one.until); day += 28) {
      parts += 1;
      if (day <= on) come += 1;
    }
    return parts === 0 ? one : { ...one, pence: Number((BigInt(one.pence) * BigInt(come)) / BigInt(parts)) };
  });
}

export function extraProtected(
  facts: AccountFacts,
  policy: BalancePolicy,
  on: number,
  belief: Belief,
  held: readonly { kind: string; pence: number }[],
  personal: readonly { id: string; pence: number }[],
) {
  const lines: OracleLine[] = [];
  let saved = sum(held.filter(({ kind }) => kind === "redundancy").map(({ pence }) => pence));
  for (const support of facts.support) {
    const due = policy.balance.protectedKinds.includes("redundancy") ? redundancyOf(support, policy, on, belief) : 0;
    const more = Math.max(0, due - saved);
    saved = Math.max(0, saved - due);
    if (more > 0) lines.push({ code: "protected", kind: "redundancy", of: support.arrangement, pence: -more });
  }
  let theirs = sum(held.filter(({ kind }) => kind === "personal-money").map(({ pence }) => pence));
  for (const { id, pence } of personal) {
    const more = Math.max(0, pence - theirs);
    theirs = Math.max(0, theirs - pence);
    if (more > 0) lines.push({ code: "protected", kind: "personal-money", of: id, pence: -more });
  }
  return lines;
}

export function redundancyOf(support: SupportFacts, policy: BalancePolicy, on: number, belief: Belief): number {
  const rule = policy.balance.redundancy.value;
  const employer = belief(support.employer, on);
  if (!support.employed || employer?.redundancy === "promise") return 0;
  const saved = employer?.redundancy === "fund" ? (employer.redundancyPence ?? 0) : 0;
  const begun = employer?.employedFrom ?? support.startedOn;
  if (support.lastDay === undefined || begun === undefined || on > num(addMonths(support.lastDay, rule.claimMonths))) return saved;
  let years = 0;
  for (let year = 1; year <= rule.mostYears; year += 1) if (num(addMonths(begun, 12 * year)) - 1 <= num(support.lastDay)) years = year;
  if (years < rule.afterYears) return saved;
  const terms = belief(support.terms, Math.min(on, num(support.lastDay)));
  const week = terms === null ? 0 : Math.min(rule.weekMostPence, round(BigInt(Math.round(terms.hours * 60) * terms.ratePence), 60n));
  return Math.max(saved, employer?.redundancyPence ?? round(BigInt(years * rule.weeksAYearTenths * week), 10n));
}

export function owedAt(facts: AccountFacts, policy: BalancePolicy, on: number, knownBy: string, belief: Belief, ending: boolean) {
  const { balance } = policy;
  const owed: OracleLine[] = [];
  const disputed: OracleLine[] = [];
  const counts = (one: Invoice) => one.acceptedAt <= knownBy && (num(one.from) <= on || learnedDay(one.acceptedAt) <= on);
  const order = (one: Invoice) => `${one.disputed === true ? 1 : 0} ${one.from} ${one.id}`;
  const arrangements = [...facts.support.map(({ arrangement }) => arrangement), ...facts.invoices.filter(counts).map(({ arrangement }) => arrangement)];
  for (const of of new Set(arrangements)) {
    const support = facts.support.find(({ arrangement }) => arrangement === of);
    const invoices = facts.invoices.filter((one) => one.arrangement === of && counts(one));
    const isPaid = (one: Invoice) => one.paidOn !== undefined && num(one.paidOn) <= on;
    const unpaid = new Map<number, bigint>();
    const wages = new Map<number, bigint>();
    if (support?.startedOn !== undefined) {
      // What each of the two said last; of both the earlier.
      const said = new Map<string, { upTo: number; at: string }>();
      for (const { upTo: until, learnedAt, by } of support.paid)
        if (learnedAt <= knownBy && learnedDay(learnedAt) <= on && learnedAt >= (said.get(by ?? "recipient")?.at ?? ""))
          said.set(by ?? "recipient", { upTo: num(until), at: learnedAt });
      const days = [...said.values()].map((one) => one.upTo);
      const upTo = days.length === 0 ? Number.NEGATIVE_INFINITY : Math.min(...days);
      let planned = 0;
      for (let day = num(support.startedOn); day <= on && (support.lastDay === undefined || day <= num(support.lastDay)); day += 1) {
        const terms = belief(support.terms, day);
        if (terms === null) continue;
        const paid = day <= upTo || invoices.some((one) => isPaid(one) && num(one.from) <= day && day <= num(one.to));
        const weeks = support.worked.filter((one) => one.learnedAt <= knownBy && num(one.weekOf) <= day && day < num(one.weekOf) + 7);
        const week = weeks.toSorted((a, b) => num(a.weekOf) - num(b.weekOf) || (a.learnedAt < b.learnedAt ? -1 : a.learnedAt > b.learnedAt ? 1 : 0)).at(-1);
        if (!week && !paid) {
          const period = { weekly: 7, "four-weekly": 28, monthly: 31 }[terms.pay];
          if (planned >= period + balance.plannedWorkDays.value) continue;
          planned += 1;
        }
        const value = BigInt(Math.round((week?.hours ?? terms.hours) * 60)) * BigInt(terms.ratePence);
        const bills = invoices.filter((one) => isPaid(one) && num(one.from) <= day && day <= num(one.to));
        const billedTo = (one: Invoice, to: number) => (BigInt(one.pence) * 420n * BigInt(to - num(one.from))) / BigInt(num(one.to) - num(one.from) + 1);
        wages.set(day, week || bills.length === 0 ? value : bills.reduce((all, one) => all + billedTo(one, day + 1) - billedTo(one, day), 0n));
        if (!paid) unpaid.set(day, value);
      }
    }
    const unpaidAtFirst = new Map(unpaid);
    const add = (values: Iterable<bigint>) => [...values].reduce((a, b) => a + b, 0n);
    let parts = add(unpaid.values());
    let shown = round(parts, 420n);
    if (shown > 0) owed.push({ code: "work-done", of, pence: -shown });
    for (const invoice of invoices.filter((one) => !isPaid(one)).toSorted((a, b) => (order(a) < order(b) ? -1 : 1))) {
      let need = BigInt(invoice.pence) * 420n;
      for (let day = num(invoice.from); day <= num(invoice.to); day += 1) {
        const there = unpaid.get(day) ?? 0n;
        const used = there < need ? there : need;
        unpaid.set(day, there - used);
        need -= used;
      }
      parts += need;
      const pence = round(parts, 420n) - shown;
      shown += pence;
      if (pence === 0) continue;
      if (invoice.disputed === true && balance.protectedKinds.includes("dispute"))
        disputed.push({ code: "protected", kind: "dispute", of: invoice.id, pence: -pence });
      else owed.push({ code: "invoice", of: invoice.id, pence: -pence });
    }
    if (!support?.employed) continue;
    const employer = belief(support.employer, on);
    // The tax period that is not yet due: back from the day to its first.
    let since = on - balance.taxDueDays;
    const begins = (day: number) => {
      const [, month = 0, date = 0] = iso(day).split("-").map(Number);
      return date === 6 && (employer?.payroll === "monthly" || month % 3 === 1);
    };
    while (!begins(since)) since -= 1;
    let year = employer?.holidayYearFrom ?? (ending ? (employer?.employedFrom ?? support.startedOn) : undefined);
    let holiday = MAX;
    if (year !== undefined) {
      for (let next = 1; num(addMonths(year, 12)) <= on && next < 200; next += 1) year = addMonths(year, 12);
      holiday = ending ? num(year) : Math.max(since, num(year));
    }
    const share = (from: number, basisPoints: number, least = 0n) =>
      round(
        add([...wages].filter(([day]) => day >= from).map(([day, value]) => value - least * (unpaidAtFirst.get(day) ?? 0n))) * BigInt(basisPoints),
        4_200_000n,
      );
    let insurance = 0;
    if (employer?.liabilityUntil !== undefined && support.startedOn !== undefined && (support.lastDay === undefined || num(support.lastDay) >= on)) {
      const renewed = num(employer.liabilityUntil) + 1 - 364;
      for (let cycles = 1; cycles <= 13; cycles += 1)
        if (on + 1 >= renewed + 28 * cycles) insurance = round(BigInt(balance.insuranceYearPence.value * cycles), 13n);
    }
    for (const [code, pence] of [
      ["tax", share(since, balance.taxBasisPoints.value, 1n)],
      ["pension", employer?.pension === "enrolled" ? share(since, balance.pensionBasisPoints.value) : 0],
      ["holiday", share(holiday, balance.holidayBasisPoints.value)],
      ["insurance", insurance],
    ] as const)
      if (pence > 0) owed.push({ code, of, pence: -pence });
  }
  const rank = ["work-done", "invoice", "tax", "pension", "holiday", "insurance"];
  return { owed: owed.toSorted((a, b) => rank.indexOf(a.code) - rank.indexOf(b.code)), disputed };
}
