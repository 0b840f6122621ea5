import { type EpochMillis, londonDate, type PlainDate } from "../../../shared/domain/time.ts";
import { eachItem } from "../../../shared/due/each-item.ts";
import { timesOf } from "../../../shared/listing/availability.ts";
import type { Listing } from "../../../shared/listing/listing.ts";
import { councilPolicy } from "../../../shared/policy/council.ts";
import { ratesOn } from "../../../shared/policy/council-rates.ts";
import { disclosureRulesOn } from "../../../shared/policy/disclosure.ts";
import { type MarketPolicy, marketPolicyOn, type TimeOfWeek } from "../../../shared/policy/market.ts";
import { behindAll } from "../rules/all-parts.ts";
import { type Areas, areasOf, type SmallArea } from "../rules/areas.ts";
import { isNearBorder } from "../rules/border.ts";
import type { SourcedClass } from "../rules/class-hours.ts";
import { confidenceOf, trialsOf } from "../rules/confidence.ts";
import { hoursNeeded } from "../rules/demand.ts";
import { type Floor, floorOf } from "../rules/floor.ts";
import { fragileOf } from "../rules/fragile.ts";
import { isFreeThen } from "../rules/free-times.ts";
import { gapOf } from "../rules/gap.ts";
import { monthOf, withMonth } from "../rules/history.ts";
import { BASES, type Basis } from "../rules/hours.ts";
import { type Market, marketOf, sharingOf } from "../rules/market.ts";
import { type Need, needOf } from "../rules/need.ts";
import { unplacedListings } from "../rules/parts.ts";
import { supplyReaching, withNeighbours } from "../rules/reaching.ts";
import type { GapArea, GapCell, GapMonth, GapSnapshot, GapsAtTime, MarketInputs, StoredFloor } from "../rules/snapshot.ts";
import { type Supply, supplyOf } from "../rules/supply.ts";
import { type CouncilRecipients, classesOfCouncil, type Known, knownPeople, recipientsByCouncil } from "./need-of-councils.ts";
import type { BuildDeps } from "./ports.ts";

/** What one run measured. */
export interface BuildReport {
  readonly councils: number;
  readonly cells: number;
}

/** All that a council is measured by. */
interface Measured {
  readonly council: string;
  readonly day: PlainDate;
  readonly known: Known;
  readonly areas: Areas;
  readonly listings: readonly Listing[];
  readonly policy: MarketPolicy;
  readonly classes: readonly SourcedClass[];
  readonly recipients: readonly CouncilRecipients[];
  /** The council's areas, by code. */
  readonly codes: readonly string[];
}

/**
 * Measures every council whose areas and recipients are known, on both bases, and keeps it as the newest and as its month's. What is there already is
 * replaced by the same: a run that is repeated changes nothing, and one that was missed is made up for by the next. What fails with one council keeps none
 * from its turn; the first failure is thrown in the end.
 */
export async function buildMarket({ open, facts, gaps, councils }: BuildDeps, at: EpochMillis): Promise<BuildReport> {
  const day = londonDate(at);
  const census = await open.census();
  if (census === undefined) return { councils: 0, cells: 0 };
  const known: Known = { census, takeUp: (await open.takeUp()) ?? [], people: await knownPeople(census, facts, `${day.slice(0, "2026-11".length)}-01`) };
  const areas = areasOf(census.small);
  const listings = await facts.listings(areas.small);
  const report = { councils: 0, cells: 0 };
  await eachItem(councils, async (council) => {
    const codes = census.areas.flatMap((area) => (area.council === council ? [area.code] : [])).toSorted();
    const policy = codes.length > 0 ? marketPolicyOn(council, day) : undefined;
    if (policy === undefined) return;
    const recipients = recipientsByCouncil(known, policy, disclosureRulesOn("staff", day));
    if (!recipients.some((one) => one.council === council)) return;
    const measured: Measured = { council, day, known, areas, listings, policy, classes: classesOfCouncil(known, council, policy), recipients, codes };
    for (const basis of BASES) {
      const { snapshot, inputs } = measure(measured, basis, (await gaps.snapshot(council, basis))?.history ?? []);
      await gaps.keep(snapshot, inputs);
      report.cells += snapshot.cells.length;
    }
    report.councils += 1;
  });
  return report;
}

