import type { Pence } from "../../../shared/domain/money.ts";
import { daysAfter, type PlainDate } from "../../../shared/domain/time.ts";
import { type CreditKind, creditKind } from "./credits.ts";
import { type AccountFacts, FUNDING_LINES, type FundingLineName, type TypedBalance } from "./facts.ts";
import { frameOf, type Known, movementsOf } from "./frame.ts";
import { learnedLast } from "./known.ts";
import { knownLines } from "./line.ts";
import type { Ledger, MovementKind } from "./movement.ts";
import { type SetAsideFor, setAsideBy } from "./my-balance.ts";
import { splitOn } from "./paid-in.ts";
import { providerOf } from "./providers.ts";
import { protectedLines } from "./set-aside.ts";
import type { StatementYear } from "./statement-years.ts";
import { typedOn } from "./typed-balance.ts";

/** Who or what money came in from, in the order of a statement. */
export const MONEY_IN = ["council", "nhs", "contribution", "personal-money", "pool-share", "returned", "unknown"] as const;
export type MoneyIn = (typeof MONEY_IN)[number];

/** How money went out, in the order of a statement. */
export const MONEY_OUT = [
  "transfer",
  "standing-order",
  "direct-debit",
  "purchase",
  "cash",
  "other",
  "fee",
  "corrected",
  "contribution-back",
  "paid-back",
] as const;
export type MoneyOut = (typeof MONEY_OUT)[number];

/** How the money of a direct payment was used in a year, as far as statements say: what it opened with and what came in, less what went out, is what it closed with. */
export interface YearOfUse {
  /** The days of the year of which statements say something, both included. */
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly openingPence: Pence;
  readonly closingPence: Pence;
  /** Each above 0. */
  readonly paidIn: readonly { readonly of: MoneyIn; readonly pence: Pence }[];
  readonly paidOut: readonly { readonly as: MoneyOut; readonly pence: Pence }[];
  /** What went out to those who give support, as far as bills or statements name them. Part of `paidOut`. */
  readonly providers: readonly { readonly name: string; readonly pence: Pence }[];
  /** What balances say moved on days of which there is no statement: in above 0, out below. */
  readonly unstatedPence: Pence;
  /** What was set aside on the last day. */
  readonly setAside: readonly SetAsideFor[];
  /** Hours that were confirmed, by who worked them. */
  readonly hours: readonly { readonly name: string; readonly hours: number }[];
}

const OUT_BY_KIND: Partial<Record<MovementKind, MoneyOut>> = {
  load: "paid-back",
  unload: "paid-back",
  contribution: "contribution-back",
  refund: "corrected",
  reversal: "corrected",
  chargeback: "corrected",
  transfer: "transfer",
  "standing-order": "standing-order",
  "direct-debit": "direct-debit",
  purchase: "purchase",
  cash: "cash",
  fee: "fee",
};

/** What an account held at the close of a day, by what its statements say. */
export const closingOn = ({ openingPence, movements, holes }: Ledger, day: PlainDate): Pence =>
  openingPence +
  movements.reduce((sum, { postedOn, pence }) => (postedOn <= day ? sum + pence : sum), 0) +
  holes.reduce((sum, { to, pence }) => (to <= day ? sum + pence : sum), 0);

const FROM_CREDIT: Readonly<Record<Exclude<CreditKind, "load">, MoneyIn>> = {
  contribution: "contribution",
  "personal-money": "personal-money",
  "pool-share": "pool-share",
  returned: "returned",
  unknown: "unknown",
};

/** Adds to one of several sums. */
const addTo = <Key>(sums: Map<Key, Pence>, key: Key, pence: Pence): void => {
  if (pence !== 0) sums.set(key, (sums.get(key) ?? 0) + pence);
};

/** Hours that were confirmed of the weeks that begin on some days: of each week what was learned last. */
function hoursOf({ support }: AccountFacts, from: PlainDate, to: PlainDate, knownBy: string): YearOfUse["hours"] {
  const hours = new Map<string, number>();
  for (const { name, worked } of support) {
    for (const week of new Set(worked.map(({ weekOf }) => weekOf).filter((day) => day >= from && day <= to))) {
      const said = learnedLast(worked, ({ weekOf, learnedAt }) => weekOf === week && learnedAt <= knownBy);
      if (said && said.hours > 0) hours.set(name, (hours.get(name) ?? 0) + said.hours);
    }
  }
  return [...hours].map(([name, sum]) => ({ name, hours: sum }));
}

