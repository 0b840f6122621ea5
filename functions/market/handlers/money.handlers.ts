import { periodOn } from "../../../shared/domain/small-numbers/period.ts";
import { monthsAfter, type PlainDate } from "../../../shared/domain/time.ts";
import { nothingHere } from "../../../shared/http/answers.ts";
import { csvAnswer } from "../../../shared/http/csv-answer.ts";
import { moneyFiguresPolicyOn } from "../../../shared/policy/money-figures.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { moneyCsv, moneyPage } from "../pages/money.page.tsx";
import { type MoneyPart, moneyMonth, monthNamed } from "../rules/money-lines.ts";
import type { MarketDeps } from "../use-cases/ports.ts";

const DAYS_OF_SHORTEST_MONTH = 28;

/** Handlers of what direct payments are spent on, and what providers carry: page and file are made of the same published months, in one read. */
export function moneyHandlers({ money }: Pick<MarketDeps, "money">) {
  const monthsOf = async (council: string, today: PlainDate, part: MoneyPart) => {
    const { monthsBeside, countedAfterDays } = moneyFiguresPolicyOn(council, today);
    // The newest that there can be is of some months ago.
    const back = monthsBeside + Math.ceil(countedAfterDays / DAYS_OF_SHORTEST_MONTH);
    const found = await money.since(council, periodOn(monthsAfter(`${today.slice(0, "2026-11".length)}-01`, -back), "monthly"));
    return found.slice(0, monthsBeside).map((one) => moneyMonth(one, part));
  };
  const pageOf = (part: MoneyPart) =>
    (async (request) => {
      const { record: council, today, query } = request;
      const months = await monthsOf(council, today, part);
      const named = query.get("period");
      const shown = monthNamed(months, named);
      return named !== null && !shown ? nothingHere() : moneyPage(request, { council, part, months, shown, policy: moneyFiguresPolicyOn(council, today) });
    }) satisfies HandlerOf<"council">;
  const fileOf = (part: MoneyPart, name: string) =>
    (async ({ record: council, today }) => {
      const { head, rows } = moneyCsv(part, await monthsOf(council, today, part));
      return csvAnswer(name, head, rows);
    }) satisfies HandlerOf<"council">;
  return {
    marketSpend: pageOf("spend"),
    marketSpendCsv: fileOf("spend", "spending"),
    marketContributions: pageOf("unpaid"),
    marketContributionsCsv: fileOf("unpaid", "unpaid-contributions"),
  };
}
