import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { type EpochMillis, instantOf } from "../../../shared/domain/time.ts";
import { type Contact, type ContactPolicy, type ContactState, contactDueOn, type SharedDetails, type Side } from "./contact.ts";

/** Who makes a move. `council`: an officer, of a request that the council's team deals with. `system`: Trellis itself. */
export type ContactMover = Side | "council" | "system";

/** One move: from where, to where, by whom. */
interface ContactMoveRule {
  readonly from: readonly ContactState[];
  readonly to: ContactState;
  readonly by: readonly ContactMover[];
  /** Whether it needs words. */
  readonly words?: true;
}

const OPEN = ["sent", "silent", "answered"] as const;

/** Every move of a request to be contacted: from where, to where, by whom. Nothing else is a move. */
export const CONTACT_MOVES = {
  confirm: { from: ["unconfirmed"], to: "sent", by: ["person"] },
  expire: { from: ["unconfirmed"], to: "expired", by: ["system"] },
  answer: { from: OPEN, to: "answered", by: ["provider"], words: true },
  write: { from: ["answered"], to: "answered", by: ["person"], words: true },
  share: { from: ["answered"], to: "answered", by: ["person", "provider"] },
  decline: { from: OPEN, to: "declined", by: ["provider", "council"] },
  "put-in-touch": { from: ["sent", "silent"], to: "in-touch", by: ["council"] },
  silence: { from: ["sent"], to: "silent", by: ["system"] },
  withdraw: { from: ["unconfirmed", ...OPEN], to: "ended", by: ["person"] },
  report: { from: [...OPEN, "declined", "ended"], to: "ended", by: ["person", "provider"] },
  close: { from: ["unconfirmed", ...OPEN], to: "ended", by: ["system"] },
} as const satisfies Readonly<Record<string, ContactMoveRule>>;
export type ContactMove = keyof typeof CONTACT_MOVES;

/** The move of a name; undefined where it is none. */
export const contactMove = (name: string): ContactMove | undefined => Object.keys(CONTACT_MOVES).find((known): known is ContactMove => known === name);

/** `not-a-move`: not from where it stands. `not-yours`: not by somebody in their position. `no-words`: it needs some. `too-many`: there are as many messages as may be. */
export type ContactMoveRefusal = "not-a-move" | "not-yours" | "no-words" | "too-many";

/** Whether somebody may make a move now, by the table alone; why not, where they may not. */
export function contactMoveRefusal(move: ContactMove, { state }: Pick<Contact, "state">, mover: ContactMover): ContactMoveRefusal | undefined {
  const { from, by }: ContactMoveRule = CONTACT_MOVES[move];
  if (!by.includes(mover)) return "not-yours";
  return from.includes(state) ? undefined : "not-a-move";
}

/** The moves somebody may make now. */
export const movesOpenTo = (contact: Pick<Contact, "state">, mover: ContactMover): readonly ContactMove[] =>
  Object.keys(CONTACT_MOVES).flatMap((name) => {
    const move = contactMove(name);
    return move && contactMoveRefusal(move, contact, mover) === undefined ? [move] : [];
  });

/** What comes with a move. */
export interface ContactMoveInput {
  readonly at: EpochMillis;
  readonly policy: ContactPolicy;
  /** What somebody wrote; with a move that needs none it is a message all the same. */
  readonly words?: string | undefined;
  /** What a provider shares. */
  readonly details?: SharedDetails | undefined;
}

const isOver = (state: ContactState): boolean => !["unconfirmed", ...OPEN].includes(state);

/**
 * The request once a move is made, or why it cannot be. Sharing twice changes nothing. The first answer's instant is set once and stays: a message, a no, or
 * that the council has put the two in touch. What is over has no link, and nothing more is due of it but the end of its time.
 */
export function afterContactMove(
  contact: Contact,
  move: ContactMove,
  mover: ContactMover,
  { at, policy, words, details }: ContactMoveInput,
): Result<Contact, ContactMoveRefusal> {
  const refusal = contactMoveRefusal(move, contact, mover);
  if (refusal) return refused(refusal);
  const rule: ContactMoveRule = CONTACT_MOVES[move];
  if (rule.words && words === undefined) return refused("no-words");
  const side = mover === "person" || mover === "provider" ? mover : undefined;
  // What is said of a report is for the council, and no message.
  const said = side === undefined || words === undefined || move === "report" ? undefined : { by: side, at: instantOf(at), text: words };
  if (said && contact.messages.length >= policy.mostMessages) return refused("too-many");
  if (move === "share" && side !== undefined && contact.shared[side]) return ok(contact);
  const answers = move === "answer" || move === "decline" || move === "put-in-touch";
  const { nextSweepOn: _, link, ...kept } = contact;
  const moved: Contact = {
    ...kept,
    state: rule.to,
    messages: said ? [...contact.messages, said] : contact.messages,
    ...(move === "share" ? { shared: withShared(contact, mover, { at, details }) } : {}),
    ...(move === "confirm" ? { sentAt: instantOf(at) } : {}),
    ...(move === "silence" ? { silentAt: instantOf(at) } : {}),
    ...(answers && contact.answeredAt === undefined ? { answeredAt: instantOf(at) } : {}),
    ...(isOver(rule.to) ? { endedAt: contact.endedAt ?? instantOf(at) } : link === undefined ? {} : { link }),
  };
  const due = contactDueOn(moved, policy, at);
  return ok(due === undefined ? moved : { ...moved, nextSweepOn: due });
}

/** A provider who has nothing to share shares nothing. */
function withShared({ shared }: Contact, mover: ContactMover, { at, details }: Pick<ContactMoveInput, "at" | "details">): Contact["shared"] {
  if (mover === "person") return { ...shared, person: { at: instantOf(at) } };
  if (!details) return shared;
  const { name, email, phone } = details;
  return {
    ...shared,
    provider: { at: instantOf(at), name, ...(email === undefined ? {} : { email }), ...(phone === undefined ? {} : { phone }) },
  };
}
