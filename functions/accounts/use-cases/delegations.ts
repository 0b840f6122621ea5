import type { DelegateKind } from "../../../shared/access/roles.ts";
import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { daysAfter, instantOf, londonDate, longDate, type PlainDate } from "../../../shared/domain/time.ts";
import type { Notice } from "../../../shared/notices/notice.ts";
import { type Account, isOpen, isStaff } from "../../../shared/people/account.ts";
import { samePerson } from "../../../shared/people/same-person.ts";
import { councilPolicy } from "../../../shared/policy/council.ts";
import {
  type Delegation,
  type DelegationDecision,
  type DelegationMove,
  isStopped,
  mayObject,
  type NewDelegation,
  stateAfter,
  stateOn,
  withoutInvitation,
} from "../rules/delegation.ts";
import type { AccountsDeps } from "./deps.ts";
import { canBeTold, noticeTo } from "./notices.ts";

/**
 * `own-address`: somebody cannot act for themselves, nor authorise themselves to act for others, nor others to act for them. `too-many`:
 * nobody needs more than 20 to act for them at once. `begins-in-the-past` and `ends-before-it-begins`: days that cannot be.
 * `special-reason-needed`: the person works for a council or gives support, and it is not said why somebody must act for them all the same.
 */
export type NominateRefusal = CommitRefusal | "own-address" | "too-many" | "begins-in-the-past" | "ends-before-it-begins" | "special-reason-needed";

const MOST_AT_ONCE = 20;

/** On whose word somebody is invited: `by` is the account of who does it. */
export interface Invitation {
  readonly kind: DelegateKind;
  readonly by: Account;
  /** Why, where the council decides it. */
  readonly basis?: string | undefined;
  /** Why also over somebody who works for a council or gives support. */
  readonly specialReason?: string | undefined;
}

/** Whether a delegation still gives something, or may come to. */
const isOpenOn = (delegation: Delegation, today: PlainDate): boolean =>
  stateAfter(delegation.state, "end") !== undefined && stateOn(delegation, today) !== "expired";

/** Days between a person being told that the council authorises somebody, and that beginning. */
const waitDaysOf = (authority: string): number => councilPolicy(authority).authorising.waitDays;

const later = (one: PlainDate, other: PlainDate): PlainDate => (one > other ? one : other);

/**
 * Invites somebody, by their address, to act for a person. The leave holds from when they accept. `kind`
 * says on whose word: a nominated person or support organisation on the person's own, an authorised
 * person on the council's, with its `basis`. The council's is only proposed by it: a second officer has to agree (`decideDelegation`),
 * the person and whoever acts for them are told at once, and it begins when the council's period to object is over.
 * Refused by a `NominateRefusal`. Source: Care Act 2014, sections 31 and 32.
 */
export const inviteDelegate =
  ({ store, newId, addressHash, site }: Pick<AccountsDeps, "store" | "newId" | "addressHash" | "site">) =>
  async (
    person: Versioned<Account>,
    { kind, by, basis, specialReason }: Invitation,
    details: NewDelegation,
    context: AuditContext,
  ): Promise<Result<Delegation, NominateRefusal>> => {
    const { email, scopes, until } = details;
    const today = londonDate(context.at);
    const byCouncil = kind === "authorised-person";
    if (email === person.body.email || email === by.email || (byCouncil && samePerson(person.body, by))) return refused("own-address");
    if (byCouncil && specialReason === undefined && worksHere(person.body)) return refused("special-reason-needed");
    if (details.from !== undefined && details.from < today) return refused("begins-in-the-past");
    const soonest = byCouncil ? daysAfter(today, waitDaysOf(person.body.authority)) : today;
    const from = later(details.from ?? today, soonest);
    if (until !== undefined && until < from) return refused("ends-before-it-begins");
    const held = await store.delegationsFor(person.body.id);
    if (held.filter(({ body }) => isOpenOn(body, today)).length >= MOST_AT_ONCE) return refused("too-many");
    const proposed: Delegation = {
      id: newId(),
      person: person.body.id,
      authority: person.body.authority,
      kind,
      scopes,
      from,
      ...(until === undefined ? {} : { until }),
      ...(basis === undefined ? {} : { basis }),
      ...(specialReason === undefined ? {} : { specialReason }),
      addressHash: await addressHash(email),
      invitedAt: email,
      invitedBy: by.id,
      state: byCouncil ? "proposed" : "invited",
      createdAt: instantOf(context.at),
    };
    const notices = byCouncil ? await proposalNotices({ store, site }, person.body, proposed, held, context) : [];
    const told = notices.some((notice) => notice.to.account === person.body.id && canBeTold(notice));
    const delegation: Delegation = told ? { ...proposed, toldAt: instantOf(context.at) } : proposed;
    const action = byCouncil ? "delegation:authorise" : "delegation:nominate";
    const done = await store.commit(context, [{ entity: "delegation", after: delegation, action }], notices);
    return done.ok ? ok(delegation) : done;
  };

