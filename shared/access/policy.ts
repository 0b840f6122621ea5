import type { PlainDate } from "../domain/time.ts";
import { type ActsFor, type Caller, type DelegateKind, isStaffRole, type Role, type Scope } from "./roles.ts";

/**
 * How somebody stands to a record. `open`: the action is about no particular record. `self`: the record is
 * theirs. `party`: it names them. `council`: it belongs to the council their role holds for.
 */
export type Relation = "open" | "self" | "party" | "council";

/** Who may do one thing. What is not said is not allowed. */
export interface Rule {
  /** Anybody who is signed in, whatever their roles. */
  readonly everyone?: readonly Relation[];
  readonly roles?: Readonly<Partial<Record<Role, readonly Relation[]>>>;
  /** Those who act for the record's owner, if their delegation covers this. */
  readonly delegates?: Readonly<Partial<Record<DelegateKind, Scope | "any">>>;
  /** Not on what is their own, whatever else they are: nobody checks themselves. */
  readonly notForOwner?: true;
  /** Whether the record tells so much of a person that they may see who else has looked at it. */
  readonly sensitive?: true;
}

// Who stands in several rows, by name, so that a row is a line.

const VETTING = { "vetting-officer": ["council"] } as const;
const FINANCE = { "finance-officer": ["council"] } as const;
const PAYMENT_OFFICERS = { "finance-officer": ["council"], "review-officer": ["council"] } as const;
const ADMINISTRATORS = { administrator: ["council"] } as const;
const REVIEWERS = { "review-officer": ["council"], administrator: ["council"] } as const;
const SUPPORT_OFFICERS = { "review-officer": ["council"], "finance-officer": ["council"], administrator: ["council"] } as const;
const ALL_STAFF = {
  "vetting-officer": ["council"],
  "finance-officer": ["council"],
  "review-officer": ["council"],
  commissioner: ["council"],
  administrator: ["council"],
} as const;
/** The same, of what is about no council's record. */
const ALL_STAFF_ANYWHERE = {
  "vetting-officer": ["open"],
  "finance-officer": ["open"],
  "review-officer": ["open"],
  commissioner: ["open"],
  administrator: ["open"],
} as const;
const AUTHORISED = { "authorised-person": "any" } as const;
const EVERY_DELEGATE = { "authorised-person": "any", "nominated-person": "any", "support-organisation": "any" } as const;
/** Delegates whose delegation covers looking for support. */
const FOR_SUPPORT = {
  "authorised-person": "search-and-contact",
  "nominated-person": "search-and-contact",
  "support-organisation": "search-and-contact",
} as const;

/** Delegates whose delegation covers looking after the money. */
const FOR_MONEY = { "authorised-person": "money", "nominated-person": "money", "support-organisation": "money" } as const;
/** Delegates whose delegation covers reviews. */
const FOR_REVIEWS = { "authorised-person": "reviews", "nominated-person": "reviews", "support-organisation": "reviews" } as const;
/** Officers who look after direct payments. */
const RECIPIENT_STAFF = { "finance-officer": ["council"], "review-officer": ["council"], administrator: ["council"] } as const;

/**
 * The one table of who may do what on which record. Routes name an action of it, and nothing else decides:
 * an action that is not here cannot be routed to, and a role that is not in its rule is refused.
 */
