import type { Route } from "../../functions/route.ts";
import type { Relation, Rule, Subject } from "../../shared/access/policy.ts";
import { type Caller, type DelegateKind, isStaffRole, ROLES, type Role, type Scope } from "../../shared/access/roles.ts";
import { COUNCIL, OTHER_COUNCIL } from "./councils.ts";

// Everybody there is, and how they may stand to a record of every kind; what the policy table says of them, read plainly.

export interface Person {
  readonly name: string;
  readonly id: string | undefined;
  readonly role?: Role;
  readonly delegate?: DelegateKind;
}

export const PEOPLE: readonly Person[] = [
  { name: "nobody", id: undefined },
  { name: "someone without a role", id: "no-role" },
  ...ROLES.map((role): Person => ({ name: role, id: `a-${role}`, role })),
  { name: "an authorised person", id: "d-authorised-person", delegate: "authorised-person" },
  { name: "a nominated person", id: "d-nominated-person", delegate: "nominated-person" },
  { name: "a support organisation with clients", id: "d-support-organisation", role: "support-organisation", delegate: "support-organisation" },
];

/** A record a route may name, and how somebody stands to it. */
export interface Situation {
  readonly name: string;
  /** The record's id, where it is stored for a request to name it. */
  readonly id: (person: Person) => string;
  /** What deciding is given of it; absent where the action is about no record. */
  readonly subject: (person: Person) => Subject | undefined;
  readonly relations: (person: Person) => readonly Relation[];
  /** Whether those with a delegation act for its owner. */
  readonly actedFor?: boolean;
  /** Whether there is no such record. */
  readonly missing?: boolean;
}

const council = (person: Person, authority: string): readonly Relation[] =>
  person.role && isStaffRole(person.role) && authority === COUNCIL ? ["council"] : [];

const anothers = (kind: string): readonly Situation[] => [
  {
    name: "another's of the same council",
    id: () => `${kind}-same`,
    subject: () => ({ owner: "person-same", authority: COUNCIL }),
    relations: (person) => council(person, COUNCIL),
  },
  {
    name: "another's of another council",
    id: () => `${kind}-other`,
    subject: () => ({ owner: "person-other", authority: OTHER_COUNCIL }),
    relations: (person) => council(person, OTHER_COUNCIL),
  },
  { name: "one that is not there", id: () => "not-there", subject: () => undefined, relations: () => [], missing: true },
];

const theirs = (id: (person: Person) => string, name = "their own"): Situation => ({
  name,
  id,
  subject: (person) => ({ owner: person.id ?? "no-role", authority: COUNCIL }),
  relations: (person) => ["self", ...council(person, COUNCIL)],
});

