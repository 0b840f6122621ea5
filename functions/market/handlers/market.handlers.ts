import type { HandlerOf } from "../../handlers-by-route.ts";
import { marketPage } from "../pages/market.page.tsx";
import type { MarketDeps } from "../use-cases/ports.ts";

/** Handlers of the pages on which a council sees where support is short. */
export function marketHandlers({ gaps }: MarketDeps) {
  return {
    market: (async (request) =>
      marketPage(request, { council: request.record, snapshot: await gaps.snapshot(request.record, "now") })) satisfies HandlerOf<"council">,
  };
}
