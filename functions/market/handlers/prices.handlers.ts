import { csvAnswer } from "../../../shared/http/csv-answer.ts";
import { councilPolicy } from "../../../shared/policy/council.ts";
import { ratesOn } from "../../../shared/policy/council-rates.ts";
import { marketPolicyOn } from "../../../shared/policy/market.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { pricesCsv, pricesPage } from "../pages/prices.page.tsx";
import { pricesOf } from "../rules/prices.ts";
import type { MarketDeps } from "../use-cases/ports.ts";

/** Handlers of what is asked for an hour of support. Page and file are made of the same rows: those of the night's measure, in one read. */
export function pricesHandlers({ gaps }: Pick<MarketDeps, "gaps">) {
  const pricesIn = async (council: string) => {
    const inputs = await gaps.inputs(council, "capacity");
    if (inputs === undefined) return undefined;
    const { districts, rates } = councilPolicy(council);
    const paid = ratesOn(rates, inputs.day);
    return { day: inputs.day, source: paid?.source, rows: pricesOf(inputs, districts, paid, marketPolicyOn(council, inputs.day).prices) };
  };
  return {
    marketPrices: (async (request) => {
      const { record: council, today } = request;
      const prices = await pricesIn(council);
      return pricesPage(request, { council, prices, source: prices?.source, policy: marketPolicyOn(council, prices?.day ?? today).prices });
    }) satisfies HandlerOf<"council">,
    marketPricesCsv: (async ({ record: council }) => {
      const prices = await pricesIn(council);
      if (!prices) return csvAnswer("prices", ["There are no prices yet"], []);
      const { head, rows } = pricesCsv(prices.rows);
      return csvAnswer(`prices-${prices.day}`, head, rows);
    }) satisfies HandlerOf<"council">,
  };
}
