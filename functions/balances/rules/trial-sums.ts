import { OUTCOMES } from "./balance-case.ts";

/** How it went with an account that would be asked: its newest case, or none. */
export const TRIAL_ENDS = [...OUTCOMES, "open", "none"] as const;
export type TrialEnd = (typeof TRIAL_ENDS)[number];

/** An account that would be asked about money that is left, by its reference. */
export interface TrialAsked {
  readonly account: string;
  /** In how many of the cycles, by today's rules and by those that are tried. */
  readonly today: number;
  readonly tried: number;
  readonly end: TrialEnd;
  /** Its case, while that is open. */
  readonly case?: string | undefined;
}

/** What a part of a trial came to. */
export interface TrialPart {
  readonly accounts: number;
  readonly checks: number;
  /** How many would be asked. */
  readonly askedToday: number;
  readonly askedTried: number;
  readonly askedBoth: number;
  /** Of those asked by today's rules and by those that are tried, how it went with them. */
  readonly endsToday: Readonly<Partial<Record<TrialEnd, number>>>;
  readonly endsTried: Readonly<Partial<Record<TrialEnd, number>>>;
  /** The first of them. */
  readonly asked: readonly TrialAsked[];
}

export const NO_TRIAL: TrialPart = { accounts: 0, checks: 0, askedToday: 0, askedTried: 0, askedBoth: 0, endsToday: {}, endsTried: {}, asked: [] };

/** Of one part so many are named: what is stored of it stays small. */
const MOST_NAMED = 500;

const counted = (one: TrialPart["endsToday"], other: TrialPart["endsToday"]): TrialPart["endsToday"] =>
  Object.fromEntries(TRIAL_ENDS.map((end) => [end, (one[end] ?? 0) + (other[end] ?? 0)] as const).filter(([, count]) => count > 0));

/** A part with one more account. */
export function withAccount(part: TrialPart, checks: number, asked: TrialAsked | undefined): TrialPart {
  const base = { ...part, accounts: part.accounts + 1, checks: part.checks + checks };
  if (asked === undefined) return base;
  const [byToday, byTried] = [asked.today > 0, asked.tried > 0];
  const one = { [asked.end]: 1 };
  return {
    ...base,
    askedToday: part.askedToday + Number(byToday),
    askedTried: part.askedTried + Number(byTried),
    askedBoth: part.askedBoth + Number(byToday && byTried),
    endsToday: byToday ? counted(part.endsToday, one) : part.endsToday,
    endsTried: byTried ? counted(part.endsTried, one) : part.endsTried,
    asked: part.asked.length < MOST_NAMED ? [...part.asked, asked] : part.asked,
  };
}

/** Parts added up, in whatever order they came. */
export const trialSum = (parts: readonly TrialPart[]): TrialPart =>
  parts.reduce(
    (sum, part) => ({
      accounts: sum.accounts + part.accounts,
      checks: sum.checks + part.checks,
      askedToday: sum.askedToday + part.askedToday,
      askedTried: sum.askedTried + part.askedTried,
      askedBoth: sum.askedBoth + part.askedBoth,
      endsToday: counted(sum.endsToday, part.endsToday),
      endsTried: counted(sum.endsTried, part.endsTried),
      asked: [...sum.asked, ...part.asked],
    }),
    NO_TRIAL,
  );