/** The measure of a council on a basis, and what it is made of. */
function measure(measured: Measured, basis: Basis, before: readonly GapMonth[]): { readonly snapshot: GapSnapshot; readonly inputs: MarketInputs } {
  const { council, day, known, areas, listings, policy, classes, recipients, codes } = measured;
  const byArea = new Map(recipients.flatMap((one) => [...hoursNeeded(basis, one.areas, classes)]));
  const need = needOf(basis, areas, classes.length, byArea);
  const all = supplyOf(basis, listings, classes, day);
  const trials = trialsOf(areas, policy, supplyReaching(areas, codes, all, Math.max(100, ...policy.confidence.travelPercents)), need, policy.confidence);
  const { market } = trials;
  const near = supplyReaching(areas, codes, all, 100);
  const gapAreas = areasOfCouncil(measured);
  const behind = behindAll(market, codes);
  const cells: GapCell[] = gapAreas.flatMap((area) =>
    classes.map(({ service }, needed): GapCell => {
      const { parts, alone } = behind(area.code, needed);
      const { need: needs, shared, shortfall, choice, unknownHours, standing } = gapOf(market, area.code, needed, policy.standing);
      const { word, doubts } = confidenceOf(trials, area.code, needed, area, policy, day, parts);
      return {
        ...{ need: needs, shared, shortfall, alone, choice, unknownHours, standing, confidence: word, doubts },
        fragile: fragileOf(market, area.code, needed, policy.fragile, councilPence(council, service, day), day, parts),
      };
    }),
  );
  const total = recipients.find((one) => one.council === council)?.total ?? { recipients: 0, from: "published" };
  const shown = new Set(near.listings.map(({ id }) => id));
  const floors = floorsOf(market, codes, classes, policy);
  const snapshot: GapSnapshot = {
    ...{ council, basis, day, policyVersion: policy.version, vintage: known.census.vintage, classes, areas: gapAreas, cells, total },
    floors,
    times: basis === "now" ? policy.times.map((time) => atTime(measured, time, gapAreas, need, near)) : [],
    history: withMonth(before, monthOf(day, classes, cells, floors)),
    leastPeople: disclosureRulesOn("staff", day).threshold,
    limits: policy.standing,
    listings: {
      shown: shown.size,
      unknownHours: near.listings.filter(({ hours }) => hours === undefined).length,
      unplacedHours: unplacedListings(market).reduce((sum, { id, hours = 0 }) => sum + (shown.has(id) ? hours : 0), 0),
    },
  };
  return { snapshot, inputs: inputsOf(measured, market, near, byArea) };
}

/** The measure of those who could work at a time of the week, of all who reach the council. */
function atTime(
  { listings, areas, policy, classes, codes }: Measured,
  time: TimeOfWeek,
  gapAreas: readonly GapArea[],
  need: Need<Basis>,
  near: Supply<Basis>,
): GapsAtTime {
  const free = new Set(listings.flatMap(({ id, availability }) => (availability && isFreeThen(timesOf(availability), time) ? [String(id)] : [])));
  const those = { ...near, listings: near.listings.filter(({ id }) => free.has(id)) };
  const market = marketOf(areas, policy, those, need);
  const gaps = gapAreas.flatMap(({ code }) => classes.map((_, needed) => gapOf(market, code, needed, policy.standing)));
  return {
    ...{ code: time.code, name: time.name, least: time.least, of: time.of.length },
    listings: those.listings.length,
    hours: those.listings.reduce((sum, { hours = 0 }) => sum + hours, 0),
    shared: gaps.map(({ shared }) => shared),
    shortfall: gaps.map(({ shortfall }) => shortfall),
    choice: gaps.map(({ choice }) => choice),
    unknownHours: gaps.map(({ unknownHours }) => unknownHours),
    floors: floorsOf(market, codes, classes, policy),
  };
}

