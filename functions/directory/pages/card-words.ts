import type { PublicListing } from "../../../shared/listing/public-listing.ts";
import { checksApart, listWords } from "../../../shared/pages/listing-words.ts";
import { checkWords, councilName } from "../../../shared/policy/council.ts";
import { codesOf, days, nameOf, parts } from "../../../shared/taxonomy/taxonomy.ts";

const codesChecked = (listing: PublicListing, today: string): readonly string[] => checksApart(listing, today).checked.map(({ code }) => code);

/** The checks that are usual among people listed together, by whether one would employ them. */
export type UsualChecks = ReadonlyMap<PublicListing["employment"], readonly string[]>;

const checkedOnes = (listings: readonly PublicListing[]) => listings.filter(({ status }) => status !== "unaccredited");

/**
 * What more than half of those whom a council has checked were checked for, as of a day: apart for people one would employ, the
 * self-employed and organisations, of whom different things are asked. Said once, it need not stand on every card.
 */
export function usualChecks(listings: readonly PublicListing[], today: string): UsualChecks {
  const kinds = Map.groupBy(checkedOnes(listings), ({ employment }) => employment);
  return new Map(
    [...kinds].map(([employment, ones]) => {
      const checked = ones.map((listing) => codesChecked(listing, today));
      return [employment, [...new Set(checked.flat())].filter((code) => checked.filter((one) => one.includes(code)).length * 2 > checked.length)];
    }),
  );
}

const WHO = [
  ["employed", "people you would employ"],
  ["self-employed", "self-employed people"],
  ["organisation", "organisations"],
] as const;

/** Who has checked these people, as far as one council has. */
export function whoChecked(listings: readonly PublicListing[]): string {
  const [council = "", ...others] = new Set(checkedOnes(listings).map(({ authority }) => authority));
  return (others.length === 0 ? councilName(council) : undefined) ?? "their council";
}

/** The usual checks in words: what everyone has, then what some have besides. None where nothing is usual. */
export function usualWords(usual: UsualChecks): readonly { readonly who: string; readonly checks: string }[] {
  const groups = WHO.flatMap(([employment, who]) => {
    const codes = usual.get(employment);
    return codes && codes.length > 0 ? [{ who, codes }] : [];
  });
  const [first, ...rest] = groups;
  if (first === undefined) return [];
  const common = first.codes.filter((code) => rest.every(({ codes }) => codes.includes(code)));
  const more = groups.map(({ who, codes }) => ({ who, codes: codes.filter((code) => !common.includes(code)) }));
  return [{ who: "everyone", codes: common }, ...more].filter(({ codes }) => codes.length > 0).map(({ who, codes }) => ({ who, checks: namesOf(codes) }));
}

const namesOf = (codes: readonly string[]): string => listWords(codes.map((code) => checkWords(code).name));

/** How somebody's checks differ from the usual, as short sentences; nothing where they do not. */
export function unusualChecks(listing: PublicListing, usuals: UsualChecks, today: string): readonly string[] {
  if (listing.status === "unaccredited") return ["The council has not checked them."];
  const usual = usuals.get(listing.employment) ?? [];
  const checked = codesChecked(listing, today);
  const ended = usual.filter((code) => !checked.includes(code) && listing.checks.some((check) => check.code === code));
  const missing = usual.filter((code) => !checked.includes(code) && !ended.includes(code));
  const more = checked.filter((code) => !usual.includes(code));
  return [
    ...(missing.length > 0 ? [`Not checked: ${namesOf(missing)}.`] : []),
    ...(ended.length > 0 ? [`Out of date: ${namesOf(ended)}.`] : []),
    ...(more.length > 0 ? [`Also checked: ${namesOf(more)}.`] : []),
  ];
}

const DAYTIME: readonly string[] = ["morning", "afternoon", "evening"];

/** So many groups of times are all said; of more, those of most days. */
const ALL_SAID = 3;
const SAID_OF_MORE = 2;

/** When somebody is free, in short: 'Free Mon to Fri mornings, Sat all day'. Where it would be long, when they mostly are. Undefined where they are never free. */
export function freeWords({ availability }: Pick<PublicListing, "availability">): string | undefined {
  const free = (day: string, part: string): boolean => availability[day]?.includes(part) ?? false;
  const week = codesOf(days);
  const whole = week.filter((day) => DAYTIME.every((part) => free(day, part)));
  const groups = codesOf(parts).flatMap((part) => {
    const on = week.filter((day) => free(day, part) && !(DAYTIME.includes(part) && whole.includes(day)));
    return on.length > 0 ? [{ days: on.length, words: `${daysWords(on)} ${nameOf("part", part)}${on.length > 1 ? "s" : ""}` }] : [];
  });
  if (whole.length > 0) groups.push({ days: whole.length, words: `${daysWords(whole)} all day` });
  if (groups.length === 0) return undefined;
  const most = groups.toSorted((a, b) => b.days - a.days).slice(0, groups.length > ALL_SAID ? SAID_OF_MORE : ALL_SAID);
  const said = groups.filter((group) => most.includes(group)).map(({ words }) => words);
  const between = said.some((words) => words.includes(",")) ? "; " : ", ";
  return `Free ${said.join(between)}${said.length < groups.length ? `${between}and other times` : ""}`;
}

/** Days in short, those in a row by the first and the last: 'Mon to Fri', 'Mon, Wed and Fri'. */
function daysWords(codes: readonly string[]): string {
  const week = codesOf(days);
  const runs: string[][] = [];
  for (const code of codes) {
    const run = runs.at(-1);
    if (run && week.indexOf(run.at(-1) ?? "") === week.indexOf(code) - 1) run.push(code);
    else runs.push([code]);
  }
  const short = (code: string) => nameOf("day", code).slice(0, 3);
  return listWords(runs.flatMap((run) => (run.length > 2 ? [`${short(run[0] ?? "")} to ${short(run.at(-1) ?? "")}`] : run.map(short))));
}
