import type { Instant } from "../../../shared/domain/time.ts";
import { type Invitation, stoppedFor } from "./invitation.ts";
import type { Review } from "./review.ts";

/**
 * The reviews as their person, and whoever acts for them, is given them: without which officer did what, and without a worry about their safety, which may be about
 * whoever reads it. Source: Data Protection Act 2018, schedule 3, part 2.
 */
export const reviewForPerson = ({ given, held, contacts, ...review }: Review): Readonly<Record<string, unknown>> => ({
  ...review,
  given: given.filter(({ reason }) => reason !== "safety-concern").map(({ by: _, ...one }) => one),
  held: held.map(({ by: _, ...one }) => one),
  contacts: contacts.map(({ by: _, words: __, ...one }) => one),
});

/** The reviews without their person: that they were held must be traceable, and nobody's words are. */
export function withoutPerson({ owner: _, name: __, reassessment, ...review }: Review): Review {
  return {
    ...review,
    given: review.given.map(({ words: _words, ...one }) => one),
    held: review.held.map(({ summary: _summary, ...one }) => one),
    contacts: review.contacts.map(({ words: _words, ...one }) => one),
    // Who supported them may be somebody off the list, whom they named.
    support: review.support.map((one) => ({ ...one, name: "Deleted" })),
    outcomes: [],
    ...(reassessment ? { reassessment: { ...reassessment, words: "Deleted" } } : {}),
  };
}

/** An invitation with its answers as their person is given them: without what its links are found by. */
export const invitationForPerson = ({ links: _, finishedBy: __, ...invitation }: Invitation): Readonly<Record<string, unknown>> => invitation;

/** An invitation without its person: that somebody was invited and whether they answered stays for figures, under the direct payment, and what they said does not. */
export function invitationWithoutPerson(before: Invitation, at: Instant): Invitation {
  const { owner: _, firstName: __, ...stopped } = stoppedFor(before, "erased", at);
  return { ...stopped, answer: {}, listings: [], links: [] };
}
