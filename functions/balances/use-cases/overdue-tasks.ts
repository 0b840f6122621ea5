import { daysAfter, type PlainDate } from "../../../shared/domain/time.ts";
import type { BalancePolicy } from "../../../shared/policy/balances.ts";
import { cyclesOver, type OverdueTasks, type OverTheLine, overFrom } from "../rules/over-line.ts";
import type { FiguresStore, OverLineStore } from "./finance-ports.ts";
import type { LedgerStore } from "./ledger-ports.ts";

const SHOWN = 50;

export interface OverdueDeps {
  readonly figures: Pick<FiguresStore, "idleCases" | "accountsWithCase">;
  readonly over: Pick<OverLineStore, "overLine">;
  readonly ledger: Pick<LedgerStore, "results">;
}

/** The tasks a council is late with on a day. An account that is named has its newest results read: one that a later check found in order is no task. */
export const overdueTasks =
  ({ figures, over, ledger }: OverdueDeps) =>
  async (council: string, { ask, balance, watch }: BalancePolicy, today: PlainDate, after?: string): Promise<OverdueTasks> => {
    const [noted, withCase, idle] = await Promise.all([
      over.overLine(council),
      figures.accountsWithCase(council),
      // Idle is whoever was worked on longer ago than so many days.
      figures.idleCases(council, daysAfter(today, -ask.idleDays), after),
    ]);
    const waiting = noted.filter(({ account }) => !withCase.has(account)).toSorted((one, other) => one.measuredOn.localeCompare(other.measuredOn));
    const still = async (one: OverTheLine): Promise<readonly OverTheLine[]> => {
      const results = await ledger.results(one.account, overFrom(one.cycle, watch.overLineCycles));
      return cyclesOver(results, balance.tolerancePence) >= watch.overLineCycles ? [one] : [];
    };
    const withoutCase = (await Promise.all(waiting.slice(0, SHOWN).map(still))).flat();
    return { withoutCase, more: Math.max(0, waiting.length - SHOWN), idle: idle.cases.map(({ body }) => body), idleNext: idle.next };
  };
