import { dayAfterPeriod, firstDay, type Period } from "../../../shared/domain/small-numbers/period.ts";
import { scoreFrom } from "../../../shared/domain/small-numbers/score.ts";
import { type EpochMillis, londonDate, monthsAfter } from "../../../shared/domain/time.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import { eachItem } from "../../../shared/due/each-item.ts";
import { monthOf, periodsOver } from "../../../shared/figures/periods.ts";
import { disclosureRulesOn } from "../../../shared/policy/disclosure.ts";
import { satisfactionPolicyOn } from "../../../shared/policy/satisfaction.ts";
import { answersBefore } from "../rules/answers-now.ts";
import type { PlanDeps } from "./ports.ts";

type ScoreDeps = Pick<PlanDeps, "facts" | "scores" | "scoresDone">;

/** The listings that somebody of a council can have answered about in a quarter, and those with a score. */
async function listingsOf({ facts, scores }: ScoreDeps, council: string, quarter: Period, monthsBefore: number): Promise<ReadonlySet<string>> {
  const found = new Set(await scores.scored(council));
  for (let day = monthsAfter(firstDay(quarter), -monthsBefore); day < dayAfterPeriod(quarter); day = monthsAfter(day, 1)) {
    const sent = await facts.sentIn(council, monthOf(`${day}/P1M`));
    for (const { listings = [] } of sent) for (const listing of listings) found.add(listing);
  }
  return found;
}

/**
 * Once after each quarter, makes the scores of a council's providers anew: of what was answered before the quarter ended. `scoreFrom` says whether one changes. Safe to
 * repeat: a score is of one quarter, and is not made of the same quarter again. Answers how many changed.
 */
export async function refreshScores(deps: ScoreDeps, council: string, at: EpochMillis): Promise<number> {
  const { facts, scores, scoresDone } = deps;
  const today = londonDate(at);
  const quarter = periodsOver(today, "quarterly", 6).at(-1);
  const done = (await scoresDone.lastDone()).get(council);
  if (quarter === undefined || (done !== undefined && done >= dayAfterPeriod(quarter))) return 0;
  const rules = disclosureRulesOn("public", today);
  const { answersBackMonths } = satisfactionPolicyOn(council, today);
  let changed = 0;
  await eachItem(await listingsOf(deps, council, quarter, answersBackMonths), async (listing) => {
    await changeUntilDone(async () => {
      const before = await scores.score(listing);
      const after = scoreFrom(before, answersBefore(await facts.answersFor(listing), dayAfterPeriod(quarter)), quarter, rules);
      if (after === before) return "done";
      if (!(await scores.put(council, listing, before, after))) return "again";
      changed += 1;
      return "done";
    });
  });
  await scoresDone.noteDone(council, dayAfterPeriod(quarter));
  return changed;
}
