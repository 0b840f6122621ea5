import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { GssCode, listOf, RecordId, text } from "../../../shared/domain/fields.ts";
import { milesBetween } from "../../../shared/domain/geo.ts";
import { evenShares, type Pence } from "../../../shared/domain/money.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { dayNumber, daysAfter, type Instant, PlainDate } from "../../../shared/domain/time.ts";
import { ListingId } from "../../../shared/listing/listing.ts";
import { codesOf, services } from "../../../shared/taxonomy/taxonomy.ts";
import { QuarterHours } from "./terms.ts";

const Service = oneOf(codesOf(services));

/** That somebody agreed to be asked whether they share support with people near them: what for, and roughly where. One record for each account. */
export const PoolWish = z.object({
  /** The account's. */
  id: RecordId,
  owner: RecordId,
  authority: GssCode,
  services: listOf(Service).check(z.minLength(1, "must name at least one service")),
  /** The postcode sector or place they live in, and its middle: never a home. */
  area: z.object({ key: text(60), lat: z.number(), lon: z.number() }),
  createdAt: z.string(),
  endedAt: z.optional(z.string()),
});
export type PoolWish = z.infer<typeof PoolWish>;

/** Whether somebody answered whether they share, and how; `left`: they shared, and do no longer. */
export const MEMBER_STATES = ["invited", "agreed", "declined", "left"] as const;

const Member = z.object({
  person: RecordId,
  state: oneOf(MEMBER_STATES),
  /** Their arrangement with the provider, once they share. */
  arrangement: z.optional(RecordId),
  /** First and last day of sharing. */
  from: z.optional(PlainDate),
  until: z.optional(PlainDate),
});
export type PoolMember = z.infer<typeof Member>;

/** Where a pool may stand. `dropped`: it never began, as too few agreed. */
export const POOL_STATES = ["proposed", "running", "ended", "dropped"] as const;

/** One provider's support shared among several people: who, how much, and what they paid each other. Members stand in the order in which they were named. */
export const Pool = z.object({
  id: RecordId,
  /** Who proposed it. */
  owner: RecordId,
  authority: GssCode,
  listing: ListingId,
  provider: RecordId,
  services: z.array(Service),
  /** Of all together, a week. */
  hours: QuarterHours,
  ratePence: z.number(),
  state: oneOf(POOL_STATES),
  members: z.array(Member),
  providerAgreedAt: z.optional(z.string()),
  /** The first day, planned until it has begun. */
  from: PlainDate,
  /** Paid from one member's account to another's: both see it, and each one's balance knows it. */
  payments: z.array(z.object({ payer: RecordId, payee: RecordId, pence: z.number(), on: PlainDate, learnedAt: z.string() })),
  createdAt: z.string(),
  endedAt: z.optional(z.string()),
});
export type Pool = z.infer<typeof Pool>;

/** Whether two people may be proposed to share: they want the same support, and live within so many miles, by the middles of their areas. */
export const mayShare = (one: Pick<PoolWish, "services" | "area">, other: Pick<PoolWish, "services" | "area">, miles: number): boolean =>
  one.services.some((service) => other.services.includes(service)) && milesBetween(one.area.lat, one.area.lon, other.area.lat, other.area.lon) <= miles;

/** Members who share on a day, those who joined first standing first: what is left over of a split goes to them. */
export const sharingOn = ({ members }: Pick<Pool, "members">, day: PlainDate): readonly PoolMember[] =>
  members
    .filter(({ from, until }) => from !== undefined && from <= day && (until === undefined || day <= until))
    .toSorted((a, b) => ((a.from ?? "") < (b.from ?? "") ? -1 : (a.from ?? "") > (b.from ?? "") ? 1 : 0));

const MINUTES_AN_HOUR = 60;
const DAYS_A_WEEK = 7;

/** What all pay together a week: hours at the rate, a half penny rounded up. */
export const weeklyPence = ({ hours, ratePence }: Pick<Pool, "hours" | "ratePence">): Pence => Math.round(hours * ratePence);

/** One member's part of a week. */
export interface PoolShare {
  readonly person: string;
  readonly minutes: number;
  readonly pence: Pence;
}

/** What each who shares on a day has of a week: minutes and pence, each adding up to the whole. A minute or penny left over goes to those who joined first. */
export function weeklyShares(pool: Pool, day: PlainDate): readonly PoolShare[] {
  const sharing = sharingOn(pool, day);
  if (sharing.length === 0) return [];
  const minutes = evenShares(pool.hours * MINUTES_AN_HOUR, sharing.length);
  const pence = evenShares(weeklyPence(pool), sharing.length);
  return sharing.map(({ person }, index) => ({ person, minutes: minutes[index] ?? 0, pence: pence[index] ?? 0 }));
}

