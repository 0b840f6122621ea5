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

/**
 * The one table of who may do what on which record. Routes name an action of it, and nothing else decides:
 * an action that is not here cannot be routed to, and a role that is not in its rule is refused.
 */
export const policyTable = {
  "account:read": {
    everyone: ["self"],
    roles: { "review-officer": ["council"], administrator: ["council"] },
    delegates: { "authorised-person": "any", "nominated-person": "any", "support-organisation": "any" },
    sensitive: true,
  },
  "account:update": { everyone: ["self"], delegates: { "authorised-person": "any" }, sensitive: true },
  "account:begin": { everyone: ["self"] },
  "account:download": { everyone: ["self"], delegates: { "authorised-person": "any" }, sensitive: true },
  "account:request-erasure": { everyone: ["self"], delegates: { "authorised-person": "any" } },
  "account:end-sessions": { everyone: ["self"] },
  "worker:manage": { roles: { provider: ["self"] } },
  "person:register": { roles: { "review-officer": ["council"], administrator: ["council"] } },
  "delegation:list": {
    everyone: ["self"],
    roles: { "review-officer": ["council"], administrator: ["council"] },
    delegates: { "authorised-person": "any" },
    sensitive: true,
  },
  "delegation:read": { everyone: ["self", "party"], roles: { "review-officer": ["council"], administrator: ["council"] }, sensitive: true },
  "delegation:nominate": { roles: { recipient: ["self"] } },
  "delegation:authorise": { roles: { "review-officer": ["council"], administrator: ["council"] } },
  "delegation:answer": { everyone: ["party"] },
  "delegation:end": { everyone: ["self", "party"], roles: { "review-officer": ["council"], administrator: ["council"] } },
  "council:delegations": { roles: { "review-officer": ["council"], administrator: ["council"] } },
  "council:erasures": { roles: { administrator: ["council"] } },
  "erasure:decide": { roles: { administrator: ["council"] } },
  "staff:home": {
    roles: { "vetting-officer": ["open"], "finance-officer": ["open"], "review-officer": ["open"], commissioner: ["open"], administrator: ["open"] },
  },
  "staff:list": { roles: { administrator: ["council"] } },
  "staff:appoint": { roles: { administrator: ["council"] } },
  "staff:dismiss": { roles: { administrator: ["council"] } },
  "policy:read": {
    roles: {
      "vetting-officer": ["council"],
      "finance-officer": ["council"],
      "review-officer": ["council"],
      commissioner: ["council"],
      administrator: ["council"],
    },
  },
  "policy:write": { roles: { administrator: ["council"] } },
  "application:list": { everyone: ["self"] },
  "application:begin": { everyone: ["self"] },
  "application:read": { everyone: ["self"], roles: { "vetting-officer": ["council"] }, sensitive: true },
  "application:write": { everyone: ["self"], roles: { "vetting-officer": ["council"] }, sensitive: true },
  "case:queue": { roles: { "vetting-officer": ["council"] } },
  "case:enter": { roles: { "vetting-officer": ["council"] } },
  "case:read": { roles: { "vetting-officer": ["council"] }, notForOwner: true, sensitive: true },
  "case:work": { roles: { "vetting-officer": ["council"] }, notForOwner: true, sensitive: true },
  "support:read": {
    everyone: ["self"],
    delegates: { "authorised-person": "search-and-contact", "nominated-person": "search-and-contact", "support-organisation": "search-and-contact" },
    sensitive: true,
  },
  "support:write": {
    everyone: ["self"],
    delegates: { "authorised-person": "search-and-contact", "nominated-person": "search-and-contact", "support-organisation": "search-and-contact" },
    sensitive: true,
  },
  "checklist:read": {
    roles: {
      "vetting-officer": ["council"],
      "finance-officer": ["council"],
      "review-officer": ["council"],
      commissioner: ["council"],
      administrator: ["council"],
    },
  },
  "checklist:write": { roles: { administrator: ["council"] } },
} as const satisfies Readonly<Record<string, Rule>>;

export type Action = keyof typeof policyTable;

/** What deciding needs to know of a record. */
export interface Subject {
  /** The account it is about. */
  readonly owner?: string | undefined;
  /** The council it belongs to (GSS code). */
  readonly authority?: string | undefined;
  /** Accounts it names besides its owner. */
  readonly parties?: readonly string[] | undefined;
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

  if (isOwner && rule.notForOwner) return { allowed: false, why: "record" };
  for (const relation of rule.everyone ?? [])
    if (applies(relation, undefined)) return { allowed: true, as: "self", noted: noted(isOwner || relation === "party") };
  const grants = caller.grants.filter(({ role }) => caller.throughCouncil || !isStaffRole(role));
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
