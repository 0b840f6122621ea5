import { nothingHere } from "../../../shared/http/answers.ts";
import { csvAnswer } from "../../../shared/http/csv-answer.ts";
import type { PageRequest } from "../../../shared/pages/signed-in-page.tsx";
import { marketPolicyOn, sharingOn } from "../../../shared/policy/market.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { areaPage } from "../pages/area.page.tsx";
import { gapCsv } from "../pages/gap-table.tsx";
import { marketPage } from "../pages/market.page.tsx";
import type { Look } from "../pages/market-look.tsx";
import { servicePage } from "../pages/service.page.tsx";
import { measureAt } from "../rules/at-time.ts";
import { isFreeThen } from "../rules/free-times.ts";
import { rowsOf } from "../rules/gap-rows.ts";
import { BASES } from "../rules/hours.ts";
import type { GapSnapshot, MarketInputs } from "../rules/snapshot.ts";
import { marketFrom, type Traced, traceOf } from "../rules/trace.ts";
import type { MarketDeps } from "../use-cases/ports.ts";

/** What the address asks for; undefined where it names no such basis, or a council that shares nothing with this one. Empty fields of the form ask for all. */
function lookIn(query: URLSearchParams, sharing: readonly string[]): Look | undefined {
  const basis = BASES.find((one) => one === (query.get("basis") ?? "now"));
  const of = query.get("of") || undefined;
  if (of !== undefined && !sharing.includes(of)) return undefined;
  const asked = (name: string) => query.get(name) || undefined;
  return basis && { basis, class: asked("class"), district: asked("district"), time: asked("time"), of };
}

/** Whether there is such a class and district in a measure. */
const isThere = ({ classes, areas }: GapSnapshot, { class: code, district }: Look): boolean =>
  (code === undefined || classes.some((one) => one.code === code)) && (district === undefined || areas.some((area) => area.district === district));

/** The listings behind a figure: of any time, or of those who could work at a time of the week. Undefined where the rules of the day know no such time. */
function partsBehind(inputs: MarketInputs, time: string | undefined, area: string, needed: number, council: string): readonly Traced[] | undefined {
  const policy = marketPolicyOn(council, inputs.day);
  const then = policy.times.find(({ code }) => code === time);
  if (time !== undefined && then === undefined) return undefined;
  const some = then === undefined ? inputs : { ...inputs, listings: inputs.listings.filter(({ times }) => isFreeThen(times, then)) };
  return traceOf(marketFrom(some, policy), some, area, needed);
}

/** Handlers of the pages on which a council sees where support is short. What is no class, district or area of the measure is not there. */
export function marketHandlers({ gaps, map }: MarketDeps) {
  /** The newest measure that an address asks for, of the council or of one that shares with it: whose it is, and what of it. */
  const looked = async ({ record: council, query, today }: Parameters<HandlerOf<"council">>[0]) => {
    const sharing = sharingOn(council, today);
    const look = lookIn(query, sharing);
    if (look === undefined) return undefined;
    const whose = look.of ?? council;
    const stored = await gaps.snapshot(whose, look.basis);
    if (stored === undefined) return { look, sharing, whose, snapshot: undefined };
    const snapshot = isThere(stored, look) ? measureAt(stored, look.time) : undefined;
    return snapshot && { look, sharing, whose, snapshot };
  };
  /** Before a first measure every page says what to bring in. */
  const nothingMeasured = (request: PageRequest, council: string, look: Look) =>
    marketPage(request, {
      council,
      look,
      sharing: sharingOn(council, request.today),
      snapshot: undefined,
      map: undefined,
      step: stepOn(council, request.today),
    });
  const stepOn = (council: string, day: string): number => marketPolicyOn(council, day).showing.stepHours;

  return {
    market: (async (request) => {
      const { record: council, today } = request;
      const found = await looked(request);
      if (!found) return nothingHere();
      const { look, sharing, whose, snapshot } = found;
      const drawn = snapshot && (await map(whose, look.district));
      return marketPage(request, { council, look, sharing, snapshot, map: drawn, step: stepOn(whose, today) });
    }) satisfies HandlerOf<"council">,

    marketCsv: (async (request) => {
      const found = await looked(request);
      if (!found) return nothingHere();
      const { look, whose, snapshot } = found;
      if (snapshot === undefined) return csvAnswer("market", ["There are no figures yet"], []);
      const needed = snapshot.classes.findIndex(({ code }) => code === look.class);
      const rows = rowsOf(snapshot, { needed: needed < 0 ? undefined : needed, district: look.district });
      const { head, rows: lines } = gapCsv(
        rows,
        snapshot.classes.length,
        stepOn(whose, request.today),
        snapshot.times.find(({ code }) => code === look.time)?.name,
      );
      return csvAnswer(["market", look.of, snapshot.day, look.basis, look.class, look.district, look.time].filter(Boolean).join("-"), head, lines);
    }) satisfies HandlerOf<"council">,

    marketArea: (async (request) => {
      const { record: council, today, parameters } = request;
      const found = await looked(request);
      if (!found) return nothingHere();
      const { look, whose, snapshot } = found;
      if (snapshot === undefined) return nothingMeasured(request, council, look);
      const at = snapshot.areas.findIndex(({ code }) => code === parameters["area"]);
      if (at < 0) return nothingHere();
      const needed = snapshot.classes.findIndex(({ code }) => code === look.class);
      const inputs = needed < 0 ? undefined : await gaps.inputs(whose, look.basis);
      // Made of the very measure that is shown, or of none: the two are written together.
      const parts = inputs?.day === snapshot.day ? partsBehind(inputs, look.time, snapshot.areas[at]?.code ?? "", needed, whose) : undefined;
      return areaPage(request, { council, look, snapshot, area: at, ...(parts ? { followed: { needed, parts } } : {}), step: stepOn(whose, today) });
    }) satisfies HandlerOf<"council">,

    marketService: (async (request) => {
      const { record: council, today, parameters } = request;
      const found = await looked(request);
      if (!found) return nothingHere();
      const { look, whose, snapshot } = found;
      if (snapshot === undefined) return nothingMeasured(request, council, look);
      const needed = snapshot.classes.findIndex(({ code }) => code === parameters["class"]);
      return needed < 0 ? nothingHere() : servicePage(request, { council, look, snapshot, needed, step: stepOn(whose, today) });
    }) satisfies HandlerOf<"council">,
  };
}