/** What the days from one to another cost, both included, counted from the pool's first: seven of them are a week's pence exactly, wherever they begin. */
function costBetween(pool: Pool, from: PlainDate, to: PlainDate): Pence {
  const weekly = weeklyPence(pool);
  const until = (day: PlainDate) => Math.floor((weekly * (dayNumber(day) - dayNumber(pool.from))) / DAYS_A_WEEK);
  return until(daysAfter(to, 1)) - until(from);
}

/**
 * What each member owes for the days from one to another, both included. Where somebody joins or leaves, it is split anew from that day; every stretch adds
 * up to what it costs, and a penny left over goes to those who joined first. Days on which nobody shares cost nothing.
 */
export function sharesBetween(pool: Pool, from: PlainDate, to: PlainDate): ReadonlyMap<string, Pence> {
  const owed = new Map<string, Pence>();
  const changes = pool.members.flatMap(({ from: joined, until }) => [joined ?? "", until === undefined ? "" : daysAfter(until, 1)]);
  const starts = [from, ...changes.filter((day) => day > from && day <= to)].toSorted();
  for (const [index, start] of starts.entries()) {
    const end = index + 1 < starts.length ? daysAfter(starts[index + 1] ?? to, -1) : to;
    const sharing = sharingOn(pool, start);
    if (end < start || sharing.length === 0) continue;
    const shares = evenShares(costBetween(pool, start, end), sharing.length);
    for (const [at, { person }] of sharing.entries()) owed.set(person, (owed.get(person) ?? 0) + (shares[at] ?? 0));
  }
  return owed;
}

/** `not-yours`: they are no member, or have answered. `not-now`: the pool stands where this cannot be. `day`: the day cannot be. */
export type PoolRefusal = "not-yours" | "not-now" | "day" | "amount";

type Decided = Result<Pool, PoolRefusal>;

const withMember = (pool: Pool, person: string, change: (member: PoolMember) => PoolMember): Pool => ({
  ...pool,
  members: pool.members.map((member) => (member.person === person ? change(member) : member)),
});

/** A pool once everybody asked has answered: it runs, from its day or today, where the provider and two or more agreed; with fewer it is dropped. */
function settled(pool: Pool, today: PlainDate, at: Instant): Pool {
  const agreed = pool.members.filter(({ state }) => state === "agreed");
  const open = pool.members.some(({ state }) => state === "invited");
  if (agreed.length < LEAST_MEMBERS && !open) return { ...pool, state: "dropped", endedAt: at };
  if (open || pool.providerAgreedAt === undefined) return pool;
  const from = pool.from < today ? today : pool.from;
  return {
    ...pool,
    ...{ state: "running", from },
    members: pool.members.map((member) => (member.state === "agreed" ? { ...member, from } : member)),
  };
}

const LEAST_MEMBERS = 2;

/** A pool after somebody answered: a member, or the provider. One no of the provider's drops it. */
export function afterAnswer(pool: Pool, person: string, agrees: boolean, today: PlainDate, at: Instant): Decided {
  if (pool.state !== "proposed") return refused("not-now");
  if (person === pool.provider) {
    if (pool.providerAgreedAt !== undefined) return refused("not-yours");
    return ok(agrees ? settled({ ...pool, providerAgreedAt: at }, today, at) : { ...pool, state: "dropped", endedAt: at });
  }
  const member = pool.members.find((one) => one.person === person);
  if (member?.state !== "invited" && !(member?.state === "agreed" && !agrees)) return refused("not-yours");
  return ok(
    settled(
      withMember(pool, person, (one) => ({ ...one, state: agrees ? "agreed" : "declined" })),
      today,
      at,
    ),
  );
}

/** A pool that somebody has left, after a last day that is not ahead. With the last of them it ends. */
export function afterLeaving(pool: Pool, person: string, lastDay: PlainDate, today: PlainDate, at: Instant): Decided {
  if (pool.state !== "running") return refused("not-now");
  const member = pool.members.find((one) => one.person === person && one.state === "agreed");
  if (member?.from === undefined) return refused("not-yours");
  // Whoever leaves before the first day shares on no day.
  const before = daysAfter(member.from, -1);
  if ((lastDay > today && lastDay !== before) || lastDay < before) return refused("day");
  const left = withMember(pool, person, (one) => ({ ...one, state: "left", until: lastDay }));
  return ok(left.members.some(({ state }) => state === "agreed") ? left : { ...left, state: "ended", endedAt: at });
}

/** A pool in which one member has paid another. */
export function afterPayment(pool: Pool, payer: string, payee: string, pence: Pence, on: PlainDate, today: PlainDate, at: Instant): Decided {
  const began = (person: string) => pool.members.some((one) => one.person === person && one.from !== undefined);
  if (!["running", "ended"].includes(pool.state)) return refused("not-now");
  if (payer === payee || !began(payer) || !began(payee)) return refused("not-yours");
  if (on > today || on < pool.from) return refused("day");
  if (!Number.isInteger(pence) || pence < 1) return refused("amount");
  return ok({ ...pool, payments: [...pool.payments, { payer, payee, pence, on, learnedAt: at }] });
}