export const SITUATIONS: Readonly<Record<NonNullable<Route["of"]>, readonly Situation[]>> = {
  none: [{ name: "no record", id: () => "", subject: () => undefined, relations: () => ["open"] }],
  self: [{ name: "their own account", id: () => "", subject: ({ id }) => ({ owner: id ?? "no-role" }), relations: () => ["self"] }],
  person: [
    theirs(({ id }) => id ?? "no-role", "themselves"),
    theirs(() => "me", "themselves as me"),
    {
      name: "someone others act for",
      id: () => "client",
      subject: () => ({ owner: "client", authority: COUNCIL }),
      relations: (person) => council(person, COUNCIL),
      actedFor: true,
    },
    ...anothers("person"),
  ],
  worker: [
    {
      name: "their own",
      id: () => "own-worker",
      subject: () => ({ owner: "a-provider" }),
      relations: ({ role }) => (role === "provider" ? ["self"] : []),
    },
    ...anothers("worker"),
  ],
  delegation: [
    theirs(({ id }) => `delegation-of-${id}`),
    {
      name: "one they act by",
      id: () => "delegation-to-all",
      subject: () => ({ owner: "another-client", authority: COUNCIL, parties: ["no-role"] }),
      relations: (person) => (person.id === "no-role" ? ["party", ...council(person, COUNCIL)] : council(person, COUNCIL)),
    },
    ...anothers("delegation"),
  ],
  invitation: [
    {
      name: "one to them",
      id: ({ id }) => `invitation-to-${id}`,
      subject: ({ id }) => ({ parties: id === undefined ? [] : [id] }),
      relations: () => ["party"],
    },
    { name: "one to someone else", id: () => "invitation-to-stranger", subject: () => ({ parties: ["stranger"] }), relations: () => [] },
  ],
  council: [
    { name: "their council", id: () => COUNCIL, subject: () => ({ authority: COUNCIL }), relations: (person) => council(person, COUNCIL) },
    { name: "another council", id: () => OTHER_COUNCIL, subject: () => ({ authority: OTHER_COUNCIL }), relations: () => [] },
    { name: "no council of ours", id: () => "E99999999", subject: () => ({ authority: "E99999999" }), relations: () => [] },
  ],
  appointment: anothers("appointment"),
  case: [theirs(({ id }) => `case-of-${id}`), ...anothers("case")],
  arrangement: [
    { name: "their own", id: ({ id }) => `arrangement-of-${id}`, subject: ({ id }) => ({ owner: id ?? "no-role" }), relations: () => ["self"] },
    {
      name: "one of someone others act for",
      id: () => "arrangement-of-client",
      subject: () => ({ owner: "client", authority: COUNCIL }),
      relations: (person) => council(person, COUNCIL),
      actedFor: true,
    },
    ...anothers("arrangement"),
  ],
  concern: anothers("concern"),
  alert: [
    { name: "their own", id: ({ id }) => `alert-of-${id}`, subject: ({ id }) => ({ owner: id ?? "no-role" }), relations: () => ["self"] },
    {
      name: "one of someone others act for",
      id: () => "alert-of-client",
      subject: () => ({ owner: "client", authority: COUNCIL }),
      relations: (person) => council(person, COUNCIL),
      actedFor: true,
    },
    ...anothers("alert"),
  ],
  provided: [theirs(({ id }) => `listing-of-${id}`), ...anothers("listing")],
  recipient: [theirs(({ id }) => `recipient-of-${id}`, "their own, linked with their account"), ...anothers("recipient")],
  balanceCase: [
    theirs(({ id }) => `card-of-${id}.1`),
    ...anothers("card").map((situation): Situation => (situation.missing ? situation : { ...situation, id: (person) => `${situation.id(person)}.1` })),
  ],
  reply: [theirs(({ id }) => `reply-of-${id}`), ...anothers("reply")],
  safetyReport: anothers("safety"),
  feedbackForm: [theirs(({ id }) => `form-of-${id}`), ...anothers("form")],
  feedback: anothers("feedback"),
  youSaid: anothers("you-said"),
  marketStatement: anothers("statement"),
  marketTarget: anothers("target"),
  review: [theirs(({ id }) => `recipient-of-${id}`), ...anothers("recipient")],
  paymentAccount: [theirs(({ id }) => `recipient-of-${id}`, "their own, linked with their account"), ...anothers("recipient")],
  billing: [
    { name: "their own", id: ({ id }) => `arrangement-of-${id}`, subject: ({ id }) => ({ owner: id ?? "no-role" }), relations: () => ["self"] },
    {
      name: "one of someone others act for",
      id: () => "arrangement-of-client",
      subject: () => ({ owner: "client", authority: COUNCIL }),
      relations: (person) => council(person, COUNCIL),
      actedFor: true,
    },
    ...anothers("arrangement"),
  ],
  invoice: [
    theirs(({ id }) => `invoice-of-${id}`),
    {
      name: "one they stated",
      id: ({ id }) => `invoice-by-${id}`,
      subject: ({ id }) => ({ owner: "person-same", authority: COUNCIL, parties: id === undefined ? [] : [id] }),
      relations: (person) => ["party", ...council(person, COUNCIL)],
    },
    {
      name: "one of someone others act for",
      id: () => "invoice-of-client",
      subject: () => ({ owner: "client", authority: COUNCIL }),
      relations: (person) => council(person, COUNCIL),
      actedFor: true,
    },
    ...anothers("invoice"),
  ],
  contact: [
    theirs(({ id }) => `contact-of-${id}`),
    {
      name: "one to them",
      id: ({ id }) => `contact-to-${id}`,
      subject: ({ id }) => ({ owner: "person-same", authority: COUNCIL, parties: id === undefined ? [] : [id] }),
      relations: (person) => ["party", ...council(person, COUNCIL)],
    },
    {
      name: "one of someone others act for",
      id: () => "contact-of-client",
      subject: () => ({ owner: "client", authority: COUNCIL }),
      relations: (person) => council(person, COUNCIL),
      actedFor: true,
    },
    ...anothers("contact"),
  ],
  councilContact: anothers("council-contact"),
  contactReport: anothers("contact-report"),
  erasure: [theirs(({ id }) => `erasure-of-${id}`), ...anothers("erasure")],
  request: [
    { name: "their own", id: ({ id }) => `request-of-${id}`, subject: ({ id }) => ({ owner: id ?? "no-role" }), relations: () => ["self"] },
    {
      name: "one of someone others act for",
      id: () => "request-of-client",
      subject: () => ({ owner: "client", authority: COUNCIL }),
      relations: (person) => council(person, COUNCIL),
      actedFor: true,
    },
    ...anothers("request"),
  ],
};

