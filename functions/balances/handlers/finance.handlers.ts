import { PlainDate } from "../../../shared/domain/time.ts";
import { nothingHere } from "../../../shared/http/answers.ts";
import { balancePolicyOn } from "../../../shared/policy/balances.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { balanceRunPage } from "../pages/balance-run.page.tsx";
import { balanceRunsPage } from "../pages/balance-runs.page.tsx";
import type { CasesDeps } from "../use-cases/case-ports.ts";
import type { DueStore } from "../use-cases/due-ports.ts";
import type { FiguresStore, OverLineStore } from "../use-cases/finance-ports.ts";
import type { LedgerStore } from "../use-cases/ledger-ports.ts";
import { overdueTasks } from "../use-cases/overdue-tasks.ts";
import { runReport, runReports } from "../use-cases/run-reports.ts";

export interface FinanceDeps extends CasesDeps {
  readonly figures: FiguresStore;
  readonly over: OverLineStore;
  readonly runs: Pick<DueStore, "runs" | "runParts">;
  readonly ledger: Pick<LedgerStore, "results" | "wholeAccount" | "aliasesOf">;
}

/** The last of the two days. */
const earlier = (one: PlainDate, other: PlainDate): PlainDate => (one < other ? one : other);

/** Handlers of what finance officers see besides the cases they work on. */
export function financeHandlers(deps: FinanceDeps) {
  const overdue = overdueTasks(deps);
  return {
    balanceRuns: (async (request) => {
      const { record: council, query, today } = request;
      const asked = PlainDate.safeParse(query.get("to"));
      const upTo = asked.success ? earlier(asked.data, today) : today;
      const after = query.get("after") ?? undefined;
      const [reports, tasks] = await Promise.all([runReports(deps.runs, council, upTo), overdue(council, balancePolicyOn(council, today), today, after)]);
      return balanceRunsPage(request, { council, upTo, reports, tasks, policy: balancePolicyOn(council, today) });
    }) satisfies HandlerOf<"council">,
    balanceRun: (async (request) => {
      const day = PlainDate.safeParse(request.parameters["day"]);
      if (!day.success || day.data > request.today) return nothingHere();
      const report = await runReport(deps.runs, request.record, day.data);
      return balanceRunPage(request, { council: request.record, report });
    }) satisfies HandlerOf<"council">,
  };
}
