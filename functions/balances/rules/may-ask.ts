import type { PlainDate } from "../../../shared/domain/time.ts";
import type { BalancePolicy } from "../../../shared/policy/balances.ts";
import type { BalanceCase } from "./balance-case.ts";
import { isStopped } from "./case-clock.ts";
import { awaitsContact } from "./case-day.ts";
import { type Circumstances, notChased } from "./circumstances.ts";
import { forPerson } from "./findings-to-cases.ts";
import { isOld } from "./recoup.ts";

/**
 * Why nothing is asked. `council-only`: nothing of it is the person's to answer. `call-first`: nothing was spent, and nobody has seen yet whether they are all
 * right. `not-chased`: it is about contributions alone, and the person must be left in peace. `manager`: it was first seen so long ago that a manager has to say why.
 */
export type QuestionRefusal = "council-only" | "call-first" | "stopped" | "not-chased" | "manager";

/** Why a person is not asked now; undefined where they may be. */
export function mayAsk(
  balanceCase: BalanceCase,
  circumstances: Circumstances,
  policy: BalancePolicy,
  today: PlainDate,
  managerAgreed: boolean,
): QuestionRefusal | undefined {
  const theirs = forPerson(balanceCase);
  if (theirs.length === 0) return "council-only";
  if (isStopped(balanceCase.stops, today)) return "stopped";
  if (awaitsContact(balanceCase)) return "call-first";
  if (theirs.every(({ code }) => code === "contribution-missed") && notChased(balanceCase, circumstances, today)) return "not-chased";
  return !managerAgreed && isOld(theirs, policy.ask, today) ? "manager" : undefined;
}