/** How somebody with a delegation acts for its owner. */
export interface Delegated {
  readonly scopes: readonly Scope[];
  readonly from: string;
  readonly until?: string | undefined;
}

/** A delegation as the HTTP tests store it: for finding support and getting in touch, without a last day. */
export const HELD: Delegated = { scopes: ["search-and-contact"], from: "2026-11-01" };

/** What somebody's sign-in tells of them, where they act for the client by a delegation, if they act for anybody. */
export const callerOf = ({ id, role, delegate }: Person, delegated: Delegated = HELD, throughCouncil = true): Caller => ({
  subject: id ?? "nobody",
  grants: role ? [{ role, ...(isStaffRole(role) || role === "support-organisation" ? { authority: COUNCIL } : {}) }] : [],
  actsFor: delegate ? [{ delegation: `for-client-${id}`, person: "client", kind: delegate, ...delegated }] : [],
  throughCouncil: throughCouncil ? COUNCIL : undefined,
});

/** What the table says, read plainly. */
export function allowed(rule: Rule, person: Person, situation: Situation, { scopes, from, until }: Delegated, today: string, throughCouncil = true): boolean {
  if (situation.missing) return false;
  const relations = situation.relations(person);
  if (rule.notForOwner && relations.includes("self")) return false;
  const within = (wanted: readonly Relation[] | undefined) => wanted?.some((relation) => relations.includes(relation)) ?? false;
  if (within(rule.everyone)) return true;
  const counts = person.role && (throughCouncil || !isStaffRole(person.role));
  if (person.role && counts && within(rule.roles?.[person.role])) return true;
  const wanted = person.delegate && rule.delegates?.[person.delegate];
  if (situation.actedFor !== true || wanted === undefined) return false;
  if (from > today || (until !== undefined && until < today)) return false;
  return wanted === "any" || scopes.includes(wanted);
}

/** One person before one record. */
export interface Cell {
  readonly person: Person;
  readonly situation: Situation;
  readonly expected: "sign-in" | "refused" | "through";
}

/** Every person before every record of a kind, and what the table says of them. */
export const cellsOf = (rule: Rule, of: NonNullable<Route["of"]>, today: string): readonly Cell[] =>
  PEOPLE.flatMap((person) =>
    SITUATIONS[of].map((situation): Cell => {
      if (person.id === undefined) return { person, situation, expected: "sign-in" };
      return { person, situation, expected: allowed(rule, person, situation, HELD, today) ? "through" : "refused" };
    }),
  );

/**
 * Those that stand for a route's others: somebody signed out; let through as themselves or by their role, and by a
 * delegation; refused whatever the record; refused this record, though not another. `turn` varies who that is.
 */
export function chosenFrom(cells: readonly Cell[], turn: number): readonly Cell[] {
  const through = new Set(cells.flatMap(({ person, expected }) => (expected === "through" ? [person] : [])));
  const kinds: ((cell: Cell) => boolean)[] = [
    ({ expected }) => expected === "sign-in",
    ({ expected, situation }) => expected === "through" && situation.actedFor !== true,
    ({ expected, situation, person }) => expected === "through" && situation.actedFor === true && person.delegate !== undefined,
    ({ expected, person, situation }) => expected === "refused" && !through.has(person) && !situation.missing,
    ({ expected, person, situation }) => expected === "refused" && through.has(person) && !situation.missing,
    ({ expected, situation }) => expected === "refused" && situation.missing === true,
  ];
  return kinds.flatMap((kind) => {
    const all = cells.filter(kind);
    const one = all[turn % Math.max(1, all.length)];
    return one ? [one] : [];
  });
}
