import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { instantOf, londonDate, longDate, type PlainDate } from "../../../shared/domain/time.ts";
import { type Notice, recipientOf } from "../../../shared/notices/notice.ts";
import { type Account, isOpen } from "../../../shared/people/account.ts";
import { councilName } from "../../../shared/policy/council.ts";
import { type MarketPolicy, marketPolicyOn, sharingOn } from "../../../shared/policy/market.ts";
import { areasOf } from "../rules/areas.ts";
import { hasTooFew } from "../rules/gap-rows.ts";
import { inSteps } from "../rules/shown-hours.ts";
import type { GapSnapshot, NamedListing } from "../rules/snapshot.ts";
import { closed, type Invitable, invitable, type MarketTarget, type TargetText, withInvited } from "../rules/target.ts";
import type { ActingDeps } from "./acting-ports.ts";

type Deps = Pick<ActingDeps, "gaps" | "acting" | "account" | "addressHash" | "isStopped" | "stopLink" | "limited" | "site">;
type Refusal = "not-now" | "no-one" | CommitRefusal;

const MONTHS_SHOWN = 12;
const MONTH_CHARACTERS = 7;

/** Classes and areas that a target can be set for: areas with people enough for a number to be shown. */
export const targetChoices = ({ classes, areas }: GapSnapshot, { wanted }: MarketPolicy) => ({
  classes,
  areas: areas.filter((area) => !hasTooFew(area, wanted.leastPeople)),
});

/** What is short of a class in some areas, in steps: undefined where one of them, or the class, is not in the figures. */
export function shortIn(
  { areas, classes, cells }: GapSnapshot,
  { needed, areas: codes }: Pick<MarketTarget, "needed" | "areas">,
  policy: MarketPolicy,
): number | undefined {
  const index = classes.findIndex(({ code }) => code === needed);
  const found = codes.map((code) => cells[areas.findIndex((area) => area.code === code) * classes.length + index]);
  if (index < 0 || codes.some((code) => !areas.some((area) => area.code === code))) return undefined;
  return inSteps(
    found.reduce((sum, cell) => sum + (cell?.shortfall ?? 0), 0),
    policy,
  );
}

/** How what is short moved since the target was set: the last day of each month, the newest at most, and now. */
export async function movesOf(
  { gaps }: Pick<Deps, "gaps">,
  target: MarketTarget,
): Promise<readonly { readonly day: PlainDate; readonly shortHours: number }[]> {
  const { authority, start } = target;
  const months = (await gaps.months(authority, "now")).filter((month) => month >= start.day.slice(0, MONTH_CHARACTERS)).slice(0, MONTHS_SHOWN);
  const snapshots = await Promise.all(months.toReversed().map((month) => gaps.snapshot(authority, "now", month)));
  return snapshots.flatMap((snapshot) => {
    const shortHours = snapshot && shortIn(snapshot, target, marketPolicyOn(authority, snapshot.day));
    return snapshot === undefined || shortHours === undefined ? [] : [{ day: snapshot.day, shortHours }];
  });
}

/** Sets a target. Refused as `not-now` where there are no figures of it. */
export async function setTarget(
  { gaps, acting }: Deps,
  { id, council }: { readonly id: string; readonly council: string },
  given: TargetText,
  by: string,
  context: AuditContext,
): Promise<Result<void, Refusal>> {
  const snapshot = await gaps.snapshot(council, "now");
  const shortHours = snapshot && shortIn(snapshot, given, marketPolicyOn(council, londonDate(context.at)));
  if (snapshot === undefined || shortHours === undefined) return refused("not-now");
  const start = { day: snapshot.day, shortHours };
  const after: MarketTarget = { id, authority: council, ...given, start, state: "open", invited: [], createdBy: by, createdAt: instantOf(context.at) };
  return acting.commit(context, [{ entity: "market-target", after, action: "market-target:set" }]);
}

/** Closes a target. */
export async function closeTarget({ acting }: Pick<Deps, "acting">, before: Versioned<MarketTarget>, context: AuditContext): Promise<Result<void, Refusal>> {
  const made = closed(before.body, instantOf(context.at));
  return made.ok ? acting.commit(context, [{ entity: "market-target", before, after: made.value, action: "market-target:close" }]) : made;
}

