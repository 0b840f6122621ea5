import type { DelegateKind } from "../../../shared/access/roles.ts";
import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { instantOf, londonDate } from "../../../shared/domain/time.ts";
import type { Account } from "../../../shared/people/account.ts";
import { type Delegation, type DelegationMove, type NewDelegation, stateAfter, stateOn, withoutInvitation } from "../rules/delegation.ts";
import type { AccountsDeps } from "./deps.ts";

/**
 * `own-address`: somebody cannot act for themselves, nor authorise themselves to act for others. `too-many`: nobody needs more than 20
 * to act for them at once. `begins-in-the-past` and `ends-before-it-begins`: days that cannot be.
 */
export type NominateRefusal = CommitRefusal | "own-address" | "too-many" | "begins-in-the-past" | "ends-before-it-begins";

const MOST_AT_ONCE = 20;

/** On whose word somebody is invited: `by` is the account of who does it. */
export interface Invitation {
  readonly kind: DelegateKind;
  readonly by: Account;
  /** Why, where the council decides it. */
  readonly basis?: string | undefined;
}

/**
 * Invites somebody, by their address, to act for a person. The leave holds from when they accept. `kind`
 * says on whose word: a nominated person or support organisation on the person's own, an authorised
 * person on the council's, with its `basis`. Refused by a `NominateRefusal`. Source: Care Act 2014, sections 31 and 32.
 */
export const inviteDelegate =
  ({ store, newId, addressHash }: Pick<AccountsDeps, "store" | "newId" | "addressHash">) =>
  async (
    person: Versioned<Account>,
    { kind, by, basis }: Invitation,
    details: NewDelegation,
    context: AuditContext,
  ): Promise<Result<Delegation, NominateRefusal>> => {
    const { email, scopes, until } = details;
    const today = londonDate(context.at);
    const from = details.from ?? today;
    if (email === person.body.email || email === by.email) return refused("own-address");
    if (from < today) return refused("begins-in-the-past");
    if (until !== undefined && until < from) return refused("ends-before-it-begins");
    const held = await store.delegationsFor(person.body.id);
    if (held.filter(({ body }) => stateAfter(body.state, "end") && stateOn(body, today) !== "expired").length >= MOST_AT_ONCE) return refused("too-many");
    const delegation: Delegation = {
      id: newId(),
      person: person.body.id,
      authority: person.body.authority,
      kind,
      scopes,
      from,
      ...(until === undefined ? {} : { until }),
      ...(basis === undefined ? {} : { basis }),
      addressHash: await addressHash(email),
      invitedAt: email,
      invitedBy: by.id,
      state: "invited",
      createdAt: instantOf(context.at),
    };
    const action = kind === "authorised-person" ? "delegation:authorise" : "delegation:nominate";
    const done = await store.commit(context, [{ entity: "delegation", after: delegation, action }]);
    return done.ok ? ok(delegation) : done;
  };

/**
 * `not-theirs`: it waits for somebody else. `not-a-move`: it has been answered or ended. `role-missing`: only
 * a support organisation's account can accept as one. `acts-already`: they act for this person under another.
 */
export type AnswerRefusal = CommitRefusal | "not-theirs" | "not-a-move" | "role-missing" | "acts-already";

/** Accepts or declines an invitation to act for somebody: only whoever it was addressed to can; all others are refused as `not-theirs`. */
export const answerDelegation =
  ({ store, addressHash }: Pick<AccountsDeps, "store" | "addressHash">) =>
  async (
    caller: Versioned<Account>,
    delegation: Versioned<Delegation>,
    answer: "accept" | "decline",
    context: AuditContext,
  ): Promise<Result<Delegation, AnswerRefusal>> => {
    const { body } = delegation;
    const { email, id, grants } = caller.body;
    if (email === undefined || (await addressHash(email)) !== body.addressHash || id === body.person || id === body.invitedBy) return refused("not-theirs");
    const state = stateAfter(body.state, answer);
    if (!state) return refused("not-a-move");
    if (answer === "accept") {
      if (body.kind === "support-organisation" && !grants.some(({ role }) => role === "support-organisation")) return refused("role-missing");
      const held = (await store.peopleOf(id)).find(({ person }) => person === body.person);
      if (held && (held.until === undefined || held.until >= londonDate(context.at))) return refused("acts-already");
      if (held) await endExpired({ store }, held.delegation, context);
    }
    const answered = withoutInvitation(body, { state, ...(answer === "accept" ? { delegate: id } : { endedAt: instantOf(context.at) }) });
    const done = await store.commit(context, [{ entity: "delegation", before: delegation, after: answered, action: `delegation:${answer}` }]);
    return done.ok ? ok(answered) : done;
  };

/** Ends a delegation whose last day is over, so that another can take its place. */
async function endExpired({ store }: Pick<AccountsDeps, "store">, id: string, { idempotencyKey: _, ...context }: AuditContext): Promise<void> {
  const expired = await store.delegation(id);
  if (expired) await endDelegation({ store })(expired, context);
}

/** Ends a delegation, or takes back an invitation: from the next request on, nobody acts by it. Refused as `not-a-move` where it was over. */
export const endDelegation =
  ({ store }: Pick<AccountsDeps, "store">) =>
  async (delegation: Versioned<Delegation>, context: AuditContext): Promise<Result<Delegation, CommitRefusal | "not-a-move">> => {
    const move: DelegationMove = "end";
    const state = stateAfter(delegation.body.state, move);
    if (!state) return refused("not-a-move");
    const ended = withoutInvitation(delegation.body, { state, endedAt: instantOf(context.at) });
    const done = await store.commit(context, [{ entity: "delegation", before: delegation, after: ended, action: "delegation:end" }]);
    return done.ok ? ok(ended) : done;
  };
