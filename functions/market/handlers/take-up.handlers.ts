import { csvAnswer } from "../../../shared/http/csv-answer.ts";
import { neighboursOf } from "../../../shared/policy/neighbours.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { takeUpCsv, takeUpPage } from "../pages/take-up.page.tsx";
import { takeUpShown } from "../rules/take-up.ts";
import type { MarketDeps } from "../use-cases/ports.ts";

/** Handlers of what is published of direct payments. Page and file are made of the same rows, in one read. */
export function takeUpHandlers({ takeUpYears }: Pick<MarketDeps, "takeUpYears">) {
  const shownOf = async (council: string) => takeUpShown(await takeUpYears(), council, neighboursOf(council));
  return {
    marketTakeUp: (async (request) => takeUpPage(request, { council: request.record, shown: await shownOf(request.record) })) satisfies HandlerOf<"council">,
    marketTakeUpCsv: (async ({ record: council }) => {
      const shown = await shownOf(council);
      if (!shown) return csvAnswer("direct-payments", ["There are no figures yet"], []);
      const { head, rows } = takeUpCsv(shown);
      return csvAnswer(`direct-payments-${shown.year}`, head, rows);
    }) satisfies HandlerOf<"council">,
  };
}