/** Somebody who can be invited, whose council's list they are on, and the account they have. */
export interface Candidate extends Invitable<NamedListing> {
  readonly council: string;
  readonly provider: string;
}

/**
 * Listed providers with an account who could help, and were not invited yet: the council's own, and those of councils with which sharing is agreed on the
 * day; as many as are invited at once.
 */
export async function candidatesFor({ gaps, acting }: Pick<Deps, "gaps" | "acting">, target: MarketTarget, day: PlainDate): Promise<readonly Candidate[]> {
  const { authority, needed, areas, invited } = target;
  const inputs = await gaps.inputs(authority, "now");
  const index = inputs?.classes.findIndex(({ code }) => code === needed) ?? -1;
  if (inputs === undefined || index < 0) return [];
  const { targets } = marketPolicyOn(authority, day);
  const before = new Set(invited.map(({ listing }) => listing));
  const near = invitable(areasOf(inputs.small), { codes: areas, needed: index }, inputs.listings, targets).filter(({ listing }) => !before.has(listing.id));
  const councils = [authority, ...sharingOn(authority, day)];
  const candidates: Candidate[] = [];
  for (let from = 0; from < near.length && candidates.length < targets.mostInvitations; from += targets.mostInvitations) {
    const some = near.slice(from, from + targets.mostInvitations);
    const stored = await acting.listings(some.map(({ listing }) => listing.id));
    for (const one of some) {
      const { provider, authority: council = "" } = stored.get(one.listing.id)?.listing ?? {};
      if (provider !== undefined && councils.includes(council)) candidates.push({ ...one, council, provider });
    }
  }
  return candidates.slice(0, targets.mostInvitations);
}

/**
 * Invites candidates (by their listings' ids): each gets one email, which they can stop, and goes into the target, all in one write. Whoever stopped such
 * emails, was written to too often lately, or has no address, is left out; refused as `no-one` where nobody is left. Gives how many were invited and how many left out: `3-1`.
 */
export async function inviteTo(
  deps: Deps,
  before: Versioned<MarketTarget>,
  chosen: readonly string[],
  needWords: string,
  placeWords: string,
  { contextOf, day }: { readonly contextOf: (report: string) => AuditContext; readonly day: PlainDate },
): Promise<Result<string, Refusal>> {
  const target = before.body;
  const asked = (await candidatesFor(deps, target, day)).filter(({ listing }) => chosen.includes(listing.id));
  const reached: { readonly candidate: Candidate; readonly account: Account; readonly email: string }[] = [];
  for (const candidate of asked) {
    const account = (await deps.account(candidate.provider))?.body;
    const email = account?.email;
    if (account === undefined || email === undefined || !isOpen(account)) continue;
    const hash = await deps.addressHash(email);
    if ((await deps.isStopped(hash)) || (await deps.limited("mails-to-address", hash)) !== undefined) continue;
    reached.push({ candidate, account, email });
  }
  const report = `${reached.length}-${asked.length - reached.length}`;
  const context = contextOf(report);
  const at = instantOf(context.at);
  const made = withInvited(
    target,
    reached.map(({ candidate: { listing, as } }) => ({ listing: listing.id, as })),
    at,
    day,
  );
  if (!made.ok) return made;
  const notices = await Promise.all(
    reached.map(async ({ candidate, account, email }, index): Promise<Notice> => {
      const { to, preferences } = recipientOf(account);
      return {
        id: `gap.${target.id}.${target.invited.length + index + 1}`,
        authority: target.authority,
        code: "gap-invitation",
        // By email alone: it is what they can stop.
        to: { account: to.account, name: to.name, email },
        preferences: { ...preferences, channel: "email" },
        values: {
          council: councilName(target.authority) ?? target.authority,
          ...{ need: needWords, place: placeWords, byDay: longDate(target.by), words: target.words },
          link: new URL(`/your-listing/${candidate.listing.id}/wanted`, deps.site).href,
          stop: await deps.stopLink(email),
        },
        createdAt: at,
      };
    }),
  );
  const done = await deps.acting.commit(context, [{ entity: "market-target", before, after: made.value.target, action: "market-target:invite" }], notices);
  return done.ok ? ok(report) : done;
}
