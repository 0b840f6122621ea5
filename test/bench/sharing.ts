import { changedMarket, type MarketChange } from "../../functions/market/rules/change-market.ts";
import { floorOf } from "../../functions/market/rules/floor.ts";
import { type Market, marketOf } from "../../functions/market/rules/market.ts";
import { cellOf } from "../../functions/market/rules/need.ts";
import { supplyReaching } from "../../functions/market/rules/reaching.ts";
import type { MarketListing } from "../../functions/market/rules/supply.ts";
import { milesBetween } from "../../shared/domain/geo.ts";
import { repeatableNumbers } from "../../shared/domain/hash.ts";
import { marketPolicyOn } from "../../shared/policy/market.ts";
import { CLASSES, type MarketCountry, marketCountry } from "./market-country.ts";

// The process that shares hours out, by itself, so that its memory is its own.

/** What is asked of the process. */
export interface SharingTask {
  readonly providers: number;
  readonly areas: number;
}

/** What was measured. Seconds are of a processor where they are compared, since the machine may do other things besides. */
export interface SharingMeasured {
  readonly groups: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly naiveCpuSeconds: number;
  readonly peakMb: number;
  readonly changes: number;
  /** Of a processor, for each changed listing and each changed need. */
  readonly listingMs: number;
  readonly needMs: number;
  readonly differences: number;
  readonly floor: { readonly areas: number; readonly oneClassSeconds: number; readonly allClassesSeconds: number; readonly groups: number };
}

const policy = marketPolicyOn("E10000018", "2026-11-24");
const CHANGES = 100;
const NEED_EVERY = 4;
/** The naive loop is looked at for so many listings, and reckoned from that for all. */
const NAIVE_LISTINGS = 1000;

const cpuSeconds = (since?: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1_000_000;
};

process.once("message", ({ providers, areas }: SharingTask) => {
  const country = marketCountry(providers, areas);
  const supply = { basis: "now" as const, listings: country.listings };
  const began = performance.now();
  const before = process.cpuUsage();
  const market = marketOf(country.areas, policy, supply, country.need);
  const seconds = (performance.now() - began) / 1000;
  const took = cpuSeconds(before);
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  const naiveCpuSeconds = naive(country) * (providers / Math.min(NAIVE_LISTINGS, providers));
  const measured: SharingMeasured = {
    ...{ groups: [...market.bases.values()].reduce((sum, { groups }) => sum + groups.size, 0), seconds, cpuSeconds: took, naiveCpuSeconds, peakMb },
    ...changed(country, market),
    floor: floors(country),
  };
  process.send?.(measured);
  process.disconnect();
});

/** How long every small area takes for every listing, one after the other, with nothing kept and sums that round. */
function naive({ areas: { small }, need, listings }: MarketCountry): number {
  const step = Math.max(1, Math.floor(listings.length / NAIVE_LISTINGS));
  const shared = new Float64Array(need.hours.length);
  const before = process.cpuUsage();
  for (let index = 0, looked = 0; looked < NAIVE_LISTINGS && index < listings.length; index += step, looked += 1) {
    const listing = listings[index];
    if (listing === undefined) break;
    const { place, travelMiles, districts, classes, hours = 0 } = listing;
    const reached: number[] = [];
    let asked = 0;
    for (const [at, { lat, lon, district }] of small.entries()) {
      if (milesBetween(place.lat, place.lon, lat, lon) > travelMiles && !districts.includes(district)) continue;
      reached.push(at);
      for (const needed of classes) asked += need.hours[cellOf(at, CLASSES, needed)] ?? 0;
    }
    if (asked === 0) continue;
    for (const at of reached)
      for (const needed of classes) {
        const cell = cellOf(at, CLASSES, needed);
        shared[cell] = (shared[cell] ?? 0) + (hours * (need.hours[cell] ?? 0)) / asked;
      }
  }
  return cpuSeconds(before);
}

/** Changes one listing or need after the other, and counts what differs from a market made anew of all of them. */
function changed(country: MarketCountry, first: Market<"now">): Pick<SharingMeasured, "changes" | "listingMs" | "needMs" | "differences"> {
  const random = repeatableNumbers(CHANGES);
  const listings = new Map(country.listings.map((listing) => [listing.id, listing]));
  const took = { listing: 0, need: 0 };
  let market = first;
  for (let index = 0; index < CHANGES; index += 1) {
    const change = nextChange(country, listings, random, index);
    const before = process.cpuUsage();
    market = changedMarket(market, [change]);
    took[change.kind] += cpuSeconds(before);
  }
  const anew = marketOf(country.areas, policy, { basis: "now", listings: [...listings.values()] }, market.need);
  let differences = market.unplaced === anew.unplaced ? 0 : 1;
  for (const sums of ["shared", "choice", "unknownHours"] as const)
    for (const [at, sum] of anew[sums].entries()) if (market[sums][at] !== sum) differences += 1;
  const needs = Math.floor(CHANGES / NEED_EVERY);
  return { changes: CHANGES, listingMs: (took.listing * 1000) / (CHANGES - needs), needMs: (took.need * 1000) / needs, differences };
}

/** Somebody has other hours or travels further, goes or comes; every fourth time an area needs something else. */
function nextChange({ areas }: MarketCountry, listings: Map<string, MarketListing>, random: () => number, index: number): MarketChange {
  if (index % NEED_EVERY === NEED_EVERY - 1)
    return {
      kind: "need",
      area: areas.codes[Math.floor(random() * areas.codes.length)] ?? "",
      needed: Math.floor(random() * CLASSES),
      hours: Math.floor(random() * 100_000_000),
    };
  const before = [...listings.values()][Math.floor(random() * listings.size)];
  if (before === undefined) throw new Error("There is nobody to change");
  if (index % 4 === 0) {
    listings.delete(before.id);
    return { kind: "listing", before };
  }
  const after =
    index % 4 === 1 ? { ...before, hours: Math.floor(random() * 40_000_000) } : { ...before, id: `new-${index}`, travelMiles: before.travelMiles + 1.5 };
  listings.set(after.id, after);
  return index % 4 === 1 ? { kind: "listing", before, after } : { kind: "listing", after };
}

/** How long the floor of a council takes: of one class, and of all of them at once. */
function floors({ areas, need, listings, council }: MarketCountry): SharingMeasured["floor"] {
  const supply = supplyReaching(areas, council, { basis: "now", listings }, 100);
  const market = marketOf(areas, policy, supply, need);
  const timed = (classes: readonly number[]): number => {
    const before = process.cpuUsage();
    floorOf(market, council, classes, policy.floor);
    return cpuSeconds(before);
  };
  timed([0]);
  const all = Array.from({ length: CLASSES }, (_, needed) => needed);
  const ones = all.map((needed) => timed([needed]));
  const groups = [...market.bases.values()].reduce((sum, base) => sum + base.groups.size, 0);
  return { areas: council.length, oneClassSeconds: Math.max(...ones), allClassesSeconds: timed(all), groups };
}
