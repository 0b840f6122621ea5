import type { EpochMillis } from "../../../shared/domain/time.ts";
import { nothingHere } from "../../../shared/http/answers.ts";
import { balancePolicyOn } from "../../../shared/policy/balances.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { balanceTrialPage } from "../pages/balance-trial.page.tsx";
import { balanceTrialResultPage } from "../pages/balance-trial-result.page.tsx";
import { readTrial } from "../rules/read-trial.ts";
import { valuesOf } from "../rules/trial.ts";
import { trialSum } from "../rules/trial-sums.ts";
import type { TrialMessage, TrialStore } from "../use-cases/trial-ports.ts";
import { beginTrial } from "../use-cases/try-rules.ts";

export interface TrialDeps {
  readonly trials: Pick<TrialStore, "put" | "trial" | "partsDone" | "parts">;
  readonly send: (messages: readonly TrialMessage[]) => Promise<void>;
  readonly newId: () => string;
  readonly now: () => EpochMillis;
}

type CouncilRequest = Parameters<HandlerOf<"council">>[0];

/** Handlers of trying other rules: they read what is stored, and nobody is asked anything. */
export function trialHandlers(deps: TrialDeps) {
  const begin = beginTrial(deps);
  const formPage = (request: CouncilRequest, errors: Parameters<typeof balanceTrialPage>[1]["errors"] = []) => {
    const policy = balancePolicyOn(request.record, request.today);
    return balanceTrialPage(request, { council: request.record, today: valuesOf(policy), cycles: policy.watch.trialCycles, form: request.form, errors });
  };
  return {
    balanceTrial: (async (request) => formPage(request)) satisfies HandlerOf<"council">,
    tryBalanceRules: (async (request) => {
      const read = readTrial(request.form);
      if ("errors" in read) return formPage(request, read.errors);
      const { id } = await begin(request.record, read.values);
      return { kind: "redirect", location: `/councils/${request.record}/balance-trial/${id}` };
    }) satisfies HandlerOf<"council">,
    balanceTrialResult: (async (request) => {
      const { record: council, parameters, today } = request;
      const trial = await deps.trials.trial(council, parameters["trial"] ?? "");
      if (!trial) return nothingHere();
      const parts = await deps.trials.partsDone(council, trial.id);
      const now = valuesOf(balancePolicyOn(council, today));
      return balanceTrialResultPage(request, { trial, today: now, sum: trialSum(parts), done: parts.length, parts: deps.trials.parts });
    }) satisfies HandlerOf<"council">,
  };
}
