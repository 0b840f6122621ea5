import { dayAfterPeriod, firstDay } from "../../../shared/domain/small-numbers/period.ts";
import type { PlainDate } from "../../../shared/domain/time.ts";
import type { CloseDeps } from "../../../shared/figures/close-periods.ts";
import { trueTable } from "../../../shared/figures/counted.ts";
import { signalsPolicyOn } from "../../../shared/policy/signals.ts";
import { accreditationTables, countsOfApplications } from "../rules/accreditation-tables.ts";
import type { SignalDeps } from "./signal-ports.ts";

/** How a council's months of applications are counted and closed, for staff alone. */
export function closingApplications({ cases, applications }: Pick<SignalDeps, "cases" | "applications">, council: string, today: PlainDate): CloseDeps {
  const { lookBackMonths, trueFiguresMonths } = signalsPolicyOn(council, today);
  return {
    ...{ figures: applications, lookBackMonths, trueFiguresMonths, monthsAlone: true },
    asTrue: (table) => trueTable(table, countsOfApplications(table)),
    async countMonth(of, month) {
      const span = { from: firstDay(month), before: dayAfterPeriod(month) };
      const histories = await cases(of, span);
      return { ...accreditationTables(histories, span), begun: histories.length > 0, open: false };
    },
  };
}
