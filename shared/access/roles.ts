import type { PlainDate } from "../domain/time.ts";

/** What a person may be to Trellis. Staff roles hold for a named council; the others for its people. */
export const ROLES = [
  "recipient",
  "provider",
  "vetting-officer",
  "finance-officer",
  "review-officer",
  "commissioner",
  "administrator",
  "support-organisation",
] as const;
export type Role = (typeof ROLES)[number];

/** Roles of a council's own people: they count only for a sign-in through that council's own identity provider. */
export const STAFF_ROLES = ["vetting-officer", "finance-officer", "review-officer", "commissioner", "administrator"] as const satisfies readonly Role[];
export type StaffRole = (typeof STAFF_ROLES)[number];

/** Roles a council gives: nobody takes them for themselves. */
export const APPOINTED_ROLES = [...STAFF_ROLES, "support-organisation"] as const satisfies readonly Role[];
export type AppointedRole = (typeof APPOINTED_ROLES)[number];

/** Whether a role is one of a council's own people. */
export const isStaffRole = (role: string): role is StaffRole => STAFF_ROLES.some((known) => known === role);

/**
 * Who may act for a recipient. An authorised person acts where the recipient lacks capacity, as the council
 * decides; a nominated person where they have it, as they choose. A support organisation (a direct payment support
 * service or third-party money manager) acts for its own clients. Source: Care Act 2014, sections 31 and 32.
 */
export const DELEGATE_KINDS = ["authorised-person", "nominated-person", "support-organisation"] as const;
export type DelegateKind = (typeof DELEGATE_KINDS)[number];

/** What somebody may be let do for another. */
export const SCOPES = ["search-and-contact", "money", "reviews"] as const;
export type Scope = (typeof SCOPES)[number];

/** A role an account holds; staff roles name their council (GSS code). */
export interface Grant {
  readonly role: Role;
  readonly authority?: string | undefined;
}

/** A person somebody acts for, as their account carries it: the delegation's own record says the same. */
export interface ActsFor {
  readonly delegation: string;
  readonly person: string;
  readonly kind: DelegateKind;
  readonly scopes: readonly Scope[];
  readonly from: PlainDate;
  /** The last day it holds. */
  readonly until?: PlainDate | undefined;
}

/** Who is asking, as far as deciding needs to know. */
export interface Caller {
  readonly subject: string;
  readonly grants: readonly Grant[];
  readonly actsFor: readonly ActsFor[];
  /** The council whose identity provider they came through, with a second factor (GSS code); undefined where they came as the public does. */
  readonly throughCouncil: string | undefined;
}
