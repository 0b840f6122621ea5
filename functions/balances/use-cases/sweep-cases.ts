import { isDeepStrictEqual } from "node:util";
import { systemContext } from "../../../shared/audit/context.ts";
import { londonDate } from "../../../shared/domain/time.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import { type SweepReport, sweepDue } from "../../../shared/due/plan.ts";
import { balancePolicyOn } from "../../../shared/policy/balances.ts";
import { dueMove, withNextDay } from "../rules/case-day.ts";
import { stopsOn } from "../rules/circumstances.ts";
import { dueContributionStep } from "../rules/contribution-step.ts";
import { reached } from "./case-notices.ts";
import type { CasesDeps, DueCases } from "./case-ports.ts";
import { circumstancesNow, moveCase } from "./move-case.ts";
import { type TellProvidersDeps, tellProviders } from "./tell-providers.ts";

const SYSTEM = { subject: "system:balance-sweep", kind: "system" } as const;

type SweepDeps = CasesDeps & TellProvidersDeps;

/**
 * Does what is due of one case by what is stored now: the question goes out, or a reminder, or somebody is to be called; and the clock stops or runs by what is
 * known of the person. Done twice, nothing changes and nobody is told twice.
 */
export const sweepCase =
  (deps: SweepDeps) =>
  async (id: string, at: number): Promise<"done" | "nothing"> => {
    let result: "done" | "nothing" = "nothing";
    const today = londonDate(at);
    await changeUntilDone(async () => {
      const before = await deps.store.balanceCase(id);
      if (before?.body.nextOn === undefined || before.body.nextOn > today) return "done";
      const { body } = before;
      const policy = balancePolicyOn(body.authority, today);
      const circumstances = await circumstancesNow(deps, body, at);
      const stops = stopsOn(body.stops, circumstances, policy.ask, today);
      const now = { ...body, stops: [...stops] };
      const due = dueMove(now, policy, today);
      const step = due ? undefined : dueContributionStep(now, circumstances, policy, today);
      // What nobody would hear is no reminder: somebody calls instead.
      const isTold = due === "remind" || step === "reminder";
      const unheard = isTold && (await reached(deps, body, circumstances, today)).length === 0;
      const move = unheard && due ? "call-due" : (due ?? (step && "contribution-step"));
      // With the first step, and before it is noted: whoever was told already is not told again.
      if (step === policy.contribution.ladder[0]?.step && step !== undefined) await tellProviders(deps)(body, at);
      const context = systemContext("balance-sweep", at);
      if (move) {
        const moved = await moveCase(deps)(before, move, unheard ? { unheard } : {}, SYSTEM, context);
        if (!moved.ok && moved.refusal === "stale") return "again";
        if (moved.ok) {
          result = "done";
          return "done";
        }
      }
      // Nothing is done by itself: it is an officer's turn, or another day's.
      const after = withNextDay(now, policy, today);
      if (isDeepStrictEqual(after, body)) return "done";
      const changed = !isDeepStrictEqual(stops, body.stops);
      const done = await deps.store.commit(context, [
        { entity: "balance-case", before, after, action: changed ? "balance:stop-clock-by-facts" : "balance:look" },
      ]);
      if (!done.ok) return "again";
      result = changed ? "done" : "nothing";
      return "done";
    });
    return result;
  };

/** Does all that is due of cases by the day of `at`, council by council and day by day from where the last run ended. */
export async function sweepCases(deps: SweepDeps, due: DueCases, at: number): Promise<SweepReport> {
  const sweep = sweepCase(deps);
  return sweepDue(due, londonDate(at), due.dueCases, async (id) => (await sweep(id, at)) === "done");
}
