import type { ItemKey } from "./definition.ts";
import { indexOf, keyOf } from "./key-templates.ts";

/**
 * The keys of what shared code reads and writes; each slice has its others in `store/keys.ts`. Partitions that begin with
 * `PUBLIC#` hold only what anybody may see: the public functions are allowed those partitions and no others, by their
 * AWS permissions.
 */
export const keys = {
  account: keyOf("ACCOUNT#{account}", "ACCOUNT"),
  identity: keyOf("IDENTITY#{identity}", "IDENTITY"),
  worker: keyOf("ACCOUNT#{account}", "WORKER#{worker}"),
  staffRole: keyOf("STAFF#{council}", "{role}#{account}"),
  listing: keyOf("LISTING#{listing}", "LISTING"),
  publicListing: keyOf("PUBLIC#LISTING#{listing}", "LISTING"),
  /** What everyone sees of what people say of a provider, beside the public listing: one request reads all three. */
  publicReply: keyOf("PUBLIC#LISTING#{listing}", "REPLY"),
  publicScore: keyOf("PUBLIC#LISTING#{listing}", "SCORE"),
  /** The pictures of a public listing. Not of the partitions that begin with `PUBLIC#`: the few functions that may write one are named one by one. */
  shownPhoto: keyOf("SHOWN-PHOTO#{photo}", "PHOTO"),
  logRecord: keyOf("PUBLIC#LOG", "AT#{at:13}#{listing}#{version:6}"),
  /** The search snapshot: what it is made of, and its tiles. */
  manifest: keyOf("PUBLIC#SNAPSHOT", "MANIFEST"),
  tileIndex: keyOf("PUBLIC#TILE#{tile}", "INDEX"),
  tileCards: keyOf("PUBLIC#CARDS#{part}", "CARDS"),
  sector: keyOf("PUBLIC#SECTOR#{sector}", "POSTCODES"),
  geography: keyOf("PUBLIC#GEOGRAPHY", "INDEX"),
  districts: keyOf("PUBLIC#GEOGRAPHY", "DISTRICTS"),
  places: keyOf("PUBLIC#GEOGRAPHY", "PLACES"),
  /** Areas of the census: small ones (LSOA), and those they make up (MSOA). */
  smallAreas: keyOf("PUBLIC#GEOGRAPHY", "SMALL-AREAS"),
  largeAreas: keyOf("PUBLIC#GEOGRAPHY", "LARGE-AREAS"),
  areaBorder: keyOf("PUBLIC#GEOGRAPHY", "AREA-BORDER"),
  districtCouncils: keyOf("PUBLIC#GEOGRAPHY", "DISTRICT-COUNCILS"),
  takeUp: keyOf("PUBLIC#GEOGRAPHY", "TAKE-UP"),
  /** The map of a council, or of one of its districts (GSS code). */
  areaMap: keyOf("PUBLIC#GEOGRAPHY", "MAP#{code}"),
  publishedPolicy: keyOf("PUBLIC#POLICY#{council}", "VERSION#{version:6}"),
  auditEntry: keyOf("AUDIT#{record}", "SEQ#{sequence:12}"),
  /** Why an entry's act was done, in somebody's words: not part of the trail, so that it can be erased. */
  auditReason: keyOf("REASON#{record}", "SEQ#{sequence:12}"),
  lookCount: keyOf("LOOKS#{account}", "{viewer}#{what}"),
  once: keyOf("ONCE#{key}", "ONCE"),
  limit: keyOf("LIMIT#{name}", "LIMIT"),
  notice: keyOf("NOTICE#{notice}", "NOTICE"),
  dayDone: keyOf("SYSTEM#DUE#{job}", "DONE#{council}"),
  deletion: keyOf("SYSTEM#DUE#{job}", "DELETION#{record}"),
  /** An invitation to say how support is, in the month it was sent, `2026-11`: for figures. */
  feedbackFact: keyOf("FEEDBACK-FACTS#{council}#{month}", "{invitation}"),
  /** What somebody could not find, by the month in which it was said: for figures. */
  demandFact: keyOf("DEMAND-FACTS#{council}#{month}", "{kind}#{record}"),
  /** What was published of a council's money, by month: `2026-11-01/P1M`. */
  moneyFigures: keyOf("MONEY-FIGURES#{council}", "{period}"),
  /** A search of a day by nobody in particular, until the night. The last part of the name says which of sixteen partitions. */
  searched: keyOf("SEARCHED#{day}#{shard:2}", "{visitor}"),
  /** What the marks of a day's searches, or of a month's networks, are made with. */
  searchSalt: keyOf("SEARCH-SALT#{span}", "SALT"),
  /** Which area of the census a place lies in. */
  searchAreas: keyOf("PUBLIC#SEARCH-AREAS", "AREAS"),
  /** An answer that counts for a provider. */
  providerAnswer: keyOf("PROVIDER-ANSWERS#{listing}", "{invitation}"),
} as const;

/** The partitions of the table's indexes that shared code uses. `gsi1`: from another side than an item's key; `gsi2`: by council; `gsi3`: by the day something is due, and council. */
export const indexes = {
  listingsInArea: indexOf("AREA#{area}"),
  /** The listings of a provider's account. */
  listingsOf: indexOf("LISTINGS#{account}"),
  /** Arrangements with a listing. */
  clientsOf: indexOf("CLIENTS#{listing}"),
  noticesOf: indexOf("NOTICES#{account}"),
  /** Accounts with an address, by its hash. */
  accountsAt: indexOf("ACCOUNTS-AT#{address}"),
  /** Notices that wait to be sent, by when somebody looks whether they were. */
  waitingNotices: indexOf("NOTICES-WAITING#{shard:1}"),
  sentNotices: indexOf("NOTICES-SENT#{shard:1}"),
  due: indexOf("DUE#{date}#{council}"),
  /** What the nightly sweep of vetting looks at: cases, evidence, and listings that no case has. */
  sweep: indexOf("SWEEP#{date}#{council}"),
  /** Whom the monthly question of their free hours is for: listings that a case has, and questions that were not answered. */
  hoursQuestions: indexOf("HOURS#{date}#{council}"),
} as const;

/** Everything the public functions may reach. */
export const PUBLIC_PARTITIONS = "PUBLIC#*";

/** How a record is called in its audit trail. */
export const recordName = ({ pk, sk }: ItemKey): string => `${pk}|${sk}`;

/** The key of a record by its name: neither a partition nor a sort key holds the mark between them. */
export function keyNamed(name: string): ItemKey {
  const [pk = "", sk = ""] = name.split("|");
  return { pk, sk };
}
