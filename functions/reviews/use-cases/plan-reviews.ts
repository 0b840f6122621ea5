import { systemContext } from "../../../shared/audit/context.ts";
import { type EpochMillis, londonDate, type PlainDate } from "../../../shared/domain/time.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import { eachItem } from "../../../shared/due/each-item.ts";
import { eachDueDay } from "../../../shared/due/plan.ts";
import { reviewPolicyOn } from "../../../shared/policy/reviews.ts";
import { figuresOf } from "../rules/figures.ts";
import { settled } from "../rules/review-facts.ts";
import type { DueReviews, ReviewStore } from "./ports.ts";

export interface PlanDeps {
  readonly store: Pick<ReviewStore, "review" | "commit" | "queue" | "heldIn" | "noteFigures">;
  readonly due: DueReviews;
}

export interface PlanReport {
  readonly due: number;
  readonly opened: number;
  /** Items of the index that were read. */
  readonly itemsRead: number;
}

const MONTH_CHARACTERS = 7;

/** Brings one record to the day: a review whose time has come is open. Whether it changed. */
async function look({ store }: PlanDeps, id: string, at: EpochMillis, today: PlainDate): Promise<boolean> {
  let changed = false;
  await changeUntilDone(async () => {
    const before = await store.review(id);
    if (before?.body.nextOn === undefined || before.body.nextOn > today) return "done";
    const after = settled(before.body, reviewPolicyOn(before.body.authority, today), today);
    if (after === before.body) return "done";
    const action = before.body.openedOn === undefined && after.openedOn !== undefined ? "review:open" : "review:look";
    const done = await store.commit(systemContext("review-plan", at), [{ entity: "review", before, after, action }]);
    changed = done.ok;
    return done.ok ? "done" : "again";
  });
  return changed;
}

/**
 * Opens every review whose time has come by the day of `at`, council by council and day by day from where the last run ended, each once; then notes what the
 * council's dashboard shows. Run twice, or by two at once, it comes to the same.
 */
export async function planReviews(deps: PlanDeps, at: EpochMillis): Promise<PlanReport> {
  const { store, due } = deps;
  const today = londonDate(at);
  let [found, opened, itemsRead] = [0, 0, 0];
  const read = (items: number) => {
    itemsRead += items;
  };
  await eachDueDay(due, today, async (day, council) => {
    for await (const page of due.dueOn(day, council, read)) {
      found += page.length;
      await eachItem(page, async (id) => {
        if (await look(deps, id, at, today)) opened += 1;
      });
    }
    if (day === today)
      await store.noteFigures(council, figuresOf(await store.queue(council), await store.heldIn(council, today.slice(0, MONTH_CHARACTERS)), today));
  });
  return { due: found, opened, itemsRead };
}
