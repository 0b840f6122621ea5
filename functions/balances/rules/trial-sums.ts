import { OUTCOMES } from "./balance-case.ts";

/** How it went with an account that would be asked: its newest case, or none. */
export const TRIAL_ENDS = [...OUTCOMES, "open", "none"] as const;
export type TrialEnd = (typeof TRIAL_ENDS)[number];

/** An account that would be asked about money that is left, by its reference. */
export interface TrialAccount {
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
  readonly byToday: number;
  readonly byTried: number;
  readonly byBoth: number;
  /** Of those asked by today's rules and by those that are tried, how it went with them. */
  readonly endsToday: Readonly<Partial<Record<TrialEnd, number>>>;
  readonly endsTried: Readonly<Partial<Record<TrialEnd, number>>>;
  /** The first of those who would be asked by either. */
  readonly named: readonly TrialAccount[];
}

export const NO_TRIAL: TrialPart = { accounts: 0, checks: 0, byToday: 0, byTried: 0, byBoth: 0, endsToday: {}, endsTried: {}, named: [] };

/** Of one part so many are named: what is stored of it stays small. */
const MOST_NAMED = 500;

const counted = (one: TrialPart["endsToday"], other: TrialPart["endsToday"]): TrialPart["endsToday"] =>
  Object.fromEntries(TRIAL_ENDS.map((end) => [end, (one[end] ?? 0) + (other[end] ?? 0)] as const).filter(([, count]) => count > 0));

/** A part with one more account. */
export function withAccount(part: TrialPart, checks: number, account: TrialAccount | undefined): TrialPart {
  const base = { ...part, accounts: part.accounts + 1, checks: part.checks + checks };
  if (account === undefined) return base;
  const [byToday, byTried] = [account.today > 0, account.tried > 0];
  const one = { [account.end]: 1 };
  return {
    ...base,
    byToday: part.byToday + Number(byToday),
    byTried: part.byTried + Number(byTried),
    byBoth: part.byBoth + Number(byToday && byTried),
    endsToday: byToday ? counted(part.endsToday, one) : part.endsToday,
    endsTried: byTried ? counted(part.endsTried, one) : part.endsTried,
    named: part.named.length < MOST_NAMED ? [...part.named, account] : part.named,
  };
}

/** Parts added up, in whatever order they came. */
export const trialSum = (parts: readonly TrialPart[]): TrialPart =>
  parts.reduce(
    (sum, part) => ({
      accounts: sum.accounts + part.accounts,
      checks: sum.checks + part.checks,
      byToday: sum.byToday + part.byToday,
      byTried: sum.byTried + part.byTried,
      byBoth: sum.byBoth + part.byBoth,
      endsToday: counted(sum.endsToday, part.endsToday),
      endsTried: counted(sum.endsTried, part.endsTried),
      named: [...sum.named, ...part.named],
    }),
    NO_TRIAL,
  );
