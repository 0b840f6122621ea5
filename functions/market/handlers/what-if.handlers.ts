import type { FieldError } from "../../../shared/domain/input.ts";
import { fieldErrors } from "../../../shared/http/form-fields.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import { councilName } from "../../../shared/policy/council.ts";
import { type MarketPolicy, marketPolicyOn } from "../../../shared/policy/market.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { type WhatIfShown, whatIfPage, whatIfWrong } from "../pages/what-if.page.tsx";
import type { MicroHours } from "../rules/hours.ts";
import { isAmong } from "../rules/nearest-area.ts";
import { inSteps, shownHours } from "../rules/shown-hours.ts";
import type { GapSnapshot } from "../rules/snapshot.ts";
import { choicesIn, readWhatIf, type WhatIfAsked } from "../rules/what-if-form.ts";
import type { ActingDeps } from "../use-cases/acting-ports.ts";
import { type Tried, tryNewcomers } from "../use-cases/try-newcomers.ts";

const MOST_ROWS = 40;

/** Handlers of the page on which a council tries what more people would change. */
export function whatIfHandlers({ gaps, placeOf, sectorsIn }: Pick<ActingDeps, "gaps" | "placeOf" | "sectorsIn">) {
  return {
    marketWhatIf: (async (request): Promise<HttpAnswer> => {
      const { record: council, query, today } = request;
      const [snapshot, inputs] = await Promise.all([gaps.snapshot(council, "now"), gaps.inputs(council, "now")]);
      // The page of gaps says what has to be brought in first.
      if (snapshot === undefined || inputs === undefined) return redirectDone(`/councils/${council}/market`, "nothing-yet");
      const policy = marketPolicyOn(council, today);
      const mostMiles = Math.ceil(inputs.listings.reduce((most, { travelMiles }) => Math.max(most, travelMiles), 0));
      const page = (errors: readonly FieldError[], shown?: WhatIfShown) =>
        whatIfPage(request, { ...{ council, mostMiles, shown, errors }, day: snapshot.day, choices: choicesIn(inputs.classes), form: query });
      if (query.get("count") === null) return page([]);
      const read = readWhatIf(query, inputs.classes, mostMiles, policy.whatIf);
      if (!read.ok) return page(fieldErrors(read.errors, whatIfWrong(policy.whatIf.mostListings, mostMiles)));
      const place = await placeOf(read.value.place);
      if (!place.ok) return page([{ field: "place", text: place.refusal }]);
      // Whoever starts further out may go where nobody here knows what is needed.
      if (!isAmong(inputs.small, snapshot.areas, place.value)) return page([{ field: "place", text: `Enter a place in ${councilName(council) ?? council}` }]);
      const districts = [...new Set(snapshot.areas.map(({ district }) => district))];
      const tried = tryNewcomers({ snapshot, inputs, policy }, read.value, place.value, await sectorsIn(districts));
      return page([], shownOf(tried, snapshot, read.value, place.value.label, policy));
    }) satisfies HandlerOf<"council">,
  };
}

/** What was tried as it can be shown. */
function shownOf(
  { found, best, atTimes }: Tried,
  snapshot: GapSnapshot,
  { count, hours, miles, times }: WhatIfAsked,
  place: string,
  policy: MarketPolicy,
): WhatIfShown {
  const areaOf = new Map(snapshot.areas.map((area) => [area.code, area]));
  const both = (before: MicroHours, after: MicroHours) => [inSteps(before, policy), inSteps(after, policy)] as const;
  const sum = (of: "before" | "after") => found.cells.reduce((all, cell) => all + cell[of].shortfall, 0);
  const changed = found.cells
    .filter(({ before, after }) => before.need > 0 && (before.shared !== after.shared || before.choice !== after.choice))
    .toSorted((a, b) => b.after.shared - b.before.shared - (a.after.shared - a.before.shared));
  const rows = changed.flatMap(({ before, after }) => {
    const [area, needed] = [areaOf.get(before.area), snapshot.classes[before.needed]];
    if (area === undefined || needed === undefined) return [];
    const [then, later] = [shownHours(before.shared, area, policy), shownHours(after.shared, area, policy)];
    return {
      ...{ area: area.name, needed, standing: [before.standing, after.standing] as const, choice: [before.choice, after.choice] as const },
      hours: then === undefined || later === undefined ? undefined : ([then, later] as const),
    };
  });
  const atOnce = (some: { readonly listings: number; readonly hours: MicroHours }) => ({ listings: some.listings, hours: inSteps(some.hours, policy) });
  return {
    ...{ place, count, miles, hoursInAll: inSteps(count * hours, policy), unplaced: inSteps(found.unplaced, policy) },
    ...{ floor: both(found.floor.before.short, found.floor.after.short), short: both(sum("before"), sum("after")) },
    ...{ cells: rows.slice(0, MOST_ROWS), cellsLeftOut: Math.max(0, rows.length - MOST_ROWS) },
    best: best && { sector: best.sector.key, floorFall: inSteps(best.floorFall, policy), shortfallFall: inSteps(best.shortfallFall, policy) },
    atTimes: atTimes && { times, before: atOnce(atTimes.before), after: atOnce(atTimes.after) },
  };
}
