import type { PlainDate } from "../../shared/domain/time.ts";
import type { DayMarks } from "../../shared/due/plan.ts";
import { councilsToPlan } from "../../shared/policy/due-council.ts";

/** As if a job that goes day by day had run on each up to one: the first run of all looks back a month, council by council, which its contract tests. */
export async function sweptUntil(marks: Pick<DayMarks, "noteDone">, day: PlainDate): Promise<void> {
  for (const council of councilsToPlan()) await marks.noteDone(council, day);
}