/** What the council pays for an hour of a service; without end where it says nothing, so that nothing is dear. */
const councilPence = (council: string, service: string, day: PlainDate): number => {
  const rates = ratesOn(councilPolicy(council).rates, day);
  return (rates?.services[service] ?? rates?.others)?.pence ?? Number.MAX_SAFE_INTEGER;
};

function areasOfCouncil({ council, known: { census }, areas, policy, recipients }: Measured): readonly GapArea[] {
  const { border } = census;
  return (recipients.find((one) => one.council === council)?.areas ?? []).map(({ area: code, modelled, observed, combined, observedPercent }) => {
    const known = census.areas.find((one) => one.code === code);
    const { name = code, label = "", district = "", rural = false } = known ?? {};
    // Where nobody knows where the areas end, each may be near to that.
    const nearBorder = border === undefined || isNearBorder(areas, code, border, policy.border.miles);
    return { code, name, label, district, rural, modelled, observed, combined, observedPercent, nearBorder };
  });
}

/** The floor of each class, and of all together. */
function floorsOf(market: Market<Basis>, codes: readonly string[], classes: readonly SourcedClass[], { floor }: MarketPolicy): readonly StoredFloor[] {
  const stored = (of: readonly string[], { short, certificate }: Floor): StoredFloor => {
    if (certificate === undefined) return { classes: of, short };
    const { areas, need, hours, listings, everywhere } = certificate;
    return { classes: of, short, certificate: { areas, need, hours, listings, everywhere } };
  };
  return [
    ...classes.map(({ code }, needed) => stored([code], floorOf(market, codes, [needed], floor))),
    stored(
      classes.map(({ code }) => code),
      floorOf(
        market,
        codes,
        classes.map((_, needed) => needed),
        floor,
      ),
    ),
  ];
}

/** What the measure was made of, as far as the council's areas and whoever reaches them or could live there go. */
function inputsOf(
  { council, day, areas, listings, policy, classes, codes }: Measured,
  market: Market<Basis>,
  near: Supply<Basis>,
  byArea: ReadonlyMap<string, readonly number[]>,
): MarketInputs {
  const records = new Map(listings.map((listing) => [String(listing.id), listing]));
  const shown = new Set(near.listings.map(({ id }) => id));
  // With the neighbours of the council's areas, so that somebody new there meets the need around them.
  const furthest = near.listings.reduce((most, { travelMiles }) => Math.max(most, travelMiles), 0);
  const reached = new Set(withNeighbours(areas, codes, furthest));
  const sharing = sharingOf(market);
  for (const { groups } of market.bases.values())
    for (const group of groups.values()) {
      if (!group.members.some(({ id }) => shown.has(id))) continue;
      const reach = sharing.reachOf(group);
      for (let row = 0; row < reach.count; row += 1) reached.add(areas.codes[areas.parentOf[reach.at[row] ?? 0] ?? 0] ?? "");
    }
  return {
    ...{ council, basis: near.basis, day, policyVersion: policy.version },
    classes: classes.map(({ code, service, group, language }) => ({
      code,
      service,
      ...(group === undefined ? {} : { group }),
      ...(language === undefined ? {} : { language }),
    })),
    small: areas.small
      .filter(({ area }) => reached.has(area))
      .map(({ code, area, district, lat, lon, people }): SmallArea => ({ code, area, district, lat, lon, people })),
    listings: near.listings.map((listing) => {
      const { displayName, availability, skills, checks = [] } = records.get(listing.id) ?? {};
      const training = checks.find(({ code }) => code === "training");
      return {
        ...{ ...listing, name: displayName ?? listing.id, times: availability === undefined ? [] : timesOf(availability) },
        ...(skills ? { skills } : {}),
        ...(training ? { training: training.until === undefined ? {} : { until: training.until } } : {}),
      };
    }),
    need: [...byArea].filter(([area]) => reached.has(area)).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  };
}