/** Whether somebody works for a council, or gives support. */
export const worksHere = (account: Account): boolean => isStaff(account) || account.grants.some(({ role }) => role === "provider");

/** Tells the person, and everybody who acts for them, that the council is about to authorise somebody. */
async function proposalNotices(
  { store, site }: Pick<AccountsDeps, "store" | "site">,
  person: Account,
  { id, authority, from }: Delegation,
  held: readonly Versioned<Delegation>[],
  context: AuditContext,
): Promise<readonly Notice[]> {
  const today = londonDate(context.at);
  const delegates = held.flatMap(({ body }) => (body.delegate !== undefined && stateOn(body, today) === "active" ? [body.delegate] : []));
  const accounts = await Promise.all([...new Set(delegates)].map((delegate) => store.account(delegate)));
  const telling = { authority, about: id, turn: "proposed", values: { day: longDate(from) } };
  return [
    noticeTo(site, person, { ...telling, code: "authorisation-proposed", path: `/people/me/delegations/${id}/objection` }, context),
    ...accounts.flatMap((account) =>
      account && isOpen(account.body)
        ? [
            noticeTo(
              site,
              account.body,
              { ...telling, code: "authorisation-proposed-for-person", path: `/people/${person.id}/delegations/${id}/objection` },
              context,
            ),
          ]
        : [],
    ),
  ];
}

/**
 * `second-officer-needed`: whoever proposed it, whom it is about and who is to act do not decide it, under whichever account. `not-told`:
 * we know no way to tell the person, and it is not said who told them. `not-a-move`: nothing waits to be decided.
 */
export type DelegationDecisionRefusal = CommitRefusal | "second-officer-needed" | "not-told" | "not-a-move";

/**
 * What a second officer decides: of what the first proposed, or of an objection to it. `go-on` invites whoever is to act, or lets stand
 * what was stopped, with the period to object begun anew where there was an objection; `end` ends it. The person is told what became
 * of an objection. Refused by a `DelegationDecisionRefusal`.
 */
