import { indexOf, keyOf } from "../../../shared/table/key-templates.ts";

/** The keys of reviews. */
export const reviewsKeys = {
  /** The reviews of one direct payment. */
  review: keyOf("REVIEWS#{payment}", "REVIEWS"),
  /** A review that is to be worked on, with what the order of the queue goes by. */
  queued: keyOf("REVIEW-QUEUE#{council}", "{payment}"),
  /** Reviews that were held in a month, `2026-11`. */
  held: keyOf("REVIEWS-HELD#{council}#{month}", "{payment}#{review}"),
  /** A worry about someone's safety. */
  safetyReport: keyOf("SAFETY-REPORT#{report}", "SAFETY-REPORT"),
  /** An invitation to say how support is, with its answer. */
  invitation: keyOf("FEEDBACK#{invitation}", "FEEDBACK"),
  /** The invitation that is open for a person: one at a time. */
  openInvitation: keyOf("FEEDBACK-OPEN#{person}", "OPEN"),
  /** The invitation that a link, or the code of a letter, leads to. */
  invitationLink: keyOf("FEEDBACK-LINK#{hash}", "LINK"),
  /** What a council's dashboard shows of a month. */
  figures: keyOf("REVIEW-FIGURES#{council}", "{month}"),
} as const;

export const reviewsIndexes = {
  reviewsOf: indexOf("REVIEWS-OF#{person}"),
  /** Worries that are not dealt with. */
  safetyReports: indexOf("SAFETY-REPORTS#{council}"),
  /** Those who are to be phoned. */
  feedbackCalls: indexOf("FEEDBACK-CALLS#{council}"),
  invitationsOf: indexOf("FEEDBACK-OF#{person}"),
  /** Invitations with something to send, or that are over. */
  invitationsDue: indexOf("FEEDBACK-DUE#{date}#{council}"),
  /** What the daily job looks at. */
  reviewsDue: indexOf("REVIEWS-DUE#{date}#{council}"),
} as const;
