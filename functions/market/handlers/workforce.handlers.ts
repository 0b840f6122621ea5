import { csvAnswer } from "../../../shared/http/csv-answer.ts";
import { councilPolicy } from "../../../shared/policy/council.ts";
import { marketPolicyOn } from "../../../shared/policy/market.ts";
import { codesOf, skills } from "../../../shared/taxonomy/taxonomy.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { workforceCsv, workforcePage } from "../pages/workforce.page.tsx";
import { workforceOf } from "../rules/workforce.ts";
import type { MarketDeps } from "../use-cases/ports.ts";

/** Handlers of who can give support. Page and file are made of the same lines: those of the night's measure, in two reads. */
export function workforceHandlers({ gaps }: Pick<MarketDeps, "gaps">) {
  const measuredIn = async (council: string) => {
    const [now, capacity] = await Promise.all([gaps.inputs(council, "now"), gaps.inputs(council, "capacity")]);
    // Between the two writes of a night they are of two days: for that moment there are none.
    if (now === undefined || now.day !== capacity?.day) return undefined;
    const { districts } = councilPolicy(council);
    return { day: now.day, workforce: workforceOf(now, capacity, { districts, skills: codesOf(skills), policy: marketPolicyOn(council, now.day) }) };
  };
  return {
    marketWorkforce: (async (request) => {
      const { record: council, today } = request;
      const measured = await measuredIn(council);
      return workforcePage(request, { council, measured, policy: marketPolicyOn(council, measured?.day ?? today) });
    }) satisfies HandlerOf<"council">,
    marketWorkforceCsv: (async ({ record: council }) => {
      const measured = await measuredIn(council);
      if (!measured) return csvAnswer("workforce", ["There are no figures yet"], []);
      const { head, rows } = workforceCsv(measured.workforce, marketPolicyOn(council, measured.day));
      return csvAnswer(`workforce-${measured.day}`, head, rows);
    }) satisfies HandlerOf<"council">,
  };
}
