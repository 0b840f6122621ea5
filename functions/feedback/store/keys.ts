import { indexOf, keyOf } from "../../../shared/table/key-templates.ts";

/** The keys of feedback. */
export const feedbackKeys = {
  /** What somebody sent of their own accord. */
  feedback: keyOf("OPEN-FEEDBACK#{feedback}", "OPEN-FEEDBACK"),
  /** Words of it that may be made public. */
  quote: keyOf("OPEN-FEEDBACK-QUOTES#{council}", "{feedback}"),
  /** What was chosen in it, by the month it came in, `2026-11`. */
  answers: keyOf("OPEN-FEEDBACK-ANSWERS#{council}#{month}", "{feedback}"),
  /** An entry of "You said, we did", whatever became of it. */
  youSaid: keyOf("YOU-SAID#{entry}", "YOU-SAID"),
  /** One that is public, by when it became so. */
  publicYouSaid: keyOf("PUBLIC#YOU-SAID#{council}", "{published}"),
  /** That somebody takes part in the working group. */
  member: keyOf("GROUP-MEMBER#{person}", "GROUP-MEMBER"),
} as const;

export const feedbackIndexes = {
  /** A council's feedback: `open` or `closed`. */
  feedbackOf: indexOf("OPEN-FEEDBACK-OF#{council}#{shelf}"),
  youSaidOf: indexOf("YOU-SAID-OF#{council}"),
  membersOf: indexOf("GROUP-MEMBERS-OF#{council}"),
} as const;
