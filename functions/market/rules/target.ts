import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { GssCode, RecordId, text } from "../../../shared/domain/fields.ts";
import { type ParameterError, type Read, readBy } from "../../../shared/domain/input.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { type Instant, PlainDate } from "../../../shared/domain/time.ts";
import { dateIn } from "../../../shared/domain/typed-date.ts";
import type { MarketPolicy } from "../../../shared/policy/market.ts";
import { type Areas, areasNear } from "./areas.ts";
import type { MarketListing } from "./supply.ts";

/** Why somebody is invited: they do it and come there; they do it and are near; they come there and could do it. */
export const INVITED_AS = ["comes", "near", "could"] as const;
export type InvitedAs = (typeof INVITED_AS)[number];

const Invited = z.object({ listing: z.string(), as: oneOf(INVITED_AS), at: z.string() });

/** What a council means to reach: so many hours short at most, of one class in some areas, by a day. */
export const MarketTarget = z.object({
  id: RecordId,
  authority: GssCode,
  /** The class of need, and its areas (codes). */
  needed: z.string(),
  areas: z.array(z.string()).check(z.minLength(1)),
  /** Hours a week that may still be short. */
  aimHours: z.number(),
  by: PlainDate,
  /** What is asked of providers, and whom they can talk to. */
  words: text(600),
  /** What was short when it was set, in fives, on the day of the figures. */
  start: z.object({ day: PlainDate, shortHours: z.number() }),
  state: oneOf(["open", "closed"]),
  /** Each listing once. */
  invited: z.array(Invited),
  createdBy: RecordId,
  createdAt: z.string(),
  closedAt: z.optional(z.string()),
});
export type MarketTarget = z.infer<typeof MarketTarget>;

/** How a target stands. `missed`: its day is over and more is short than was aimed for. */
export const TARGET_STANDINGS = ["met", "nearer", "no-nearer", "missed", "not-known"] as const;
export type TargetStanding = (typeof TARGET_STANDINGS)[number];

/** How a target stands on a day by what is short then; not known where the figures do not say. */
export function standingOfTarget(
  { aimHours, by, start }: Pick<MarketTarget, "aimHours" | "by" | "start">,
  shortHours: number | undefined,
  day: PlainDate,
): TargetStanding {
  if (shortHours === undefined) return "not-known";
  if (shortHours <= aimHours) return "met";
  if (day > by) return "missed";
  return shortHours < start.shortHours ? "nearer" : "no-nearer";
}

/** Closes a target: nobody is invited any more. */
export const closed = (before: MarketTarget, at: Instant): Result<MarketTarget, "not-now"> =>
  before.state === "open" ? ok({ ...before, state: "closed", closedAt: at }) : refused("not-now");

/** Writes down who is invited. Whoever was invited before is not invited again; refused where nobody is left, or the target is closed or its day is over. */
export function withInvited(
  before: MarketTarget,
  given: readonly { readonly listing: string; readonly as: InvitedAs }[],
  at: Instant,
  day: PlainDate,
): Result<{ readonly target: MarketTarget; readonly added: MarketTarget["invited"] }, "not-now" | "no-one"> {
  if (before.state !== "open" || day > before.by) return refused("not-now");
  const known = new Set(before.invited.map(({ listing }) => listing));
  const added = given.filter(({ listing }) => !known.has(listing)).map(({ listing, as }) => ({ listing, as, at }));
  return added.length === 0 ? refused("no-one") : ok({ target: { ...before, invited: [...before.invited, ...added] }, added });
}

/** Somebody who could help to reach a target. */
export interface Invitable<L extends MarketListing> {
  readonly listing: L;
  readonly as: InvitedAs;
}

/** How near a listing is to some small areas (places): whether it comes there, or would if it went so many miles further. */
function nearness(
  areas: Areas,
  wanted: ReadonlySet<number>,
  { place, travelMiles, districts }: MarketListing,
  nearMiles: number,
): "comes" | "near" | undefined {
  for (const district of districts) if (areas.byDistrict.get(district)?.some((at) => wanted.has(at))) return "comes";
  const { at, miles } = areasNear(areas, place, travelMiles + nearMiles);
  let nearest = Number.POSITIVE_INFINITY;
  for (let index = 0; index < at.length; index += 1) if (wanted.has(at[index] ?? -1)) nearest = Math.min(nearest, miles[index] ?? nearest);
  return nearest <= travelMiles ? "comes" : nearest === Number.POSITIVE_INFINITY ? undefined : "near";
}

/**
 * Who could help with a class (its place) in some areas (codes): those who do it and come there, then those who do it and are near, then those who come there
 * and could do it. Of equal ones those with more hours first; hours nobody knows come last.
 */
export function invitable<L extends MarketListing>(
  areas: Areas,
  { codes, needed }: { readonly codes: readonly string[]; readonly needed: number },
  listings: readonly L[],
  { nearMiles }: MarketPolicy["targets"],
): readonly Invitable<L>[] {
  const wanted = new Set(codes.flatMap((code) => areas.partsOf[areas.placeOf.get(code) ?? -1] ?? []));
  return listings
    .flatMap((listing): readonly Invitable<L>[] => {
      const does = listing.classes.includes(needed);
      const near = nearness(areas, wanted, listing, does ? nearMiles : 0);
      const as = does ? near : near === "comes" ? "could" : undefined;
      return as === undefined ? [] : [{ listing, as }];
    })
    .toSorted(
      (a, b) =>
        INVITED_AS.indexOf(a.as) - INVITED_AS.indexOf(b.as) || (b.listing.hours ?? -1) - (a.listing.hours ?? -1) || (a.listing.id < b.listing.id ? -1 : 1),
    );
}

const MOST_AREAS = 30;
const TargetForm = z.object({
  needed: z.string(),
  areas: z.array(z.string()).check(z.minLength(1, "must name an area"), z.maxLength(MOST_AREAS, `must be at most ${MOST_AREAS}`)),
  aimHours: z.number().check(z.gte(0), z.lte(100_000), z.multipleOf(1)),
  by: PlainDate,
  words: text(600),
});
export type TargetText = z.infer<typeof TargetForm>;

/** What staff typed, refused by field. `known`: the classes and areas that there are figures of. */
export function readTarget(
  form: URLSearchParams,
  known: { readonly classes: readonly string[]; readonly areas: readonly string[] },
  today: PlainDate,
): Read<TargetText> {
  const typed = (form.get("aimHours") ?? "").trim();
  const fields = { needed: form.get("needed") ?? "", areas: [...new Set(form.getAll("areas"))], by: dateIn(form, "by"), words: form.get("words") ?? "" };
  const read = readBy(TargetForm, { ...fields, aimHours: /^\d{1,6}$/.test(typed) ? Number(typed) : undefined });
  const errors: readonly ParameterError[] = [
    ...(read.ok ? [] : read.errors.map((error) => ({ ...error, parameter: error.parameter.split(".")[0] ?? "" }))),
    ...(known.classes.includes(fields.needed) ? [] : [{ parameter: "needed", detail: "unknown" }]),
    ...(fields.areas.every((code) => known.areas.includes(code)) ? [] : [{ parameter: "areas", detail: "unknown" }]),
    ...(read.ok && read.value.by <= today ? [{ parameter: "by", detail: "is over" }] : []),
  ];
  return read.ok && errors.length === 0 ? { ok: true, value: read.value } : { ok: false, errors };
}
