import type { PlainDate } from "../../../shared/domain/time.ts";

/** What a run of checks came to, so far. */
export interface RunSummary {
  readonly due: number;
  readonly measured: number;
  readonly refused: number;
  readonly missing: number;
  /** Accounts that were handed on and of which nothing is known yet: those that stay so wait for an operator. */
  readonly open: readonly string[];
  /** All who are due were found, and nobody is open. */
  readonly closed: boolean;
}

/** What the checks of a day came to; `not-begun` where no planner has gone through it. */
export interface RunReport {
  readonly day: PlainDate;
  readonly state: "closed" | "open" | "not-begun";
  readonly summary: RunSummary;
}

type Outcome = "measured" | "refused" | "missing";

/** The sum of a run's parts. An account that two planners handed on is due once, and what is known of it by either counts. */
export function runSummary(
  parts: readonly { readonly part: string; readonly accounts: readonly string[] }[],
  done: ReadonlyMap<string, readonly (Outcome | undefined)[]>,
  planned: boolean,
): RunSummary {
  const outcomes = new Map<string, Outcome | undefined>();
  for (const { part, accounts } of parts) for (const [at, account] of accounts.entries()) outcomes.set(account, done.get(part)?.[at] ?? outcomes.get(account));
  const counted = (outcome: Outcome) => [...outcomes.values()].filter((one) => one === outcome).length;
  const open = [...outcomes].flatMap(([account, outcome]) => (outcome === undefined ? [account] : []));
  return {
    due: outcomes.size,
    measured: counted("measured"),
    refused: counted("refused"),
    missing: counted("missing"),
    open,
    closed: planned && open.length === 0,
  };
}
