import { indexOf, keyOf } from "../../../shared/table/key-templates.ts";

/** The keys of what people say of their support, and of what everyone sees of it. */
export const satisfactionKeys = {
  /** A publication for staff, in a version: of a month, `2026-11-01/P1M`. */
  staffFigures: keyOf("FEEDBACK-FIGURES#{council}", "{period}#{version:6}"),
  /** A publication for everyone: of a quarter. */
  publicFigures: keyOf("PUBLIC#FEEDBACK-FIGURES#{council}", "{period}#{version:6}"),
  /** The true counts that a publication was made of. No route reads them. */
  trueFigures: keyOf("TRUE-FIGURES#{council}", "{period}#{version:6}"),
  /** What is shown of one provider, and of how many answers it was made. No route reads it. */
  score: keyOf("PROVIDER-SCORE#{listing}", "SCORE"),
  /** A provider's reply to what people say of them. */
  reply: keyOf("PROVIDER-REPLY#{listing}", "REPLY"),
} as const;

export const satisfactionIndexes = {
  /** Providers with a score, by the council whose job made it. */
  scored: indexOf("SCORED#{council}"),
  /** A provider's replies. */
  repliesOf: indexOf("REPLIES-OF#{account}"),
  /** Replies of a council that no officer has judged. */
  replies: indexOf("REPLIES#{council}"),
} as const;
