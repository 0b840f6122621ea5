import type { ItemKey } from "./definition.ts";

/**
 * Every key of the table. Partitions that begin with `PUBLIC#` hold only what anybody may see: the
 * public functions are allowed those partitions and no others, by their AWS permissions.
 */
export const PUBLIC_PARTITIONS = "PUBLIC#*";

/** What the functions for signed-in people may reach, besides published policy. */
export const ACCOUNT_PARTITIONS = [
  "ACCOUNT#*",
  "DELEGATION#*",
  "APPOINTMENT#*",
  "INVITED#*",
  "ERASURE#*",
  "POLICY#*",
  "PUBLIC#POLICY#*",
  "AUDIT#ACCOUNT#*",
  "AUDIT#DELEGATION#*",
  "AUDIT#APPOINTMENT#*",
  "AUDIT#ERASURE#*",
  "AUDIT#POLICY#*",
  "ONCE#*",
  "LIMIT#*",
  "SYSTEM#KEYS",
  "SYSTEM#RETENTION",
] as const;

export const ACCOUNT_INDEXES = { gsi1: ["ACTS-FOR#*", "ERASURES#*", "STAFF-ROLES#*", "NOTICES#*"], gsi2: ["*#DELEGATIONS", "*#STAFF", "*#ERASURES"] } as const;

/** What falls due on a day, by the register of records. */
export const DUE_INDEXES = { gsi3: ["DUE#*"] } as const;

/** The outbox: what a function that tells people of its changes may write, and what delivering may reach. */
export const NOTICE_PARTITIONS = ["NOTICE#*"] as const;
/** What vetting reaches besides what every function of signed-in people does. */
export const VETTING_PARTITIONS = [
  "CASE#*",
  "REFERENCE#*",
  "ARRANGEMENT#*",
  "CHECKLIST#*",
  "AUDIT#CASE#*",
  "AUDIT#REFERENCE#*",
  "AUDIT#ARRANGEMENT#*",
  "AUDIT#CHECKLIST#*",
  "LISTING#*",
  "AUDIT#LISTING#*",
  "PUBLIC#LISTING#*",
  "PUBLIC#LOG",
  ...NOTICE_PARTITIONS,
] as const;

/** What is only read there: who is told of what the night, or the check of a file, did; and where places are. */
export const TOLD_PARTITIONS = ["ACCOUNT#*"] as const;
export const PLACE_PARTITIONS = ["PUBLIC#SECTOR#*", "PUBLIC#GEOGRAPHY"] as const;

/** What finding out what is due reaches: nothing of anybody but which cases. */
export const SWEEP_PARTITIONS = ["SYSTEM#SWEEP"] as const;
export const SWEEP_INDEXES = { gsi3: ["SWEEP#*"] } as const;

export const VETTING_INDEXES = {
  gsi1: ["CASES#*", "REFERENCES#*", "ARRANGEMENTS#*"],
  gsi2: ["*#CASES#*", "*#EXPIRING", "USES#*"],
} as const;

const SEQUENCE_DIGITS = 12;

/** A log position as a sort key: text order is number order. */
export const sequenceKey = (sequence: number): string => `SEQ#${String(sequence).padStart(SEQUENCE_DIGITS, "0")}`;

const LOG = "PUBLIC#LOG";

