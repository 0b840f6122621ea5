import { datedBy } from "../known.ts";
import { believedThenOrNow, isRemembered, out, type Rule, spending } from "./seen.ts";

const CASH = "LCC Direct Payments Development Plan, section 11: cash where the support plan says so";
const CATEGORIES = "ISO 18245; Care Act 2014, section 33: for what the support plan speaks of";

/** Cash that the plan does not speak of: it is asked what it was for. */
export const cashWithoutPermission: Rule = (seen) => {
  const { facts, knownBy, policy } = seen.frame;
  const permissions = datedBy(facts.permissions, knownBy);
  const cash = spending(seen).filter(
    ({ kind, postedOn }) =>
      kind === "cash" && !(policy.cash.allowed === "if-plan" && believedThenOrNow(permissions, postedOn, (allowed) => allowed.includes("cash"))),
  );
  if (cash.length === 0) return [];
  return [{ code: "cash-without-plan-permission", about: "", pence: out(cash), lines: [], movements: cash.map(({ id }) => id), source: CASH }];
};

/** Spending in a category that the policy has a question for: one question a group. Not what an outcome of the plan speaks of, nor what was answered before. */
export const spendToAskAbout: Rule = (seen) => {
  const { facts, knownBy, policy } = seen.frame;
  const outcomes = datedBy(facts.outcomes ?? [], knownBy);
  const spent = spending(seen).filter(({ kind, mcc }) => kind !== "cash" && mcc !== undefined && !policy.spend.neverAsk.includes(mcc));
  if (spent.length === 0) return [];
  return policy.spend.groups.flatMap(({ name, codes }) => {
    const planned = (about: string) => (names: readonly string[]) => names.includes(about) || names.includes(name);
    const its = spent.filter(
      ({ mcc = "", postedOn }) => codes.includes(mcc) && !isRemembered(seen.frame, name, postedOn) && !believedThenOrNow(outcomes, postedOn, planned(mcc)),
    );
    if (its.length === 0) return [];
    return [{ code: "spend-to-ask-about", about: name, pence: out(its), lines: [], movements: its.map(({ id }) => id), source: CATEGORIES } as const];
  });
};