export const decideDelegation =
  ({ store, site, addressHash }: Pick<AccountsDeps, "store" | "site" | "addressHash">) =>
  async (
    by: Account,
    delegation: Versioned<Delegation>,
    { decision, reason, told }: DelegationDecision,
    context: AuditContext,
  ): Promise<Result<Delegation, DelegationDecisionRefusal>> => {
    const { body } = delegation;
    const stopped = isStopped(body) && stateAfter(body.state, "end") !== undefined;
    if (body.state !== "proposed" && !stopped) return refused("not-a-move");
    const [person, proposer, delegate] = await Promise.all([
      store.account(body.person),
      body.invitedBy === undefined ? undefined : store.account(body.invitedBy),
      body.delegate === undefined ? undefined : store.account(body.delegate),
    ]);
    const others = [person, proposer, delegate].filter((one) => one !== undefined);
    const invited = by.email !== undefined && body.addressHash !== undefined && (await addressHash(by.email)) === body.addressHash;
    if (invited || by.id === body.invitedBy || others.some((one) => samePerson(one.body, by))) return refused("second-officer-needed");
    const at = instantOf(context.at);
    const today = londonDate(context.at);
    const answered = stopped && body.objection ? { objection: { ...body.objection, answeredAt: at, answeredBy: by.id } } : {};
    let after: Delegation;
    if (decision === "end") after = withoutInvitation(body, { ...answered, state: "ended", endedAt: at });
    else {
      const toldAt = body.toldAt ?? (told === undefined ? undefined : at);
      if (toldAt === undefined) return refused("not-told");
      const anew = stopped || body.toldAt === undefined;
      after = {
        ...body,
        ...answered,
        toldAt,
        ...(told === undefined ? {} : { told }),
        ...(anew ? { from: later(body.from, daysAfter(today, waitDaysOf(body.authority))) } : {}),
        ...(body.state === "proposed" ? { state: "invited" as const, agreedBy: by.id, agreedAt: at } : {}),
      };
    }
    const telling = {
      code: "objection-answered",
      authority: body.authority,
      about: body.id,
      turn: `answered.${delegation.version}`,
      path: `/delegations/${body.id}`,
    } as const;
    const notices = stopped && person && isOpen(person.body) ? [noticeTo(site, person.body, telling, context)] : [];
    const done = await store.commit(context, [{ entity: "delegation", before: delegation, after, action: "delegation:decide", reason }], notices);
    return done.ok ? ok(after) : done;
  };

/** `begun-already`: it is in force, and can be ended. `objected-already`: an officer looks at an objection, or has answered it. `not-the-councils`: the person chose it, and ends it. */
export type ObjectRefusal = CommitRefusal | "begun-already" | "objected-already" | "not-the-councils";

/** Objects to what the council decided, before it begins: it is stopped until another officer has looked at it. The officers are told. Refused by an `ObjectRefusal`. */
export const objectToDelegation =
  ({ store, site }: Pick<AccountsDeps, "store" | "site">) =>
  async (by: Account, delegation: Versioned<Delegation>, words: string | undefined, context: AuditContext): Promise<Result<Delegation, ObjectRefusal>> => {
    const { body } = delegation;
    if (body.kind !== "authorised-person") return refused("not-the-councils");
    if (!mayObject(body, londonDate(context.at))) return refused("begun-already");
    if (body.objection !== undefined) return refused("objected-already");
    const after: Delegation = { ...body, objection: { at: instantOf(context.at), by: by.id, ...(words === undefined ? {} : { words }) } };
    const officers = await Promise.all([body.invitedBy, body.agreedBy].flatMap((id) => (id === undefined ? [] : [store.account(id)])));
    const telling = {
      code: "authorisation-objected",
      authority: body.authority,
      about: body.id,
      turn: "objected",
      path: `/delegations/${body.id}/decision`,
    } as const;
    const notices = officers.flatMap((officer) => (officer && isOpen(officer.body) ? [noticeTo(site, officer.body, telling, context)] : []));
    const done = await store.commit(context, [{ entity: "delegation", before: delegation, after, action: "delegation:object" }], notices);
    return done.ok ? ok(after) : done;
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
    if (email === undefined || (await addressHash(email)) !== body.addressHash || id === body.person) return refused("not-theirs");
    const deciders = await Promise.all(
      [body.invitedBy, body.agreedBy].flatMap((one) => (one === undefined || one === body.person ? [] : [store.account(one)])),
    );
    if (deciders.some((one) => one && samePerson(one.body, caller.body))) return refused("not-theirs");
    const state = stateAfter(body.state, answer);
    if (!state || (answer === "accept" && isStopped(body))) return refused("not-a-move");
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
