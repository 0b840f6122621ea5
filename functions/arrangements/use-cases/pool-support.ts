import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { instantOf, londonDate, type PlainDate } from "../../../shared/domain/time.ts";
import { withFact } from "../../../shared/domain/timeline.ts";
import type { Area } from "../../../shared/listing/listing.ts";
import { type Notice, recipientOf } from "../../../shared/notices/notice.ts";
import type { Account } from "../../../shared/people/account.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { type Arrangement, latestTerms } from "../rules/arrangement.ts";
import { isRunning } from "../rules/arrangement-moves.ts";
import { afterAnswer, afterLeaving, afterPayment, mayShare, type Pool, type PoolMember, type PoolRefusal, type PoolWish } from "../rules/pool.ts";
import { newArrangement } from "./new-arrangement.ts";
import type { PoolDeps as Deps, PoolChange } from "./pool-ports.ts";

/** Keeps that somebody may be asked to share, for what and roughly where; or, with nothing, that they may not be any more. */
export const saveWish =
  ({ store }: Pick<Deps, "store">) =>
  async (
    { body: { id, authority } }: Versioned<Account>,
    wanted: { readonly services: PoolWish["services"]; readonly area: Area } | undefined,
    context: AuditContext,
  ): Promise<Result<void, CommitRefusal>> => {
    const before = await store.wish(id);
    const at = instantOf(context.at);
    if (!wanted && (!before || before.body.endedAt !== undefined)) return ok(undefined);
    const after: PoolWish = wanted
      ? { ...{ id, owner: id, authority, createdAt: at }, services: wanted.services, area: wanted.area }
      : { ...(before?.body ?? { id, owner: id, authority, services: [], area: { key: "", lat: 0, lon: 0 }, createdAt: at }), endedAt: at };
    return store.commit(context, [{ entity: "pool-wish", before, after, action: wanted ? "pool:wish" : "pool:end-wish" }]);
  };

/** Whom somebody may propose to share the support of an arrangement of theirs: people who agreed to be asked, live near and want some of the same. */
export async function neighboursFor({ store }: Pick<Deps, "store">, person: string, { services, authority }: Pick<PoolWish, "services" | "authority">) {
  const [mine, wishes] = await Promise.all([store.wish(person), store.wishes(authority)]);
  if (!mine || mine.body.endedAt !== undefined) return undefined;
  const wanted = { services: [...services], area: mine.body.area };
  return wishes.filter(({ owner }) => owner !== person).filter((wish) => mayShare(wanted, wish, servicePolicy.pooling.miles));
}

/** `not-shareable`: the arrangement is not theirs, has ended, is shared already, or nothing was agreed with a provider. `nobody`: whoever was chosen may not be asked. */
export type ProposalRefusal = "not-shareable" | "nobody" | "too-many";

/** The terms of an arrangement that may be shared; undefined where it may not. */
export function shareable(person: string, { owner, provider, listing, pool, state, terms }: Arrangement) {
  const agreed = latestTerms({ terms });
  return owner === person && provider !== undefined && listing !== undefined && pool === undefined && isRunning({ state }) && agreed
    ? { ...agreed, provider, listing }
    : undefined;
}

/** Proposes to neighbours, and to the provider, to share the support of an arrangement from a day on. Each is told, and answers for themselves. */
export const proposePool =
  (deps: Deps) =>
  async (
    person: Versioned<Account>,
    arrangement: Versioned<Arrangement>,
    chosen: readonly string[],
    from: PlainDate,
    contextFor: (id: string) => AuditContext,
  ): Promise<Result<void, CommitRefusal | ProposalRefusal>> => {
    const terms = shareable(person.body.id, arrangement.body);
    if (!terms) return refused("not-shareable");
    const { authority } = person.body;
    const near = (await neighboursFor(deps, person.body.id, { services: terms.services, authority })) ?? [];
    const invited = [...new Set(chosen)];
    if (invited.length === 0 || invited.some((one) => !near.some(({ owner }) => owner === one))) return refused("nobody");
    if (invited.length >= servicePolicy.pooling.mostMembers) return refused("too-many");
    const id = deps.newId();
    const context = contextFor(id);
    const { listing, provider, services, hours, ratePence } = terms;
    const after: Pool = {
      ...{ id, owner: person.body.id, authority, listing, provider, services, hours, ratePence, state: "proposed", from },
      members: [
        { person: person.body.id, state: "agreed", arrangement: arrangement.body.id },
        ...invited.map((one): PoolMember => ({ person: one, state: "invited" })),
      ],
      payments: [],
      createdAt: instantOf(context.at),
    };
    return deps.store.commit(
      context,
      [{ entity: "pool", after, action: "pool:propose" }],
      await told(deps, after, "pool-proposed", [...invited, provider], context),
    );
  };

type Moved = Result<Pool, PoolRefusal | CommitRefusal>;

