import type { FeedbackFact, ProviderAnswer } from "../../../shared/records/feedback-facts.ts";

/** What invitations and their answers left for figures. */
export interface FeedbackFacts {
  /** The invitations a council sent in a month, `2026-11`. */
  sentIn(council: string, month: string): Promise<readonly FeedbackFact[]>;
  /** The answers that count for a listing, whichever council's. */
  answersFor(listing: string): Promise<readonly ProviderAnswer[]>;
}
