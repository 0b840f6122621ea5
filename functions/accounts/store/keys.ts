import { indexOf, keyOf } from "../../../shared/table/key-templates.ts";

/** The keys of accounts: delegations, appointments, requests to erase, policy versions, and what follows from them. */
export const accountsKeys = {
  actsFor: keyOf("ACCOUNT#{account}", "ACTS-FOR#{person}"),
  delegation: keyOf("DELEGATION#{delegation}", "DELEGATION"),
  appointment: keyOf("APPOINTMENT#{appointment}", "APPOINTMENT"),
  invitation: keyOf("INVITED#{address}", "{kind}#{record}"),
  erasure: keyOf("ERASURE#{erasure}", "ERASURE"),
  mailStop: keyOf("MAIL-STOP#{address}", "MAIL-STOP"),
  policyVersion: keyOf("POLICY#{council}", "VERSION#{version:6}"),
} as const;

export const accountsIndexes = {
  delegationsFor: indexOf("ACTS-FOR#{person}"),
  erasuresOf: indexOf("ERASURES#{person}"),
  appointmentsOf: indexOf("STAFF-ROLES#{account}"),
  councilDelegations: indexOf("{council}#DELEGATIONS"),
  councilStaff: indexOf("{council}#STAFF"),
  councilErasures: indexOf("{council}#ERASURES"),
} as const;
