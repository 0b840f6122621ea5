import { daysAfter, type PlainDate } from "../../../shared/domain/time.ts";
import { dueCouncilOf } from "../../../shared/policy/due-council.ts";
import { type RunReport, runSummary } from "../rules/run-summary.ts";
import type { DueStore } from "./due-ports.ts";

/** Days that a page of runs shows. */
const DAYS_A_PAGE = 7;

type Runs = Pick<DueStore, "runs" | "runParts">;

const reportOf = async (runs: Runs, council: string, day: PlainDate, planned: boolean): Promise<RunReport> => {
  const { parts, done } = await runs.runParts(council, day);
  const summary = runSummary(parts, done, planned);
  return { day, state: summary.closed ? "closed" : planned || parts.length > 0 ? "open" : "not-begun", summary };
};

/** The runs of some days up to one, the newest first. */
export async function runReports(runs: Runs, authority: string, upTo: PlainDate): Promise<readonly RunReport[]> {
  const council = dueCouncilOf(authority);
  const days = Array.from({ length: DAYS_A_PAGE }, (_, back) => daysAfter(upTo, -back));
  const planned = new Set((await runs.runs(council, days.at(-1) ?? upTo)).map(({ day }) => day));
  return Promise.all(days.map((day) => reportOf(runs, council, day, planned.has(day))));
}

/** The run of a day. */
export async function runReport(runs: Runs, authority: string, day: PlainDate): Promise<RunReport> {
  const council = dueCouncilOf(authority);
  const planned = (await runs.runs(council, day)).some((run) => run.day === day);
  return reportOf(runs, council, day, planned);
}
