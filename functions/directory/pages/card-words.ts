import type { PublicListing } from "../../../shared/listing/public-listing.ts";
import { checkWords, councilName } from "../../../shared/policy/council.ts";
import { codesOf, days, nameOf, parts } from "../../../shared/taxonomy/taxonomy.ts";
import { checksApart, listWords } from "./words.ts";

const codesChecked = (listing: PublicListing, today: string): readonly string[] => checksApart(listing, today).checked.map(({ code }) => code);

/** What more than half of those among them whom a council has checked were checked for, as of a day. Said once, it need not stand on every card. */
export function usualChecks(listings: readonly PublicListing[], today: string): readonly string[] {
  const checked = listings.filter(({ status }) => status !== "unaccredited").map((listing) => codesChecked(listing, today));
  const codes = [...new Set(checked.flat())];
  return codes.filter((code) => checked.filter((one) => one.includes(code)).length * 2 > checked.length);
}

/** The usual checks in a sentence; undefined where there are none. */
export function usualWords(listings: readonly PublicListing[], usual: readonly string[]): string | undefined {
  if (usual.length === 0) return undefined;
  const councils = new Set(listings.filter(({ status }) => status !== "unaccredited").map(({ authority }) => authority));
  const [council = ""] = councils;
  const who = (councils.size === 1 ? councilName(council) : undefined) ?? "their council";
  return `Unless we say otherwise, ${who} has checked: ${namesOf(usual)}.`;
}

const namesOf = (codes: readonly string[]): string => listWords(codes.map((code) => checkWords(code).name));

/** How somebody's checks differ from the usual, as short sentences; nothing where they do not. */
export function unusualChecks(listing: PublicListing, usual: readonly string[], today: string): readonly string[] {
  if (listing.status === "unaccredited") return ["The council has not checked them."];
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

/** When somebody is free, in short: 'Free Mon to Fri mornings, Sat all day'. Undefined where they are never free. */
export function freeWords({ availability }: Pick<PublicListing, "availability">): string | undefined {
  const free = (day: string, part: string): boolean => availability[day]?.includes(part) ?? false;
  const week = codesOf(days);
  const whole = week.filter((day) => DAYTIME.every((part) => free(day, part)));
  const groups = codesOf(parts).flatMap((part) => {
    const on = week.filter((day) => free(day, part) && !(DAYTIME.includes(part) && whole.includes(day)));
    return on.length > 0 ? [`${daysWords(on)} ${nameOf("part", part)}${on.length > 1 ? "s" : ""}`] : [];
  });
  if (whole.length > 0) groups.push(`${daysWords(whole)} all day`);
  return groups.length === 0 ? undefined : `Free ${groups.join(groups.some((group) => group.includes(",")) ? "; " : ", ")}`;
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
