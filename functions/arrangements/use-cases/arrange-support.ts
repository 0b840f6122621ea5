import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { instantOf, londonDate, type PlainDate } from "../../../shared/domain/time.ts";
import type { Listing, ListingId } from "../../../shared/listing/listing.ts";
import { isShownOn } from "../../../shared/listing/shown.ts";
import { type Notice, recipientOf } from "../../../shared/notices/notice.ts";
import type { Account } from "../../../shared/people/account.ts";
import { councilPolicy } from "../../../shared/policy/council.ts";
import { ratesOn } from "../../../shared/policy/council-rates.ts";
import { dutiesOn, minimumPence, payPolicy } from "../../../shared/policy/pay.ts";
import type { Arrangement } from "../rules/arrangement.ts";
import type { ArrangementMove, Side } from "../rules/arrangement-moves.ts";
import {
  afterMove,
  asMade,
  councilAgreed,
  type DecisionRefusal,
  type MoveFrame,
  type MoveInput,
  type PlanAgreements,
  withTerms,
} from "../rules/decide-arrangement.ts";
import { type RateQuestion, rateQuestions } from "../rules/rate-check.ts";
import type { Terms } from "../rules/terms.ts";
import type { ArrangementsDeps as Deps } from "./deps.ts";
import { listingMeant } from "./listing-meant.ts";
import { newArrangement } from "./new-arrangement.ts";

/** The questions terms raise for an arrangement, by what its council publishes, the law of the day they begin, and what the plan agrees to. */
export const raisedBy = (arrangement: Arrangement, terms: Terms, from: PlainDate, plan: PlanAgreements): readonly RateQuestion[] =>
  rateQuestions(terms, {
    employment: arrangement.employment,
    family: arrangement.unlisted?.family === true,
    rates: ratesOn(councilPolicy(arrangement.authority).rates, from),
    minimumPence: minimumPence(from),
    employers: dutiesOn(from),
    weeksAYear: payPolicy.weeksAYear,
    agreed: {
      higherRate: plan.higherRate || councilAgreed(arrangement, ["below-managed", "above-council-rate"]),
      family: plan.family || councilAgreed(arrangement, ["family"]),
    },
  });

async function frameAt({ planOf }: Pick<Deps, "planOf">, person: string, context: AuditContext): Promise<MoveFrame> {
  const [today, at] = [londonDate(context.at), instantOf(context.at)];
  const plan = await planOf(person, { day: today, knownBy: at });
  return { today, at, plan, raise: (arrangement, terms, from) => raisedBy(arrangement, terms, from, plan) };
}

/** What somebody offers: the support they want, from when, and what they say with it. */
export interface Offer {
  readonly terms: Terms;
  readonly from: PlainDate;
  readonly message?: string | undefined;
}

/**
 * `no-listing`: nobody on the list has this reference. `no-account`: nobody could answer: their listing has no account. `themselves`: it is the account's,
 * or of whoever acts for it.
 */
export type OfferRefusal = "no-listing" | "no-account" | "themselves";

/** The provider an offer may go to, by the reference on their page. */
export async function offeredTo(
  { store }: Pick<Deps, "store">,
  meant: readonly ListingId[],
  today: PlainDate,
  accounts: readonly string[],
): Promise<Result<Listing & { readonly provider: string }, OfferRefusal>> {
  const found = await listingMeant(store, meant);
  if (!found || !isShownOn(found, today)) return refused("no-listing");
  const { provider } = found;
  if (provider === undefined) return refused("no-account");
  return accounts.includes(provider) ? refused("themselves") : ok({ ...found, provider });
}

/** Offers support to a provider of the list, who is told in the way they want to be. */
export const offerSupport =
  (deps: Pick<Deps, "store" | "newId" | "account" | "planOf" | "site">) =>
  async (
    person: Versioned<Account>,
    { id: listing, provider, employment }: Listing & { readonly provider: string },
    { terms, from, message }: Offer,
    contextFor: (id: string) => AuditContext,
  ): Promise<Result<void, CommitRefusal>> => {
    const id = deps.newId();
    const context = contextFor(id);
    const made: Arrangement = {
      ...newArrangement(id, person.body, context),
      ...{ listing, provider, employment, state: "offered", since: from },
      ...(message === undefined ? {} : { message }),
    };
    const after = asMade(withTerms(made, terms, from, await frameAt(deps, person.body.id, context)));
    return deps.store.commit(
      context,
      [{ entity: "arrangement", after, action: "support:offer" }],
      await noticesOf(deps, undefined, after, "support-offered", "provider", context),
    );
  };

/** Who is told of a move besides whoever makes it, and by which notice; nobody of the rest. */
const TOLD: Readonly<Partial<Record<ArrangementMove, Notice["code"]>>> = {
  accept: "support-answered",
  decline: "support-answered",
  withdraw: "support-changed",
  start: "support-changed",
  change: "support-changed",
  agree: "support-changed",
  refuse: "support-changed",
  pause: "support-changed",
  resume: "support-changed",
  end: "support-changed",
  answer: "support-changed",
};

/**
 * Makes a move of an arrangement: the record, the provider's free hours and whoever is told of it, all or nothing. What changes the listing meanwhile
 * is followed. Refused by a `DecisionRefusal`, as `stale` or as `repeat`.
 */
export const moveArrangement =
  (deps: Pick<Deps, "store" | "account" | "planOf" | "site">) =>
  async (
    before: Versioned<Arrangement>,
    move: ArrangementMove,
    side: Side,
    input: MoveInput,
    context: AuditContext,
    reason?: string,
  ): Promise<Result<Arrangement, DecisionRefusal | CommitRefusal>> => {
    const decided = afterMove(before.body, move, side, input, await frameAt(deps, before.body.owner, context));
    if (!decided.ok) return decided;
    const after = decided.value;
    const code = TOLD[move];
    const other = side === "recipient" ? "provider" : "recipient";
    const notices = code === undefined ? [] : await noticesOf(deps, before, after, code, other, context);
    const hours = after.hoursHeld - before.body.hoursHeld;
    const done = await deps.store.commit(
      context,
      [{ entity: "arrangement", before, after, action: `support:${move}`, ...(reason === undefined ? {} : { reason }) }],
      notices,
      after.listing === undefined || hours === 0 ? undefined : { listing: after.listing, hours },
    );
    return done.ok ? ok(after) : done;
  };

/** The notice of a change to one of the two sides; none where nobody could get it. Its id is made from the change, so that it tells once. */
async function noticesOf(
  { account, site }: Pick<Deps, "account" | "site">,
  before: Versioned<Arrangement> | undefined,
  { id, owner, provider, authority }: Arrangement,
  code: Notice["code"],
  to: "recipient" | "provider",
  context: AuditContext,
): Promise<readonly Notice[]> {
  const receiver = to === "provider" ? provider : owner;
  const held = receiver === undefined ? undefined : await account(receiver);
  if (!held || held.body.erasedAt !== undefined) return [];
  return [
    {
      id: `support.${id}.${before?.version ?? 0}`,
      authority,
      code,
      ...recipientOf(held.body),
      values: { link: new URL(`/arrangements/${id}`, site).href },
      createdAt: instantOf(context.at),
      about: id,
    },
  ];
}
