import { cycleNumbered } from "../../../../shared/domain/cycles.ts";
import { dayNumber } from "../../../../shared/domain/time.ts";
import { firstUncovered } from "../coverage.ts";
import { isSpend, undone } from "../credits.ts";
import { movementsOf } from "../frame.ts";
import { datedBy, valueOn } from "../known.ts";
import type { Rule } from "./seen.ts";

/**
 * Nothing was spent for some cycles, and nothing says that support was given: somebody asks after the person first. Not in the first cycles, not while
 * they are known to be away or in hospital, and not where statements have a hole.
 */
export const noSpend: Rule = ({ frame, ended }) => {
  const { facts, ledger, knownBy, on, policy, cycle } = frame;
  const first = cycle - policy.balance.noSpendCycles + 1;
  if (ended || first < 1 || cycle <= policy.balance.graceCyclesAfterFirstPayment) return [];
  const { from } = cycleNumbered(facts.firstPaymentOn, first);
  if (firstUncovered(ledger.covered, from, on) !== undefined) return [];
  const movements = movementsOf(frame, from, on);
  const none = undone(movements);
  if (movements.some((movement) => isSpend(movement) && !none.has(movement.id))) return [];
  if ((valueOn(datedBy(facts.whereabouts, knownBy), dayNumber(on)) ?? "home") !== "home") return [];
  const invoiced = facts.invoices.some((invoice) => invoice.acceptedAt <= knownBy && invoice.from <= on && invoice.to >= from);
  const worked = facts.support.some((support) =>
    support.worked.some(({ weekOf, hours, learnedAt }) => learnedAt <= knownBy && hours > 0 && weekOf >= from && weekOf <= on),
  );
  return invoiced || worked ? [] : [{ code: "no-spend", about: "", lines: [], movements: [], source: policy.source }];
};