export const keys = {
  listing: (id: string): ItemKey => ({ pk: `LISTING#${id}`, sk: "LISTING" }),
  publicListing: (id: string): ItemKey => ({ pk: `PUBLIC#LISTING#${id}`, sk: "LISTING" }),
  logRecord: (sequence: number): ItemKey => ({ pk: LOG, sk: sequenceKey(sequence) }),
  logHead: (): ItemKey => ({ pk: LOG, sk: "HEAD" }),
  manifest: (): ItemKey => ({ pk: "PUBLIC#SNAPSHOT", sk: "MANIFEST" }),
  tileIndex: (tile: string): ItemKey => ({ pk: `PUBLIC#TILE#${tile}`, sk: "INDEX" }),
  tileCards: (tile: string, part: number): ItemKey => ({
    pk: `PUBLIC#TILE#${tile}`,
    sk: `CARDS#${String(part).padStart(4, "0")}`,
  }),
  sector: (sector: string): ItemKey => ({ pk: `PUBLIC#SECTOR#${sector}`, sk: "POSTCODES" }),
  geography: (): ItemKey => ({ pk: "PUBLIC#GEOGRAPHY", sk: "INDEX" }),
  districts: (): ItemKey => ({ pk: "PUBLIC#GEOGRAPHY", sk: "DISTRICTS" }),
  censusAreas: (): ItemKey => ({ pk: "PUBLIC#GEOGRAPHY", sk: "CENSUS-AREAS" }),
  firstStart: (): ItemKey => ({ pk: "SYSTEM#DATA", sk: "FIRST-START" }),
  account: (id: string): ItemKey => ({ pk: `ACCOUNT#${id}`, sk: "ACCOUNT" }),
  worker: (account: string, id: string): ItemKey => ({ pk: `ACCOUNT#${account}`, sk: `WORKER#${id}` }),
  delegation: (id: string): ItemKey => ({ pk: `DELEGATION#${id}`, sk: "DELEGATION" }),
  appointment: (id: string): ItemKey => ({ pk: `APPOINTMENT#${id}`, sk: "APPOINTMENT" }),
  erasure: (id: string): ItemKey => ({ pk: `ERASURE#${id}`, sk: "ERASURE" }),
  policyVersion: (authority: string, version: number): ItemKey => ({ pk: `POLICY#${authority}`, sk: `VERSION#${String(version).padStart(6, "0")}` }),
  publishedPolicy: (authority: string, version: number): ItemKey => ({ pk: `PUBLIC#POLICY#${authority}`, sk: `VERSION#${String(version).padStart(6, "0")}` }),
  actsFor: (account: string, person: string): ItemKey => ({ pk: `ACCOUNT#${account}`, sk: `ACTS-FOR#${person}` }),
  invitation: (addressHash: string, kind: string, id: string): ItemKey => ({ pk: `INVITED#${addressHash}`, sk: `${kind}#${id}` }),
  vettingCase: (id: string): ItemKey => ({ pk: `CASE#${id}`, sk: "CASE" }),
  openCase: (owner: string): ItemKey => ({ pk: `CASE#OF#${owner}`, sk: "OPEN" }),
  evidence: (vettingCase: string, id: string): ItemKey => ({ pk: `CASE#${vettingCase}`, sk: `EVIDENCE#${id}` }),
  reference: (tokenHash: string): ItemKey => ({ pk: `REFERENCE#${tokenHash}`, sk: "REFERENCE" }),
  arrangement: (id: string): ItemKey => ({ pk: `ARRANGEMENT#${id}`, sk: "ARRANGEMENT" }),
  checklistVersion: (authority: string, version: number): ItemKey => ({ pk: `CHECKLIST#${authority}`, sk: `VERSION#${String(version).padStart(6, "0")}` }),
  sweep: (): ItemKey => ({ pk: "SYSTEM#SWEEP", sk: "DONE" }),
  auditEntry: (record: string, sequence: number): ItemKey => ({ pk: `AUDIT#${record}`, sk: sequenceKey(sequence) }),
  once: (key: string): ItemKey => ({ pk: `ONCE#${key}`, sk: "ONCE" }),
  limit: (name: string): ItemKey => ({ pk: `LIMIT#${name}`, sk: "LIMIT" }),
  keyRing: (): ItemKey => ({ pk: "SYSTEM#KEYS", sk: "RING" }),
  retention: (): ItemKey => ({ pk: "SYSTEM#RETENTION", sk: "DONE" }),
  notice: (id: string): ItemKey => ({ pk: `NOTICE#${id}`, sk: "NOTICE" }),
  deletion: (record: string): ItemKey => ({ pk: "SYSTEM#RETENTION", sk: `DELETION#${record}` }),
} as const;

/** How a record is called in its audit trail. */
export const recordName = ({ pk, sk }: ItemKey): string => `${pk}|${sk}`;

/** The partitions of the table's indexes. `gsi1`: from another side than an item's key; `gsi2`: by council; `gsi3`: by the day something is due. */
export const indexes = {
  listingsInArea: (area: string): string => `AREA#${area}`,
  delegationsFor: (person: string): string => `ACTS-FOR#${person}`,
  erasuresOf: (person: string): string => `ERASURES#${person}`,
  appointmentsOf: (account: string): string => `STAFF-ROLES#${account}`,
  councilDelegations: (authority: string): string => `${authority}#DELEGATIONS`,
  councilStaff: (authority: string): string => `${authority}#STAFF`,
  councilErasures: (authority: string): string => `${authority}#ERASURES`,
  noticesOf: (account: string): string => `NOTICES#${account}`,
  casesOf: (owner: string): string => `CASES#${owner}`,
  councilCases: (authority: string, queue: string): string => `${authority}#CASES#${queue}`,
  expiring: (authority: string): string => `${authority}#EXPIRING`,
  referencesOf: (vettingCase: string): string => `REFERENCES#${vettingCase}`,
  arrangementsOf: (person: string): string => `ARRANGEMENTS#${person}`,
  usesOf: (listing: string): string => `USES#${listing}`,
  due: (date: string): string => `DUE#${date}`,
  sweep: (date: string): string => `SWEEP#${date}`,
} as const;
