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
  recipient: keyOf("RECIPIENT#{recipient}", "RECIPIENT"),
  recipientOf: keyOf("RECIPIENT-OF#{account}", "RECIPIENT"),
  request: keyOf("REQUEST#{request}", "REQUEST"),
  answer: keyOf("REQUEST#{request}", "ANSWER#{listing}"),
  need: keyOf("NEED#{need}", "NEED"),
  requestAlert: keyOf("REQUEST-ALERT#{account}", "REQUEST-ALERT"),
  contact: keyOf("CONTACT#{contact}", "CONTACT"),
  contactReport: keyOf("CONTACT-REPORT#{report}", "REPORT"),
  setUp: keyOf("SET-UP#{recipient}", "SET-UP"),
} as const;

export const arrangementsIndexes = {
  arrangementsOf: indexOf("ARRANGEMENTS#{person}"),
  councilConcerns: indexOf("COUNCIL-CONCERNS#{council}"),
  hoursQuestionsOf: indexOf("HOURS-QUESTIONS#{account}"),
  poolWishes: indexOf("POOL-WISHES#{council}"),
  requestsOf: indexOf("REQUESTS#{person}"),
  /** Requests that providers may see. */
  openRequests: indexOf("OPEN-REQUESTS#{council}"),
  answersOf: indexOf("ANSWERS#{account}"),
  councilNeeds: indexOf("COUNCIL-NEEDS#{council}"),
  /** What is next to be done about requests, and who hears of new ones. */
  requestsDue: indexOf("REQUESTS-DUE#{date}#{council}"),
  contactsOf: indexOf("CONTACTS#{person}"),
  /** Requests that a provider's account, or a council's team, deals with. */
  contactsHandled: indexOf("CONTACTS-HANDLED#{handler}"),
  councilContactReports: indexOf("COUNCIL-CONTACT-REPORTS#{council}"),
  /** What the sweep of requests looks at. */
  contactsDue: indexOf("CONTACTS-DUE#{date}#{council}"),
  /** Recipients, by the day on which their direct payment was agreed. */
  setUps: indexOf("SET-UPS#{council}"),
  setUpFacts: indexOf("SET-UP-FACTS#{council}"),
} as const;
