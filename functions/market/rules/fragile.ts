import { daysAfter, type PlainDate } from "../../../shared/domain/time.ts";
import type { MarketPolicy } from "../../../shared/policy/market.ts";
import { type Basis, microHours } from "./hours.ts";
import type { Market } from "./market.ts";
import { medianOf } from "./median.ts";
import { type Part, partsOf } from "./parts.ts";

/** Why what there is may soon be gone, each with its number. */
export type Fragile =
  | { readonly reason: "few-to-choose-from"; readonly choice: number }
  /** The listing, and what it gives of each hundred hours. */
  | { readonly reason: "one-listing"; readonly listing: string; readonly percent: number }
  | { readonly reason: "evidence-due"; readonly percent: number; readonly listings: number }
  | { readonly reason: "dear"; readonly medianPence: number; readonly councilPence: number };

/** A sum of fractions of hours, exactly: hours of a group times those of a member, over those of the group. */
interface Exact {
  readonly over: bigint;
  readonly under: bigint;
}

const NONE: Exact = { over: 0n, under: 1n };
const plus = (a: Exact, b: Exact): Exact =>
  a.under === b.under ? { over: a.over + b.over, under: a.under } : { over: a.over * b.under + b.over * a.under, under: a.under * b.under };
const above = (a: Exact, b: Exact): boolean => a.over * b.under > b.over * a.under;

/** What members give of the hours of their group, exactly. */
function given({ group, hours }: Part, members: Part["group"]["members"]): Exact {
  const theirs = members.reduce((sum, { hours: has = 0 }) => sum + has, 0);
  return group.hours === 0 ? NONE : { over: BigInt(hours) * BigInt(theirs), under: BigInt(group.hours) };
}

/** A fraction of a number, in whole hundredths rounded down: what is over a third is never shown as more than it is. */
const percentOf = ({ over, under }: Exact, all: number): number => Number((over * 100n) / (under * BigInt(all)));

/** What makes a class in an area fragile on a day. Hours count as they are shared; equal listings go by their ids. `parts` are those of the cell, where they are known already. */
export function fragileOf(
  market: Market<Basis>,
  code: string,
  needed: number,
  rules: MarketPolicy["fragile"],
  councilPence: number,
  day: PlainDate,
  parts: readonly Part[] = partsOf(market, code, needed),
): readonly Fragile[] {
  const shared = parts.reduce((sum, { hours }) => sum + hours, 0);
  const exceeds = (part: Exact, { parts: some, of }: { readonly parts: number; readonly of: number }): boolean =>
    part.over * BigInt(of) > BigInt(shared) * BigInt(some) * part.under;
  return [
    ...fewToChoose(market, parts, rules),
    ...oneListing(parts, shared, (part) => exceeds(part, rules.oneListing)),
    ...evidenceDue(parts, shared, (part) => exceeds(part, rules.evidence), daysAfter(day, rules.evidenceDays)),
    ...dear(market, parts, councilPence),
  ];
}

/** Who counts as a choice: reaches enough of the people, and has hours enough or hours that nobody knows. */
const choices = ({ measure }: Market<Basis>, parts: readonly Part[]): readonly Part["group"]["members"][number][] =>
  parts
    .filter(({ inReach }) => inReach)
    .flatMap(({ group }) => group.members.filter(({ hours }) => hours === undefined || hours >= microHours(measure.choice.leastHours)));

function fewToChoose(market: Market<Basis>, parts: readonly Part[], { choice: few }: MarketPolicy["fragile"]): readonly Fragile[] {
  const choice = choices(market, parts).length;
  return choice > 0 && choice <= few ? [{ reason: "few-to-choose-from", choice }] : [];
}

function oneListing(parts: readonly Part[], shared: number, tooMuch: (part: Exact) => boolean): readonly Fragile[] {
  let most = NONE;
  let listing = "";
  for (const part of parts)
    for (const member of part.group.members) {
      const gives = given(part, [member]);
      if (above(gives, most) || (gives.over > 0n && !above(most, gives) && member.id < listing)) [most, listing] = [gives, member.id];
    }
  return listing !== "" && tooMuch(most) ? [{ reason: "one-listing", listing, percent: percentOf(most, shared) }] : [];
}

function evidenceDue(parts: readonly Part[], shared: number, tooMuch: (part: Exact) => boolean, until: PlainDate): readonly Fragile[] {
  let due = NONE;
  let listings = 0;
  for (const part of parts) {
    const members = part.group.members.filter(({ evidenceUntil, hours = 0 }) => evidenceUntil !== undefined && evidenceUntil <= until && hours > 0);
    const gives = given(part, members);
    if (gives.over === 0n) continue;
    due = plus(due, gives);
    listings += members.length;
  }
  return tooMuch(due) ? [{ reason: "evidence-due", percent: percentOf(due, shared), listings }] : [];
}

/** The middle of what those to choose from ask, to the nearest penny. */
function dear(market: Market<Basis>, parts: readonly Part[], councilPence: number): readonly Fragile[] {
  const rates = choices(market, parts).flatMap(({ ratePence }) => ratePence ?? []);
  const medianPence = medianOf(rates);
  return rates.length > 0 && medianPence > councilPence ? [{ reason: "dear", medianPence, councilPence }] : [];
}
