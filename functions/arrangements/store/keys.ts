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
} as const;

export const arrangementsIndexes = {
  arrangementsOf: indexOf("ARRANGEMENTS#{person}"),
  councilConcerns: indexOf("COUNCIL-CONCERNS#{council}"),
  hoursQuestionsOf: indexOf("HOURS-QUESTIONS#{account}"),
  poolWishes: indexOf("POOL-WISHES#{council}"),
} as const;
