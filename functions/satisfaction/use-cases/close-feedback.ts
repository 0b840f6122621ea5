import { type EpochMillis, londonDate } from "../../../shared/domain/time.ts";
import { type CloseDeps, closePeriods, correctMonth, type NotCorrected } from "../../../shared/figures/close-periods.ts";
import { trueTable } from "../../../shared/figures/counted.ts";
import { monthOf } from "../../../shared/figures/periods.ts";
import { satisfactionPolicyOn } from "../../../shared/policy/satisfaction.ts";
import { countedIn, isSettled } from "../rules/feedback-tables.ts";
import type { PlanDeps } from "./ports.ts";

type FeedbackDeps = Pick<PlanDeps, "facts" | "figures">;

/** Everybody in these tables was invited, and is counted in one row and one column of each: so they are audited together. */
const COUNTS = { population: "invited", rowsAddUp: true, columnsAddUp: true } as const;

function closing({ facts, figures }: FeedbackDeps, council: string, at: EpochMillis): CloseDeps {
  const today = londonDate(at);
  const { lookBackMonths, trueFiguresMonths } = satisfactionPolicyOn(council, today);
  return {
    ...{ figures, lookBackMonths, trueFiguresMonths },
    asTrue: (table) => trueTable(table, COUNTS),
    async countMonth(of, month) {
      const sent = await facts.sentIn(of, monthOf(month));
      return { tables: countedIn(sent), begun: sent.length > 0, open: !isSettled(sent, today) };
    },
  };
}

/** Publishes every month and quarter of a council's feedback that can be, as `closePeriods` says. Answers how many. */
export const closeFeedback = (deps: FeedbackDeps, council: string, at: EpochMillis): Promise<number> => closePeriods(closing(deps, council, at), council, at);

/** Counts a month of feedback again, as `correctMonth` says. */
export const correctFeedback = (
  deps: FeedbackDeps,
  given: { readonly council: string; readonly period: Parameters<typeof correctMonth>[1]["period"]; readonly why: string },
  at: EpochMillis,
): Promise<"done" | NotCorrected> => correctMonth(closing(deps, given.council, at), given, at);
