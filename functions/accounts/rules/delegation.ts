import * as z from "zod/mini";
import { type ActsFor, DELEGATE_KINDS, SCOPES } from "../../../shared/access/roles.ts";
import { oneOf } from "../../../shared/domain/codes.ts";
import { EmailAddress, GssCode, KeptEmail, RecordId, text } from "../../../shared/domain/fields.ts";
import { PlainDate } from "../../../shared/domain/time.ts";

/** How a delegation may stand, as stored; see `stateOn` for one whose last day is over. `proposed`: one officer decided it, and a second has not agreed yet. */
export const DELEGATION_STATES = ["proposed", "invited", "active", "declined", "ended"] as const;
export type DelegationState = (typeof DELEGATION_STATES)[number];

/** What may be done to a delegation, from which states, and where it leads. Nothing else is a move. */
export const DELEGATION_MOVES = {
  agree: { from: ["proposed"], to: "invited" },
  accept: { from: ["invited"], to: "active" },
  decline: { from: ["invited"], to: "declined" },
  end: { from: ["proposed", "invited", "active"], to: "ended" },
} as const satisfies Readonly<Record<string, { readonly from: readonly DelegationState[]; readonly to: DelegationState }>>;
export type DelegationMove = keyof typeof DELEGATION_MOVES;

/** The state a move leads to; undefined where it is not a move from here. */
export const stateAfter = (state: DelegationState, move: DelegationMove): DelegationState | undefined =>
  DELEGATION_MOVES[move].from.some((from) => from === state) ? DELEGATION_MOVES[move].to : undefined;

/** That somebody does not want what the council decided, and what became of it. Nothing goes on while it is open. */
export const Objection = z.object({
  at: z.string(),
  /** Who objected: the person, somebody who acts for them, or an officer whom they told. */
  by: RecordId,
  words: z.optional(text(2000)),
  answeredAt: z.optional(z.string()),
  answeredBy: z.optional(RecordId),
});
export type Objection = z.infer<typeof Objection>;

const known = {
  id: RecordId,
  /** The account of the person acted for. */
  person: RecordId,
  authority: GssCode,
  kind: oneOf(DELEGATE_KINDS),
  scopes: z.array(oneOf(SCOPES)).check(z.minLength(1, "must name at least one thing they can do")),
  from: PlainDate,
  /** The last day it holds. */
  until: z.optional(PlainDate),
  /** Why the council decided so, for an authorised person; never shown to others. Source: Care Act 2014, section 32. */
  basis: z.optional(text(2000)),
  /** A hash that finds it by the address somebody was invited at; forgotten with the address. */
  addressHash: z.optional(z.string()),
  /** Why the council does so over somebody who works for it or gives support; never shown to others. */
  specialReason: z.optional(text(2000)),
  /** Who authorised it for the council: nobody accepts what they decided themselves. */
  invitedBy: z.optional(RecordId),
  /** The second officer, without whom it comes to nothing. */
  agreedBy: z.optional(RecordId),
  agreedAt: z.optional(z.string()),
  /** When the person was told: by a notice of ours as it was proposed, or as the second officer says. */
  toldAt: z.optional(z.string()),
  /** By whom and how they were told, where we know no way. */
  told: z.optional(text(500)),
  objection: z.optional(Objection),
  createdAt: z.string(),
};

/** One person's leave to act for another: recorded, dated, and ended at any time. Source: Care Act 2014, sections 31 and 32. */
export const Delegation = z.object({
  ...known,
  state: oneOf(DELEGATION_STATES),
  /** The address they were invited at; forgotten once they have answered. */
  invitedAt: z.optional(KeptEmail),
  /** The account of who acts, once they have accepted. */
  delegate: z.optional(RecordId),
  endedAt: z.optional(z.string()),
});
export type Delegation = z.infer<typeof Delegation>;

/** What is asked of whoever names somebody to act for a person. */
export const NewDelegation = z
  .object({
    email: EmailAddress,
    scopes: known.scopes,
    from: z.optional(PlainDate),
    until: z.optional(PlainDate),
  })
  .check(
    z.refine(({ from, until }: { from?: string | undefined; until?: string | undefined }) => !from || !until || from <= until, {
      path: ["until"],
      error: "must not be before it starts",
    }),
  );
export type NewDelegation = z.infer<typeof NewDelegation>;

/** What a second officer decides of what one has proposed, or of an objection to it. `told` where we know no way to tell the person. */
export const DelegationDecision = z.object({
  decision: oneOf(["go-on", "end"] as const),
  reason: text(2000),
  told: z.optional(text(500)),
});
export type DelegationDecision = z.infer<typeof DelegationDecision>;

/** Why somebody objects; nobody has to say. */
export const NewObjection = z.object({ reason: z.optional(text(2000)) });

/** Whether somebody objected, and no officer has answered yet. */
export const isStopped = ({ objection }: Pick<Delegation, "objection">): boolean => objection !== undefined && objection.answeredAt === undefined;

/** How a delegation may stand on a day. `stopped`: somebody objected. */
export type DelegationStanding = DelegationState | "expired" | "stopped";

/** How a delegation stands on a day: one whose last day is over has expired, whatever its record says. */
export function stateOn(delegation: Pick<Delegation, "state" | "until" | "objection">, today: PlainDate): DelegationStanding {
  const { state, until } = delegation;
  if (isStopped(delegation) && stateAfter(state, "end") !== undefined) return "stopped";
  return state === "active" && until !== undefined && until < today ? "expired" : state;
}

/** Until when the council's decision can be objected to: its first day. What the person chose themselves they end. */
export const mayObject = ({ kind, state, from }: Delegation, today: PlainDate): boolean =>
  kind === "authorised-person" && stateAfter(state, "end") !== undefined && (state !== "active" || today < from);

/** A delegation as it may be shown: without the address somebody was invited at, and with the council's reasons only `withBasis`. */
export const delegationView = (delegation: Delegation, today: PlainDate, { withBasis }: { readonly withBasis: boolean }) => {
  const { id, person, authority, kind, scopes, from, until, delegate, createdAt, endedAt, basis, specialReason } = delegation;
  const state = stateOn(delegation, today);
  const reasons = { ...(basis === undefined ? {} : { basis }), ...(specialReason === undefined ? {} : { specialReason }) };
  return { id, person, authority, kind, scopes, from, until, state, delegate, createdAt, endedAt, ...(withBasis ? reasons : {}) };
};
export type DelegationView = ReturnType<typeof delegationView>;

/** A delegation after a move: what was only needed to invite somebody is forgotten. */
export function withoutInvitation(delegation: Delegation, change: Partial<Delegation>): Delegation {
  const { invitedAt: _address, addressHash: _hash, ...kept } = delegation;
  return { ...kept, ...change };
}

/** What a delegate's account carries of an active delegation; undefined of any other, and of one that an objection stops. */
export const actsForOf = ({ id, person, kind, scopes, from, until, state, objection }: Delegation): ActsFor | undefined =>
  state === "active" && !isStopped({ objection }) ? { delegation: id, person, kind, scopes, from, ...(until === undefined ? {} : { until }) } : undefined;
