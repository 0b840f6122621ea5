import * as z from "zod/mini";
import { type ActsFor, DELEGATE_KINDS, SCOPES } from "../../../shared/access/roles.ts";
import { oneOf } from "../../../shared/domain/codes.ts";
import { EmailAddress, GssCode, KeptEmail, RecordId, text } from "../../../shared/domain/fields.ts";
import { PlainDate } from "../../../shared/domain/time.ts";

/** How a delegation may stand, as stored; see `stateOn` for one whose last day is over. */
export const DELEGATION_STATES = ["invited", "active", "declined", "ended"] as const;
export type DelegationState = (typeof DELEGATION_STATES)[number];

/** What may be done to a delegation, from which states, and where it leads. Nothing else is a move. */
export const DELEGATION_MOVES = {
  accept: { from: ["invited"], to: "active" },
  decline: { from: ["invited"], to: "declined" },
  end: { from: ["invited", "active"], to: "ended" },
} as const satisfies Readonly<Record<string, { readonly from: readonly DelegationState[]; readonly to: DelegationState }>>;
export type DelegationMove = keyof typeof DELEGATION_MOVES;

/** The state a move leads to; undefined where it is not a move from here. */
export const stateAfter = (state: DelegationState, move: DelegationMove): DelegationState | undefined =>
  DELEGATION_MOVES[move].from.some((from) => from === state) ? DELEGATION_MOVES[move].to : undefined;

const known = {
  id: RecordId,
  /** The account of the person acted for. */
  person: RecordId,
  authority: GssCode,
  kind: oneOf(DELEGATE_KINDS),
  scopes: z.array(oneOf(SCOPES)).check(z.minLength(1, "must name at least one thing they may do")),
  from: PlainDate,
  /** The last day it holds. */
  until: z.optional(PlainDate),
  /** Why the council decided so, for an authorised person; never shown to others. Source: Care Act 2014, section 32. */
  basis: z.optional(text(2000)),
  /** A hash that finds it by the address somebody was invited at; forgotten with the address. */
  addressHash: z.optional(z.string()),
  /** Who authorised it for the council: nobody accepts what they decided themselves. */
  invitedBy: z.optional(RecordId),
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
      error: "must not be before it begins",
    }),
  );
export type NewDelegation = z.infer<typeof NewDelegation>;

/** How a delegation stands on a day: one whose last day is over has expired, whatever its record says. */
export const stateOn = ({ state, until }: Pick<Delegation, "state" | "until">, today: PlainDate): DelegationState | "expired" =>
  state === "active" && until !== undefined && until < today ? "expired" : state;

/** A delegation as it may be shown: without the address somebody was invited at, and with the council's reasons only `withBasis`. */
export const delegationView = (delegation: Delegation, today: PlainDate, { withBasis }: { readonly withBasis: boolean }) => {
  const { id, person, authority, kind, scopes, from, until, delegate, createdAt, endedAt, basis } = delegation;
  const state = stateOn(delegation, today);
  return { id, person, authority, kind, scopes, from, until, state, delegate, createdAt, endedAt, ...(withBasis && basis !== undefined ? { basis } : {}) };
};
export type DelegationView = ReturnType<typeof delegationView>;

/** A delegation after a move: what was only needed to invite somebody is forgotten. */
export function withoutInvitation(delegation: Delegation, change: Partial<Delegation>): Delegation {
  const { invitedAt: _address, addressHash: _hash, ...kept } = delegation;
  return { ...kept, ...change };
}

/** What a delegate's account carries of an active delegation; undefined of any other. */
export const actsForOf = ({ id, person, kind, scopes, from, until, state }: Delegation): ActsFor | undefined =>
  state === "active" ? { delegation: id, person, kind, scopes, from, ...(until === undefined ? {} : { until }) } : undefined;