export const policyTable = {
  "account:read": { everyone: ["self"], roles: REVIEWERS, delegates: EVERY_DELEGATE, sensitive: true },
  "account:update": { everyone: ["self"], delegates: AUTHORISED, sensitive: true },
  "account:begin": { everyone: ["self"] },
  "account:download": { everyone: ["self"], delegates: AUTHORISED, sensitive: true },
  "account:request-erasure": { everyone: ["self"], delegates: AUTHORISED },
  "account:end-sessions": { everyone: ["self"], roles: ADMINISTRATORS },
  "worker:manage": { roles: { provider: ["self"] } },
  "person:register": { roles: REVIEWERS },
  "delegation:list": { everyone: ["self"], roles: REVIEWERS, delegates: AUTHORISED, sensitive: true },
  "delegation:read": { everyone: ["self", "party"], roles: REVIEWERS, sensitive: true },
  "delegation:nominate": { roles: { recipient: ["self"] } },
  "delegation:authorise": { roles: REVIEWERS },
  "delegation:decide": { roles: REVIEWERS, notForOwner: true, sensitive: true },
  "delegation:object": { everyone: ["self"], roles: REVIEWERS, delegates: EVERY_DELEGATE, sensitive: true },
  "delegation:answer": { everyone: ["party"] },
  "delegation:end": { everyone: ["self", "party"], roles: REVIEWERS },
  "council:delegations": { roles: REVIEWERS },
  "council:erasures": { roles: ADMINISTRATORS },
  "erasure:decide": { roles: ADMINISTRATORS },
  "staff:home": { roles: ALL_STAFF_ANYWHERE },
  "staff:list": { roles: ADMINISTRATORS },
  "staff:appoint": { roles: ADMINISTRATORS },
  "staff:confirm": { roles: ADMINISTRATORS },
  "staff:dismiss": { roles: ADMINISTRATORS },
  "policy:read": { roles: ALL_STAFF },
  "policy:write": { roles: ADMINISTRATORS },
  "application:list": { everyone: ["self"] },
  "application:begin": { everyone: ["self"] },
  "application:read": { everyone: ["self"], roles: VETTING, sensitive: true },
  "application:write": { everyone: ["self"], roles: VETTING, sensitive: true },
  "case:queue": { roles: VETTING },
  "case:assign": { roles: VETTING },
  "case:enter": { roles: VETTING },
  "case:read": { roles: VETTING, notForOwner: true, sensitive: true },
  "case:work": { roles: VETTING, notForOwner: true, sensitive: true },
  // Who arranges a visit is narrowed further by the case: rules/visit-moves.ts of vetting.
  "visit:arrange": { roles: VETTING, notForOwner: true, sensitive: true },
  "visit:answer": { everyone: ["self"] },
  "support:read": { everyone: ["self"], delegates: FOR_SUPPORT, sensitive: true },
  "support:write": { everyone: ["self"], delegates: FOR_SUPPORT, sensitive: true },
  "arrangement:read": { everyone: ["self", "party"], roles: SUPPORT_OFFICERS, delegates: FOR_SUPPORT, sensitive: true },
  "arrangement:move": { everyone: ["self", "party"], delegates: FOR_SUPPORT, sensitive: true },
  "arrangement:questions": { roles: REVIEWERS },
  "arrangement:answer": { roles: REVIEWERS, notForOwner: true, sensitive: true },
  "clients:read": { roles: { provider: ["self"] } },
  "pool:read": { everyone: ["self"], delegates: FOR_SUPPORT, sensitive: true },
  "pool:write": { everyone: ["self"], delegates: FOR_SUPPORT, sensitive: true },
  "concern:look-up": { roles: REVIEWERS },
  "saved:read": { everyone: ["self"], delegates: FOR_SUPPORT, sensitive: true },
  "saved:write": { everyone: ["self"], delegates: FOR_SUPPORT, sensitive: true },
  "alerts:read": { everyone: ["self"], delegates: FOR_SUPPORT, sensitive: true },
  "alerts:write": { everyone: ["self"], delegates: FOR_SUPPORT, sensitive: true },
  "hours:say": { everyone: ["self"] },
  "checklist:read": { roles: ALL_STAFF },
  "checklist:write": { roles: ADMINISTRATORS },
  "recipient:find": { roles: RECIPIENT_STAFF },
  "recipient:read": { roles: RECIPIENT_STAFF, notForOwner: true, sensitive: true },
  "recipient:link": { roles: REVIEWERS, notForOwner: true, sensitive: true },
  "direct-payment:read": { everyone: ["self"], delegates: FOR_MONEY, sensitive: true },
  "balance:read": { everyone: ["self"], delegates: FOR_MONEY, sensitive: true },
  // Whether it is theirs to see is narrowed further by who must not hear of it: rules/case-of-person.ts of balances.
  "balance:answer": { everyone: ["self"], delegates: FOR_MONEY, sensitive: true },
  "statement:send": { everyone: ["self"], delegates: FOR_MONEY, sensitive: true },
  "balance-case:list": { roles: FINANCE },
  "balance-case:read": { roles: FINANCE, notForOwner: true, sensitive: true },
  "final-statement:read": { roles: FINANCE, notForOwner: true, sensitive: true },
  "balance-case:work": { roles: FINANCE, notForOwner: true, sensitive: true },
  // Who plans support agrees what is saved for, and who looks after the account sees to it.
  "set-aside:read": { roles: RECIPIENT_STAFF, notForOwner: true, sensitive: true },
  "set-aside:write": { roles: PAYMENT_OFFICERS, notForOwner: true, sensitive: true },
  "agreed-spending:read": { roles: PAYMENT_OFFICERS, notForOwner: true, sensitive: true },
  "agreed-spending:write": { roles: PAYMENT_OFFICERS, notForOwner: true, sensitive: true },
  "closing-balance:write": { roles: FINANCE, notForOwner: true, sensitive: true },
  "invoice:list": { everyone: ["self"], delegates: FOR_MONEY, sensitive: true },
  // Which of the two may do what is narrowed further by the invoice: rules/invoice-moves.ts of balances.
  "invoice:read": { everyone: ["self", "party"], delegates: FOR_MONEY, sensitive: true },
  "invoice:write": { everyone: ["self", "party"], delegates: FOR_MONEY, sensitive: true },
  "request:read": { everyone: ["self"], delegates: FOR_SUPPORT, sensitive: true },
  "request:write": { everyone: ["self"], delegates: FOR_SUPPORT, sensitive: true },
  "review:list": { roles: REVIEWERS },
  "review:figures": { roles: { ...REVIEWERS, commissioner: ["council"] } },
  "review:read": { roles: REVIEWERS, notForOwner: true, sensitive: true },
  "review:work": { roles: REVIEWERS, notForOwner: true, sensitive: true },
  "feedback:list": { roles: REVIEWERS },
  "feedback:read": { roles: REVIEWERS, notForOwner: true, sensitive: true },
  "feedback:work": { roles: REVIEWERS, notForOwner: true, sensitive: true },
  "safety:list": { roles: REVIEWERS },
  "safety:read": { roles: REVIEWERS },
  "safety:work": { roles: REVIEWERS },
  "open-feedback:list": { roles: REVIEWERS },
  "open-feedback:read": { roles: REVIEWERS },
  "open-feedback:work": { roles: REVIEWERS },
  // Which feedback an entry may be made from is narrowed further for a commissioner: use-cases/write-you-said.ts of feedback.
  "you-said:write": { roles: { ...REVIEWERS, commissioner: ["council"] } },
  "working-group:take-part": { roles: { recipient: ["self"] }, delegates: FOR_REVIEWS, sensitive: true },
  "working-group:list": { roles: REVIEWERS },
  "feedback:figures": { roles: { ...REVIEWERS, commissioner: ["council"] } },
  "market:read": { roles: { ...REVIEWERS, commissioner: ["council"] } },
  "market:wanted": { everyone: ["self"] },
  "market:manage": { roles: { ...ADMINISTRATORS, commissioner: ["council"] } },
  "reply:write": { everyone: ["self"] },
  "reply:list": { roles: REVIEWERS },
  "reply:judge": { roles: REVIEWERS, notForOwner: true },
  "review:see": { everyone: ["self"], delegates: FOR_REVIEWS, sensitive: true },
  // Which request a provider may see is narrowed further by who can serve it: rules/match.ts of arrangements.
  "nearby:read": { roles: { provider: ["self"] } },
  "nearby:answer": { roles: { provider: ["self"] } },
  // Whose need it was is shown to review officers and administrators alone: handlers/needs.handlers.ts of arrangements.
  "need:list": { roles: { ...REVIEWERS, commissioner: ["council"] } },
  "contact:ask": { everyone: ["self"], delegates: FOR_SUPPORT, sensitive: true },
  "contact:list": { everyone: ["self"], delegates: FOR_SUPPORT, sensitive: true },
  "contact:received": { everyone: ["self"] },
  "contact:read": { everyone: ["self", "party"], delegates: FOR_SUPPORT, sensitive: true },
  "contact:write": { everyone: ["self", "party"], delegates: FOR_SUPPORT, sensitive: true },
  "contact:council": { roles: REVIEWERS },
  "contact:pass-on": { roles: REVIEWERS, sensitive: true },
  "contact:answer-report": { roles: REVIEWERS },
  "set-up:read": { roles: { ...REVIEWERS, commissioner: ["council"] } },
} as const satisfies Readonly<Record<string, Rule>>;

