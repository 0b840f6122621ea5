import { londonDate, millisOf } from "../../../shared/domain/time.ts";
import type { DemandFact } from "../../../shared/records/demand-facts.ts";
import type { SupportRequest } from "./request.ts";
import type { SetUp } from "./set-up.ts";

/** What a request leaves for figures of support that could not be found: that it ended without any, and that it was a need nobody met. Nothing once it is erased. */
export function factsOfRequest(request: SupportRequest): readonly DemandFact[] {
  const { owner, services, place, state, withdrawn, endedAt, unmetOn, erasedAt } = request;
  if (erasedAt !== undefined) return [];
  const whose = { person: owner, services: [...services], ...(place.district === undefined ? {} : { district: place.district }) };
  const without = endedAt !== undefined && (state === "lapsed" || withdrawn === "could-not-find");
  return [
    ...(without ? [{ kind: "ended" as const, on: londonDate(millisOf(endedAt)), ...whose }] : []),
    ...(unmetOn === undefined ? [] : [{ kind: "unmet" as const, on: unmetOn, ...whose }]),
  ];
}

/** What a set-up leaves: that its person waited for support, once for each quarter in which they did. Nothing once their account is deleted. */
export function factsOfSetUp({ id, account, area, waited = [], settledAt }: SetUp): readonly DemandFact[] {
  if (settledAt !== undefined) return [];
  const whose = { person: account ?? id, recipient: id, services: [], ...(area === undefined ? {} : { outcode: area }) };
  return waited.map((on) => ({ kind: "waiting", on, ...whose }));
}
