import type { PlainDate } from "../../../shared/domain/time.ts";
import type { BalancePolicy } from "../../../shared/policy/balances.ts";
import { type LadderStep, nextStep } from "./arrears-ladder.ts";
import { type BalanceCase, latestOf, standing } from "./balance-case.ts";
import { isStopped } from "./case-clock.ts";
import { type Circumstances, notChased } from "./circumstances.ts";

/**
 * The step of the council's ladder that is due about contributions of an open case, once its person was asked; undefined where there is none. What a check
 * found has taken off what was seen and let go, and finds nothing while a credit is not identified or a rise came later than it applies from: so its
 * amount is what is missing. Nobody is chased of whom it is not right, and no step ends support. Source: City 4.14; money.md 8, invariants 25 and 26.
 */
export function dueContributionStep(
  balanceCase: Pick<BalanceCase, "state" | "findings" | "stops" | "ladder" | "manager">,
  circumstances: Circumstances,
  policy: Pick<BalancePolicy, "contribution" | "ask">,
  today: PlainDate,
): LadderStep | undefined {
  const { state, stops, ladder = [], manager } = balanceCase;
  const missed = standing(balanceCase).find(({ code }) => code === "contribution-missed");
  if (!missed || (state !== "question-sent" && state !== "answered") || isStopped(stops, today)) return undefined;
  const next = nextStep(
    {
      ...{ expectedPence: latestOf(missed)?.pence ?? 0, identifiedPence: 0, waivedPence: 0, unidentified: 0, backdated: false },
      ...{ missingSince: missed.firstSeenOn, made: ladder.map(({ step }) => step) },
    },
    policy,
    { today, notChased: notChased(balanceCase, circumstances, today), managersReason: manager?.words },
  );
  return "step" in next ? next.step : undefined;
}