export type Action = keyof typeof policyTable;

/** Whether an action may be done by somebody who acts for a record's owner. */
export function mayBeDelegated(action: Action): boolean {
  const rule: Rule = policyTable[action];
  return rule.delegates !== undefined;
}

/** What deciding needs to know of a record. */
export interface Subject {
  /** The account it is about. */
  readonly owner?: string | undefined;
  /** The council it belongs to (GSS code). */
  readonly authority?: string | undefined;
  /** Accounts it names besides its owner. */
  readonly parties?: readonly string[] | undefined;
  /** Accounts that may do nothing with it, and see nothing of it, whatever their roles. */
  readonly barred?: readonly string[] | undefined;
}

export type Decision =
  | {
      readonly allowed: true;
      /** In which capacity: said in the audit trail. */
      readonly as: Role | DelegateKind | "self";
      /** Whom they act for, where that is somebody else. */
      readonly onBehalfOf?: string;
      /** Whether this look must be shown to the person it is about. */
      readonly noted: boolean;
    }
  /** `role`: nobody in their position may do this. `record`: they may, but not on this record, which they are not told exists. */
  | { readonly allowed: false; readonly why: "role" | "record" };

/** Decides by the table alone; everything is refused unless a rule allows it. `record` is absent where the action is about none. */
export function decide(caller: Caller, action: Action, record: Subject | undefined, today: PlainDate): Decision {
  const rule: Rule = policyTable[action];
  const noted = (owner: boolean) => rule.sensitive === true && !owner;
  const isOwner = record?.owner !== undefined && record.owner === caller.subject;
  const relations: Readonly<Record<Exclude<Relation, "council">, boolean>> = {
    open: record === undefined,
    self: isOwner,
    party: record?.parties?.includes(caller.subject) ?? false,
  };
  const applies = (relation: Relation, authority: string | undefined): boolean =>
    relation === "council" ? authority !== undefined && record?.authority === authority : relations[relation];

  if (record?.barred?.includes(caller.subject) || (isOwner && rule.notForOwner)) return { allowed: false, why: "record" };
  for (const relation of rule.everyone ?? [])
    if (applies(relation, undefined)) return { allowed: true, as: "self", noted: noted(isOwner || relation === "party") };
  const grants = caller.grants.filter(({ role, authority }) => !isStaffRole(role) || (authority !== undefined && authority === caller.throughCouncil));
  for (const { role, authority } of grants) {
    for (const relation of rule.roles?.[role] ?? []) {
      if (applies(relation, authority)) return { allowed: true, as: relation === "self" ? "self" : role, noted: noted(isOwner) };
    }
  }
  const delegation = caller.actsFor.find((one) => one.person === record?.owner && covers(rule, one, caller, record?.authority, today));
  if (delegation) return { allowed: true, as: delegation.kind, onBehalfOf: delegation.person, noted: noted(false) };

  const might =
    (rule.everyone?.length ?? 0) > 0 ||
    grants.some(({ role }) => (rule.roles?.[role]?.length ?? 0) > 0) ||
    caller.actsFor.some((one) => rule.delegates?.[one.kind] !== undefined);
  return { allowed: false, why: might ? "record" : "role" };
}

function covers(rule: Rule, delegation: ActsFor, { grants }: Caller, authority: string | undefined, today: PlainDate): boolean {
  const wanted = rule.delegates?.[delegation.kind];
  if (wanted === undefined || !(wanted === "any" || delegation.scopes.includes(wanted))) return false;
  if (today < delegation.from || (delegation.until !== undefined && today > delegation.until)) return false;
  // A support organisation acts as what a council made it: where it has lost that role, it acts for nobody.
  if (delegation.kind !== "support-organisation") return true;
  return authority !== undefined && grants.some((grant) => grant.role === "support-organisation" && grant.authority === authority);
}
