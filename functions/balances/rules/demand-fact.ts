import { londonDate, millisOf } from "../../../shared/domain/time.ts";
import type { DemandFact } from "../../../shared/records/demand-facts.ts";
import type { BalanceCase } from "./balance-case.ts";

/** What a case leaves for figures of support that could not be found: that its person said so when they were first asked why money is left. Undefined where they did not. */
export function factOfCase({ owner, recipient, answers }: Pick<BalanceCase, "owner" | "recipient" | "answers">): DemandFact | undefined {
  const said = answers.find(({ code }) => code === "could-not-find-provider");
  return said && { kind: "could-not-find", on: londonDate(millisOf(said.at)), person: owner ?? recipient, recipient, services: [] };
}
