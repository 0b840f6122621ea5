import * as z from "zod/mini";
import { systemContext } from "../../../shared/audit/context.ts";
import { RecordId } from "../../../shared/domain/fields.ts";
import { londonDate } from "../../../shared/domain/time.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import { eachItem } from "../../../shared/due/each-item.ts";
import { eachDueDay, messagesOf } from "../../../shared/due/plan.ts";
import { afterItsTime, caseRemovedOn, sweepCase, sweepEvidence } from "../rules/decide-sweep.ts";
import { checkedKey } from "../rules/file-keys.ts";
import type { Outcome, Situation } from "../rules/situation.ts";
import { sweepVisit } from "../rules/sweep-visit.ts";
import { commitOutcome, situationOf } from "./commit-outcome.ts";
import type { VettingDeps } from "./deps.ts";
import { MOST_AT_ONCE, noticesFor } from "./notices.ts";
import type { DueItem, SweepStore } from "./ports.ts";

const ITEMS_A_MESSAGE = 20;

const DueItemShape = z.union([
  z.object({ case: RecordId, evidence: z.optional(z.string()), visit: z.optional(z.literal(true)) }),
  z.object({ listing: RecordId }),
]);

/** What waits in the queue: what is due, and the night it was found. */
export const SweepMessage = z.object({ at: z.number(), items: z.array(DueItemShape) });
export type SweepMessage = z.infer<typeof SweepMessage>;

/** What one night's look for due things found. */
export interface SweepReport {
  /** Items that were found to be due. */
  due: number;
}

/**
 * Finds what is due by the day of `at`, of every council and day by day from where the last sweep ended, and hands it on. Reads nothing
 * else. Stopped half-way, the next run hands on again what may not have been: whoever deals with it finds nothing to do.
 */
export async function planSweep(store: SweepStore, send: (messages: readonly SweepMessage[]) => Promise<void>, at: number): Promise<SweepReport> {
  const today = londonDate(at);
  const report: SweepReport = { due: 0 };
  await eachDueDay(store, today, async (day, council) => {
    for await (const page of store.dueItems(day, council)) {
      report.due += page.length;
      const messages = messagesOf(page, ITEMS_A_MESSAGE, (items): SweepMessage => ({ at, items: [...items] }));
      if (messages.length > 0) await send(messages);
    }
  });
  return report;
}

/** What dealing with due things is given. */
export interface SweepDeps extends Pick<VettingDeps, "store" | "newId" | "site"> {
  readonly sweeps: Pick<SweepStore, "removeCase">;
  readonly removeFile: (key: string) => Promise<void>;
}

/** What became of something due. */
export type SweepResult = "done" | "nothing" | "removed";

/**
 * Deals with one thing that is due, by what is stored now: reminds, lapses, erases, removes. What another changes
 * meanwhile is read again; dealt with twice, nothing changes and nobody is told twice.
 */
export const processDueItem =
  (deps: SweepDeps) =>
  async (item: DueItem, at: number): Promise<SweepResult> => {
    if ("listing" in item) return lapseListing(deps)(item.listing, at);
    const { case: id, evidence, visit } = item;
    let result: SweepResult = "nothing";
    await changeUntilDone(async () => {
      const stored = await deps.store.caseWithEvidence(id);
      if (!stored) return "done";
      const situation = await situationOf(deps, stored, at);
      if (isOver(situation)) {
        for (const one of situation.evidence)
          for (const { id: file, state, of, mark } of one.files)
            if (state === "clean" && of === undefined) await deps.removeFile(checkedKey({ case: id, evidence: one.id, file }, mark));
        await deps.sweeps.removeCase(id);
        result = "removed";
        return "done";
      }
      const outcome: Outcome = visit ? sweepVisit(situation) : evidence === undefined ? sweepCase(situation) : sweepEvidence(situation, evidence);
      if (outcome.evidence.length === 0 && outcome.case === situation.case && !outcome.visit) return "done";
      const done = await commitOutcome(deps)(stored, situation, outcome, "case:sweep", systemContext("sweep", at));
      if (!done.ok) return "again";
      result = "done";
      return "done";
    });
    return result;
  };

/** Lapses a listing of a register whose accreditation is over, and tells whoever uses it. One that a case has changes with its case alone. */
const lapseListing =
  (deps: Pick<SweepDeps, "store" | "site">) =>
  async (id: string, at: number): Promise<SweepResult> => {
    let result: SweepResult = "nothing";
    await changeUntilDone(async () => {
      const stored = await deps.store.storedListing(id);
      const lapsed = stored && afterItsTime(stored, londonDate(at));
      if (!lapsed) return "done";
      const { authority, displayName } = lapsed;
      const context = systemContext("sweep", at);
      const about = { id, authority, listing: id, answers: { profile: { displayName } } };
      const notices = await noticesFor(deps)(about, [{ code: "arrangement-paused", to: "recipients", values: {} }], `listing ${id}@${stored.version}`, context);
      if (!(await deps.store.lapseListing(stored, lapsed, context, notices.slice(0, MOST_AT_ONCE)))) return "again";
      await deps.store.tell(notices.slice(MOST_AT_ONCE));
      result = "done";
      return "done";
    });
    return result;
  };

/** Deals with all that a message of the queue names; how much of it there was something to do about. Throws where some of it failed: the message comes again. */
export const processMessage = (deps: SweepDeps): ((message: unknown) => Promise<{ readonly items: number; readonly done: number }>) => {
  const deal = processDueItem(deps);
  return async (message) => {
    const { at, items } = SweepMessage.parse(message);
    let done = 0;
    await eachItem(items, async (item) => {
      if ((await deal(item, at)) !== "nothing") done += 1;
    });
    return { items: items.length, done };
  };
};

const isOver = ({ case: vettingCase, checklist, today }: Situation): boolean => (caseRemovedOn(vettingCase, checklist) ?? "9999") <= today;
