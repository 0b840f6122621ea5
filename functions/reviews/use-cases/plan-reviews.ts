import { systemContext } from "../../../shared/audit/context.ts";
import { type EpochMillis, londonDate, type PlainDate } from "../../../shared/domain/time.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import { eachItem } from "../../../shared/due/each-item.ts";
import { eachDueDay } from "../../../shared/due/plan.ts";
import { reviewPolicyOn } from "../../../shared/policy/reviews.ts";
import { figuresOf } from "../rules/figures.ts";
import { invitationWanted } from "../rules/invitation-wanted.ts";
import { type QueuedReview, queued } from "../rules/queue.ts";
import { settled } from "../rules/review-facts.ts";
import { goOn, type InviteDeps, invited } from "./plan-invitations.ts";
import type { DueReviews, ReviewStore } from "./ports.ts";

export interface PlanDeps extends InviteDeps {
  readonly store: Pick<ReviewStore, "review" | "commit" | "queue" | "heldIn" | "noteFigures">;
  readonly due: DueReviews;
}

export interface PlanReport {
  readonly due: number;
  readonly opened: number;
  /** Invitations that went on: a form, a reminder, a task to phone, or an end. */
  readonly invited: number;
  /** Items of the index that were read. */
  readonly itemsRead: number;
}

const MONTH_CHARACTERS = 7;

/** What is to be worked on, in the order of the list. */
function inOrder(all: readonly QueuedReview[], council: string, today: PlainDate): readonly QueuedReview[] {
  // Where nothing is open there may be no rules either: records of a council we no longer know.
  if (all.length === 0) return all;
  const byPayment = new Map(all.map((one) => [one.payment, one]));
  return queued(all, reviewPolicyOn(council, today), today).flatMap(({ facts }) => byPayment.get(facts.payment) ?? []);
}

/** Brings one record to the day: a review whose time has come is open, and its person invited to say how their support is. Whether it changed. */
async function look(deps: PlanDeps, id: string, at: EpochMillis, today: PlainDate): Promise<boolean> {
  let changed = false;
  await changeUntilDone(async () => {
    const before = await deps.store.review(id);
    if (before?.body.nextOn === undefined || before.body.nextOn > today) return "done";
    const policy = reviewPolicyOn(before.body.authority, today);
    const now = settled(before.body, policy, today);
    const wanted = invitationWanted(now, today, policy);
    const { after, changes } = wanted === undefined ? { after: now, changes: [] } : await invited(deps, now, wanted, policy, today);
    if (after === before.body) return "done";
    const action = before.body.openedOn === undefined && after.openedOn !== undefined ? "review:open" : "review:look";
    const done = await deps.store.commit(systemContext("review-plan", at), [{ entity: "review", before, after, action }, ...changes]);
    changed = done.ok;
    return done.ok ? "done" : "again";
  });
  return changed;
}

/**
 * Opens every review whose time has come by the day of `at`, council by council and day by day from where the last run ended, each once, invites its person, and goes
 * on with every invitation; then notes what the council's dashboard shows. Run twice, or by two at once, it comes to the same.
 */
export async function planReviews(deps: PlanDeps, at: EpochMillis): Promise<PlanReport> {
  const { store, due } = deps;
  const today = londonDate(at);
  let [found, opened, itemsRead, went] = [0, 0, 0, 0];
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
    for await (const page of due.invitationsDueOn(day, council))
      await eachItem(page, async (id) => {
        if (await goOn(deps, id, at)) went += 1;
      });
    if (day === today)
      await store.noteFigures(
        council,
        figuresOf(inOrder(await store.queue(council), council, today), await store.heldIn(council, today.slice(0, MONTH_CHARACTERS)), today),
      );
  });
  return { due: found, opened, invited: went, itemsRead };
}