/** What is known of a year besides its statements: balances that were typed for days that those do not reach, oldest first, and the hours of the whole year. */
export interface YearOnPaper {
  readonly typed: readonly TypedBalance[];
  readonly hours: YearOfUse["hours"];
}

/** What was typed of a year. Of a day that statements reach they say what was on the account: nothing that was typed is told of it. */
export function yearOnPaper({ facts, ledger: { covered }, knownBy }: Omit<Known, "policy">, { from, to }: Pick<StatementYear, "from" | "to">): YearOnPaper {
  const days = [...new Set((facts.typed ?? []).map(({ on }) => on))].filter(
    (on) => on >= from && on <= to && !covered.some((span) => span.from <= on && span.to >= on),
  );
  return { typed: days.toSorted().flatMap((on) => typedOn({ facts, knownBy }, on) ?? []), hours: hoursOf(facts, from, to, knownBy) };
}

/** The statement of use of a year, by what is known; undefined where statements say nothing of it. */
export function yearOfUse({ facts, ledger: all, policy, knownBy }: Known, year: Pick<StatementYear, "from" | "to">): YearOfUse | undefined {
  const ledger: Ledger = { ...all, movements: all.movements.filter(({ recordedAt }) => recordedAt <= knownBy) };
  const [first, last] = [ledger.covered[0]?.from, ledger.covered.at(-1)?.to];
  if (first === undefined || last === undefined || first > year.to || last < year.from) return undefined;
  const [, from = first] = [first, year.from].toSorted();
  const [to = last] = [last, year.to].toSorted();
  const frame = frameOf({ facts, ledger, policy, knownBy }, 0, from, to);
  const lines = knownLines({ facts, knownBy });
  const [paidIn, paidOut, providers] = [new Map<MoneyIn, Pence>(), new Map<MoneyOut, Pence>(), new Map<string, Pence>()];
  for (const movement of movementsOf(frame, from, to)) {
    const { kind, pence, postedOn } = movement;
    if (pence <= 0) {
      const as = OUT_BY_KIND[kind] ?? "other";
      addTo(paidOut, as, -pence);
      const name = as === "paid-back" || as === "contribution-back" || as === "fee" ? undefined : providerOf(movement, facts);
      if (name !== undefined) addTo(providers, name, -pence);
      continue;
    }
    const credit = creditKind(facts, movement);
    if (credit !== "load") addTo(paidIn, FROM_CREDIT[credit], pence);
    else for (const [index, part] of splitOn(lines, postedOn, pence).entries()) addTo<MoneyIn>(paidIn, lineName(index), part);
  }
  const personal = movementsOf(frame, frame.movements[0]?.postedOn ?? from, to)
    .filter((movement) => movement.pence > 0 && creditKind(facts, movement) === "personal-money")
    .map(({ id, pence }) => ({ id, pence }));
  return {
    ...{ from, to },
    openingPence: closingOn(ledger, daysAfter(from, -1)),
    closingPence: closingOn(ledger, to),
    paidIn: MONEY_IN.flatMap((of) => (paidIn.has(of) ? [{ of, pence: paidIn.get(of) ?? 0 }] : [])),
    paidOut: MONEY_OUT.flatMap((as) => (paidOut.has(as) ? [{ as, pence: paidOut.get(as) ?? 0 }] : [])),
    providers: [...providers].map(([name, pence]) => ({ name, pence })).toSorted((one, other) => other.pence - one.pence),
    unstatedPence: ledger.holes.reduce((sum, hole) => (hole.to >= from && hole.to <= to ? sum + hole.pence : sum), 0),
    setAside: setAsideBy(protectedLines(frame, { personal }), facts),
    hours: hoursOf(facts, from, to, knownBy),
  };
}

const lineName = (index: number): FundingLineName => FUNDING_LINES[index] ?? "council";
