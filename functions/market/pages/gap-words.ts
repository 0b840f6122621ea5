import { pounds } from "../../../shared/domain/money.ts";
import { languageName, nameOf } from "../../../shared/taxonomy/taxonomy.ts";
import type { ConfidenceWord, Doubt } from "../rules/confidence.ts";
import type { Fragile } from "../rules/fragile.ts";
import type { Standing } from "../rules/gap.ts";
import { type Basis, inHours, type MicroHours } from "../rules/hours.ts";
import type { NeedClass } from "../rules/need-class.ts";
import type { GapArea, GapSnapshot, StoredFloor } from "../rules/snapshot.ts";

/** A class of need in words: `Personal care, older people`, `Personal care in Gujarati`. */
export const classWords = ({ service, group, language }: Pick<NeedClass, "service" | "group" | "language">): string => {
  const words = nameOf("service", service);
  if (language !== undefined) return `${words} in ${languageName(language)}`;
  return group === undefined ? words : `${words}: ${nameOf("group", group).toLowerCase()}`;
};

export const STANDING_WORDS: Readonly<Record<Standing, string>> = {
  "no-need": "Nothing needed",
  "no-hours": "No hours",
  short: "Short",
  tight: "Tight",
  enough: "Enough",
};
/** Tags differ in their words; colour only helps. */
export const STANDING_TAGS: Readonly<Record<Standing, string>> = {
  "no-need": "govuk-tag--grey",
  "no-hours": "govuk-tag--red",
  short: "govuk-tag--orange",
  tight: "govuk-tag--yellow",
  enough: "govuk-tag--green",
};

export const BASIS_WORDS: Readonly<Record<Basis, string>> = {
  now: "Free hours, and need that is not arranged yet",
  capacity: "All hours, and all need",
};

export const CONFIDENCE: Readonly<Record<ConfidenceWord, string>> = { firm: "Firm", likely: "Likely", unsure: "Unsure" };

const DOUBTS: Readonly<Record<Doubt, string>> = {
  "little-observed": "most of the need is modelled, not counted",
  "hours-not-confirmed": "most hours were not confirmed lately",
  "near-border": "need across the border is not counted",
};
export const doubtWords = (doubts: readonly Doubt[]): string => doubts.map((doubt) => DOUBTS[doubt]).join("; ");

/** Why what there is may soon be gone, with its number. `nameOfListing` knows what a listing is called. */
export function fragileWords(fragile: Fragile, nameOfListing: (id: string) => string | undefined = () => undefined): string {
  switch (fragile.reason) {
    case "few-to-choose-from":
      return fragile.choice === 1 ? "only 1 to choose from" : `only ${fragile.choice} to choose from`;
    case "one-listing":
      return `${fragile.percent}% of the hours are from ${nameOfListing(fragile.listing) ?? "one listing"}`;
    case "evidence-due":
      return `${fragile.percent}% of the hours are from ${fragile.listings} whose checks end soon`;
    case "dear":
      return `half ask ${pounds(fragile.medianPence)} or more, and the council pays ${pounds(fragile.councilPence)}`;
  }
}

/** Hours to the nearest step. */
export const hoursInSteps = (hours: MicroHours, step: number): number => Math.round(inHours(hours) / step) * step;

/** Hours a week to the nearest so many, in words. */
export function hoursShown(hours: MicroHours, step: number): string {
  const rounded = hoursInSteps(hours, step);
  return rounded === 0 && hours > 0 ? `under ${step}` : rounded.toLocaleString("en-GB");
}

/** Hours a week with one digit after the point, where a figure is followed by hand. */
export const exactHours = (hours: number): string => inHours(hours).toLocaleString("en-GB", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** Hours in reach for each hour needed. */
export const rateShown = (reachable: number | undefined): string => (reachable === undefined ? "–" : reachable.toFixed(2));

/** The name of a district, which the names of its areas begin with. */
export const districtWords = (areas: readonly Pick<GapArea, "district" | "name">[], district: string): string =>
  areas.find((area) => area.district === district)?.name.replace(/ \d+$/, "") ?? district;

/** Names of areas in a row: `Melton 004 to 006 and 008, Rutland 001`. */
export function areasInWords(names: readonly string[]): string {
  const byDistrict = Map.groupBy(names.toSorted(), (name) => name.replace(/ \d+$/, ""));
  return [...byDistrict]
    .map(([district, some]) => {
      const numbers = some.map((name) => Number(/ (\d+)$/.exec(name)?.[1] ?? Number.NaN));
      if (numbers.some(Number.isNaN)) return some.join(", ");
      const runs: number[][] = [];
      for (const number of numbers) {
        const last = runs.at(-1);
        if (last?.at(-1) === number - 1) last.push(number);
        else runs.push([number]);
      }
      const digits = (number: number | undefined): string => String(number ?? 0).padStart(3, "0");
      const words = runs.map((run) => (run.length === 1 ? digits(run[0]) : `${digits(run[0])} to ${digits(run.at(-1))}`));
      return `${district} ${words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1)}` : words[0]}`;
    })
    .join(", ");
}

/** What nobody could meet, and why, so that anybody can add it up; undefined where less than an hour is missing. */
export function floorSentence(floor: StoredFloor | undefined, { areas }: Pick<GapSnapshot, "areas">, step: number): string | undefined {
  if (floor === undefined || inHours(floor.short) < 1 || floor.certificate === undefined) return undefined;
  const { certificate } = floor;
  const [need, hours] = [hoursShown(certificate.need, step), hoursShown(certificate.hours, step)];
  const who =
    certificate.listings === 0
      ? "No listing with hours reaches any of them."
      : `${certificate.listings === 1 ? "The 1 listing that reaches any of them has" : `The ${certificate.listings} listings that reach any of them have`} ${hours}.`;
  if (certificate.everywhere) return `It is short everywhere: nearly all areas together need ${need} hours a week. ${who}`;
  const names = certificate.areas.map((code) => areas.find((area) => area.code === code)?.name ?? code);
  return `${areasInWords(names)} together need ${need} hours a week. ${who}`;
}
