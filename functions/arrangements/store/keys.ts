import { indexOf, keyOf } from "../../../shared/table/key-templates.ts";

/** The keys of arrangements. */
export const arrangementsKeys = {
  arrangement: keyOf("ARRANGEMENT#{arrangement}", "ARRANGEMENT"),
  openQuestion: keyOf("SUPPORT-QUESTIONS#{council}", "{raisedAt}#{arrangement}"),
  concern: keyOf("CONCERN#{concern}", "CONCERN"),
  shortlist: keyOf("SHORTLIST#{account}", "SHORTLIST"),
  hoursQuestion: keyOf("HOURS-QUESTION#{listing}", "HOURS-QUESTION"),
  hoursLink: keyOf("HOURS-LINK#{link's hash}", "HOURS-LINK"),
  pool: keyOf("POOL#{pool}", "POOL"),
  poolMember: keyOf("POOLS#{account}", "POOL#{pool}"),
  poolWish: keyOf("POOL-WISH#{account}", "POOL-WISH"),
  contact: keyOf("CONTACT#{contact}", "CONTACT"),
  contactReport: keyOf("CONTACT-REPORT#{report}", "REPORT"),
} as const;

export const arrangementsIndexes = {
  arrangementsOf: indexOf("ARRANGEMENTS#{person}"),
  councilConcerns: indexOf("COUNCIL-CONCERNS#{council}"),
  hoursQuestionsOf: indexOf("HOURS-QUESTIONS#{account}"),
  poolWishes: indexOf("POOL-WISHES#{council}"),
  contactsOf: indexOf("CONTACTS#{person}"),
  /** Requests that a provider's account, or a council's team, deals with. */
  contactsHandled: indexOf("CONTACTS-HANDLED#{handler}"),
  councilContactReports: indexOf("COUNCIL-CONTACT-REPORTS#{council}"),
  /** What the sweep of requests looks at. */
  contactsDue: indexOf("CONTACTS-DUE#{date}#{council}"),
} as const;