/** Answers for a member or for the provider. Where it begins by that, each member has an arrangement with the provider from then on. */
export const answerPool =
  (deps: Deps) =>
  async (pool: Versioned<Pool>, person: string, agrees: boolean, context: AuditContext): Promise<Moved> => {
    const done = afterAnswer(pool.body, person, agrees, londonDate(context.at), instantOf(context.at));
    if (!done.ok) return done;
    const begins = done.value.state === "running";
    const { after, changes } = begins ? await begun(deps, done.value, context) : { after: done.value, changes: [] };
    if (begins && changes.length === 0) return refused("not-now");
    return written(deps, pool, after, agrees ? "pool:agree" : "pool:decline", changes, context);
  };

/** The pool with each member's arrangement, and those arrangements. Nothing where the one that is shared has ended meanwhile, or is shared already. */
async function begun({ store, account, newId }: Deps, pool: Pool, context: AuditContext): Promise<{ after: Pool; changes: readonly PoolChange[] }> {
  const changes: PoolChange[] = [];
  const members: PoolMember[] = [];
  for (const member of pool.members) {
    const before = member.arrangement === undefined ? undefined : await store.arrangement(member.arrangement);
    if (member.state !== "agreed") members.push(member);
    else if (before) {
      if (!shareable(member.person, before.body)) return { after: pool, changes: [] };
      changes.push({ entity: "arrangement", before, after: { ...before.body, pool: pool.id }, action: "support:pool" });
      members.push(member);
    } else {
      const held = await account(member.person);
      if (!held) return { after: pool, changes: [] };
      const made: Arrangement = {
        ...newArrangement(newId(), held.body, context),
        ...{ listing: pool.listing, provider: pool.provider, pool: pool.id, since: pool.from, startedOn: pool.from },
      };
      changes.push({ entity: "arrangement", after: made, action: "support:pool" });
      members.push({ ...member, arrangement: made.id });
    }
  }
  return { after: { ...pool, members }, changes };
}

/**
 * Leaves a pool after a last day. Their arrangement ends with it; where it held the hours, the next member's holds them, and with the last one they are
 * free again.
 */
export const leavePool =
  (deps: Deps) =>
  async (pool: Versioned<Pool>, person: string, lastDay: PlainDate, context: AuditContext): Promise<Moved> => {
    const at = instantOf(context.at);
    const done = afterLeaving(pool.body, person, lastDay, londonDate(context.at), at);
    if (!done.ok) return done;
    const changes: PoolChange[] = [];
    const arrangementOf = async (of: string) => {
      const id = done.value.members.find((member) => member.person === of)?.arrangement;
      return id === undefined ? undefined : deps.store.arrangement(id);
    };
    const before = await arrangementOf(person);
    const held = before?.body.hoursHeld ?? 0;
    if (before) {
      const after: Arrangement = { ...before.body, state: "ended", lastDay, why: "other", hoursHeld: 0, endedAt: at };
      changes.push({ entity: "arrangement", before, after, action: "support:end" });
    }
    const next = done.value.members.find(({ state }) => state === "agreed");
    const heir = held > 0 && next ? await arrangementOf(next.person) : undefined;
    const terms = before && latestTerms(before.body);
    if (heir) {
      const after: Arrangement = { ...heir.body, hoursHeld: held, terms: terms ? withFact(heir.body.terms, lastDay, terms, at) : heir.body.terms };
      changes.push({ entity: "arrangement", before: heir, after, action: "support:pool" });
    }
    const freed = held > 0 && !heir ? { listing: pool.body.listing, hours: -held } : undefined;
    return written(deps, pool, done.value, "pool:leave", changes, context, freed);
  };

/** Keeps what one member paid another from their own account. */
export const payInPool =
  (deps: Deps) =>
  async (pool: Versioned<Pool>, payer: string, payee: string, pence: number, on: PlainDate, context: AuditContext): Promise<Moved> => {
    const done = afterPayment(pool.body, payer, payee, pence, on, londonDate(context.at), instantOf(context.at));
    return done.ok ? written(deps, pool, done.value, "pool:pay", [], context) : done;
  };

async function written(
  deps: Deps,
  before: Versioned<Pool>,
  after: Pool,
  action: string,
  changes: readonly PoolChange[],
  context: AuditContext,
  freed?: Parameters<Deps["store"]["commit"]>[3],
): Promise<Moved> {
  const others = [...after.members.filter(({ state }) => state === "agreed" || state === "invited").map(({ person }) => person), after.provider];
  const receivers = others.filter((one) => one !== context.actor.subject);
  const notices = await told(deps, after, "pool-changed", receivers, context, before.version);
  const done = await deps.store.commit(context, [{ entity: "pool", before, after, action }, ...changes], notices, freed);
  return done.ok ? ok(after) : done;
}

async function told(
  { account, site }: Pick<Deps, "account" | "site">,
  { id, authority }: Pool,
  code: "pool-proposed" | "pool-changed",
  receivers: readonly string[],
  context: AuditContext,
  version = 0,
): Promise<readonly Notice[]> {
  const accounts = await Promise.all([...new Set(receivers)].map((receiver) => account(receiver)));
  return accounts.flatMap((held, index) =>
    held && held.body.erasedAt === undefined
      ? [
          {
            id: `pool.${id}.${version}.${index}`,
            ...{ authority, code },
            ...recipientOf(held.body),
            values: { link: new URL(`/people/me/pools/${id}`, site).href },
            createdAt: instantOf(context.at),
            about: id,
          },
        ]
      : [],
  );
}
